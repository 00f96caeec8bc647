"""Submissions: projets, origins and states, the file, who sees it (REF-01, REF-02, REF-05, REF-06, REF-09, REF-14)."""

from typing import Any

import pytest

from rules.access.viewer import Role, Viewer
from rules.base.check import CheckState
from rules.certification.certification import CertificationKind, CertificationStatus
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.referentiel import submitting as rules
from rules.referentiel.checklist import referentiel_checklist
from rules.referentiel.commands import ProposedPart, SubmitReferentiel
from rules.referentiel.opportunity import RUBRICS, RUBRICS_OF, OpportunityReport, Submission, SubmissionNature
from rules.referentiel.referentiel import (
    Capacite,
    Referentiel,
    ReferentielBloc,
    newest,
    pending,
    referentiel_for,
    referentiel_on,
)
from rules.referentiel.submission import Submitting
from rules.referentiel.submitting import may_submit
from rules.views.masks import version_view
from tests.rules.samples.submission import (
    CODE,
    COMPANY,
    COMPLETION,
    CREATION,
    FULL,
    REEL,
    REVISION,
    TODAY,
    chamber,
    cqpm,
    made,
    revision,
    submit,
    told,
    version,
)


@pytest.mark.rule("REF-06")
def test_a_revision_is_a_projet_that_no_dossier_follows() -> None:
    """REF-06, REF-07: neither by its day, nor on request; it is what awaits the GTP."""
    base = version()
    found = made(revision(base=base))
    assert (found.draft, found.effective_on, found.version) == (True, None, 2)
    versions = [base, found]
    assert referentiel_for(versions, TODAY) == referentiel_for(versions, TODAY, prefer_new=True) == base
    assert referentiel_on(versions, TODAY) == newest(versions) == base
    assert pending(versions) == found
    assert told(revision(effective_on=TODAY).problems) == [("REF-06", "effectiveOn")]


def test_what_awaits_is_the_last_projet_unless_a_later_one_is_decided() -> None:
    first = made(revision())
    second = made(revision(others=(first,), mission="Braser"))
    completion = made(submit(others=(first, second), capacites=(FULL,)))
    assert [item.version for item in (first, second, completion)] == [2, 3, 4]
    assert pending([version(), first, second, completion]) == second
    decided = second.evolve(draft=False, effective_on=TODAY)
    assert pending([version(), first, decided, completion]) is None
    assert newest([version(), decided, completion]) == decided, "a completion counts from the day of what it completes"
    assert told(revision(others=(first, second), mission="Braser").problems) == [("DUPLICATE", "")]
    report = OpportunityReport(needs="Des soudeurs")
    assert made(revision(others=(first, second), mission="Braser", report=report)).version == 4


@pytest.mark.parametrize(
    ("nature", "status", "expected"),
    [
        (COMPLETION, None, None),
        (COMPLETION, CertificationStatus.ACTIVE, None),
        (COMPLETION, CertificationStatus.EN_VEILLE, None),
        (COMPLETION, CertificationStatus.SUPPRIMEE, None),
        (COMPLETION, CertificationStatus.DEMANDEE, "REF-06"),
        (COMPLETION, CertificationStatus.EN_INSTRUCTION, "REF-06"),
        (COMPLETION, CertificationStatus.REFUSEE, "REF-06"),
        (REVISION, None, None),
        (REVISION, CertificationStatus.ACTIVE, None),
        (REVISION, CertificationStatus.EN_VEILLE, None),
        (REVISION, CertificationStatus.SUPPRIMEE, "REF-09"),
        (REVISION, CertificationStatus.DEMANDEE, "REF-06"),
        (REVISION, CertificationStatus.EN_INSTRUCTION, "REF-06"),
        (REVISION, CertificationStatus.REFUSEE, "REF-06"),
        (CREATION, None, "REF-06"),
        (CREATION, CertificationStatus.ACTIVE, "REF-06"),
        (CREATION, CertificationStatus.EN_VEILLE, "REF-06"),
        (CREATION, CertificationStatus.SUPPRIMEE, "REF-06"),
        (CREATION, CertificationStatus.DEMANDEE, None),
        (CREATION, CertificationStatus.EN_INSTRUCTION, None),
        (CREATION, CertificationStatus.REFUSEE, "REF-06"),
    ],
)
def test_every_state_by_every_nature(
    nature: SubmissionNature, status: CertificationStatus | None, expected: str | None
) -> None:
    found = submit(
        nature,
        certification=cqpm(status=status, resource_centres=("UT59",)),
        capacites=(FULL.evolve(title="Souder"),),
    )
    assert [problem.rule for problem in found.problems] == ([expected] if expected else [])


