"""Prometheus metrics of one application in a registry of its own; labels hold no text, no ids, nothing unbounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
_LATENCY_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


@dataclass(slots=True)
class Metrics:
    """The counters; one instance an application."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    latency: Histogram = field(init=False)
    articles: Counter = field(init=False)
    analysis: Histogram = field(init=False)

    def __post_init__(self) -> None:
        self.requests = Counter(
            "nlp_service_http_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self.latency = Histogram(
            "nlp_service_http_request_duration_seconds",
            "Time from the first byte of a request to the last of its answer.",
            ("method", "route"),
            buckets=_LATENCY_BUCKETS,
            registry=self.registry,
        )
        self.articles = Counter(
            "nlp_service_articles_analyzed",
            "Articles that went through the pipeline.",
            ("outcome",),
            registry=self.registry,
        )
        self.analysis = Histogram(
            "nlp_service_analysis_duration_seconds",
            "Time of one call of the pipeline, one article or a batch.",
            buckets=_LATENCY_BUCKETS,
            registry=self.registry,
        )

    def observe_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; ``route`` is the template, never the address."""
        known = method if method in _METHODS else "OTHER"
        self.requests.labels(known, route, str(status)).inc()
        self.latency.labels(known, route).observe(seconds)

    def observe_analysis(self, seconds: float, *, analyzed: int, refused: int) -> None:
        """Count one call of the pipeline."""
        self.analysis.observe(seconds)
        self.articles.labels("analyzed").inc(analyzed)
        self.articles.labels("refused").inc(refused)

    def watch(self, name: str, description: str, read: Callable[[], float]) -> None:
        """Add a gauge whose value is read when the metrics are."""
        Gauge(name, description, registry=self.registry).set_function(read)

    def render(self) -> bytes:
        """Return all metrics in Prometheus's text format."""
        return generate_latest(self.registry)
