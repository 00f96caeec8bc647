"""A small world of dossiers in every state, seen by everybody: written as they are, without the walk to each."""

from datetime import date
from typing import Any

from repositories.store import Store
from resolvers.shared.context import Context, seated
from rules.access.viewer import Role, Viewer
from rules.candidate.mandate import Mandate
from rules.certificate.certificate import (
    Cancellation,
    Certificate,
    CertificateState,
    Delivery,
    DeliveryMeans,
    Recipient,
)
from rules.certificate.kind import CertificateKind
from rules.certificate.number import certificate_number
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus, GtpVerdict, JuryDecision, Outcome, Route
from rules.dossier.vae import VaeRequest
from rules.session.session import JuryMember, JuryRole, Session, SessionStatus
from tests.support.walk import furnished_for_juries
from tests.support.world import BLOCS, NOW, PLAIN, REGISTERED, TODAY
from tests.support.writing import candidate, write

SEATED, ADVISING = "siège", "conseille"
"""Accounts: one that sits in both sessions, one that acts for the candidate."""
OWN = "c1"
D = DossierStatus
_DECIDED = frozenset({D.DELIBERE, D.TRANSMIS, D.COMPLEMENT_DEMANDE})
_TOLD = frozenset({D.VALIDE, D.REFUSE, D.CERTIFIE, D.REMIS})
_AT_THE_JURY = frozenset({D.PRESENTE_AU_JURY}) | _DECIDED | _TOLD
COMPLETE_ON = {"lapsed": date(2026, 9, 1), "waiting": date(2026, 11, 1), "incomplete": None}
"""When the files of requests of VAE became complete; the first had no answer in time."""


def _dossier(rank: int, **given: Any) -> Dossier:
    day = date(2026, 1 + rank % 9, 1 + rank % 28)
    return Dossier(**{
        "id": f"d{rank:03d}", "number": f"D2026-{given.get('exam_centre', 'UT59')}-{rank:05d}", "candidate": OWN,
        "certification": PLAIN, "referentiel": f"{PLAIN}@1", "route": Route.VAE, "channel": "CANDIDAT", "origin": "SL",
        "funding": "CVAE", "exam_centre": "UT59", "requested_on": date(2026, 1 + rank % 5, 2), "opened_on": day,
        "engaged_on": day, **given,
    })  # fmt: skip


def _states() -> list[dict[str, Any]]:
    """Each state of VAE, with the result that it has by then, before each session; and two of formation."""
    result = {D.DELIBERE: JuryDecision.NA, D.REFUSE: JuryDecision.NA}
    states: list[dict[str, Any]] = []
    for status in D:
        given: dict[str, Any] = {"status": status}
        if status in _DECIDED | _TOLD:
            decision = result.get(status, JuryDecision.A)
            outcome = Outcome.TOTAL if decision is JuryDecision.A else Outcome.PARTIAL
            given["deliberation"] = Deliberation(decision=decision, outcome=outcome, jury_on=TODAY, president="P")
        if status in _TOLD:
            given["verdict"] = GtpVerdict(on=TODAY, validated=status is not D.REFUSE)
        for session in ("veiled", "unveiled") if status in _AT_THE_JURY else (None,):
            states.append({**given, "session": session})
    states += [
        {"status": D.RECEVABILITE_EN_INSTRUCTION, "vae": VaeRequest(complete_on=day), "target_blocs": (BLOCS[0],)}
        for day in COMPLETE_ON.values()
    ]
    states += [{"status": status, "route": Route.FORMATION} for status in (D.OUVERT, D.EVALUE)]
    return states


def dossiers() -> list[Dossier]:
    """One of each, then one of another person, of another certification and of another centre."""
    own = [_dossier(rank, **given) for rank, given in enumerate(_states(), 1)]
    after = len(own) + 1
    return [
        *own,
        _dossier(after, candidate="c2", session="veiled", status=D.PRESENTE_AU_JURY),
        _dossier(after + 1, certification=REGISTERED, route=Route.FORMATION),
        _dossier(after + 2, exam_centre="UT62", candidate="c2"),
    ]


def _session(key: str, status: SessionStatus, day: date) -> Session:
    member = JuryMember(
        id=key, name="M", role=JuryRole.PRESIDENT, organisation="UT59", voting=True, account=SEATED, employer="E"
    )
    return Session(
        id=key, number=f"S2026-UT59-{'0001' if key == 'veiled' else '0002'}", exam_centre="UT59", held_on=day,
        certifications=(PLAIN,), status=status, members=(member,), place="Lycée Colbert, Tourcoing",
    )  # fmt: skip


