"""The rulebook as a page of the guide, for readers who do not ask the API."""

from collections.abc import Iterable, Mapping

from rules.rulebook.rule import CHAPTERS, RULEBOOK, Rule, RuleEffect, RuleOrigin

EFFECTS: Mapping[RuleEffect, str] = {
    RuleEffect.BLOCK: "bloque",
    RuleEffect.WARN: "avertit",
    RuleEffect.COMPUTE: "calcule",
    RuleEffect.CHECK: "contrôle",
}
"""What each effect is called in a table."""

ORIGINS: Mapping[RuleOrigin, str] = {
    RuleOrigin.TEXT: "Texte",
    RuleOrigin.READING: "Notre lecture",
    RuleOrigin.PRODUCT: "Poinçon",
}
"""What each origin is called in a table."""

_OPENING = """\
# Les règles

Chaque refus, chaque avertissement et chaque date calculée nomme la règle dont il vient. Les voici toutes\u00a0:
{count} règles, dont {implemented} que le service applique déjà. L’API les donne aussi, par la requête `rules`.

- **Effet.** Une règle qui *bloque* fait refuser l’opération, et rien n’est écrit. Une règle qui *avertit* laisse passer
  et garde l’avertissement dans l’historique. Une règle qui *calcule* donne une valeur, produit un document ou limite ce
  qui est montré. Une règle qui *contrôle* est une ligne de liste, exigée pour la seule étape qu’elle nomme.
- **Origine.** *Texte*\u00a0: la règle est dans le texte cité. *Notre lecture*\u00a0: le texte se tait ou se prête à
  plusieurs lectures, et l’énoncé dit laquelle est retenue. *Poinçon*\u00a0: aucun texte ne la demande, l’usage la veut.
- **Appliquée.** *Oui*\u00a0: le service l’applique. *À venir*\u00a0: elle est décrite, aucune opération ne la vérifie
  encore.

## Les textes

{sources}
"""

_HEAD = """\
| Règle | Énoncé | Effet | Origine | Appliquée |
|---|---|---|---|---|
"""


def render_guide() -> str:
    """The page `docs/guide/regles.md`, in Markdown: the texts, then one table per chapter."""
    parts = [
        _OPENING.format(
            count=len(RULEBOOK),
            implemented=sum(rule.implemented for rule in RULEBOOK.values()),
            sources="\n".join(_texts()),
        ),
        *(f"## {title}\n\n{_HEAD}{_rows(rules)}" for title, rules in CHAPTERS.items()),
    ]
    return "\n".join(parts)


def _texts() -> Iterable[str]:
    titles = {rule.source.title: rule.source.url for rule in RULEBOOK.values() if rule.source is not None}
    return (f"- [{title}]({url})" if url else f"- {title}" for title, url in titles.items())


def _rows(rules: Iterable[Rule]) -> str:
    return "".join(_row(rule) for rule in rules)


def _row(rule: Rule) -> str:
    cells = (
        f"**{rule.id}**<br>{rule.title}",
        rule.statement.replace("C*", r"C\*"),
        EFFECTS[rule.effect],
        _origin(rule),
        "Oui" if rule.implemented else "À venir",
    )
    return f"| {' | '.join(cells)} |\n"


def _origin(rule: Rule) -> str:
    if rule.source is None:
        return ORIGINS[rule.origin]
    # The sources differ by their first words, which keeps the column narrow; the whole title stands above the tables.
    named = rule.source.title.partition("\u00a0:")[0].partition(" (")[0].partition(" relatif")[0]
    since = f"<br>Depuis le {rule.valid_from:%d/%m/%Y}" if rule.valid_from else ""
    until = f"<br>Jusqu’au {rule.valid_until:%d/%m/%Y}" if rule.valid_until else ""
    return f"{ORIGINS[rule.origin]}<br>{named}<br>{rule.source.section}{since}{until}"


if __name__ == "__main__":
    print(render_guide(), end="")
