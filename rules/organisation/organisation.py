"""Organisations: chambers, unions, partner branches."""

from enum import Enum

from rules.base.entity import Entity


class OrganisationKind(Enum):
    """What an organisation is in the life of a certification."""

    UIMM = "UIMM"
    UIMM_TERRITORIALE = "UIMM_TERRITORIALE"
    UNION = "UNION"
    BRANCH_PARTNER = "BRANCH_PARTNER"
    COMPANY = "COMPANY"
    TRAINING_BODY = "TRAINING_BODY"
    CPREFP = "CPREFP"
    EXAM_CENTRE = "EXAM_CENTRE"


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
