"""
The GTP declares a registration at the RNCP, or that there is none (REG-01).

What is declared stands above every register, and a reload keeps it. On one fiche the last declaration replaces the one
before; a fiche declared later ends, for its period, what was declared unregistered. The contrary is refused: the fiche
is declared again first, so that no two declarations say yes and no of one day.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.calendar import in_french, outside
from rules.base.command import Command, Line, Text
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, duplicate, invalid
from rules.certification.certification import Certification, Registration, RegistrationState, Unregistered
from rules.certification.identifiers import fiche_number

MOST = 100
"""Fiches, and periods without one, of a certification."""
_OF_A_FICHE = {
    "start": "from_",
    "end": "until",
    "last_award_on": "last_award_on",
    "decided_on": "decided_on",
    "years": "years",
}
"""What is declared of a fiche, each by the name of what it is asked by."""


class DeclareRegistration(Command):
    """What declares a registration, or that there is none."""

    says = (
        "Ce qu’il faut pour déclarer l’inscription d’un CQPM au RNCP, ou son absence, avec sa source (REG-01). D’une "
        "fiche déjà connue, ce qui n’est pas donné reste, et nul efface."
    )

    certification: str = Field(description="Code de la certification, ou l’un de ses alias.")
    registered: bool = Field(
        description="Vrai pour une fiche inscrite sur une période ; faux, avec un numéro, pour une fiche qui ne vaut "
        "pas inscription, et, sans numéro, pour une certification qui n’a pas de fiche sur une période."
    )
    number: str | None = Field(
        default=None, description="Numéro de la fiche, par exemple RNCP37268 ; demandé quand registered est vrai."
    )
    from_: date | None = Field(default=None, description="Premier jour de la période, compris ; nul sans début.")
    until: date | None = Field(default=None, description="Dernier jour de la période, compris ; nul sans fin.")
    last_award_on: date | None = Field(
        default=None, description="Date limite de délivrance de la fiche, comprise, quand elle en a une."
    )
    decided_on: date | None = Field(
        default=None, description="Jour de la décision qui l’enregistre, que le certificat indique (CER-05)."
    )
    years: int | None = Field(
        default=None, description="Durée de l’enregistrement que donne cette décision, de 1 à 99 années (CER-05)."
    )
    source: Annotated[str, Text("La source", 500)] = Field(
        description="D’où on le sait : décision de France compétences, page de la fiche, courrier…"
    )
    link: Annotated[str | None, Line("Le lien", 500)] = Field(
        default=None, description="Adresse de cette source, en http ou https."
    )


def declare(
    certification: Certification, command: DeclareRegistration, *, bearer: Certification | None, today: date
) -> Refused | Done[Certification]:
    """
    The certification with what is declared, or why it contradicts itself or what was declared before (REG-01).

    `bearer` is the certification known under the number of the fiche. Said twice alike, nothing changes and it is told.
    """
    problems = _form_problems(certification, command)
    if bearer is not None and bearer.id != certification.id:
        text = (
            f"La fiche {command.number} est celle de « {bearer.title} » ({bearer.code}) : si c’est la même "
            "certification, déclarez-le d’abord (declareSameCertification)."
        )
        problems.append(broken("REG-01", text, "number"))
    if problems:
        return Refused(tuple(problems))
    if command.number is None:
        return _without_fiche(certification, command, today)
    return _of_fiche(certification, command, fiche_number(command.number) or "", today)


def with_declared(stated: Iterable[Registration], kept: Iterable[Registration]) -> tuple[Registration, ...]:
    """What registers say of the fiches of a certification now, without undoing what was declared of them."""
    fiches = {item.number: item for item in stated} | {item.number: item for item in kept if item.declared_on}
    return tuple(fiches[number] for number in sorted(fiches))


def link_problems(link: str | None) -> list[Problem]:
    """What is wrong with the address of a source."""
    if link is None or link.startswith(("https://", "http://")):
        return []
    return [invalid("Le lien commence par https:// ou http://.", "link")]


def told(facts: Mapping[str, object]) -> str:
    """What history says of a declaration."""
    named = f"Fiche {facts['fiche']} déclarée" if "fiche" in facts else "CQPM déclaré"
    state = "sans inscription" if "fiche" not in facts else "inscrite" if facts["registered"] else "non inscrite"
    first, last = (
        in_french(date.fromisoformat(str(facts[name]))) if name in facts else "" for name in ("from", "until")
    )
    days = f" du {first} au {last}" if first and last else f" à partir du {first}" if first else ""
    return f"{named} {state} au RNCP{days or (last and f' jusqu’au {last}')}."


def _form_problems(certification: Certification, command: DeclareRegistration) -> list[Problem]:
    problems = []
    if not certification.of_the_branch:
        problems.append(invalid("Seule l’inscription d’un CQPM se déclare ici.", "certification"))
    if command.number is not None and not (fiche_number(command.number) or "").startswith("RNCP"):
        text = f"« {command.number[:40]} » n’est pas le numéro d’une fiche du RNCP, par exemple RNCP37268."
        problems.append(invalid(text, "number"))
    if command.registered and command.number is None:
        problems.append(invalid("Une inscription se déclare avec le numéro de sa fiche.", "number"))
    problems += link_problems(command.link)
    if command.years is not None and not 1 <= command.years <= 99:
        problems.append(invalid("La durée de l’enregistrement va de 1 à 99 années.", "years"))
    return problems if command.registered else [*problems, *_absence_problems(certification, command)]


def _absence_problems(certification: Certification, command: DeclareRegistration) -> list[Problem]:
    """What a declaration without registration may not say."""
    only = (
        ("lastAwardOn", command.last_award_on, "Seule une fiche inscrite a une date limite de délivrance."),
        ("decidedOn", command.decided_on, "Seule une fiche inscrite l’est par une décision."),
        ("years", command.years, "Seule une fiche inscrite l’est pour une durée."),
    )
    problems = [broken("REG-01", text, place) for place, given, text in only if given is not None]
    if command.number is not None:
        number = fiche_number(command.number)
        if all(item.number != number for item in certification.registrations):
            text = "Cette fiche n’est pas connue de cette certification : il n’y a rien à en dire."
            problems.append(broken("REG-01", text, "number"))
        for place, day in (("from", command.from_), ("until", command.until)):
            if day is not None:
                text = "Une fiche qui a pris fin se déclare inscrite, avec son dernier jour (registered, until)."
                problems.append(broken("REG-01", text, place))
    return problems


def _day_problems(start: date | None, end: date | None, last_award_on: date | None) -> list[Problem]:
    problems = []
    if start is not None and end is not None and end < start:
        text = f"La période finirait avant de commencer, le {in_french(start)}."
        problems.append(broken("REG-01", text, "until", earliest=start))
    last = max((day for day in (start, end) if day is not None), default=None)
    if last_award_on is not None and last is not None and last_award_on < last:
        text = f"La date limite de délivrance ne précède pas le {in_french(last)}, jour de la période."
        problems.append(broken("REG-01", text, "lastAwardOn", earliest=last))
    return problems


def _of_fiche(
    certification: Certification, command: DeclareRegistration, number: str, today: date
) -> Refused | Done[Certification]:
    known = next((item for item in certification.registrations if item.number == number), None)
    fiche = _fiche(known, command, number, today)
    if known is not None and known.declared_on is not None and _said(known) == _said(fiche):
        return Refused((duplicate("Cette fiche est déjà déclarée ainsi : rien ne change.", "number"),))
    others = [item for item in certification.registrations if item.number != number]
    problems = _day_problems(fiche.start, fiche.end, fiche.last_award_on)
    if fiche.decided_on is not None and fiche.end is not None and fiche.decided_on > fiche.end:
        text = f"La décision ne suit pas la fin de l’enregistrement, le {in_french(fiche.end)}."
        problems.append(broken("REG-01", text, "decidedOn"))
    if len(others) >= MOST:
        problems.append(invalid(f"Une certification a {MOST} fiches au plus.", "number"))
    holes, warnings = certification.unregistered, list[Problem]()
    if command.registered and not problems:
        holes = _cut(holes, _days(fiche))
        if holes != certification.unregistered:
            text = "Cette période, ou une partie, était déclarée sans inscription : la dernière déclaration l’emporte."
            warnings.append(broken("REG-01", text, "from"))
        warnings += _fiche_warnings(known, fiche, others)
    return unless(
        problems,
        lambda: certification.evolve(registrations=with_declared(others, (fiche, *others)), unregistered=holes),
        warnings,
        fiche=number,
        **_facts(command.registered, fiche.start, fiche.end),
    )


def _fiche(known: Registration | None, command: DeclareRegistration, number: str, today: date) -> Registration:
    """The fiche as declared: what is left out is what is known of it; one that does not count has no period."""
    declared = Registration(
        number=number,
        state=RegistrationState.INACTIVE,
        source=command.source,
        link=command.link,
        declared_on=today,
    )
    if not command.registered:
        return declared
    standing = declared.evolve(
        published_on=known.published_on if known is not None else None,
        **{
            name: getattr(command, field)
            if field in command.model_fields_set or known is None
            else getattr(known, name)
            for name, field in _OF_A_FICHE.items()
        },
    )
    over = standing.end is not None and standing.end < today
    return standing if over else standing.evolve(state=RegistrationState.ACTIVE)


def _without_fiche(
    certification: Certification, command: DeclareRegistration, today: date
) -> Refused | Done[Certification]:
    hole = Unregistered(
        start=command.from_, end=command.until, source=command.source, link=command.link, declared_on=today
    )
    if any(_said(item) == _said(hole) for item in certification.unregistered):
        return Refused((duplicate("Cette absence est déjà déclarée ainsi : rien ne change.", "registered"),))
    problems, warnings = _day_problems(hole.start, hole.end, None), list[Problem]()
    for fiche in certification.registrations if not problems else ():
        if not fiche.of_rncp or not _meet(_days(fiche), hole.days) or not _stands(fiche):
            continue
        if fiche.declared_on is not None:
            text = (
                f"La fiche {fiche.number} est déclarée inscrite {_in_words(fiche)} : déclarez d’abord sa vraie "
                "période, ou qu’elle ne vaut pas inscription."
            )
            problems.append(broken("REG-01", text, "from"))
        else:
            text = (
                f"Le répertoire dit la fiche {fiche.number} inscrite {_in_words(fiche)} : votre déclaration l’emporte "
                "sur lui."
            )
            warnings.append(broken("REG-01", text, "from"))
    kept = tuple(item for item in certification.unregistered if outside(item.days, [hole.days]))
    if len(kept) >= MOST:
        problems.append(invalid(f"Une certification a {MOST} périodes sans inscription au plus.", "from"))
    return unless(
        problems,
        lambda: certification.evolve(unregistered=(*kept, hole)),
        warnings,
        **_facts(False, hole.start, hole.end),
    )


def _fiche_warnings(known: Registration | None, fiche: Registration, others: Iterable[Registration]) -> list[Problem]:
    """What a declaration replaces, what else stands in its period, and a first day that nobody gives."""
    warnings = []
    if known is not None and _stands(known) and _days(known) != _days(fiche):
        who = "Elle était déclarée" if known.declared_on is not None else "Le répertoire la dit"
        text = f"{who} inscrite {_in_words(known)} : cette déclaration le remplace."
        warnings.append(broken("REG-01", text, "number"))
    if fiche.start is None:
        text = "Sans premier jour, la fiche est comptée comme en vigueur depuis toujours."
        warnings.append(broken("REG-01", text, "from"))
    for other in others:
        if other.of_rncp and _stands(other) and _meet(_days(other), _days(fiche)):
            text = f"La fiche {other.number} est inscrite {_in_words(other)} : les deux périodes se chevauchent."
            warnings.append(broken("REG-01", text, "from"))
    return warnings


def _cut(holes: Iterable[Unregistered], period: tuple[date, date]) -> tuple[Unregistered, ...]:
    """Periods without registration, without the days of a fiche declared since."""
    return tuple(
        hole
        if (first, last) == hole.days
        else hole.evolve(start=None if first == date.min else first, end=None if last == date.max else last)
        for hole in holes
        for first, last in outside(hole.days, [period])
    )


def _stands(fiche: Registration) -> bool:
    return fiche.end is not None or fiche.state is RegistrationState.ACTIVE


def _days(fiche: Registration) -> tuple[date, date]:
    return fiche.start or date.min, fiche.end or date.max


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _in_words(fiche: Registration) -> str:
    first = f"depuis le {in_french(fiche.start)}" if fiche.start else ""
    last = f"jusqu’au {in_french(fiche.end)}" if fiche.end else ""
    return " ".join(filter(None, (first, last))) or "sans dates"


def _said(declared: Registration | Unregistered) -> dict[str, object]:
    """What a declaration says, whenever it was made."""
    standing = {"stands": _stands(declared)} if isinstance(declared, Registration) else {}
    return declared.model_dump(exclude={"declared_on", "state"}) | standing


def _facts(registered: bool, start: date | None, end: date | None) -> dict[str, str | int]:
    days = {"from": start, "until": end}
    return {"registered": int(registered), **{name: day.isoformat() for name, day in days.items() if day is not None}}
