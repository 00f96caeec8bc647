"""submitReferentiel as tests ask for it, and what is to hold afterwards."""

from typing import Any

from repositories.derivation import discrepancies
from repositories.store import Store
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.world import PLAIN, PROBLEMS, Api, token

CENTRE = token(Role.RESOURCE_CENTRE)
SUBMIT = f"""mutation Submit($input: SubmitReferentielInput!) {{ submitReferentiel(input: $input) {{
  certification {{ code revision completeness nextActions checklist {{ rule {{ id }} state detail requiredFor }}
    referentiel {{ id version effectiveOn completeness digest capacites {{ number title conditions criteria modes }}
      composition {{ bloc {{ id code title certifications {{ nodes {{ code }} }} }} optional capacites {{ number }} }} }}
    referentiels {{ id version draft effectiveOn digest mission environment interactions admissibility
      submission {{ nature on organisation {{ code }} completes {{ version }} report {{ needs differences }} }}
      composition {{ bloc {{ code title }} }} }}
    history {{ nodes {{ summary action rules {{ id }} }} }} }}
  {PROBLEMS} warnings {{ code message rule {{ id }} path }} }} }}"""
READ = """query($c: String!) { certification(code: $c) { revision completeness nextActions checklist { rule { id } state }
  blocs { code title } referentiel { version completeness } referentiels { id version draft submission { report { needs } } } } }"""
SEVEN = [
    {
        "number": str(rank),
        "conditions": f"À l’atelier, {rank}",
        "criteria": ["Sans défaut"],
        "modes": ["SITUATION_REELLE"],
    }
    for rank in range(1, 8)
]
UNITS = [{"title": "Préparer", "capacites": ["1", "2", "3"]}, {"title": "Réaliser", "capacites": ["4", "5", "6", "7"]}]


async def submit(api: Api, as_: str | None = CENTRE, **changes: Any) -> Any:
    """The payload of a completion of PLAIN, changed as asked."""
    given = {
        "certification": PLAIN,
        "nature": "COMPLETION",
        "source": "Référentiel papier",
        "capacites": SEVEN,
        **changes,
    }
    return (await api.data(SUBMIT, {"input": given}, as_))["submitReferentiel"]


async def read(api: Api, as_: str | None = None, code: str = PLAIN) -> Any:
    """A certification with its référentiels, as somebody sees it."""
    return (await api.data(READ, {"c": code}, as_))["certification"]


async def faultless(store: Store) -> None:
    """Nothing that verification would name."""
    assert [finding async for finding in verify(store)] == []
    assert [item async for item in discrepancies(store)] == []