async def listed(store: Store) -> None:
    """The world."""
    await furnished_for_juries(store)
    mandate = Mandate(id="m", account=ADVISING, name="Alix", starts_on=date(2026, 1, 1))
    other = candidate("c2", "UT59", "UT62").evolve(birth_name="Lefèvre", first_names="Anne")
    people = [candidate(OWN, "UT59").evolve(mandates=(mandate,)), other]
    sessions = [
        _session("veiled", SessionStatus.TENUE, date(2026, 11, 20)),
        _session("unveiled", SessionStatus.DELIBEREE, date(2026, 11, 10)),
    ]
    await write(store, *people, *sessions, *dossiers())


def certificates() -> list[Certificate]:
    """A certificate a day for twenty days: one of a bloc, one handed over, one cancelled, one of somebody elsewhere."""
    delivery = Delivery(to=Recipient.CANDIDATE, means=DeliveryMeans.LETTER, on=TODAY)
    given: list[dict[str, Any]] = [
        {},
        {"kind": CertificateKind.BLOC, "bloc": BLOCS[0], "certification": REGISTERED},
        {"state": CertificateState.DELIVERED, "delivery": delivery},
        {"state": CertificateState.CANCELLED, "cancellation": Cancellation(on=TODAY, reason="Erreur")},
        {"candidate": "c2", "exam_centre": "UT62"},
        *({} for _ in range(15)),
    ]
    listed_ones = []
    for rank, item in enumerate(given, 1):
        number = certificate_number(date(2026, 11, rank), item.get("exam_centre", "UT59")[2:], rank)
        plain = {"kind": CertificateKind.CQPM, "certification": PLAIN, "candidate": OWN, "exam_centre": "UT59"}
        more = {"issued_on": date(2026, 11, rank), "title": "T", "dossier": f"D{rank}"}
        listed_ones.append(Certificate(**{"id": number.replace(" ", ""), "number": number, **plain, **more, **item}))
    return listed_ones


VIEWERS: dict[str, Viewer] = {
    "administrator": Viewer(subject="a", roles=frozenset({Role.ADMINISTRATOR}), today=TODAY),
    "gtp": Viewer(subject="g", roles=frozenset({Role.GTP}), today=TODAY),
    "centre": Viewer(subject="u", roles=frozenset({Role.CENTRE}), organisation="UT59", today=TODAY),
    "candidate": Viewer(subject="c", roles=frozenset({Role.CANDIDATE}), candidate=OWN, today=TODAY),
    "adviser": Viewer(subject=ADVISING, roles=frozenset({Role.ADVISER}), today=TODAY),
    "president": Viewer(subject=SEATED, roles=frozenset({Role.JURY_PRESIDENT}), today=TODAY),
    "member": Viewer(subject=SEATED, roles=frozenset({Role.JURY_MEMBER}), today=TODAY),
    "stranger to juries": Viewer(subject="x", roles=frozenset({Role.JURY_MEMBER}), today=TODAY),
    "adviser of nobody": Viewer(subject="x", roles=frozenset({Role.ADVISER}), today=TODAY),
    "reporting": Viewer(subject="r", roles=frozenset({Role.REPORTING}), today=TODAY),
    "centre and candidate": Viewer(
        subject="b", roles=frozenset({Role.CENTRE, Role.CANDIDATE}), organisation="UT59", candidate=OWN, today=TODAY
    ),
    "gtp and candidate": Viewer(
        subject="b", roles=frozenset({Role.GTP, Role.CANDIDATE}), candidate=OWN, today=TODAY
    ),
    "member and candidate": Viewer(
        subject=SEATED, roles=frozenset({Role.JURY_MEMBER, Role.CANDIDATE}), candidate=OWN, today=TODAY
    ),
}  # fmt: skip


async def seen_by(store: Store, name: str) -> Context:
    """What one of the viewers asks in."""
    return Context(store=store, viewer=await seated(store, VIEWERS[name]), now=NOW)


async def adviser_who_sits(store: Store) -> Context:
    """The same for an account that acts for the candidate and sits in both sessions."""
    viewer = Viewer(
        subject=ADVISING,
        roles=frozenset({Role.ADVISER, Role.JURY_MEMBER}),
        mandates=(OWN,),
        jury={"veiled": False, "unveiled": True},
        today=TODAY,
    )
    return Context(store=store, viewer=viewer, now=NOW)
