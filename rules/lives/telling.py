"""
What an event tells beside the entity's name: fields of its command that are codes, numbers, days or closed values.

A text that somebody typed, a name above all, is never among them: of several people or results, their number is told.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from rules.base.calendar import in_french
from rules.base.command import Command
from rules.base.event import Fact
from rules.base.text import squeezed
from rules.certificate.certificate import DeliveryMeans, Recipient
from rules.document.document import DocumentKind
from rules.dossier.lists import AgreedWith
from rules.dossier.vae import VAE_PIECE_WORDS
from rules.session.bearing import in_words
from rules.session.session import JuryRole

Facts = Mapping[str, object]
Said = Callable[[Facts], str]
"""From the facts of an event to what its history says after the number of its entity; or the whole sentence."""


def told_of(command: Command, fields: Mapping[str, str]) -> dict[str, Fact]:
    """
    What an event keeps of a command: each fact by its field, such as `member.role`; `#results` is how many there are.

    What is not given is left out.
    """
    facts: dict[str, Fact] = {}
    for fact, path in fields.items():
        value: Any = command
        for name in path.removeprefix("#").split("."):
            value = getattr(value, name)
        if value not in (None, ()):
            facts[fact] = len(value) if path.startswith("#") else _fact(value)
    return facts


def counted(one: str, several: str, bare: str) -> Said:
    """What is said of a number of things, `count`: one of them, several, or the bare words where it is not known."""

    def said(facts: Facts) -> str:
        count = facts.get("count")
        if not isinstance(count, int):
            return bare
        return one if count == 1 else several.format(count)

    return said


RESULTS = counted("un résultat enregistré", "{} résultats enregistrés", "résultats enregistrés")
ACTIVITIES = counted(
    "dossier d’activités reçu (une expérience)",
    "dossier d’activités reçu ({} expériences)",
    "dossier d’activités reçu",
)
ATTENDED = counted(
    "feuille d’émargement signée (un présent)",
    "feuille d’émargement signée ({} présents)",
    "feuille d’émargement signée",
)
_SITTING = counted(
    "décision du jury enregistrée (un candidat)",
    "séance du jury enregistrée ({} candidats)",
    "séance du jury enregistrée",
)
VERDICTS = counted(
    "le GTP s’est prononcé sur un candidat", "le GTP s’est prononcé sur {} candidats", "le GTP s’est prononcé"
)


def with_list(words: str, fact: str) -> Said:
    """The words, then codes in brackets where there are some: « organisations syndicales saisies (CFDT, FO) »."""
    return lambda facts: words + (f" ({listed})" if (listed := _list(facts, fact)) else "")


def with_code(words: str, fact: str) -> Said:
    """The words, then one code in brackets where there is one."""
    return lambda facts: words + (f" ({facts[fact]})" if fact in facts else "")


def with_day(words: str, fact: str, joint: str = "le") -> Said:
    """The words, then a day: « session reportée au 20 mai 2027 »."""
    return lambda facts: (
        words + (f" {joint} {in_french(date.fromisoformat(str(facts[fact])))}" if fact in facts else "")
    )


def sat(facts: Facts) -> str:
    """JUR-19: a sitting; of one of its dossiers, whether its candidate did not come."""
    if "absent" in facts:
        return f"candidat absent au jury du {in_french(date.fromisoformat(str(facts['absent'])))}"
    return _SITTING(facts)


def planned(facts: Facts) -> str:
    """EVA-05: evaluations agreed, with whom."""
    agreed = _AGREED.get(str(facts.get("agreed")))
    return "évaluations prévues" + (f", convenues avec {agreed}" if agreed else "")


def commission(facts: Facts) -> str:
    """EVA-04, VAE-06: who examines, by either route; the route of what happened before it was kept is not guessed."""
    named = {"VAE": "commission de validation nommée", "FORMATION": "commission d’évaluation nommée"}
    return named.get(str(facts.get("route")), "commission nommée")


def cancelled(facts: Facts) -> str:
    """CER-07: a certificate, in its own history or in that of its dossier."""
    return f"certificat {facts['certificate']} annulé" if "certificate" in facts else "certificat annulé"


def issued(facts: Facts) -> str:
    """What was printed, of what."""
    kinds = {kind.value: kind.label for kind in DocumentKind}
    of = f", {facts['of']}" if facts.get("of") else ""
    return f"Document produit : {kinds.get(str(facts.get('kind')), 'papier')}{of}."


def packed(facts: Facts) -> str:
    """The papers of a session, made at once."""
    count = facts.get("count")
    return f"Lot de papiers produit, session {facts.get('session', '')} ({count} papier{'s' if count != 1 else ''})."


def purged(facts: Facts) -> str:
    """ARC-04: archives destroyed, in the history of a dossier; of what is no dossier, what became of it."""
    if "number" not in facts:
        return "Détruit, ou effacé, avec les archives d’un dossier."
    counted = [
        f"{count} {words}{'s' if count != 1 else ''}"
        for fact, words in (("papers", "papier"), ("files", "fichier"))
        if isinstance(count := facts.get(fact), int)
    ]
    return "archives d’évaluation détruites" + (f" ({', '.join(counted)})" if counted else "")


def transferred(facts: Facts) -> str:
    """PRD-02: a transfer, proposed to a centre or accepted."""
    if "to" in facts:
        return f"transfert proposé au centre {facts['to']}"
    return f"transfert accepté par le centre {facts.get('centre', '')}".rstrip()


def piece_brought(facts: Facts) -> str:
    """VAE-02: a piece of a request."""
    kind = _PIECES.get(str(facts.get("kind")))
    return "pièce versée" + (f", {kind}" if kind else "")


def seated(words: str) -> Said:
    """JUR-02: somebody who sits, by their capacity and the organisation that names them, never by name."""

    def said(facts: Facts) -> str:
        who = [_ROLES.get(str(facts.get("role"))), facts.get("organisation")]
        known = ", ".join(str(item) for item in who if item)
        return words + (f" ({known})" if known else "")

    return said


def assigned(facts: Facts) -> str:
    """JUR-19: of a session, the dossiers brought and taken back; of one of them, the session."""
    if "session" in facts:
        brought = facts.get("reached") == "PRESENTE_AU_JURY"
        return f"présenté à la session {facts['session']}" if brought else f"retiré de la session {facts['session']}"
    parts = [f"{words} : {listed}" for fact, words in _MOVED.items() if (listed := _list(facts, fact))]
    return " ; ".join(parts) or "dossiers affectés ou retirés, ou liens déclarés"


def delivered(facts: Facts) -> str:
    """CER-02: to whom a certificate is handed over, and how."""
    if "certificate" in facts:
        return f"certificat {facts['certificate']} remis"
    whom, how = _TO.get(str(facts.get("to"))), _HOW.get(str(facts.get("means")))
    return "certificat remis" + (f" {whom}" if whom else "") + (f", {how}" if how else "")


def rectified(facts: Facts) -> str:
    """CER-07: minutes, or what is corrected with them; which fields, never their values."""
    fields = facts.get("fields")
    named = [in_words(fields)] if isinstance(fields, list) and fields else []
    if "certification" in facts:
        return f"procès-verbal rectifié ({', '.join([str(facts['certification']), *named])})"
    said = "erreur matérielle rectifiée" + (f" ({', '.join(named)})" if named else "")
    return said if "number" in facts else f"{said[:1].upper()}{said[1:]}."


def _list(facts: Facts, fact: str) -> str:
    value = facts.get(fact)
    return ", ".join(str(item) for item in value) if isinstance(value, list) else ""


def _fact(value: Any) -> Fact:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return squeezed(value).upper()
    return [squeezed(item).upper() for item in value]


_AGREED = {AgreedWith.ENTREPRISE.value: "l’entreprise", AgreedWith.CANDIDAT.value: "le candidat"}
_PIECES = {kind.value: words for kind, words in VAE_PIECE_WORDS.items()}
_MOVED = {"added": "dossiers présentés", "removed": "dossiers retirés"}
_TO = {Recipient.CANDIDATE.value: "au candidat", Recipient.COMPANY.value: "à l’entreprise"}
_HOW = {
    DeliveryMeans.LETTER.value: "par lettre",
    DeliveryMeans.REGISTERED_LETTER.value: "par lettre recommandée",
    DeliveryMeans.HAND.value: "en main propre",
}
_ROLES = {
    JuryRole.PRESIDENT.value: "président",
    JuryRole.EMPLOYER.value: "délégation patronale",
    JuryRole.UNION.value: "délégation syndicale",
    JuryRole.TEMPORARY_WORK.value: "travail temporaire",
    JuryRole.GUEST.value: "invité",
    JuryRole.PROFESSIONAL.value: "professionnel",
}
