"""The dashboard and the alerts ask for figures that the service gives, by labels that these have."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

import commands.serve  # noqa: F401 - what is served defines every figure
from tests.support.places import ROOT

DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy/grafana/poincon.json").read_text(encoding="utf-8"))
ALERTS: dict[str, Any] = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text(encoding="utf-8"))
PARTS = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("_total",), "gauge": ("",)}


def exported() -> dict[str, frozenset[str]]:
    """The labels of each series of the service's own, by its name."""
    told = {}
    for metric in {*REGISTRY._collector_to_names}:
        if isinstance(metric, MetricWrapperBase):
            for part in PARTS[metric._type]:
                own = {*metric._labelnames, *({"le"} if part == "_bucket" else ())}
                told[f"{metric._name}{part}"] = frozenset(own)
    return told


def expressions() -> Iterator[str]:
    """Every expression that somebody watches."""
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel.get("targets", ()))
    yield from (rule["expr"] for group in ALERTS["groups"] for rule in group["rules"])


@pytest.mark.parametrize("expression", [*expressions()])
def test_what_is_watched_is_what_is_told(expression: str) -> None:
    known = exported()
    names = re.findall(r"poincon_\w+", expression)
    assert names
    assert [name for name in names if name not in known] == []
    by = {label.strip() for listed in re.findall(r"by \(([^)]*)\)", expression) for label in listed.split(",")}
    by |= set(re.findall(r"(\w+)=\"", expression))
    assert by <= set().union(*(known[name] for name in names))
    assert expression.count("(") == expression.count(")")


def test_every_figure_is_on_the_dashboard() -> None:
    shown = " ".join(expressions())
    bare = {re.sub(r"_(bucket|sum|count|total)$", "", name) for name in exported() if name.startswith("poincon_")}
    assert [name for name in sorted(bare) if name not in shown] == []


def test_panels_stand_side_by_side_and_have_names_of_their_own() -> None:
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len({panel["title"] for panel in panels}) == len(panels)
    taken = [
        (x, y)
        for panel in panels
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24


def test_alerts_say_what_happened_in_a_sentence() -> None:
    rules = [rule for group in ALERTS["groups"] for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules)
    assert all(re.search(r"[.?]$", rule["annotations"]["summary"]) for rule in rules)
    assert {rule["labels"]["severity"] for rule in rules} == {"page", "ticket"}
