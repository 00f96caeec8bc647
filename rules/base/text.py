"""What people type: cleaned where the intent is plain, refused in French where it is not."""

import re
import unicodedata

from rules.base.problems import Problem, invalid

_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_OTHERS = re.compile(r"[\W_]+")
"""All but letters and figures, of any script."""
_EMAIL = re.compile(r"[^@\s<>\"(),:;\[\]]{1,64}@[^@\s<>\"(),:;\[\]]{1,190}\.[^@\s<>\"(),:;\[\].]{2,63}")
_PHONE = re.compile(r"\+?[0-9][0-9 .()/-]{4,23}[0-9]")
_DEPARTMENT = re.compile(r"0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8]|98[4678]")
_NAME_PUNCTUATION = frozenset(" '’‘-‐.,·")


def squeezed(text: str) -> str:
    """The text in composed Unicode form (NFC), without blanks around it and with single blanks inside."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def paragraphs(text: str) -> str:
    """A text of several lines in composed Unicode form (NFC): each line squeezed, no empty line around or doubled."""
    lines = [squeezed(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def folded(text: str) -> str:
    """The text for comparison by people's eyes: no case, no accent, no punctuation, single blanks."""
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")).casefold()
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _OTHERS.sub(" ", letters).strip()


def number_key(number: str) -> str:
    """A number as it is stored, blanks and case forgiven."""
    return "".join(number.split()).upper()[:100]


def line_problems(text: str, what: str, *path: str, longest: int = 200, required: bool = True) -> list[Problem]:
    """
    What is wrong with one line of free text: empty where required, too long, or holding control characters.

    `what` names it in French with its article (« L'adresse »). HTML is text like any other here.
    """
    if len(text) > longest * 4 or len(squeezed(text)) > longest:
        return [invalid(f"{what} dépasse {longest} caractères.", *path)]
    if _has_controls(text):
        return [invalid(f"{what} contient des caractères de contrôle.", *path)]
    if required and not squeezed(text):
        return [invalid(f"{what} est vide.", *path)]
    return []


def text_problems(text: str, what: str, *path: str, longest: int) -> list[Problem]:
    """What is wrong with a text of several lines: empty, too long, or holding control characters."""
    if len(text) > longest * 2 or len(paragraphs(text)) > longest:
        return [invalid(f"{what} dépasse {longest} caractères.", *path)]
    if _has_controls(re.sub(r"[\r\n\t]", " ", text)):
        return [invalid(f"{what} contient des caractères de contrôle.", *path)]
    if not paragraphs(text):
        return [invalid(f"{what} est vide.", *path)]
    return []


def name_problems(text: str, what: str, *path: str) -> list[Problem]:
    """What is wrong with a person's name: letters of any script, blanks, hyphens, apostrophes and dots are right."""
    if problems := line_problems(text, what, *path, longest=100):
        return problems
    name = squeezed(text)
    strange = sorted({letter for letter in name if not _belongs_in_a_name(letter)})
    if strange:
        shown = " ".join(strange[:5])
        return [invalid(f"{what} contient des signes qui ne sont pas d’un nom (« {shown} »).", *path)]
    if not any(letter.isalpha() for letter in name):
        return [invalid(f"{what} ne contient aucune lettre.", *path)]
    return []


def email_problems(text: str, *path: str) -> list[Problem]:
    """What is wrong with an e-mail address, judged by its shape alone."""
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        return [invalid("L’adresse électronique n’a pas la forme « nom@domaine.fr ».", *path)]
    return []


def phone_problems(text: str, *path: str) -> list[Problem]:
    """What is wrong with a telephone number: 6 to 25 figures and separators, an optional leading +."""
    if not _PHONE.fullmatch(text):
        return [invalid("Le numéro de téléphone ne comporte que des chiffres, des espaces et un « + » initial.", *path)]
    return []


def department_problems(text: str, what: str, *path: str) -> list[Problem]:
    """What is wrong with a French department's code: 01 to 95, 2A, 2B, 971 to 978, 984, 986 to 988."""
    if not _DEPARTMENT.fullmatch(text):
        return [invalid(f"{what} n’est pas un code de département (59, 2A, 974…).", *path)]
    return []


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} for letter in text) or any(
        letter in "\u200b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff" for letter in text
    )


def _belongs_in_a_name(letter: str) -> bool:
    return letter in _NAME_PUNCTUATION or unicodedata.category(letter)[0] in {"L", "M"}
