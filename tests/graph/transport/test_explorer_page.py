"""The committed explorer page in a browser: its tabs, its roles, a query run, and a policy that nothing breaks."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema, graphql_sync

from tests.support.browser import open_page
from tests.support.places import ROOT

STATIC = ROOT / "graph" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SCHEMA = build_schema("type Query { bonjour(nom: String!): String jeton: String }")
SETTINGS = {
    "url": "/graphql",
    "examples": [
        {
            "name": "Saluer quelqu’un",
            "query": "query Saluer($nom: String!) {\n  bonjour(nom: $nom)\n  jeton\n}",
            "variables": {"nom": "</script>Zoé"},
            "role": "CENTRE",
        },
        {"name": "Lire son jeton", "query": "query LireSonJeton {\n  jeton\n}"},
    ],
    "tokens": [
        {"role": "GTP", "label": "Groupe technique", "token": "jeton-gtp"},
        {"role": "CENTRE", "label": "Centre de formation", "token": "jeton-centre"},
    ],
}
PRESS = """
const again = setInterval(() => {
  const button = document.querySelector(".graphiql-execute-button");
  if (!button || !document.querySelector(".graphiql-query-editor .cm-def, .graphiql-query-editor .cm-property")) return;
  clearInterval(again);
  button.click();
}, 200);
"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/":
            block = json.dumps(SETTINGS, ensure_ascii=False).replace("<", "\\u003c")
            page = (STATIC / "graphiql.html").read_text(encoding="utf-8").replace("__SETTINGS__", block)
            page = page.replace("</body>", '<script src="/static/press.js"></script></body>')
            self.answer("text/html; charset=utf-8", page.encode())
        elif self.path == "/static/press.js":
            self.answer("text/javascript", PRESS.encode())
        else:
            kind = "text/css" if self.path.endswith(".css") else "text/javascript"
            self.answer(kind, (STATIC / Path(self.path).name).read_bytes())

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        token = self.headers.get("authorization")
        root = {"bonjour": lambda _info, nom: f"Bonjour {nom}", "jeton": token}
        result = graphql_sync(SCHEMA, asked["query"], root, variable_values=asked.get("variables"))
        self.answer("application/graphql-response+json", json.dumps(result.formatted).encode())

    def answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the base class's)
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.chromium
def test_an_example_runs_as_its_role_with_its_variables(address: str, tmp_path: Path) -> None:
    page = open_page(address, tmp_path / "profile", 30_000)

    assert re.findall(r'class="[^"]*graphiql-tab-button[^"]*"[^>]*>([^<]*)<', page.html) == ["Saluer", "LireSonJeton"]
    assert re.findall(r"<option[^>]*>([^<]*)</option>", page.html) == [
        "Visiteur, sans jeton",
        "Groupe technique",
        "Centre de formation",
    ]
    text = re.sub(r"<[^>]+>", "", page.html)
    assert "# Saluer quelqu’un" in text
    assert '"jeton": "Bearer jeton-centre"' in text
    assert "Bonjour &lt;/script&gt;Zoé" in text
    assert page.console == []
