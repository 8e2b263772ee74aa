"""The numbers that an operator watches, in the formats of Prometheus and OpenMetrics."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, cast

from flask import Blueprint, Response, current_app

from plangraph_web.families import FAMILIES
from plangraph_web.negotiation import preferred
from plangraph_web.tallies import BOUNDS, Histogram
from plangraph_web.watching import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask
    from prometheus_client.core import Metric
    from prometheus_client.registry import CollectorRegistry

    from plangraph_web.watching import Value

pages = Blueprint("metrics", __name__)

TEXT: Final = "text/plain"
OPEN_METRICS: Final = "application/openmetrics-text"
_VERSIONS: Final = {TEXT: "0.0.4", OPEN_METRICS: "1.0.0"}


@pages.get("/metrics")
def page() -> Response:
    """Answer with all metrics in the format that is liked best."""
    from prometheus_client import exposition as text  # late, as a server that nobody watches does without
    from prometheus_client.openmetrics import exposition as open_metrics

    form = preferred({TEXT: (), OPEN_METRICS: ()}) or TEXT
    write = open_metrics.generate_latest if form == OPEN_METRICS else text.generate_latest
    body = write(_registry(current_app._get_current_object()))  # type: ignore[attr-defined]
    kind = f"{form}; version={_VERSIONS[form]}; charset=utf-8"
    answer = Response(body, content_type=kind, headers={"Cache-Control": "no-store"})
    answer.vary.add("Accept")
    return answer


def listed() -> list[tuple[str, str, str]]:
    """The name, the type and the meaning of every metric, as the page tells them on this system."""
    from prometheus_client import CollectorRegistry

    own = [(name, family.type, family.help) for name, family in FAMILIES.items()]
    others = [
        (each.name + ("_total" if each.type == "counter" else ""), each.type, each.documentation)
        for each in _with_process(CollectorRegistry()).collect()
    ]
    return own + others


class Watched:
    """Gives the values of an application when they are asked for."""

    def __init__(self, app: Flask) -> None:
        """Take the application."""
        self._app = app

    def collect(self) -> Iterator[Metric]:
        """Each metric with its values."""
        found: dict[str, list[tuple[tuple[str, ...], Value]]] = {name: [] for name in FAMILIES}
        for name, labels, value in values(self._app):
            found[name].append((labels, value))
        return (_family(name, each) for name, each in found.items())


def _registry(app: Flask) -> CollectorRegistry:
    from prometheus_client import CollectorRegistry

    registry = CollectorRegistry()
    registry.register(Watched(app))
    return _with_process(registry)


def _with_process(registry: CollectorRegistry) -> CollectorRegistry:
    """Add what is told of the process, as far as the system knows it, and of Python."""
    from prometheus_client import PlatformCollector, ProcessCollector

    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    return registry


def _family(name: str, found: Iterable[tuple[tuple[str, ...], Value]]) -> Metric:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

    family = FAMILIES[name]
    made = {"counter": CounterMetricFamily, "gauge": GaugeMetricFamily, "histogram": HistogramMetricFamily}
    metric: Any = made[family.type](name, family.help, labels=family.labels)
    for labels, value in found:
        if isinstance(value, Histogram):
            metric.add_metric(labels, buckets=_buckets(value), sum_value=value.sum)
        else:
            metric.add_metric(labels, value)
    return cast("Metric", metric)


def _buckets(histogram: Histogram) -> list[tuple[str, float]]:
    names = [*map(str, BOUNDS), "+Inf"]
    return list(zip(names, accumulate(histogram.counts), strict=True))
