"""What the operations on a dossier take, in the terms of clients, and the resolvers they are handed to."""

from datetime import date

import strawberry

from graph.schema.base.inputs import ExistingInput, SignedInput, mutation_options
from resolvers.dossier import evaluating
from resolvers.session import juries
from resolvers.shared.context import Context
from rules.dossier import dossier as entities
from rules.dossier.dossier import JuryDecision
from rules.dossier.evaluation import Result
from rules.referentiel.referentiel import EvaluationMode
from rules.session.deliberation import DecisionRequest, Vote


@strawberry.input(description="Comment évaluer une capacité, ou un bloc connu en entier (EVA-01, EVA-02).")
class PlannedModeInput:
    """A planned mode, as typed."""

    capacite: str | None = strawberry.field(default=None, description="Numéro de la capacité.")
    bloc: str | None = strawberry.field(default=None, description="Code du bloc.")
    mode: EvaluationMode = strawberry.field(description="Modalité.")
    reason: str | None = strawberry.field(
        default=None,
        description="Motif d’une modalité moins prioritaire, ou d’une situation réelle impossible.",
    )


@strawberry.input(description="Ce qu’il faut pour prévoir les évaluations (EVA-05).")
class PlanEvaluationInput(ExistingInput):
    """What plans the evaluations."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    modes: list[PlannedModeInput] = strawberry.field(description="Une modalité au moins par capacité à évaluer.")
    agreed_with: str = strawberry.field(description="Avec qui : ENTREPRISE, ou CANDIDAT à défaut.")
    sent_on: date | None = strawberry.field(
        default=None, description="Jour de la transmission au centre de ressources ; par défaut, ce jour."
    )
    recommendations: str | None = strawberry.field(default=None, description="Recommandations du centre de ressources.")
    project_due_on: date | None = strawberry.field(
        default=None, description="Jour où le rapport de projet est dû (EVA-07)."
    )
    compensation: str | None = strawberry.field(
        default=None, description="Moyens de compensation d’un handicap, jamais montrés au jury (INS-07)."
    )
    tutor: str | None = strawberry.field(default=None, description="Nom du tuteur (JUR-06).")


@strawberry.input(description="Un membre de la commission d’évaluation.")
class EvaluatorInput:
    """An evaluator, as typed."""

    name: str = strawberry.field(description="Nom et prénom.")
    function: str = strawberry.field(description="Ce qui le qualifie.")


@strawberry.input(description="Ce qu’il faut pour nommer la commission d’évaluation (EVA-04).")
class NameCommissionInput(ExistingInput):
    """What names the commission."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    members: list[EvaluatorInput] = strawberry.field(description="Deux membres qualifiés ou plus.")


@strawberry.input(description="Le résultat d’une capacité, ou d’un bloc connu en entier (EVA-06).")
class ResultInput:
    """A result, as typed."""

    capacite: str | None = strawberry.field(default=None, description="Numéro de la capacité.")
    bloc: str | None = strawberry.field(default=None, description="Code du bloc.")
    acquired: bool = strawberry.field(description="Vrai si elle est acquise.")
    mode: EvaluationMode = strawberry.field(description="Modalité.")
    on: date = strawberry.field(description="Jour de l’évaluation.")
    observations: str | None = strawberry.field(default=None, description="Observations de la commission.")
    evaluators: list[str] = strawberry.field(
        default_factory=list, description="Noms des évaluateurs ; toute la commission si aucun n’est nommé."
    )
    carried_from: str | None = strawberry.field(
        default=None, description="Numéro du dossier qui l’a laissée acquise, pour la reprendre (INS-08)."
    )

    def result(self) -> Result:
        """The result in the terms of rules/."""
        return Result(**vars(self) | {"evaluators": tuple(self.evaluators)})


@strawberry.input(description="Ce qu’il faut pour enregistrer les résultats d’une séance (EVA-06).")
class RecordEvaluationInput(ExistingInput):
    """What records a sitting."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    results: list[ResultInput] = strawberry.field(description="Les résultats ; le dernier sur une capacité compte.")


@strawberry.input(description="Ce qu’il faut pour enregistrer l’avis de l’entreprise (EVA-03).")
class RecordCompanyOpinionInput(ExistingInput):
    """What records the company's opinion."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    favourable: bool = strawberry.field(description="Vrai s’il est favorable.")
    by: str = strawberry.field(description="Nom de qui le donne.")
    on: date | None = strawberry.field(default=None, description="Jour de l’avis ; par défaut, ce jour.")
    text: str | None = strawberry.field(default=None, description="L’avis.")


