"""The lives as a page of the guide: a drawing of the states of each, and the table of who may do what from where."""

from collections.abc import Iterable, Sequence
from enum import Enum

from rules.access.viewer import Role
from rules.certificate.certificate import CertificateState
from rules.dossier.dossier import DossierStatus
from rules.lives.common import COMMON
from rules.lives.family import LIVES
from rules.lives.life import Life, Move, Row, State
from rules.session.session import SessionStatus

_OPENING = """\
# Les vies

Une certification, par une voie, suit une vie : des opérations, chacune d’un état à un autre. Les droits, les prochaines
actions, les refus d’un état qui ne convient pas et l’histoire viennent de ces tables ; cette page aussi
(`make guide`). Une flèche sans état de départ commence une vie ; ne sont pas dessinés ce qui laisse l’état comme il
est, ni les états où rien ne mène encore.
"""
_BEGINNING = "[*]"
"""How Mermaid writes where a life begins."""
_ROOM = '%%{init: {"state": {"nodeSpacing": 80, "rankSpacing": 100}}}%%'
"""Without which the labels of arrows there and back lie over one another."""
_LABEL = "<br/>"
_ROLES = {
    Role.CENTRE: "centre d’examen",
    Role.GTP: "GTP",
    Role.JURY_PRESIDENT: "président du jury",
    Role.RESOURCE_CENTRE: "centre de ressources",
    Role.CANDIDATE: "candidat",
    Role.ADVISER: "conseiller sous mandat",
}
_WHAT: Sequence[tuple[type[Enum], str]] = (
    (DossierStatus, "Le dossier"),
    (SessionStatus, "La session"),
    (CertificateState, "Le certificat"),
)


def render_lives() -> str:
    """The page `docs/guide/vies.md`, in Markdown with Mermaid drawings."""
    parts = [_OPENING]
    for life in LIVES.values():
        parts.append(f"## {life.title}\n")
        parts += [f"### {title}\n\n{drawing(life, kind)}\n" for kind, title in _WHAT]
        parts.append(f"### Qui fait quoi, d’où, et jusqu’où\n\n{table_of(life)}")
    parts.append(f"## {COMMON.title}\n\n{table_of(COMMON)}")
    return "\n".join(parts)


def drawing(life: Life, kind: type[Enum]) -> str:
    """The states that one kind of thing may come to in a life, as a Mermaid state diagram."""
    labels: dict[tuple[str, str], list[str]] = {}
    for row in life.rows.values():
        for arrow in _arrows(row, kind):
            labels.setdefault(arrow, []).append(row.operation.value)
    drawn = "\n".join(f"  {start} --> {end} : {_LABEL.join(labels[start, end])}" for start, end in _reached(labels))
    return f"```mermaid\n{_ROOM}\nstateDiagram-v2\n{drawn}\n```"


def _reached(arrows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arrows that can be followed from the beginning on, nearest first: rows name states that nothing leads to."""
    ways, reached = list(arrows), [_BEGINNING]
    for state in reached:
        reached += dict.fromkeys(end for start, end in ways if start == state and end not in reached)
    return sorted((way for way in ways if way[0] in reached), key=lambda way: reached.index(way[0]))


def table_of(life: Life) -> str:
    """Every row of a life: operation, roles, from, to, rule."""
    head = "| Opération | Qui | De | Vers | Règle |\n|---|---|---|---|---|\n"
    return head + "".join(_line(row) for row in life.rows.values())


def _line(row: Row) -> str:
    roles = ", ".join(sorted(_ROLES[role] for role in row.roles))
    moves = [*row.moves, *row.session, *row.dossiers]
    starts = _names(state for move in moves for state in move.starts)
    ends = _names(move.ends for move in (*moves, *row.follows) if move.ends is not None)
    still = "inchangé" if any(move.ends is None for move in moves) else ""
    return f"| `{row.operation.value}` | {roles} | {starts} | {', '.join(filter(None, (still, ends)))} | {row.rule} |\n"


def _arrows(row: Row, kind: type[Enum]) -> Iterable[tuple[str, str]]:
    moves: Iterable[Move] = (*row.moves, *row.session, *row.dossiers, *row.follows)
    for move in moves:
        if not isinstance(move.ends, kind):
            continue
        for start in move.starts or (_BEGINNING,):
            name = start if isinstance(start, str) else str(start.value)
            if name != move.ends.value:
                yield name, str(move.ends.value)


def _names(states: Iterable[State]) -> str:
    return ", ".join(dict.fromkeys(str(state.value) for state in states))


if __name__ == "__main__":
    print(render_lives(), end="")
