"""Everything that can be changed: a mutation for each operation that has a row in a life, in the order of the path."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import strawberry
from strawberry.types import Info

from graph.schema.archive.types import PurgePayload
from graph.schema.base.bind import REQUIRED, Arg, operation
from graph.schema.base.inputs import command_of, input_of, options_of, written_argument
from graph.schema.candidate.table import RegistrationsPayload
from graph.schema.candidate.types import CandidatePayload
from graph.schema.certificate.types import CertificatePayload
from graph.schema.certification.types import CertificationPayload
from graph.schema.document.pack import PackPayload
from graph.schema.document.types import DocumentPayload
from graph.schema.dossier.types import DossierPayload
from graph.schema.equivalence.types import EquivalencePayload
from graph.schema.organisation.types import OrganisationPayload
from graph.schema.session.types import SessionPayload
from resolvers.operations import execute
from resolvers.shared.context import Context
from rules.base.operation import Operation
from rules.lives.family import ROWS
from rules.lives.life import Row, Subject

PAYLOADS: Mapping[Subject, type] = {
    Subject.CERTIFICATION: CertificationPayload,
    Subject.CANDIDATE: CandidatePayload,
    Subject.DOSSIER: DossierPayload,
    Subject.SESSION: SessionPayload,
    Subject.CERTIFICATE: CertificatePayload,
    Subject.PURGE: PurgePayload,
    Subject.DOCUMENT: DocumentPayload,
    Subject.PACK: PackPayload,
    Subject.FILE: RegistrationsPayload,
    Subject.EQUIVALENCE: EquivalencePayload,
    Subject.ORGANISATION: OrganisationPayload,
}
"""What is returned of each subject."""

MUTATIONS: Mapping[Operation, Row] = {name: rows[0] for name, rows in ROWS.items()}
"""Every mutation, by a row of its own."""


def _asked(name: Operation, row: Row) -> Callable[..., Awaitable[Any]]:
    async def resolve(context: Context, info: Info, input: Any) -> Any:  # noqa: A002
        raw = info._raw_info  # noqa: SLF001  (Strawberry gives no public name to what graphql-core resolves)
        command = command_of(row.command, input, written_argument(raw, "input", context.variables))
        return await execute(context, name, command, options_of(input))

    return resolve


def _fields() -> dict[str, Any]:
    return {
        name.value: operation(
            name.value,
            _asked(name, row),
            PAYLOADS[row.subject],
            row.words.does,
            {"input": Arg(input_of(row.command), "Ce qu’il faut.", REQUIRED)},
            with_info=True,
        )
        for name, row in MUTATIONS.items()
    }


Mutation = strawberry.type(
    type(
        "Mutation",
        (),
        {**_fields(), "__annotations__": {name.value: PAYLOADS[row.subject] for name, row in MUTATIONS.items()}},
    ),
    description="Ce que l’on peut changer.",
)
"""Every mutation as a root field."""
