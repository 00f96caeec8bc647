"""The VAE route through HTTP, from the request to the commission's report: each step by its actor, on its day."""

from datetime import date
from typing import Any

from rules.access.viewer import Role
from tests.support.walk import EVALUATED, GTP, OPENED, PROBLEMS, WARNINGS, Path, as_, centre

COMPLETE, NOTICE, EVIDENCE = date(2026, 11, 30), date(2026, 12, 7), date(2027, 1, 15)
FILE_PIECES = ("CV", "IDENTITY", "MOTIVATION_LETTER", "SWORN_STATEMENT", "DIPLOMA", "ACTIVITY_PROOF")
WELDER = {
    "post": "Soudeur",
    "employer": "Chaudronnerie d’essai",
    "activity": "Chaudronnerie",
    "contract": "CDI",
    "startsOn": "2015-01-01",
    "endsOn": "2023-12-31",
    "share": 100,
}
REQUEST = """vae { completeOn activitiesOn noticeDueOn tacitOn juryDueOn missing withoutDiploma president
  experience { days hours years } experiences { post }
  pieces { kind label receivedOn through file { id name url } }
  notice { favourable on tacit reasons } support { by hours } conclusion { extent on president observations } }"""


class VaePath(Path):
    """One walk through the VAE route over an API."""

    async def requested(self, last_name: str, **changes: Any) -> str:
        """The number of a request of VAE just opened."""
        given = {"route": "VAE", "channel": "CANDIDAT", "funding": "CVAE", "company": None, **changes}
        return await self.opened(last_name, **given)

    async def activities(self, number: str, *experiences: Any, actor: str | None = None, **changes: Any) -> Any:
        """The payload of recordActivities."""
        given = {"dossier": number, "experiences": list(experiences or (WELDER,)), **changes}
        return await self.call("recordActivities", actor or centre(COMPLETE), **given)

    async def piece(self, number: str, kind: str, actor: str | None = None, **changes: Any) -> Any:
        """The payload of submitPiece with a file of its own, just uploaded."""
        actor = actor or centre(COMPLETE)
        file = await self.upload(actor, f"%PDF-1.7 {number} {kind} {changes.get('label')}".encode(), f"{kind}.pdf")
        return await self.call("submitPiece", actor, **{"dossier": number, "kind": kind, "file": file, **changes})

    async def completed(self, last_name: str, actor: str | None = None, **changes: Any) -> str:
        """The number of a request whose recevabilité file is complete."""
        number = await self.requested(last_name, **changes)
        assert (await self.activities(number, actor=actor))["problems"] == []
        for kind in FILE_PIECES:
            assert (await self.piece(number, kind, actor))["problems"] == [], kind
        return number

    async def notice(self, number: str, favourable: bool, on: date = NOTICE, **changes: Any) -> Any:
        """The payload of decideRecevabilite by the centre."""
        given = {"dossier": number, "favourable": favourable, "expectedRevision": await self.revision(number)}
        return await self.call("decideRecevabilite", centre(on), **given, **changes)

    async def admissible(self, last_name: str, **changes: Any) -> str:
        """The number of a request with a favourable notice: RECEVABLE."""
        number = await self.completed(last_name, **changes)
        payload = await self.notice(number, favourable=True)
        assert payload["problems"] == [], payload["problems"]
        assert payload["dossier"]["status"] == "RECEVABLE"
        return number

    async def commission(self, number: str, on: date = EVIDENCE, **changes: Any) -> Any:
        """The payload of nameCommission, the centre's representative presiding."""
        members = [
            {"name": "Rose Représentante", "function": "Responsable du centre d’examen"},
            {"name": "Paul Valuateur", "function": "Formateur"},
        ]
        given = {"dossier": number, "members": members, "president": "Rose Représentante", **changes}
        return await self.call("nameCommission", centre(on), **given)

    async def evidence(self, number: str, actor: str | None = None) -> None:
        """Brings the evidence, plans the evaluations and names the commission."""
        assert (await self.piece(number, "EVIDENCE", actor or centre(EVIDENCE)))["problems"] == []
        modes = [{"capacite": n, "mode": "SITUATION_REELLE"} for n in "1234"]
        await self.done("planEvaluation", centre(EVIDENCE), dossier=number, modes=modes, agreedWith="CANDIDAT")
        assert (await self.commission(number))["problems"] == []

    async def examined(self, number: str, acquired: str, **changes: Any) -> Any:
        """The payload of recordEvaluation by the commission."""
        results = [
            {"capacite": n, "acquired": n in acquired, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}
            for n in "1234"
        ]
        return await self.call("recordEvaluation", centre(EVALUATED), dossier=number, results=results, **changes)

    async def concluded(self, number: str, extent: str, **changes: Any) -> Any:
        """The payload of concludeCommission."""
        given = {"dossier": number, "extent": extent, "expectedRevision": await self.revision(number), **changes}
        return await self.call("concludeCommission", centre(EVALUATED), **given)

    async def judged_next(self, last_name: str, acquired: str = "1234", **changes: Any) -> str:
        """The number of a request on which the commission has concluded: EVALUE."""
        number = await self.admissible(last_name, **changes)
        await self.evidence(number)
        assert (await self.examined(number, acquired))["problems"] == []
        payload = await self.concluded(number, "TOTAL" if acquired == "1234" else "PARTIAL")
        assert payload["problems"] == [], payload["problems"]
        assert payload["dossier"]["status"] == "EVALUE"
        return number

    async def seen(self, number: str, actor: str | None = None, on: date = GTP) -> Any:
        """The request, its steps and what is to be done next, as somebody sees them."""
        query = f"""query($n: String!) {{ dossier(number: $n) {{ number status revision nextActions {REQUEST}
          checklist {{ rule {{ id }} state detail dueOn requiredFor }} }} }}"""
        return (await self.api.data(query, {"n": number}, actor or centre(on)))["dossier"]

    async def mandated(self, number: str, account: str = "conseiller-essai", **changes: Any) -> str:
        """The token of an adviser to whom the candidate of a dossier has just given a mandate."""
        key = await self.candidate_of(number)
        query = f"""mutation($input: DeclareMandateInput!) {{ declareMandate(input: $input) {{
          candidate {{ id revision mandates {{ id account name startsOn endsOn revokedOn }} }} {PROBLEMS} {WARNINGS} }} }}"""
        given = {"candidate": key, "account": account, "name": "Alix Conseillère", **changes}
        payload = (await self.api.data(query, {"input": given}, centre(OPENED)))["declareMandate"]
        assert payload["problems"] == [], payload["problems"]
        return as_(Role.ADVISER, COMPLETE, None, subject=account)

    async def candidate_of(self, number: str) -> str:
        """The identifier of a dossier's candidate."""
        query = "query($n: String!) { dossier(number: $n) { candidate { id } } }"
        found: str = (await self.api.data(query, {"n": number}, centre(OPENED)))["dossier"]["candidate"]["id"]
        return found

    async def own(self, number: str, on: date = COMPLETE) -> str:
        """The token of the candidate's own account."""
        [dossier] = (await self.api.store.dossiers.by_numbers([number])).values()
        return as_(Role.CANDIDATE, on, None, candidate=dossier.candidate, subject=f"candidat-{number}")
