"""
The life of a CQPM by validation des acquis de l'expérience: for now formation's, without its delay (INS-04).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1, § 2.
"""

from rules.dossier import admission, checklist, vae
from rules.lives.cqpm import DOSSIER
from rules.lives.joint_jury import JURY
from rules.lives.life import Life, table
from rules.lives.numbered import CERTIFICATES
from rules.session.checklist import session_checklist

VAE = Life(
    title="CQPM par la VAE",
    rows=table(DOSSIER, JURY, CERTIFICATES),
    opening=(*admission.ADMISSION, vae.registered_at_rncp, vae.once_a_year),
    once_a_year=True,
    dossier_lines=(
        checklist.registered,
        checklist.version,
        checklist.planned,
        checklist.project,
        checklist.commission,
        checklist.no_first_evaluation,
        checklist.evaluated,
        checklist.no_opinion,
        checklist.conservation,
    ),
    session_lines=session_checklist,
)
"""A CQPM by VAE."""
