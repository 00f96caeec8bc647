"""The page that a certificate's code leads to, and the key that its signature is checked with; open to everyone."""

import html

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from graph.transport.errors import headers_of, refusal_of, status_of
from graph.transport.service import Service
from graph.transport.watching import seen
from resolvers.certificate.checking import SIGNATURE, Checked, check
from rules.base.calendar import in_french
from rules.certificate.kind import CertificateKind

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title}</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b}}
h1{{font-size:1.5rem;color:#1f4e79}}dt{{font-weight:bold}}dd{{margin:0 0 .8rem}}</style></head>
<body><main><h1>{title}</h1>{body}</main></body></html>"""
_LONGEST = 200
"""Characters of a signature."""


class Checks:
    """The routes by which anybody checks a certificate."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def page(self, request: Request) -> Response:
        """What a certificate's number is, and whether its signature is right: nothing of the person."""
        try:
            given = request.query_params.get(SIGNATURE, "")[:_LONGEST] or None
            async with self._service.working(await self._service.asker(request)) as context:
                checked = await check(context, request.path_params["number"][:100], given)
        except Exception as error:
            known = refusal_of(error, seen().request_id)
            seen().errors.append(known)
            text = f"<p>{html.escape(known.message)}</p>"
            page = _html("Vérification d’un certificat", text, status_of(known))
            page.headers.update(headers_of(known))
            return page
        return _answer(checked)

    async def keys(self, _request: Request) -> Response:
        """The public keys of the signatures (RFC 8037): the one that signs now, then those before it."""
        keys = self._service.house.signer.published
        return JSONResponse({"keys": keys}, headers={"Cache-Control": "public, max-age=3600"})


def _answer(checked: Checked) -> Response:
    found = checked.verification
    if found.state is None:
        text = f"<p>Aucun certificat ne porte le numéro {html.escape(found.number)}.</p>"
        return _html("Certificat inconnu", text, 404)
    facts = [("Numéro", found.number), ("Nature", _nature(found.kind)), ("Intitulé", found.title or "")]
    if found.issued_on is not None:
        facts.append(("Attribué le", in_french(found.issued_on)))
    if found.replaced_by:
        facts.append(("Remplacé par", found.replaced_by))
    if checked.signed is not None:
        right = "La signature du code est bien celle de ce certificat."
        wrong = (
            "La signature du code n’est pas celle de ce certificat tel qu’il s’imprime : le papier n’est peut-être pas "
            "l’original. Demandez à la chambre qui l’a remis."
        )
        facts.append(("Signature", right if checked.signed else wrong))
    lines = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in facts)
    title = "Certificat authentique" if found.genuine else "Certificat annulé"
    return _html(
        title if checked.signed is not False else "Code qui n’est pas celui du certificat", f"<dl>{lines}</dl>"
    )


def _nature(kind: CertificateKind | None) -> str:
    """« CQPM inscrit au RNCP », from the words of the closed list."""
    words = kind.words if kind is not None else ""
    return words.partition(" (")[0].rstrip(".").removeprefix("Un ")


def _html(title: str, body: str, status: int = 200) -> Response:
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HTMLResponse(_PAGE.format(title=html.escape(title), body=body), status, headers=headers)