UNION = chamber("CFDT", OrganisationKind.UNION)
NATIONAL = chamber("UIMM", OrganisationKind.UIMM)


@pytest.mark.parametrize(
    ("nature", "centres", "who", "expected"),
    [
        (COMPLETION, ("UT59", "UT62"), chamber(), None),
        (COMPLETION, ("UT62",), chamber(), "REF-05"),
        (COMPLETION, (), UNION, "REF-14"),
        (COMPLETION, ("UT62",), None, None),
        (REVISION, ("UT59",), chamber(), None),
        (REVISION, ("UT62",), chamber(), "REF-14"),
        (REVISION, ("UT62",), None, None),
        (CREATION, ("UT59",), chamber(), None),
        (CREATION, (), NATIONAL, None),
        (CREATION, ("UT62",), chamber(), "REF-05"),
        (CREATION, (), UNION, "REF-01"),
        (CREATION, (), None, "REF-01"),
    ],
)
def test_who_may_submit_what(
    nature: SubmissionNature, centres: tuple[str, ...], who: Organisation | None, expected: str | None
) -> None:
    """REF-01, REF-05, REF-14; None stands for the GTP itself, which asks for no creation."""
    status = CertificationStatus.DEMANDEE if nature is CREATION else CertificationStatus.ACTIVE
    found = submit(
        nature,
        certification=cqpm(status=status, resource_centres=centres),
        organisation=who,
        gtp=who is None,
        capacites=(FULL.evolve(title="Souder"),),
    )
    assert [problem.rule for problem in found.problems] == ([expected] if expected else [])


def test_where_no_centre_is_known_any_chamber_submits_and_is_warned() -> None:
    """REF-05: it does not become the centre de ressources by that; the department in the number is named."""
    unknown = cqpm(aliases=("MQ 1989 04 62 0021",))
    found = submit(certification=unknown, capacites=(FULL,))
    assert found.entity is not None
    assert [warning.rule for warning in found.warnings] == ["REF-05"]
    assert found.warnings[0].message.endswith("du département 62.")
    near = submit(certification=unknown, organisation=chamber("UT62"), capacites=(FULL,))
    assert "département" not in near.warnings[0].message
    assert not submit(certification=unknown, gtp=True, capacites=(FULL,)).warnings


def test_the_opinion_of_the_company_alone_is_warned_of() -> None:
    """EVA-03."""
    found = submit(capacites=(FULL.evolve(modes=(COMPANY,)),))
    assert [warning.rule for warning in found.warnings] == ["EVA-03"]
    assert not submit(capacites=(FULL.evolve(modes=(COMPANY, REEL)),)).warnings


def test_only_a_cqpm_is_submitted() -> None:
    other = submit(certification=cqpm(kind=CertificationKind.DIPLOMA, resource_centres=("UT59",)), capacites=(FULL,))
    assert told(other.problems) == [("INVALID_INPUT", "certification")]


def test_a_certification_without_any_version_leaves_the_first_to_public_sources() -> None:
    request = SubmitReferentiel(
        certification=CODE, nature=COMPLETION, source="x", capacites=(FULL.evolve(title="Souder"),)
    )
    found = rules.submit(
        cqpm(),
        request,
        submitting=Submitting(
            request=request, certification=cqpm(), versions=(), blocs={}, organisation=chamber(), gtp=False, today=TODAY
        ),
    )
    assert made(found).version == 2
    assert made(found).submission is not None
    submission = made(found).submission
    assert submission is not None
    assert submission.completes is None


REPORT = OpportunityReport(**dict.fromkeys((*RUBRICS, "history", "differences"), "Dit."))


BY_WHOM = "Un centre de ressources ou le GTP le dépose (submitReferentiel)."


