"""What a refusal calls the thing that it is about: by its number or its code, and never by a person's name."""

from rules.base.entity import Entity
from rules.candidate.candidate import Candidate
from rules.certificate.certificate import Certificate
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier
from rules.equivalence.equivalence import Equivalence
from rules.organisation.organisation import Organisation
from rules.session.session import Session


def changed_since(entity: Entity) -> str:
    """That something changed after the client read it, and what to do."""
    name, feminine = _named(entity)
    read, again = ("lue", "la") if feminine else ("lu", "le")
    return f"{name} a changé depuis que vous l’avez {read} : relisez-{again} avant de recommencer."


def _named(entity: Entity) -> tuple[str, bool]:
    """What it is called at the beginning of a sentence, and whether that is feminine."""
    match entity:
        case Dossier(number=number):
            return f"Le dossier {number}", False
        case Session(number=number):
            return f"La session {number}", True
        case Certificate(number=number):
            return f"Le certificat {number}", False
        case Certification(code=code):
            return f"La certification {code}", True
        case Organisation(code=code):
            return f"L’organisation {code}", True
        case Candidate():
            return "La fiche du candidat", True
        case Equivalence():
            return "L’équivalence entre ces certifications ou ces blocs", True
        case _:
            raise TypeError(f"{type(entity).__name__} has no revision that a client expects")