@strawberry.input(description="Ce qu’il faut pour abandonner un dossier.")
class WithdrawDossierInput(ExistingInput):
    """What gives a dossier up."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    reason: str = strawberry.field(description="Motif.")


@strawberry.input(description="Ce qu’il faut pour proposer un dossier à un centre, ou l’accepter (PRD-02).")
class TransferDossierInput(ExistingInput):
    """What moves a dossier."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    centre: str | None = strawberry.field(
        default=None, description="Code du centre à qui il est proposé ; sans objet pour qui accepte."
    )
    reason: str | None = strawberry.field(default=None, description="Motif de la proposition.")


@strawberry.input(description="Le vote d’un membre du jury (JUR-07).")
class VoteInput:
    """A vote, as typed."""

    member: strawberry.ID = strawberry.field(description="Identifiant du membre dans la session.")
    decision: JuryDecision = strawberry.field(description="Son vote.")


@strawberry.input(description="Ce qu’il faut pour enregistrer la décision du jury (JUR-11, JUR-12).")
class RecordDecisionInput(SignedInput):
    """What records a decision; expectedRevision is the dossier's."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    decision: JuryDecision | None = strawberry.field(
        default=None, description="La décision commune ; les votes, s’il y en a, la font (JUR-07)."
    )
    votes: list[VoteInput] = strawberry.field(
        default_factory=list, description="Les votes ; seul leur compte est gardé."
    )
    acquired: list[str] | None = strawberry.field(
        default=None,
        description="Ce qui est laissé acquis à un candidat non admis ; par défaut, tout ce qui est évalué tel.",
    )
    comment: str | None = strawberry.field(default=None, description="Commentaire du procès-verbal.")


async def plan_evaluation(context: Context, input: PlanEvaluationInput) -> object:  # noqa: A002
    """Hands the input to the resolver in the terms of rules/."""
    plan = entities.EvaluationPlan(
        modes=tuple(entities.PlannedMode(**vars(mode)) for mode in input.modes),
        agreed_with=input.agreed_with,
        sent_on=input.sent_on or context.today,
        recommendations=input.recommendations,
        project_due_on=input.project_due_on,
    )
    return await evaluating.plan_evaluation(
        context,
        dossier=input.dossier,
        plan=plan,
        compensation=input.compensation,
        tutor=input.tutor,
        options=mutation_options(input),
    )


async def name_commission(context: Context, input: NameCommissionInput) -> object:  # noqa: A002
    """Hands the input to the resolver in the terms of rules/."""
    members = [entities.Evaluator(name=member.name, function=member.function) for member in input.members]
    return await evaluating.name_commission(
        context, dossier=input.dossier, members=members, options=mutation_options(input)
    )


async def record_evaluation(context: Context, input: RecordEvaluationInput) -> object:  # noqa: A002
    """Hands the input to the resolver in the terms of rules/."""
    return await evaluating.record_evaluation(
        context,
        dossier=input.dossier,
        results=[result.result() for result in input.results],
        options=mutation_options(input),
    )


async def record_opinion(context: Context, input: RecordCompanyOpinionInput) -> object:  # noqa: A002
    """Hands the input to the resolver in the terms of rules/."""
    opinion = entities.CompanyOpinion(
        favourable=input.favourable, by=input.by, on=input.on or context.today, text=input.text
    )
    return await evaluating.record_opinion(
        context, dossier=input.dossier, opinion=opinion, options=mutation_options(input)
    )


async def withdraw(context: Context, input: WithdrawDossierInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await evaluating.withdraw(
        context, dossier=input.dossier, reason=input.reason, options=mutation_options(input)
    )


async def transfer(context: Context, input: TransferDossierInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await evaluating.transfer_dossier(
        context,
        dossier=input.dossier,
        centre=input.centre,
        reason=input.reason,
        options=mutation_options(input),
    )


async def record_decision(context: Context, input: RecordDecisionInput) -> object:  # noqa: A002
    """Hands the input to the resolver in the terms of rules/."""
    request = DecisionRequest(
        decision=input.decision,
        votes=tuple(Vote(member=vote.member, decision=vote.decision) for vote in input.votes),
        capacites=tuple(input.acquired) if input.acquired is not None else None,
        comment=input.comment,
    )
    return await juries.record_decision(
        context, dossier=input.dossier, request=request, options=mutation_options(input)
    )
