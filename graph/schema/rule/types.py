"""Rules, problems and checklists, as clients see them."""

from datetime import date

import strawberry

from graph.schema.base.bind import field, partners, plain, shows
from resolvers.rulebook import reading as resolve
from rules.base import problems
from rules.base.check import CheckState
from rules.base.operation import Operation
from rules.rulebook import rule as rulebook


@strawberry.type(description="Le texte dont vient une règle.")
@partners("title", "section", "url")
class RuleSource:
    """Where a rule comes from."""

    title: str = strawberry.field(description="Titre du texte.")
    section: str = strawberry.field(description="Partie, chapitre, article ou annexe.")
    url: str | None = strawberry.field(description="Adresse publique du texte, si elle est connue.")


@strawberry.type(description="Une règle : ce qu’elle dit, ce qu’elle fait et d’où elle vient.")
@shows(rulebook.Rule)
@partners(
    *("id", "title", "statement", "effect", "origin", "source", "valid_from", "valid_until", "implemented"),
    key="id",
)
class Rule:
    """One rule of the rulebook."""

    id: strawberry.ID = plain(lambda rule: rule.id, strawberry.ID, "Identifiant de la règle, par exemple INS-04.")
    title: str = strawberry.field(description="Titre court.")
    statement: str = strawberry.field(description="Ce que la règle dit.")
    effect: rulebook.RuleEffect = strawberry.field(description="Ce qu’elle fait.")
    origin: rulebook.RuleOrigin = strawberry.field(description="D’où elle vient.")
    source: RuleSource | None = strawberry.field(description="Son texte ; nul pour une règle du produit.")
    valid_from: date | None = strawberry.field(description="Premier jour où elle s’applique.")
    valid_until: date | None = strawberry.field(description="Dernier jour où elle s’applique.")
    implemented: bool = strawberry.field(description="Vrai si le service l’applique déjà.")


@strawberry.type(description="Une raison de refuser, ou un avertissement à côté d’un succès.")
class Problem:
    """One problem of a payload."""

    code: problems.ProblemCode = strawberry.field(description="Nature du problème.")
    message: str = strawberry.field(description="Phrase complète, prête à être montrée.")
    path: list[str] = strawberry.field(description="Où, dans l’entrée ; vide quand c’est l’ensemble.")
    rule: Rule | None = field(resolve.rule_of, Rule | None, "La règle, quand le code est RULE.")
    earliest_date: date | None = strawberry.field(description="Premier jour possible, quand seul le temps manque.")
    latest_date: date | None = strawberry.field(description="Dernier jour possible, quand il y en a un.")
    current_revision: int | None = strawberry.field(description="Révision actuelle, quand le code est CONFLICT.")


@strawberry.interface(description="Ce que rend toute mutation, à côté de son objet, nul s’il y a des problèmes.")
class Payload:
    """What every mutation returns beside its entity."""

    problems: list[Problem] = strawberry.field(description="Toutes les raisons du refus, ensemble ; vide au succès.")
    warnings: list[Problem] = strawberry.field(description="Ce qui mérite attention sans empêcher.")


@strawberry.type(description="Une ligne de liste de contrôle : ce que demande une règle, et où l’on en est.")
class Check:
    """One line of a checklist."""

    rule: Rule = field(resolve.rule_of, Rule, "La règle.")
    state: CheckState = strawberry.field(description="Où l’on en est.")
    detail: str | None = strawberry.field(description="Précision, prête à être montrée.")
    due_on: date | None = strawberry.field(description="Échéance, ou premier jour possible, selon la règle.")
    required_for: Operation | None = strawberry.field(description="L’opération que cette ligne conditionne.")
