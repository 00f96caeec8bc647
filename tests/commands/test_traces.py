"""Traces go where OTEL_* say, and are not made otherwise; spans hold nothing of what was sent."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from commands.traces import TracesUnsent, traces_sent, wanted
from resolvers.shared.watching import watched_paper
from rules.document.document import DocumentKind
from tests.support.world import REGISTER, Api

ENDPOINT = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({}, False),
        (ENDPOINT, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, True),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, True),
        ({**ENDPOINT, "OTEL_TRACES_EXPORTER": "none"}, False),
        ({**ENDPOINT, "OTEL_SDK_DISABLED": "true"}, False),
    ],
)
def test_the_environment_asks_for_traces_or_not(environment: dict[str, str], asked: bool) -> None:
    assert wanted(environment) is asked


@pytest.mark.parametrize(
    "environment", [{"OTEL_TRACES_EXPORTER": "zipkin"}, {**ENDPOINT, "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}]
)
def test_what_is_asked_and_cannot_be_done_is_told(environment: dict[str, str]) -> None:
    with pytest.raises(TracesUnsent, match="OTEL_"):
        wanted(environment)


def test_traces_are_sent_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[ExportTraceServiceRequest] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(ExportTraceServiceRequest.FromString(body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("OTEL_SERVICE_NAME", "essai")
        kept: list[trace.TracerProvider] = []
        monkeypatch.setattr(trace, "set_tracer_provider", kept.append)
        with traces_sent():
            kept[0].get_tracer("x").start_span("essai").end()
        server.shutdown()
    [resource] = [item for request in received for item in request.resource_spans]
    assert [span.name for scope in resource.scope_spans for span in scope.spans] == ["essai"]
    names = {item.key: item.value.string_value for item in resource.resource.attributes}
    assert names["service.name"] == "essai"


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """What is traced, for one test."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("essai")
    monkeypatch.setattr("resolvers.shared.watching._TRACER", tracer)
    monkeypatch.setattr("repositories.watching._TRACER", tracer)
    monkeypatch.setattr("resolvers.shared.watching.is_traced", lambda: True)
    yield exporter
    provider.shutdown()


async def test_a_request_its_operation_and_its_commands_are_one_trace(api: Api, spans: InMemorySpanExporter) -> None:
    await api.register(lastName="Zyxwvut")
    made = {span.name: span for span in spans.get_finished_spans()}
    request, operation = made["request"], made["mutation registerCandidate"]
    assert request.parent is None
    assert _under(operation) == request.context.span_id
    assert _under(made["insert candidates"]) == operation.context.span_id
    assert "commitTransaction" in made
    assert len({span.context.trace_id for span in made.values()}) == 1
    assert encode_spans([*made.values()]).resource_spans
    assert dict(request.attributes or {})["http.route"] == "graphql"
    told = str([(span.name, span.attributes, span.events, span.status.description) for span in made.values()])
    assert "zyxwvut" not in told.lower()
    assert REGISTER not in told


def test_a_paper_is_a_span_and_counted_by_its_kind(spans: InMemorySpanExporter) -> None:
    with watched_paper(DocumentKind.MINUTES):
        pass
    [span] = spans.get_finished_spans()
    assert (span.name, span.kind, span.attributes) == ("paper", SpanKind.INTERNAL, {"poincon.kind": "MINUTES"})
    assert encode_spans([span]).resource_spans


async def test_what_fails_leaves_its_class_and_not_its_message(api: Api, spans: InMemorySpanExporter) -> None:
    await api.post("{ certifications(first: 0) { totalCount } }")
    await api.client.post("/graphql", content=b"{" * 300_000)
    for span in spans.get_finished_spans():
        assert span.events == ()
        assert span.status.description is None


async def test_only_a_proxy_that_is_believed_says_which_trace_goes_on(api: Api, spans: InMemorySpanExporter) -> None:
    given = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    await api.client.get("/live", headers=given)
    [span] = spans.get_finished_spans()
    assert span.parent is None


def _under(span: ReadableSpan) -> int | None:
    return span.parent.span_id if span.parent else None
