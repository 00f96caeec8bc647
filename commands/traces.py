"""Traces for OpenTelemetry, where the standard variables OTEL_* say where to send them; otherwise none are made."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
PROTOCOL = "http/protobuf"


class TracesUnsent(Exception):
    """Why traces cannot be sent, in French for the operator."""


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether the environment asks for traces. Raises TracesUnsent for what is asked and cannot be done."""
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    exporter = environment.get("OTEL_TRACES_EXPORTER", "")
    if exporter == "none" or not (exporter or any(map(environment.get, _ENDPOINTS))):
        return False
    if exporter not in {"", "otlp"}:
        raise TracesUnsent(f"OTEL_TRACES_EXPORTER : « {exporter[:40]} » n’est pas servi ; donnez otlp ou none.")
    protocol = next(filter(None, map(environment.get, _PROTOCOLS)), PROTOCOL)
    if protocol != PROTOCOL:
        raise TracesUnsent(f"OTEL_EXPORTER_OTLP_PROTOCOL : « {protocol[:40]} » n’est pas servi ; donnez {PROTOCOL}.")
    return True


@contextmanager
def traces_sent() -> Iterator[None]:
    """Sends traces for the time of a block, and what is left of them at its end. Raises TracesUnsent."""
    if not wanted(os.environ):
        yield
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        text = "les variables OTEL_* demandent des traces, que cette installation ne sait pas envoyer"
        raise TracesUnsent(f"{text} : installez requirements/traces.txt.") from None
    os.environ.setdefault("OTEL_SERVICE_NAME", "poincon")
    provider = TracerProvider(resource=Resource.create())
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()
