"""What people type: cleaned where the intent is plain, refused in French where it is not."""

import re
import unicodedata

from rules.base.problems import Problem, invalid
from rules.base.signs import lines_of, named, place_of, refused_sign, trimmed, visible

_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_OTHERS = re.compile(r"[\W_]+")
"""All but letters and figures, of any script."""
_EMAIL = re.compile(r"[^@\s<>\"(),:;\[\]]{1,64}@[^@\s<>\"(),:;\[\]]{1,190}\.[^@\s<>\"(),:;\[\].]{2,63}")
_PHONE = re.compile(r"\+?[0-9][0-9 .()/-]{4,23}[0-9]")
_DEPARTMENT = re.compile(r"0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8]|98[4678]")
_NAME_PUNCTUATION = frozenset(" '’‘-‐‑.,·")
_PLURAL = ("Les ", "Le ou les ")
_FOLDS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ĳ": "ij",
        "þ": "th",
        "ß": "ss",
        "ŋ": "n",
        "ĸ": "q",
        "ə": "e",
        "ǝ": "e",
        "ɛ": "e",
        "ø": "o",
        "ɵ": "o",
        "ɔ": "o",
        "ł": "l",
        "ƚ": "l",
        "đ": "d",
        "ð": "d",
        "ɖ": "d",
        "ɗ": "d",
        "ħ": "h",
        "ı": "i",
        "ɨ": "i",
        "ȷ": "j",
        "ɉ": "j",
        "ŧ": "t",
        "ƭ": "t",
        "ƀ": "b",
        "ɓ": "b",
        "ƈ": "c",
        "ȼ": "c",
        "ǥ": "g",
        "ɠ": "g",
        "ƙ": "k",
        "ɲ": "n",
        "ƞ": "n",
        "ƥ": "p",
        "ɍ": "r",
        "ʉ": "u",
        "ʋ": "v",
        "ƴ": "y",
        "ɏ": "y",
        "ƶ": "z",
        "ȥ": "z",
        "ƒ": "f",
        **dict.fromkeys("ʹʻʼʽʾʿˈˊˋʿꞌـ", " "),
    }
)
"""What Unicode does not decompose: ligatures and barred letters as they are read, apostrophes that count as letters."""


def squeezed(text: str) -> str:
    """The text in composed Unicode form (NFC): nothing invisible, no blanks around it, single blanks inside."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", visible(text))).strip()


def paragraphs(text: str) -> str:
    """A text of several lines in composed Unicode form (NFC): each line squeezed, no empty line around or doubled."""
    lines = [squeezed(line) for line in lines_of(text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def folded(text: str) -> str:
    """The text for comparison by people's eyes: no case, no accent, no ligature, no punctuation, single blanks."""
    letters = unicodedata.normalize("NFKD", visible(text)).casefold()
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_FOLDS)
    return _OTHERS.sub(" ", letters).strip()


def joined(text: str) -> str:
    """The same where blanks, apostrophes and hyphens count for nothing: « Le Goff » is « LEGOFF » (PRD-01)."""
    return folded(text).replace(" ", "")


def number_key(number: str) -> str:
    """A number as it is stored, blanks and case forgiven."""
    return "".join(number.split()).upper()[:100]


def agreed(what: str, one: str, several: str) -> str:
    """A subject with its verb in the number of the subject: « Le motif est vide », « Les observations sont vides »."""
    return f"{what} {several if what.startswith(_PLURAL) else one}"


def line_problems(text: str, what: str, *path: str, longest: int = 200, required: bool = True) -> list[Problem]:
    """
    What is wrong with one line of free text: empty where required, too long, or holding a sign that is refused.

    `what` names it in French with its article (« L'adresse »). HTML is text like any other here.
    """
    if len(text) > longest * 4 or len(squeezed(text)) > longest:
        return [invalid(f"{agreed(what, 'dépasse', 'dépassent')} {longest} caractères.", *path)]
    if problems := _sign_problems(text, what, *path):
        return problems
    return _empty_problems(what, *path) if required and not squeezed(text) else []


def text_problems(text: str, what: str, *path: str, longest: int, required: bool = True) -> list[Problem]:
    """What is wrong with a text of several lines: empty where required, too long, or holding a sign that is refused."""
    if len(text) > longest * 2 or len(paragraphs(text)) > longest:
        return [invalid(f"{agreed(what, 'dépasse', 'dépassent')} {longest} caractères.", *path)]
    if problems := _sign_problems(text, what, *path, several_lines=True):
        return problems
    return _empty_problems(what, *path) if required and not paragraphs(text) else []


def name_problems(text: str, what: str, *path: str) -> list[Problem]:
    """What is wrong with a person's name: letters of any script, blanks, hyphens, apostrophes and dots are right."""
    if problems := line_problems(text, what, *path, longest=100):
        return problems
    for index, letter in enumerate(text):
        if not (_belongs_in_a_name(letter) or letter.isspace() or not visible(letter)):
            sign, place = named(letter), place_of(text, index)
            subject = agreed(what, "contient", "contiennent")
            return [invalid(f"{subject} un signe qui n’est pas d’un nom : {sign}, {place}.", *path)]
    if not any(letter.isalpha() for letter in visible(text)):
        return [invalid(f"{agreed(what, 'ne contient', 'ne contiennent')} aucune lettre.", *path)]
    return []


def email_problems(text: str, *path: str) -> list[Problem]:
    """What is wrong with an e-mail address, judged by its signs and its shape alone."""
    if problems := _sign_problems(text[:300], "L’adresse électronique", *path):
        return problems
    if len(text) > 254 or not _EMAIL.fullmatch(trimmed(text)):
        return [invalid("L’adresse électronique n’a pas la forme « nom@domaine.fr ».", *path)]
    return []


def phone_problems(text: str, *path: str) -> list[Problem]:
    """What is wrong with a telephone number: 6 to 25 figures and separators, an optional leading +."""
    if problems := _sign_problems(text[:300], "Le numéro de téléphone", *path):
        return problems
    if len(text) > 300 or not _PHONE.fullmatch(squeezed(text)):
        return [invalid("Le numéro de téléphone ne comporte que des chiffres, des espaces et un « + » initial.", *path)]
    return []


def department_problems(text: str, what: str, *path: str) -> list[Problem]:
    """What is wrong with a French department's code: 01 to 95, 2A, 2B, 971 to 978, 984, 986 to 988."""
    if not _DEPARTMENT.fullmatch(text):
        return [invalid(f"{what} n’est pas un code de département (59, 2A, 974…).", *path)]
    return []


def _sign_problems(text: str, what: str, *path: str, several_lines: bool = False) -> list[Problem]:
    sign = refused_sign(text, several_lines=several_lines)
    if sign is None:
        return []
    subject = agreed(what, "contient", "contiennent")
    return [invalid(f"{subject} {sign.what}, {sign.place} : ce signe est à retirer ou à remplacer.", *path)]


def _empty_problems(what: str, *path: str) -> list[Problem]:
    return [invalid(f"{agreed(what, 'est vide', 'sont vides')}.", *path)]


def _belongs_in_a_name(letter: str) -> bool:
    return letter in _NAME_PUNCTUATION or unicodedata.category(letter)[0] in {"L", "M"}
