"""
What is watched of the service: what it refuses, the papers and packs that it makes, spans.

Nothing personal is in it: operations, rules, kinds and codes, each of a closed list, and accounts by their identifier.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, StatusCode
from opentelemetry.util.types import AttributeValue
from prometheus_client import Counter, Histogram

from rules.access.viewer import Viewer
from rules.base.operation import Operation
from rules.base.problems import Problem
from rules.document.document import DocumentKind

REFUSED = Counter("poincon_refusals", "Mutations that a rule refused, by each rule.", ("operation", "rule"))
PAPERS = Histogram(
    "poincon_paper_seconds", "Papers rendered, by kind.", ("kind",), buckets=(0.01, 0.03, 0.1, 0.3, 1, 3)
)
PACKS = Counter("poincon_packs", "Packs whose PDF was made, or given up.", ("outcome",))

log = logging.getLogger("poincon.access")
_TRACER = trace.get_tracer("poincon")


def tell_refused(viewer: Viewer, operation: Operation, problems: Sequence[Problem]) -> None:
    """Tells the journal of access which rules refused a mutation to whom, if any; what was given is not told."""
    if not problems:
        return
    rules = sorted({problem.rule for problem in problems if problem.rule is not None})
    for rule in rules:
        REFUSED.labels(operation.value, rule).inc()
    log.info(
        "refused",
        extra={
            "account": viewer.subject,
            "impersonator": viewer.impersonator,
            "operation": operation.value,
            "codes": sorted({problem.code.value for problem in problems}),
            "rules": rules,
        },
    )


@contextmanager
def watched_paper(kind: DocumentKind) -> Iterator[None]:
    """Times the rendering of a paper."""
    began = time.perf_counter()
    with span("paper", kind=kind.value):
        yield
    PAPERS.labels(kind.value).observe(time.perf_counter() - began)


def is_traced() -> bool:
    """Whether spans go anywhere: making them takes time even where nobody looks at them."""
    return not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)


@contextmanager
def span(
    name: str, role: SpanKind = SpanKind.INTERNAL, parent: Context | None = None, /, **attributes: AttributeValue
) -> Iterator[Span]:
    """
    A span of a trace, for the time of a block; nothing where nobody traces.

    An exception leaves its class there and never its message, which may hold what a client gave.
    """
    if not is_traced():
        yield INVALID_SPAN
        return
    with _TRACER.start_as_current_span(
        name,
        parent,
        role,
        {f"poincon.{key}": value for key, value in attributes.items()},
        record_exception=False,
        set_status_on_exception=False,
    ) as made:
        try:
            yield made
        except BaseException as error:
            made.set_attribute("error.type", type(error).__name__)
            made.set_status(StatusCode.ERROR)
            raise
