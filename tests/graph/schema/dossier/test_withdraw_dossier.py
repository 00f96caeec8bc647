"""A candidate who gives up: whatever they waited for goes on without them."""

from tests.support.walk import HELD, Path, centre, president


async def test_withdrawing_the_last_undecided_dossier_closes_the_deliberation(path: Path) -> None:
    decided, leaving = await path.dossier("Restant"), await path.dossier("Partant")
    await path.held(decided, leaving)
    assert (await path.decide(decided, "A"))["problems"] == []
    gone = await path.done("withdrawDossier", centre(HELD), dossier=leaving, reason="Mutation")
    assert gone["status"] == "ABANDONNE"
    session = await path.api.store.sessions.by_number(path.session)
    assert session is not None
    assert (session.status.value, len(session.dossiers)) == ("DELIBEREE", 1)
    signing = {"session": path.session, "expectedRevision": await path.revision()}
    assert (await path.done("signMinutes", president(HELD), **signing))["status"] == "SIGNEE"


async def test_withdrawing_everybody_leaves_the_session_as_it_was(path: Path) -> None:
    leaving = await path.dossier("Seul")
    await path.held(leaving)
    await path.done("withdrawDossier", centre(HELD), dossier=leaving, reason="Mutation")
    session = await path.api.store.sessions.by_number(path.session)
    assert session is not None
    assert (session.status.value, session.dossiers) == ("TENUE", ())
