// Makes the replica set (its transactions need one) and the API's account, unless they are there. For mongosh.
const { readFileSync } = require("node:fs");

const NAMES = ["mongodb", "mongodb-2", "mongodb-3"].map((name) => `${name}:27017`);
const PASSING = ["ConfigurationInProgress", "CurrentConfigNotCommittedYet"];

const secret = (name) => readFileSync(`/run/secrets/${name}`, "utf8").trim();
const account = `root:${encodeURIComponent(secret("mongodb_root_password"))}@`;

// Members of a profile that is not asked for have no address.
const answers = (name) => {
  try {
    connect(`mongodb://${name}/?directConnection=true&serverSelectionTimeoutMS=3000`);
    return true;
  } catch {
    return false;
  }
};
const present = NAMES.filter(answers);

const first = connect(`mongodb://${account}${NAMES[0]}/admin?directConnection=true`);
try {
  first.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  first.adminCommand({ replSetInitiate: { _id: "rs0", members: present.map((host, _id) => ({ _id, host })) } });
}

// Waits for a primary, whichever member it is.
const set = connect(`mongodb://${account}${present}/admin?replicaSet=rs0&serverSelectionTimeoutMS=60000`);

// A set takes one more member at a time, each once all know of the one before it.
for (let tries = 0; ; tries += 1) {
  const { config } = set.adminCommand({ replSetGetConfig: 1 });
  const host = present.find((name) => !config.members.some((member) => member.host === name));
  if (host === undefined) break;
  const _id = Math.max(...config.members.map((member) => member._id)) + 1;
  try {
    const members = [...config.members, { _id, host }];
    set.adminCommand({ replSetReconfig: { ...config, version: config.version + 1, members } });
    print(`${host} joins the replica set`);
  } catch (error) {
    if (!PASSING.includes(error.codeName) || tries === 60) throw error;
    sleep(1000);
  }
}

// readWrite on the one database, and dbAdmin there for indexes and validators; nothing elsewhere.
const rights = {
  pwd: secret("mongodb_password"),
  roles: [
    { role: "readWrite", db: "poincon" },
    { role: "dbAdmin", db: "poincon" },
  ],
};
if (set.getUser("poincon") === null) {
  set.createUser({ user: "poincon", ...rights });
} else {
  set.updateUser("poincon", rights);
}
print("replica set rs0 is ready");
