"""Words that the letters of results share: to the candidate, dated the day of the GTP, copied to who is informed."""

from collections.abc import Iterable, Iterator
from datetime import date

from documents.session_words import CORPS, JURY, dated
from documents.text import NBSP, long_date, quoted, unbroken
from documents.writing import Element, paragraph, window
from rules.base.civility import agreed, styled
from rules.papers.common import Addressee, ExamCentre, Signatory, SignatoryCapacity
from rules.papers.result_letter import ResultLetter

RNCP = "Répertoire national des certifications professionnelles (RNCP)"
GTP = f"groupe technique paritaire (GTP) {quoted('Qualifications')}"


def examined(by_vae: bool) -> str:
    """What a jury has examined of a candidate: results, or what the commission de validation concludes (VAE-06)."""
    if by_vae:
        return (
            "votre demande de validation des acquis de l’expérience et les conclusions de la commission de validation"
        )
    return "vos résultats"


def a_jury(refused_before: date | None) -> str:
    """« Le jury », or « Après le refus d’attribution du…, le nouveau jury » that decided since (GTP-07)."""
    if refused_before is None:
        return f"Le {JURY}"
    return f"Après le refus d’attribution du {long_date(refused_before)}, le nouveau {JURY}"


def vae_again(next_vae_on: date | None) -> str:
    """From when a request of VAE may be made again, where one was made this year (VAE-03)."""
    return f", par une nouvelle demande, à partir du {long_date(next_vae_on)}" if next_vae_on else ""


def vae_way(letter: ResultLetter, open_: bool) -> str:
    """What is said of VAE as a way back: how, or why not, never no of a registration that nobody knows (REG-01)."""
    if open_:
        again = vae_again(letter.next_vae_on)
        return f"si votre expérience est en rapport avec ce CQPM, vous demandez qu’elle soit reconnue{again}."
    if letter.vae_unknown:
        return (
            f"réservée aux CQPM inscrits au {RNCP}{NBSP}; l’inscription de celui-ci n’étant pas connue à ce jour, "
            "demandez-nous ce qu’il en est avant de vous y engager."
        )
    return f"réservée aux CQPM inscrits au {RNCP}{NBSP}; celui-ci n’y est pas inscrit à ce jour."


def opening(centre: ExamCentre, reference: str, day: date, to: Addressee, aim: str) -> Iterator[Element]:
    """To whom, from where, dated the day of the GTP (LET-03), about what."""
    yield window(paragraph("CourrierDestinataire", "\n".join([f"{to.civility.value} {to.name}", *to.address_lines])))
    yield paragraph("CourrierReperes", f"Notre référence{NBSP}: dossier {unbroken(reference)}\t{dated(centre, day)}")
    yield paragraph("CourrierObjet", f"Objet{NBSP}:\t{aim}")
    yield paragraph(CORPS, f"{to.civility.value},")


def closing(to: Addressee, signatory: Signatory, copies: Iterable[str]) -> Iterator[Element]:
    """The closing formula of a letter that does not award all, room for a signature (LET-03), who else is informed."""
    yield paragraph(
        "CourrierPolitesse",
        "Notre équipe se tient à votre disposition pour préparer la suite avec vous. Je vous prie d’agréer, "
        f"{to.civility.value}, l’expression de mes salutations distinguées.",
    )
    yield paragraph("CourrierQualite", _capacity(signatory))
    yield paragraph("CourrierSignataire", styled(signatory.civility, signatory.name))
    yield from informed(copies)


def informed(copies: Iterable[str]) -> Iterator[Element]:
    """The company or training body that is informed too (LET-03); nothing where there is none."""
    listed = list(copies)
    if listed:
        yield paragraph("CourrierCopie", f"Copie{NBSP}:\t" + "\n".join(listed))


def _capacity(signatory: Signatory) -> str:
    """In what capacity the letter is signed: the president of the jury, or by delegation the referent (LET-03)."""
    if signatory.capacity is SignatoryCapacity.PRESIDENT:
        return f"{agreed(signatory.civility, 'La présidente', 'Le président')} du {JURY}"
    president = agreed(signatory.president, "la présidente", "le président")
    referent = agreed(signatory.civility, "la référente", "le référent")
    return f"Pour {president} du {JURY},\npar délégation, {referent} du dispositif du CQPM"
