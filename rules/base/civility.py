"""How a paper names a person whom it addresses or who signs it, and agrees with them (CER-08)."""

from rules.base.worded import Worded


class Civility(Worded):
    """How a person is called: its value is what is printed before their name."""

    MADAME = "Madame", "Madame."
    MONSIEUR = "Monsieur", "Monsieur."


def agreed(civility: Civility | None, feminine: str, masculine: str) -> str:
    """The form that agrees with a person; the masculine where their civility is not known."""
    return feminine if civility is Civility.MADAME else masculine


def styled(civility: Civility | None, name: str) -> str:
    """« Madame Camille Démonstration »; the name alone where the civility is not known, or nobody is named."""
    return f"{civility.value} {name}" if civility is not None and name else name
