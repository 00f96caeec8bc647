"""Every paper with values at the edge: names of one sign and of two hundred, in every script, long lists, no option."""

from collections.abc import Mapping
from typing import Any, TypeVar

from rules.base.entity import Value
from rules.document.document import DocumentKind
from rules.papers.attendance_sheet import Attendee
from rules.papers.common import Named, Seat
from rules.papers.partial_validation import acquired_capacite
from tests.documents.samples import letter, result, session, vae

V = TypeVar("V", bound=Value)

PEOPLE = {
    "one": "X",
    "long": ("Marie-Antoinette Françoise Jacqueline Hélène Élisabeth Ægidia " * 4)[:182].strip() + " Vandenbroucke-Ñ",
    "latin": "Łukasz-Æneas D’Ærøskøbing, nom d’usage Đorđević-Vandenbroucke",
    "arabic": "عبد الرحمن بن محمد الأنصاري",
    "hebrew": "שרה בת־אל כהן־לוי",
    "chinese": "欧阳娜娜·司马相如",
    "mixed": "Nguyễn Thị Ánh Tuyết, nom d’usage Ђорђевић-Παπαδόπουλος",
}
"""Names of people: of one sign, of two hundred, and in the scripts that certificates have to print."""
_LINE = (
    "Société industrielle de construction mécanique et de maintenance du Nord et du Pas-de-Calais réunis, bâtiment C"
)
_TITLE = (
    "Réaliser l’intervention de maintenance préventive et corrective sur les équipements mécaniques, hydrauliques, "
    "pneumatiques et électriques d’une ligne de production automatisée, puis en rendre compte, par écrit et de vive "
    "voix, au responsable du site"
)
_LONG_TITLE = f"{_TITLE}, {_TITLE[:1].lower()}{_TITLE[1:]}"[:500]
_PERSON = ("name", "holder", "president", "signed_by", "certified_by", "replaces", "replaced_by", "employer")
_LINES = ("body", "organisation", "mandated_by", "quality", "function", "birth_town", "what", "place", "address")
_LISTED = ("address_lines", "place_lines", "copies", "missing", "abstained", "passport_sites", "signatories")
_TITLES = ("title", "text", "reason", "comment", "reasons", "agreement", "branch", "compensation")
OPTIONS = (
    "copies", "address_lines", "town", "place_lines", "starts_at", "civility", "function", "passport_sites", "compensation", "comment", "agreement", "company", "branch", "nace", "birth_department",
)  # fmt: skip
"""The fields that are left empty where everything may be."""


def samples() -> dict[str, tuple[DocumentKind, Any]]:
    """Every ordinary paper that the tests have, by its name, save certificates and their copies."""
    found: dict[str, tuple[DocumentKind, Any]] = {}
    for module, kinds in ((session, session.PAPERS), (result, result.LETTERS), (vae, vae.LETTERS)):
        found |= {name: (kind, getattr(module, name)()) for name, kind in kinds.items()}
    found |= {name: (DocumentKind.PARTIAL_VALIDATION_LETTER, getattr(letter, name)()) for name in ("letter", "at_rncp")}
    return found


def dressed(value: V, texts: Mapping[str, str]) -> V:
    """The same with the texts of these fields, however deep; those that are empty stay so."""
    changes: dict[str, Any] = {}
    for field in type(value).model_fields:
        held = getattr(value, field)
        if isinstance(held, Value):
            changes[field] = dressed(held, texts)
        elif isinstance(held, str) and held and field in texts:
            changes[field] = texts[field]
        elif isinstance(held, tuple):
            changes[field] = tuple(
                dressed(item, texts) if isinstance(item, Value) else texts.get(field, item) for item in held
            )
    return value.evolve(**changes)


def named(name: str, person: str) -> Any:
    """A paper whose people all bear this name."""
    _, paper = samples()[name]
    return dressed(paper, dict.fromkeys(_PERSON, PEOPLE[person]))


def stretched(name: str) -> Any:
    """A paper with everything long: people of two hundred signs, titles of five hundred, lines of a hundred."""
    _, paper = samples()[name]
    long = dict.fromkeys(_PERSON, PEOPLE["long"]) | dict.fromkeys((*_LINES, *_LISTED), _LINE)
    paper = dressed(paper, long | dict.fromkeys(_TITLES, _LONG_TITLE))
    return paper.evolve(**{key: value for key, value in _lists().items() if key in type(paper).model_fields})


def bare(name: str) -> Any:
    """A paper without anything that may be left out."""
    _, paper = samples()[name]
    return _bared(paper)


def _lists() -> dict[str, Any]:
    """The long lists of papers that have some."""
    capacites = [
        acquired_capacite(f"{rank}", f"{rank}. {_LONG_TITLE}", jury_on=session.JURY, at_rncp=False)
        for rank in range(1, 41)
    ]
    people = tuple(
        session.candidate(
            rank, name=PEOPLE["long"] if rank % 9 == 0 else PEOPLE["latin"], **session.PARTIAL if rank % 4 == 3 else {}
        ).evolve(number=f"S2026-UT59-{rank:05d}")
        for rank in range(1, 61)
    )
    attendee = Attendee(name=PEOPLE["long"], body=_LINE, seat=Seat.UNION)
    evaluations = tuple(Named(code=str(rank), title=_LONG_TITLE) for rank in range(1, 41))
    return {
        "capacites": tuple(capacites),
        "candidates": people,
        "rectifications": (),
        "unions": (attendee,) * 24,
        "evaluations": evaluations,
        "again": result.evaluated_again().again,
    }


def _bared(value: V) -> V:
    changes: dict[str, Any] = {}
    for field, info in type(value).model_fields.items():
        held = getattr(value, field)
        if field in OPTIONS and not info.is_required():
            changes[field] = info.get_default()
        elif isinstance(held, Value):
            changes[field] = _bared(held)
        elif isinstance(held, tuple):
            changes[field] = tuple(_bared(item) if isinstance(item, Value) else item for item in held)
    return value.evolve(**changes)
