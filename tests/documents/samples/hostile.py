"""The papers of a session with every free text hostile."""

from typing import Any

from rules.base.civility import Civility
from rules.base.entity import Value
from rules.dossier.dossier import Company
from rules.papers.attendance_sheet import Attendee
from rules.papers.common import ExamCentre, Meeting, Named, Recipient, Seat
from rules.papers.evaluation_summary import Evaluated
from tests.documents.samples import session as samples

HOSTILE = "<b>&amp;</b> ]]> \x00\x07\x1b[31m \u202egauche\u2066 \ud800\ufffe 'ß' " + "Donaudampfschiff" * 20


def _forty() -> tuple[Evaluated, ...]:
    """Forty capacités with titles of 500 signs."""
    one = samples.seat(1).evaluated[0]
    return tuple(one.evolve(number=str(rank), title=HOSTILE[:500].ljust(500, "m")) for rank in range(1, 41))


def hostile(name: str) -> Value:
    """The same paper with every free text hostile."""
    named = Named(code="MQ <&> 1", title=HOSTILE)
    recipient = Recipient(civility=Civility.MADAME, name=HOSTILE, address_lines=(HOSTILE, HOSTILE))
    meeting = Meeting(held_on=samples.JURY, place_lines=(HOSTILE,), qualifications=(named, named))
    centre = ExamCentre(name=HOSTILE, address_lines=(HOSTILE,), town="L'Haÿ \x0b<les> Roses")
    attendee = Attendee(name=HOSTILE, body=HOSTILE, seat=Seat.UNION)
    company = Company(name=HOSTILE, address=HOSTILE, nace=HOSTILE, sector="HM", branch=HOSTILE)
    person = samples.candidate(1, name=HOSTILE, birth_town=HOSTILE, company=company, agreement=HOSTILE, comment=HOSTILE)
    values: dict[str, Any] = {
        "centre": centre,
        "meeting": meeting,
        "addressee": recipient,
        "member": recipient,
        "employer": recipient,
        "organisation": HOSTILE,
        "mandated_by": HOSTILE,
        "copies": (HOSTILE,) * 3,
        "qualification": named,
        "unions": (attendee,) * 3,
        "place_lines": (HOSTILE,),
        "seats": (
            samples.seat(1, qualification=named.code, target_blocs=(named, named)),
            samples.seat(2, qualification=named.code, evaluated=_forty()),
        ),
        "candidates": (person, samples.candidate(2, **samples.PARTIAL)),
        "judged": tuple(item.evolve(qualification=named) for item in samples.attribution_request().judged),
    }
    paper: Value = getattr(samples, name)()
    return paper.evolve(**{key: value for key, value in values.items() if key in type(paper).model_fields})
