"""Sessions programmed: made by their centre, under a number taken last (JUR-18)."""

from collections.abc import Sequence
from uuid import uuid4

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, perform, shown, written
from rules.base.command import cleaned
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, not_found
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.lives.family import life_of_entity
from rules.lives.telling import told_of
from rules.session.commands import ScheduleSession
from rules.session.session import Session
from rules.views.masks import session_view


async def schedule(context: Context, command: ScheduleSession, options: Options) -> Refused | Done[Session]:
    """Programmes a session (JUR-18)."""

    async def act(unit: UnitOfWork) -> Refused | Done[Session]:
        certifications, missing = await _certifications(context, command.certifications)
        code = context.viewer.organisation or ""
        asked = Session(
            id=uuid4().hex,
            number="",
            exam_centre=code,
            certifications=tuple(dict.fromkeys(item.code for item in certifications)),
            held_on=command.held_on,
            time=command.time,
            place=cleaned(command).place,
        )
        row = life_of_entity(asked).rows[Operation.scheduleSession]
        centre = await unit.organisations.get(code)
        outcome = row.decided(asked, command, certifications=certifications, centre=centre, today=context.today)
        if problems := (*missing, *outcome.problems):
            return Refused(problems)
        rank = await unit.number(f"sessions/{command.held_on.year}/{code}")
        numbered = asked.evolve(number=f"S{command.held_on.year}-{code}-{rank:04d}")
        return written(
            unit, row, Done(numbered, warnings=outcome.warnings, facts={"centre": code, **told_of(command, row.told)})
        )

    outcome = await perform(
        context,
        Operation.scheduleSession,
        command,
        options,
        act,
        lambda key: context.store.sessions.get(key, scope=context.scope),
    )
    return shown(outcome, lambda session: session_view(context.viewer, session))


async def _certifications(context: Context, codes: Sequence[str]) -> tuple[list[Certification], list[Problem]]:
    keys = [code_key(code) for code in codes[:50]]
    known = await context.store.certifications.by_codes(keys) if keys else {}
    problems = [
        not_found("Aucune certification n’est connue sous ce code.", "certifications", str(place))
        for place, key in enumerate(keys)
        if key not in known
    ]
    return [known[key] for key in keys if key in known], problems