@pytest.mark.rule("REF-02", "REF-12", "REF-13")
@pytest.mark.parametrize("nature", [REVISION, CREATION])
def test_the_checklist_says_which_rubrics_of_the_file_are_missing(nature: SubmissionNature) -> None:
    """REF-02: each rubric in its turn, then the parts of the projet; each line is required before the decision."""
    status = CertificationStatus.DEMANDEE if nature is CREATION else CertificationStatus.ACTIVE
    given = {
        "certification": cqpm(status=status, resource_centres=("UT59",)),
        "mission": "Souder",
        "admissibility": "Toutes les capacités",
        "capacites": (FULL.evolve(title="Braser"),),
        "composition": (ProposedPart(title="A", capacites=("1",)),),
    }
    whole = REPORT.evolve(cncp_requested_on=TODAY)
    lines = referentiel_checklist(made(submit(nature, report=whole, **given)))
    assert [(line.rule, line.state) for line in lines] == [
        (rule, CheckState.DONE) for rule in ("REF-02", "REF-12", "REF-13")
    ]
    assert {line.required_for.value for line in lines if line.required_for} == {"decideCertification"}
    for rubric, words in RUBRICS_OF[nature].items():
        line = referentiel_checklist(made(submit(nature, report=whole.evolve(**{rubric: None}), **given)))[0]
        assert (line.state, line.detail) == (CheckState.MISSING, f"Manquent au dossier : {words}. {BY_WHOM}")
    bare = submit(nature, **{**given, "mission": None, "admissibility": None, "capacites": (), "composition": ()})
    line = referentiel_checklist(made(bare))[0]
    assert line.detail is not None
    assert line.detail.endswith(
        f"le référentiel d’activités, le référentiel de certification, les conditions d’admissibilité. {BY_WHOM}"
    )


def test_the_checklist_of_what_is_in_force_asks_for_no_file() -> None:
    lines = referentiel_checklist(made(submit(capacites=(FULL,))))
    assert [(line.rule, line.required_for) for line in lines] == [("REF-12", None), ("REF-13", None)]


def test_a_projet_exists_only_for_those_who_instruct_it() -> None:
    """REF-06, PUB-01."""
    draft = made(revision(report=REPORT))
    open_ = draft.evolve(draft=False, effective_on=TODAY)

    def viewer(*roles: Role, organisation: str | None = None) -> Viewer:
        return Viewer(roles=frozenset(roles), organisation=organisation, today=TODAY)

    insiders = [viewer(Role.GTP), viewer(Role.ADMINISTRATOR), viewer(Role.RESOURCE_CENTRE, organisation="UT59")]
    outsiders = [
        viewer(),
        viewer(Role.CENTRE, organisation="UT59"),
        viewer(Role.RESOURCE_CENTRE, organisation="UT62"),
        viewer(Role.RESOURCE_CENTRE),
    ]
    assert [version_view(item, draft) for item in insiders] == [draft] * 3
    assert [version_view(item, draft) for item in outsiders] == [None] * 4
    for item in outsiders:
        seen = version_view(item, open_)
        assert seen is not None
        assert seen.submission == Submission(nature=REVISION, on=TODAY, organisation="UT59", centres=("UT59",))
        assert seen.digest == open_.digest


@pytest.mark.parametrize(
    ("roles", "organisation", "facts", "able"),
    [
        ({Role.RESOURCE_CENTRE}, "UT59", {}, True),
        ({Role.RESOURCE_CENTRE}, "UT59", {"resource_centres": ("UT59",)}, True),
        ({Role.RESOURCE_CENTRE}, "UT59", {"resource_centres": ("UT62",)}, False),
        ({Role.RESOURCE_CENTRE}, None, {}, False),
        ({Role.RESOURCE_CENTRE}, "UT59", {"status": CertificationStatus.REFUSEE}, False),
        ({Role.RESOURCE_CENTRE}, "UT59", {"kind": CertificationKind.CQP}, False),
        ({Role.GTP}, None, {"resource_centres": ("UT62",)}, True),
        ({Role.GTP}, None, {"status": CertificationStatus.DEMANDEE}, False),
        ({Role.CENTRE, Role.ADMINISTRATOR}, "UT59", {}, False),
    ],
)
def test_the_button_is_drawn_for_whoever_may_submit(
    roles: set[Role], organisation: str | None, facts: dict[str, Any], able: bool
) -> None:
    viewer = Viewer(roles=frozenset(roles), organisation=organisation, today=TODAY)
    assert may_submit(viewer, cqpm(**facts)) is able


def test_the_digest_of_a_version_made_before_is_what_it_was() -> None:
    """A digest never changes: what a version could not say then is left out."""
    old = Referentiel(
        id="X@1",
        certification="X",
        version=1,
        mission="m",
        capacites=(Capacite(number="1", title="t"),),
        composition=(ReferentielBloc(bloc="B", capacites=("1",)),),
    )
    assert old.digest == "3d35c296398dcd48f3c20ebf7718afaee55c800927caed5ac7dffdb51cccaa86"
    assert old.evolve(admissibility="Tout").digest != old.digest
