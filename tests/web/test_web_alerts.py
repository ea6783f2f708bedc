"""The example rules for Prometheus name what /metrics really has."""

import re
from pathlib import Path
from typing import Any

from house import House
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
RULES: Any = YAML(typ="safe").load((ROOT / "docs" / "alerts.yml").read_text("utf-8"))
METRIC = re.compile(r'\b(okrbot_\w+)(?:\{state="(\w+)"\})?')


def test_every_metric_that_a_rule_names_is_there(house: House) -> None:
    house.bot.metrics.acknowledged(0.1)
    families = text_string_to_metric_families(house.bot.metrics.shown().decode())
    known = {
        (sample.name, sample.labels.get("state")) for one in families for sample in one.samples
    }
    [group] = RULES["groups"]
    named = {
        (name, state or None)
        for rule in group["rules"]
        for name, state in METRIC.findall(rule["expr"])
    }
    assert named - known == set()
    said = (ROOT / "docs" / "operations.md").read_text("utf-8")
    gauges = {name for name, _ in known if not name.endswith(("_created", "_sum", "_count"))}
    assert {name.removesuffix("_bucket") for name in gauges} == set(
        re.findall(r"\| `(okrbot_\w+)", said)
    ), "docs/operations.md lists each metric"
    assert {name.removesuffix("_bucket") for name in gauges} == {
        name.removesuffix("_bucket") for name, _ in named
    }, "a metric that nobody is warned by"


def test_every_rule_says_what_is_wrong_and_how_to_mend_it() -> None:
    [group] = RULES["groups"]
    names = [rule["alert"] for rule in group["rules"]]
    assert len(set(names)) == len(names)
    for rule in group["rules"]:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert {"summary", "mend"} == rule["annotations"].keys()
        assert rule["expr"].count("(") == rule["expr"].count(")")
