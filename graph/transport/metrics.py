"""What is counted of requests and of who asks them; every label is from a closed list, whatever clients send."""

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)

REQUESTS = Histogram(
    "poincon_request_seconds", "Requests answered, by route and status.", ("route", "status"), buckets=_SECONDS
)
OPERATIONS = Histogram(
    "poincon_operation_seconds",
    "GraphQL operations that were run, by the root field that they ask for, or « several ».",
    ("type", "operation"),
    buckets=_SECONDS,
)
COST = Histogram(
    "poincon_operation_cost",
    "The announced cost of GraphQL operations.",
    ("type",),
    buckets=(10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000),
)
ERRORS = Counter("poincon_errors", "Errors that clients were told, by their code.", ("code",))
GONE = Counter("poincon_clients_gone", "Requests whose client left before the answer.")
WORKING = Gauge("poincon_places_working", "Requests that work now.", multiprocess_mode="livesum")
WAITING = Gauge("poincon_places_waiting", "Requests that wait for a place.", multiprocess_mode="livesum")
CONNECTIONS = Gauge("poincon_connections_open", "Connections that are open.", multiprocess_mode="livesum")
TURNED_AWAY = Counter("poincon_connections_refused", "Connections that were one too many.")
TEXT_BYTES = Gauge(
    "poincon_text_cache_bytes", "Memory that the texts of prepared operations hold.", multiprocess_mode="livesum"
)
SIGN_INS = Counter("poincon_sign_ins", "Tokens that were accepted for the first time.")
