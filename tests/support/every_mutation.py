"""A walk that asks for every mutation there is, each of which succeeds."""

from datetime import date
from typing import Any

from rules.base.operation import Operation
from tests.support.letterheads import good
from tests.support.papers import SIGNATORY
from tests.support.same import SAME
from tests.support.submitting import SEVEN
from tests.support.vae import COMPLETE, VaePath
from tests.support.walk import ASKED, CQPM, GTP, HELD, OPENED, PARTS, SENT, Path, centre, gtp, president
from tests.support.world import PLAIN, PROBLEMS, REGISTERED, Api

WHY = "Erreur de saisie"
NEXT = date(2027, 5, 6)
TERM = date(2033, 1, 1)
"""The day after the last on which the archives of who is certified are kept (ARC-01)."""
LINES = (
    "Nom;Prénoms;Sexe;Date de naissance;Commune de naissance;Département de naissance\r\nRang;Ana;F;01/05/1990;Lille;59"
)
MEMBER = {"name": "Ines Syndiquée", "role": "UNION", "organisation": "FO", "qualified": True, "branchEmployee": True}
SHARED: dict[str, Any] = {
    "from": [{"certification": CQPM, "bloc": PARTS[0]}],
    "to": [{"certification": REGISTERED}],
    "shared": False,
    "extent": "PARTIAL",
    "source": "Décision du GTP du 12 mai 2027",
}


class Every(VaePath):
    """A walk that remembers what it asked for."""

    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self.asked: set[str] = set()

    async def call(self, operation: str, actor: str, **given: Any) -> Any:
        """The payload of a mutation, which is remembered."""
        self.asked.add(operation)
        return await super().call(operation, actor, **given)

    async def bare(self, operation: str, actor: str, shown: str = "", **given: Any) -> Any:
        """The payload of a mutation that shows no entity of the walk."""
        self.asked.add(operation)
        name = operation[0].upper() + operation[1:]
        query = f"mutation($input: {name}Input!) {{ {operation}(input: $input) {{ {shown} {PROBLEMS} }} }}"
        payload = (await self.api.data(query, {"input": given}, actor))[operation]
        assert payload["problems"] == [], payload
        return payload


async def every_mutation(api: Api) -> set[str]:
    """Asks for all of them over the world of juries; the names of those asked for."""
    walk = Every(api)
    walk.asked |= {Operation.registerCandidate.value, Operation.openDossier.value}  # asked for by the client itself
    await _declared(walk)
    await _people(walk)
    await _requests(walk)
    number = await _before(walk)
    await _sittings(walk, number)
    await _certified(walk, number)
    return walk.asked


async def _declared(walk: Every) -> None:
    given = {"nature": "COMPLETION", "source": "Référentiel papier", "mission": "Maintenir", "environment": "Atelier"}
    await walk.bare("submitReferentiel", gtp(OPENED), certification=PLAIN, capacites=SEVEN, **given)
    registration = {"number": "RNCP40000", "from": "2022-04-25", "until": "2027-04-25", "source": "Décision"}
    await walk.done("declareRegistration", gtp(GTP), certification="MQ 2001 0195", registered=True, **registration)
    await walk.done("declareEquivalence", gtp(GTP), **SHARED)
    await walk.done("declareSameCertification", gtp(GTP), **SAME)


async def _people(walk: Every) -> None:
    table = await walk.upload(centre(OPENED), LINES.encode(), "candidats.csv")
    await walk.bare("registerCandidates", centre(OPENED), file=table)
    kept, merged = [await walk.api.candidate(centre(OPENED), lastName=name) for name in ("Gardée", "Fondue")]
    proof = await walk.upload(centre(OPENED))
    corrected = {"candidate": kept, "lastName": "Guardée", "reason": WHY, "proof": proof}
    await walk.done("correctCandidate", centre(OPENED), **corrected)
    await walk.done("mergeCandidates", gtp(GTP), kept=kept, merged=merged, reason=WHY)
    given = {"candidate": kept, "account": "conseiller-essai", "name": "Alix Conseillère"}
    mandate = (await walk.done("declareMandate", centre(OPENED), **given))["mandates"][-1]["id"]
    await walk.done("revokeMandate", centre(OPENED), candidate=kept, mandate=mandate)


