"""deploy/replica-set.js with stand-ins for what mongosh gives it: which sets it makes, and which it leaves alone."""

import json
import subprocess
from typing import Any

import pytest

from tests.support.places import ROOT
from tests.support.tools import require_tool

SCRIPT = ROOT / "deploy" / "replica-set.js"
STAND_INS = """
const { readFileSync } = require("node:fs");
const vm = require("node:vm");
const world = JSON.parse(process.argv[1]);
const told = { initiated: null, joined: [], account: null, addresses: [] };
let busy = world.busy;
const failed = (codeName) => Object.assign(new Error(codeName), { codeName });
const server = {
  adminCommand(command) {
    if (command.replSetGetStatus && !world.members) throw failed(world.fault ?? "NotYetInitialized");
    if (command.replSetInitiate) {
      told.initiated = command.replSetInitiate;
      world.members = command.replSetInitiate.members;
    }
    if (command.replSetGetConfig) return { config: { version: 7, protocolVersion: 1, members: world.members } };
    if (command.replSetReconfig) {
      if (busy-- > 0) throw failed("ConfigurationInProgress");
      const { version, protocolVersion, members } = command.replSetReconfig;
      if (version !== 8 || protocolVersion !== 1 || members.length !== world.members.length + 1) throw failed("Bad");
      told.joined.push(members.at(-1));
      world.members = members;
    }
  },
  getUser: () => world.account ?? null,
  createUser: (account) => { told.account = ["made", account]; },
  updateUser: (name, rights) => { told.account = ["brought up", { user: name, ...rights }]; },
};
vm.runInNewContext(readFileSync(process.argv[2], "utf8"), {
  require: () => ({ readFileSync: (path) => `${path.split("/").at(-1)}!\\n` }),
  connect(address) {
    told.addresses.push(address);
    if (address.includes("Direct") || address.includes("direct")) {
      const name = /(?:\\/\\/|@)(mongodb(?:-\\d)?):/.exec(address)[1];
      if (!world.answering.includes(name)) throw failed("HostNotFound");
    }
    return server;
  },
  sleep() {},
  print() {},
  encodeURIComponent, Math, Error,
});
console.log(JSON.stringify(told));
"""


def run(**world: Any) -> dict[str, Any]:
    node = require_tool("node")
    command = [str(node), "-e", STAND_INS, json.dumps({"busy": 0, **world}), str(SCRIPT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("answering", [["mongodb"], ["mongodb", "mongodb-2", "mongodb-3"]])
def test_a_new_set_has_the_members_that_are_there(answering: list[str]) -> None:
    told = run(answering=answering)
    members = [{"_id": rank, "host": f"{name}:27017"} for rank, name in enumerate(answering)]
    assert told["initiated"] == {"_id": "rs0", "members": members}
    assert told["joined"] == []
    how, account = told["account"]
    assert how == "made"
    assert account["roles"] == [{"role": role, "db": "poincon"} for role in ("readWrite", "dbAdmin")]


def test_who_comes_later_joins_one_at_a_time_in_its_turn() -> None:
    there = [{"_id": 0, "host": "mongodb:27017"}]
    told = run(answering=["mongodb", "mongodb-2", "mongodb-3"], members=there, account={}, busy=2)
    assert told["initiated"] is None
    assert told["joined"] == [{"_id": 1, "host": "mongodb-2:27017"}, {"_id": 2, "host": "mongodb-3:27017"}]


def test_a_second_start_changes_nothing_but_the_password() -> None:
    members = [{"_id": rank, "host": f"{name}:27017"} for rank, name in enumerate(["mongodb", "mongodb-2"])]
    told = run(answering=["mongodb"], members=members, account={"user": "poincon"})
    assert (told["initiated"], told["joined"]) == (None, [])
    how, account = told["account"]
    assert (how, account["pwd"]) == ("brought up", "mongodb_password!")


def test_any_primary_is_asked_and_secrets_are_written_as_addresses_have_them() -> None:
    told = run(answering=["mongodb", "mongodb-2"])
    assert told["addresses"][-1].startswith(
        "mongodb://root:mongodb_root_password!@mongodb:27017,mongodb-2:27017/admin?"
    )
    assert "replicaSet=rs0" in told["addresses"][-1]


def test_what_is_not_a_new_server_stops_it() -> None:
    with pytest.raises(RuntimeError, match="AuthenticationFailed"):
        run(answering=["mongodb"], fault="AuthenticationFailed")
