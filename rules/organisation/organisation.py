"""Organisations: chambers, unions, partner branches."""

from rules.base.entity import Entity
from rules.base.worded import Worded
from rules.organisation.letterhead import Letterhead


class OrganisationKind(Worded):
    """What an organisation is in the life of a certification."""

    UIMM = "UIMM", "L’UIMM, au niveau national."
    UIMM_TERRITORIALE = "UIMM_TERRITORIALE", "UIMM territoriale : centre d’examen, et centre de ressources de ses CQPM."
    UNION = "UNION", "Organisation syndicale de salariés."
    BRANCH_PARTNER = "BRANCH_PARTNER", "Branche signataire de la charte des CQPI."
    COMPANY = "COMPANY", "Entreprise."
    TRAINING_BODY = "TRAINING_BODY", "Organisme de formation."
    CPREFP = "CPREFP", "Commission paritaire régionale de l’emploi et de la formation professionnelle."
    EXAM_CENTRE = "EXAM_CENTRE", "Centre d’examen d’une autre famille de certifications."


class Organisation(Entity):
    """An organisation, whose identifier is its code."""

    code: str
    name: str
    kind: OrganisationKind
    department: str | None = None
    region: str | None = None
    address: tuple[str, ...] = ()
    """Lines of its postal address, for its letters."""
    town: str | None = None
    demonstration: bool = False
    """Whether it is made up, for demonstration."""
    letterheads: tuple[Letterhead, ...] = ()
    """Every version of its letterhead, oldest first; empty where it never had but ours."""

    @property
    def letterhead(self) -> Letterhead | None:
        """The version in use; None where there is none."""
        return self.letterheads[-1] if self.letterheads else None
