"""Runs the judges that exist only in JavaScript (tests/node), for tests marked `node`."""

import subprocess
from pathlib import Path

from tests.support.places import ROOT
from tests.support.tools import missing, require_tool

NODE_FOLDER = ROOT / "tests" / "node"


def run_node(script: str, *arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run `tests/node/<script>` and return what it printed and its exit code, whatever that is.

    Skips (or fails, see tests/support/tools.py) without Node.js or without the packages of tests/node.
    """
    node = require_tool("node")
    if not (NODE_FOLDER / "node_modules").is_dir():
        missing("the packages of tests/node are not installed (make node)")
    command = [str(node), str(NODE_FOLDER / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
