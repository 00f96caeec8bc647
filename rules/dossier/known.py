"""
What an opening warns of: an open dossier of the same person, what they already hold, a fiche that has ended (INS-11).

What another centre holds is told without naming that centre, hence without a number, which would (PRD-01).
"""

from rules.base.calendar import in_french
from rules.base.problems import Problem, broken
from rules.dossier.dossier import Again, DossierStatus
from rules.dossier.holdings import holdings_of
from rules.dossier.opening import Award, Opening, version_for
from rules.dossier.refusal import awaits

OVER = frozenset(
    {
        DossierStatus.IRRECEVABLE,
        DossierStatus.VALIDE,
        DossierStatus.CERTIFIE,
        DossierStatus.REMIS,
        DossierStatus.ABANDONNE,
    }
)
"""The states of a dossier in which it is over; one that the GTP refused is where nothing is made again (GTP-07)."""

_NEXT = (Again.JURY, Again.EVALUATIONS)


def known_warnings(opening: Opening) -> list[Problem]:
    """Everything of INS-11, over the records of the person that the service knows to be one."""
    return [*_open_already(opening), *_held_already(opening), *_ended_fiche(opening)]


def _open_already(opening: Opening) -> list[Problem]:
    mine = [item for item in opening.known_dossiers if item.certification in opening.certification.codes]
    open_ones = [item.number for item in mine if item.status not in OVER and awaits(item, *_NEXT)]
    seen = [number for number in open_ones if number in opening.told]
    texts = []
    if seen:
        one = len(seen) == 1
        are = "Un dossier de cette personne pour cette certification est déjà ouvert"
        are = are if one else "Des dossiers de cette personne pour cette certification sont déjà ouverts"
        go_on = "poursuivez-le, ou abandonnez-le (withdrawDossier) s’il n’a plus lieu d’être"
        go_on = go_on if one else "poursuivez l’un d’eux, et abandonnez les autres (withdrawDossier)"
        texts.append(f"{are} ({', '.join(seen[:10])}) : {go_on}.")
    if len(seen) < len(open_ones):
        texts.append(
            "Un dossier de cette personne pour cette certification est déjà ouvert, que votre compte ne voit pas : "
            "demandez au candidat ce qu’il en est avant d’en ouvrir un autre."
        )
    return [broken("INS-11", text, "certification") for text in texts]


def _held_already(opening: Opening) -> list[Problem]:
    """The certification by a certificate; a bloc by one, or by what a jury left acquired for life (CON-01)."""
    whole = [item for item in opening.awards if item.bloc is None]
    if mine := [item for item in whole if item.certification in opening.certification.codes]:
        proof = _proof(opening, mine[0])
        text = f"Cette personne détient déjà cette certification{proof} : vérifiez qu’elle est à obtenir de nouveau."
        return [broken("INS-11", text, "certification")]
    warnings = []
    for bloc in _asked_blocs(opening):
        award = next((item for item in opening.awards if item.bloc == bloc), None)
        if award is not None or bloc in _left_for_life(opening):
            shown = _proof(opening, award) if award else ""
            text = f"Cette personne détient déjà le bloc {bloc}{shown}, pour toujours : reprenez-le sans l’évaluer."
            warnings.append(broken("INS-11", text, "targetBlocs" if opening.request.target_blocs else "certification"))
    return warnings


def _ended_fiche(opening: Opening) -> list[Problem]:
    """Of a certification that no fiche covers on the day of the registration, the last that did."""
    day = opening.request.opened_on
    if opening.certification.registered_at_rncp(day):
        return []
    ended = [item for item in opening.certification.registrations if item.end is not None and item.end < day]
    if not ended:
        return []
    last = max(ended, key=lambda item: item.end or day)
    text = (
        f"La fiche {last.number} de cette certification a pris fin le {in_french(last.end or day)} : "
        "vérifiez quelle fiche l’a remplacée, et ce que le candidat attend du RNCP."
    )
    return [broken("INS-11", text, "certification", latest=last.end)]


def _asked_blocs(opening: Opening) -> list[str]:
    version = version_for(opening)
    own = [part.bloc for part in version.composition] if version is not None else []
    asked = set(opening.bloc_codes.values()) if opening.request.target_blocs else set(own)
    return [bloc for bloc in own if bloc in asked]


def _left_for_life(opening: Opening) -> set[str]:
    """The blocs that earlier dossiers leave acquired, once the GTP has validated them."""
    return {
        holding.bloc
        for dossier in opening.known_dossiers
        if dossier.verdict is not None and dossier.referentiel in opening.known_versions
        for holding in holdings_of(dossier, opening.known_versions[dossier.referentiel])
        if holding.bloc is not None and holding.valid_until is None
    }


def _proof(opening: Opening, award: Award) -> str:
    return f" (certificat {award.number})" if award.number in opening.told else ""
