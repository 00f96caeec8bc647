"""The explorer page: GraphiQL with example operations, and what its reader may sign in with."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse, Response

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src {reached}; "
    "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Explorer:
    """What the explorer page is given: example operations, and demonstration tokens by role where there are any."""

    examples: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[dict[str, str]] = field(default_factory=list)
    logins: list[dict[str, str]] = field(default_factory=list)
    """The issuers that its reader may sign in with: name, address, public client, scopes, resource."""

    @property
    def policy(self) -> str:
        """What the page may reach: the service, and where its reader signs in."""
        addresses = (urlsplit(login["issuer"]) for login in self.logins)
        reached = " ".join(dict.fromkeys(["'self'", *(f"{item.scheme}://{item.netloc}" for item in addresses)]))
        return _POLICY.format(reached=reached)

    def page(self, folder: Path) -> Response:
        """The page, made from its file in a folder."""
        settings = {"url": "/graphql", "examples": self.examples, "tokens": self.tokens, "logins": self.logins}
        block = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
        page = (folder / "graphiql.html").read_text(encoding="utf-8").replace("__SETTINGS__", block)
        return HTMLResponse(page, headers={"Content-Security-Policy": self.policy, "Cache-Control": "no-store"})