async def _requests(walk: Every) -> None:
    number = await walk.requested("Validée")
    support = {"by": "Alix Accompagnatrice", "startsOn": "2026-12-01", "hours": 24}
    await walk.done("recordSupport", centre(COMPLETE), dossier=number, **support)
    await walk.judged_next("Suivante")


async def _before(walk: Every) -> str:
    """The number of a dossier that was evaluated, among those that were given up and moved."""
    number = await walk.dossier("Certifiée")
    await walk.done("correctDossier", centre(ASKED), dossier=number, reason=WHY, company={"nace": "25.62B"})
    other = await walk.opened("Revenante")
    await walk.done("withdrawDossier", centre(OPENED), dossier=other, reason="Mutation")
    await walk.done("reopenDossier", centre(OPENED), dossier=other, reason=WHY)
    await walk.done("transferDossier", centre(OPENED), dossier=other, centre="UT62", reason="Déménagement")
    await walk.done("transferDossier", centre(OPENED, "UT62"), dossier=other)
    return number


async def _sittings(walk: Every, number: str) -> None:
    await walk.scheduled()
    await walk.done("cancelSession", centre(ASKED), session=walk.session, reason="Pas de candidat")
    session = await walk.scheduled()
    moved = {"heldOn": NEXT.isoformat(), "reason": "Salle indisponible"}
    await walk.done("postponeSession", centre(ASKED), session=session, **moved)
    await walk.convened()
    await walk.done("removeJuryMember", centre(ASKED), session=walk.session, member=await _extra(walk))
    seat = {"session": walk.session, "replaced": walk.members["Omar Syndiqué"], "member": MEMBER}
    replaced = await walk.done("replaceJuryMember", centre(ASKED), **seat)
    walk.members = {member["name"]: member["id"] for member in replaced["members"]}
    await walk.done("informCprefp", centre(ASKED), session=walk.session)
    await walk.done("assignDossiers", centre(ASKED), session=walk.session, add=[number])
    await walk.attended()
    assert (await walk.decide(number, "NA"))["problems"] == []
    assert (await walk.sit({"dossier": number, "decision": "A"}))["problems"] == []
    await walk.done("signMinutes", president(HELD), session=walk.session, expectedRevision=await walk.revision())
    rectified = {"certification": CQPM, "text": "Lire « Dupond ».", "signedBy": "Anne Présidente"}
    await walk.done(
        "rectifyMinutes", centre(SENT), session=walk.session, expectedRevision=await walk.revision(), **rectified
    )
    await walk.transmitted()
    await walk.done("requestComplements", gtp(GTP), session=walk.session, question="Est-elle complète ?")
    await walk.done("answerComplements", centre(GTP), session=walk.session, answer="Oui, la voici.")
    assert (await walk.validated(number))["problems"] == []


async def _extra(walk: Path) -> str:
    payload = await walk.name("Rita Surnuméraire", "UNION", "CGT")
    assert payload["problems"] == [], payload["problems"]
    return walk.members.pop("Rita Surnuméraire")


async def _certified(walk: Every, number: str) -> None:
    first, other = (await walk.read(number))["certificates"]
    delivered = {"certificate": first["number"], "to": "CANDIDATE", "means": "LETTER"}
    await walk.done("deliverCertificate", centre(GTP), **delivered)
    copy = {"certificate": first["number"], "reason": "Perte", "certifiedBy": "La directrice"}
    await walk.done("issueCertifiedCopy", centre(GTP), **copy)
    answers = [{"question": "Êtes-vous en poste ?", "answer": "Oui."}]
    await walk.done("recordSurvey", centre(GTP), certificate=first["number"], answers=answers)
    letterhead = await walk.upload(centre(GTP), good(), "entete.docx")
    await walk.bare("uploadLetterhead", centre(GTP), organisation="UT59", file=letterhead)
    signatory = {"session": walk.session, "signatory": SIGNATORY}
    await walk.bare("generatePack", centre(GTP), papers="ALL", format="ZIP", **signatory)
    await walk.bare("generateDocument", centre(GTP), kind="CERTIFICATE", certificate=other["number"])
    await walk.done("cancelCertificate", gtp(GTP), certificate=other["number"], kind="ERROR", reason=WHY)
    await walk.bare("purgeArchives", centre(TERM), dossiers=[number])
