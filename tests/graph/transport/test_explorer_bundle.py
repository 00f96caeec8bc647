"""The explorer page that is committed is the one that its sources and lock build, and needs nothing from elsewhere."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.support.places import ROOT
from tests.support.tools import missing, require_tool

STATIC = ROOT / "graph" / "static"
EXPLORER = ROOT / "graph" / "explorer"
BUILT = ["graphiql.LICENSES.txt", "graphiql.css", "graphiql.js"]


@pytest.mark.node
def test_the_committed_bundle_is_what_the_lock_builds(tmp_path: Path) -> None:
    node = require_tool("node")
    if not (EXPLORER / "node_modules").is_dir():
        missing("the packages of graph/explorer are not installed (make node)")
    subprocess.run([str(node), str(EXPLORER / "build.mjs"), str(tmp_path)], check=True, timeout=120)
    assert sorted(path.name for path in tmp_path.iterdir()) == BUILT
    for name in BUILT:
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes(), f"{name}: run `make explorer`"


def test_the_page_loads_nothing_from_another_host_and_runs_no_inline_script() -> None:
    page = (STATIC / "graphiql.html").read_text(encoding="utf-8")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert addresses == ["data:,", "/static/graphiql.css", "/static/graphiql.js"]
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert inline == [' type="application/json" id="settings"']
    assert page.count("__SETTINGS__") == 1


def test_the_style_sheet_loads_nothing_from_another_host() -> None:
    style = (STATIC / "graphiql.css").read_text(encoding="utf-8")
    assert "@import" not in style
    assert all(address.startswith("data:") for address in re.findall(r'url\(\s*["\']?([^"\')]*)', style))


def test_the_licences_of_what_is_bundled_travel_with_it() -> None:
    licences = (STATIC / "graphiql.LICENSES.txt").read_text(encoding="utf-8")
    for package in ("graphiql", "graphql", "react", "codemirror"):
        assert re.search(rf"^{package} \d", licences, re.MULTILINE)
