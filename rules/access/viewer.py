"""Who asks: the account, its roles, on whose behalf, and on which day."""

from collections.abc import Mapping
from datetime import date

from rules.base.entity import Value
from rules.base.worded import Worded


class Role(Worded):
    """What an account is in the life of a certification."""

    ADMINISTRATOR = "ADMINISTRATOR", "Exploitant du service."
    GTP = "GTP", "Secrétariat du groupe technique paritaire « Qualifications »."
    CENTRE = "CENTRE", "UIMM territoriale, centre d’examen."
    RESOURCE_CENTRE = "RESOURCE_CENTRE", "UIMM territoriale, centre de ressources."
    JURY_PRESIDENT = "JURY_PRESIDENT", "Président d’un jury paritaire."
    JURY_MEMBER = "JURY_MEMBER", "Membre d’un jury paritaire."
    CANDIDATE = "CANDIDATE", "Candidat, pour ses propres dossiers."
    BRANCH_PARTNER = "BRANCH_PARTNER", "Branche partenaire des CQPI (CQPI-02)."
    REPORTING = "REPORTING", "Outil de statistiques."
    ADVISER = "ADVISER", "Conseiller, sous mandat du candidat (PRD-03)."


class Viewer(Value):
    """Whoever asks, as their token says, and the business date they ask on."""

    subject: str | None = None
    """The account; null for a visitor without a token."""
    name: str = "Visiteur"
    roles: frozenset[Role] = frozenset()
    organisation: str | None = None
    """Code of the organisation on whose behalf the account acts."""
    candidate: str | None = None
    """Identifier of the candidate, for a candidate's own account."""
    jury: Mapping[str, bool] = {}
    """For a jury's account: its sessions, and whether their names may be read (JUR-08). Found in the store."""
    awaiting: tuple[str, ...] = ()
    """The sessions that judge a dossier of the viewer's own, whose result is not told yet (GTP-06). Found likewise."""
    mandates: tuple[str, ...] = ()
    """For an adviser's account: the candidates whose mandate it has that day (PRD-03). Found in the store."""
    operations: frozenset[str] | None = None
    """The only operations that the account has among those of its roles; null where nothing narrows them."""
    impersonator: str | None = None
    """The administrator who acts in the account's name; null where it acts itself."""
    today: date

    @property
    def actor(self) -> str:
        """How the journal names the viewer: the account, never the person."""
        return self.subject or "anonyme"

    @property
    def answerable(self) -> str | None:
        """The account that answers for the request; null for a visitor."""
        return self.impersonator or self.subject

    @property
    def keys(self) -> str:
        """Whose idempotency keys the request's is among: not the account's where somebody else acts in its name."""
        return self.actor if self.impersonator is None else f"{self.actor}\0{self.impersonator}"

    def has(self, operation: str) -> bool:
        """Whether an operation is among those that the account was narrowed to."""
        return self.operations is None or operation in self.operations
