"""
The GTP declares which fiches are of one certification, or that one is not (REG-02).

Each fiche keeps the certification that was made from its own statements, with its title, its blocs and its versions;
its codes lead to the one that it belongs to, which holds what look-ups need of it. Nothing is joined by resemblance.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Command, Line, Text
from rules.base.event import Fact
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, duplicate, invalid, not_found
from rules.certification.certification import Certification, CertificationKind, Fiche
from rules.certification.declaring import link_problems, with_declared
from rules.certification.identifiers import cqpm_number

MOST = 50
"""Fiches of one certification, beside its own."""
MOST_AT_ONCE = 20
_GENERIC = frozenset({CertificationKind.CQP, CertificationKind.TITRE_RNCP, CertificationKind.OTHER})
"""What a register calls a CQPM when it names no certificateur."""


class DeclareSameCertification(Command):
    """What declares that fiches are of one certification, or are not."""

    says = (
        "Ce qu’il faut pour déclarer, avec sa source, que des fiches sont d’une même certification, ou qu’elles n’en "
        "sont pas (REG-02)."
    )

    certification: str = Field(
        description="Code de la certification : son numéro MQ, ou l’un des codes qui mènent à elle."
    )
    fiches: tuple[str, ...] = Field(description="Numéros des fiches, par exemple RNCP36376 ; vingt au plus.")
    same: bool = Field(
        default=True,
        description="Vrai pour dire qu’elles sont de cette certification ; faux pour dire qu’une fiche déclarée à tort "
        "n’en est pas.",
    )
    source: Annotated[str, Text("La source", 500)] = Field(
        description="D’où on le sait : décision du GTP, courrier de l’UIMM, fiche de France compétences…"
    )
    link: Annotated[str | None, Line("Le lien", 500)] = Field(
        default=None, description="Adresse de cette source, en http ou https."
    )


def declare(
    certification: Certification,
    command: DeclareSameCertification,
    *,
    stated: Mapping[str, Certification],
    holders: Mapping[str, Certification],
    following: Mapping[str, int],
    today: date,
) -> Refused | Done[Certification]:
    """
    The certification with what is declared of these fiches, and each of them; or why not.

    `stated` is what each typed number was made, `holders` the certification that a fiche already belongs to, by its
    code, `following` how many dossiers of the certification follow the référentiel of a fiche.
    """
    problems = _form_problems(certification, command)
    chosen: list[Certification] = []
    for place, typed in enumerate(command.fiches[:MOST_AT_ONCE]):
        path, fiche = ("fiches", str(place)), stated.get(typed)
        if fiche is None:
            text = (
                f"Aucune fiche n’est connue sous le numéro « {typed[:40]} », ou aucune source ne lui donne "
                "d’intitulé : chargez d’abord le répertoire qui la publie."
            )
            problems.append(not_found(text, *path))
        elif fiche in chosen:
            problems.append(duplicate(f"La fiche {fiche.code} est donnée deux fois.", *path))
        elif fiche.id == certification.id:
            text = f"« {typed[:40]} » est déjà un numéro propre à « {fiche.title} » : rien ne change."
            problems.append(duplicate(text, *path))
        else:
            own = _joining_problems(certification, fiche, holders.get(fiche.code), *path)
            problems += own if command.same else _parting_problems(certification, fiche, *path)
            chosen.append(fiche)
    if command.same and len(certification.fiches) + len(chosen) > MOST:
        problems.append(invalid(f"Une certification réunit {MOST} fiches au plus.", "fiches"))
    if problems:
        return Refused(tuple(problems))
    facts: dict[str, Fact] = {"fiches": [item.code for item in chosen], "same": int(command.same)}
    if command.same:
        kept = joined(certification, chosen, command, today)
        parts = [item.evolve(belongs_to=certification.code) for item in chosen]
        warnings = [item for fiche in chosen for item in _joining_warnings(certification, fiche)]
    else:
        kept, parts = parted(certification, chosen)
        warnings = [item for fiche in chosen for item in _parting_warnings(certification, fiche, following)]
    of = {"certification": certification.code, **facts}
    return Done(kept, tuple(Change(part, of) for part in parts), tuple(warnings), facts)


def joined(
    certification: Certification, fiches: Sequence[Certification], command: DeclareSameCertification, today: date
) -> Certification:
    """The certification with these fiches too, and their registrations."""
    told = tuple(Fiche.of(fiche, source=command.source, link=command.link, declared_on=today) for fiche in fiches)
    every = sorted((*certification.fiches, *told), key=lambda fiche: fiche.code)
    return with_fiches(certification.evolve(fiches=tuple(every)), {})


def parted(certification: Certification, fiches: Sequence[Certification]) -> tuple[Certification, list[Certification]]:
    """The certification without these fiches, and each of them with what the GTP declared of its registration since."""
    gone = {fiche.code for fiche in fiches}
    numbers = {item.number for fiche in certification.fiches if fiche.code in gone for item in fiche.registrations}
    left = certification.evolve(
        fiches=tuple(fiche for fiche in certification.fiches if fiche.code not in gone),
        registrations=tuple(item for item in certification.registrations if item.number not in numbers),
    )
    parts = []
    for fiche in fiches:
        own = {item.number for item in fiche.registrations}
        declared = [item for item in certification.registrations if item.number in own]
        parts.append(fiche.evolve(belongs_to=None, registrations=with_declared(fiche.registrations, declared)))
    return left, parts


def with_fiches(certification: Certification, made: Mapping[str, Certification]) -> Certification:
    """
    The certification with its fiches as they are told now, and their registrations beside its own.

    `made` are certifications that were just made again, by code: of a fiche among them, what was known is replaced.
    """
    if not certification.fiches:
        return certification
    former = {item.number for fiche in certification.fiches for item in fiche.registrations}
    fiches = tuple(
        Fiche.of(made[fiche.code], source=fiche.source, link=fiche.link, declared_on=fiche.declared_on)
        if fiche.code in made
        else fiche
        for fiche in certification.fiches
    )
    own = [item for item in certification.registrations if item.number not in former]
    stated = (*own, *(item for fiche in fiches for item in fiche.registrations))
    return certification.evolve(fiches=fiches, registrations=with_declared(stated, certification.registrations))


def told(facts: Mapping[str, object]) -> str:
    """What history says of a declaration, on the certification and on each fiche."""
    codes = facts["fiches"]
    named = ", ".join(str(code) for code in codes) if isinstance(codes, (list, tuple)) else ""
    several = "," in named
    what = f"Fiche{'s' if several else ''} {named} déclarée{'s' if several else ''}"
    of = f" de {facts['certification']}" if "certification" in facts else " de cette certification"
    return f"{what}{of}." if facts["same"] else f"{what} étrangère{'s' if several else ''} à{of[3:]}."


def _form_problems(certification: Certification, command: DeclareSameCertification) -> list[Problem]:
    problems = link_problems(command.link)
    if not certification.of_the_branch:
        problems.append(invalid("Seules les fiches d’un CQPM se réunissent ici.", "certification"))
    if not 1 <= len(command.fiches) <= MOST_AT_ONCE:
        problems.append(invalid(f"Une déclaration nomme de 1 à {MOST_AT_ONCE} fiches.", "fiches"))
    return problems


def _joining_problems(
    certification: Certification, fiche: Certification, holder: Certification | None, *path: str
) -> list[Problem]:
    if holder is not None and holder.id == certification.id:
        return [duplicate(f"La fiche {fiche.code} est déjà déclarée de « {holder.title} » : rien ne change.", *path)]
    if holder is not None:
        text = (
            f"La fiche {fiche.code} est déjà déclarée de « {holder.title} » ({holder.code}) : si c’est une erreur, "
            "déclarez d’abord qu’elle n’en est pas (same: false)."
        )
        return [broken("REG-02", text, *path)]
    if fiche.fiches:
        text = (
            f"{fiche.code} réunit déjà {', '.join(item.code for item in fiche.fiches)} : déclarez d’abord que ces "
            "fiches n’en sont pas, puis chacune de cette certification."
        )
        return [broken("REG-02", text, *path)]
    if cqpm_number(fiche.code) is not None:
        first = f"« {fiche.title} » porte un numéro de CQPM, {fiche.code}"
        end = (
            f" : une certification n’en a qu’un, et celle-ci est {certification.code}."
            if cqpm_number(certification.code) is not None
            else " : c’est elle la certification, dont vous déclarez les fiches."
        )
        return [broken("REG-02", first + end, *path)]
    if fiche.kind is not certification.kind and fiche.kind not in _GENERIC:
        text = f"{fiche.code} est d’une autre famille : « {fiche.title} » n’est pas un CQPM. Vérifiez son numéro."
        return [broken("REG-02", text, *path)]
    return []


def _parting_problems(certification: Certification, fiche: Certification, *path: str) -> list[Problem]:
    if fiche.belongs_to == certification.code:
        return []
    text = f"La fiche {fiche.code} n’est pas déclarée de « {certification.title} » : rien ne change."
    return [duplicate(text, *path)]


def _joining_warnings(certification: Certification, fiche: Certification) -> list[Problem]:
    warnings = []
    if fiche.kind is not certification.kind:
        text = f"Le répertoire ne dit pas que {fiche.code}, « {fiche.title} », est un CQPM : vérifiez son numéro."
        warnings.append(broken("REG-02", text, "fiches"))
    holes = [item.days for item in certification.unregistered]
    for start, end in fiche.periods():
        if any(first <= end and start <= last for first, last in holes):
            text = (
                f"« {certification.title} » est déclaré sans inscription sur une partie de la période de {fiche.code}, "
                "ce qui l’emporte : déclarez l’inscription de cette fiche si elle compte (declareRegistration)."
            )
            warnings.append(broken("REG-01", text, "fiches"))
    return warnings


def _parting_warnings(
    certification: Certification, fiche: Certification, following: Mapping[str, int]
) -> list[Problem]:
    number = following.get(fiche.code, 0)
    if not number:
        return []
    dossiers = f"{number} dossiers suivent" if number > 1 else "Un dossier suit"
    stay = "ils restent ouverts" if number > 1 else "il reste ouvert"
    text = (
        f"{dossiers} le référentiel de {fiche.code} pour « {certification.title} » : {stay} à ce titre, "
        f"vérifiez-{'les un à un' if number > 1 else 'le'}."
    )
    return [broken("REG-02", text, "fiches")]
