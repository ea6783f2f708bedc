"""The figures of one bot for Prometheus; docs/operations.md says what each one means."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.logs import logger
from bot.runtime import Runtime
from bot.services import health
from bot.services.health import Figures

log = logger(__name__)
ACK_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0)
FRESH_S = 10.0


class Metrics:
    """Counters of this process, and what its database says; a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._accepted = Counter(
            "okrbot_messages_sent",
            "Posts and edits that Slack accepted from this process.",
            ["operation"],
            registry=self.registry,
        )
        for operation in ("post", "edit"):
            self._accepted.labels(operation)
        self._ack = Histogram(
            "okrbot_ack_seconds",
            "From taking a delivery of Slack to having acknowledged it.",
            buckets=ACK_BUCKETS,
            registry=self.registry,
        )

    def accepted(self, operation: str) -> None:
        """Slack accepted a post or an edit."""
        self._accepted.labels(operation).inc()

    def acknowledged(self, seconds: float) -> None:
        """A delivery was acknowledged after so long."""
        self._ack.observe(seconds)

    def watch(self, collector: Collector) -> None:
        """Ask this one too."""
        self.registry.register(collector)

    def shown(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self.registry)


@dataclass(slots=True, eq=False)  # the registry knows it by itself, not by what it holds
class State(Collector):
    """What is asked for at each scrape; the database at most once in `fresh_s` seconds.

    A process that does not tick has no `tick_age`, one without Socket Mode no `socket_age`.
    """

    rt: Runtime
    tick_age: Callable[[], float] | None = None
    socket_age: Callable[[], float] | None = None
    fresh_s: float = FRESH_S
    _known: Figures | None = None
    _asked_at: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def collect(self) -> Iterator[Metric]:
        if self.tick_age is not None:
            meaning = "Since the last tick that ended well."
            yield _gauge("tick_age_seconds", meaning, self.tick_age())
        if self.socket_age is not None:
            yield _gauge(
                "socket_age_seconds", "Since Slack's last sign of life.", self.socket_age()
            )
        found = self._figures()
        yield _gauge("database_up", "1 when the database answered.", float(found is not None))
        if found is None:
            return
        yield _gauge("schedules_due", "Occurrences that wait for the tick.", found.due)
        yield _gauge("inbox_waiting", "Deliveries of Slack that are not done.", found.undone)
        meaning = "Kept figures of teams that a check found wrong, and mended."
        yield CounterMetricFamily("okrbot_team_figures_mended", meaning, value=found.mended)
        messages = GaugeMetricFamily(
            "okrbot_messages", "Messages that are not sent.", labels=["state"]
        )
        for state in ("waiting", "in_doubt", "held", "dead"):
            messages.add_metric([state], getattr(found, state))
        yield messages

    def _figures(self) -> Figures | None:
        with self._lock:
            now = time.monotonic()
            if self._asked_at is None or now - self._asked_at >= self.fresh_s:
                self._asked_at = now
                try:
                    self._known = health.figures(self.rt)
                except Exception as error:
                    log.warning("metrics.database", error=type(error).__name__)
                    self._known = None
            return self._known


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"okrbot_{name}", meaning, value=value)
