"""The referee for check-in replies: compares predictions with labelled cases.

`score(parse, "cases.jsonl")` with `parse(row without expect and tags) -> {"updates": [...],
"ask": [...]}`. The fields and rules of the cases are described beside them in tests/replies.
"""

import json
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

WRITES = ("value", "delta", "percent_complete", "no_change")
COUNTS = (
    *("rows", "row_perfect", "expected_writes", "writes", "right", "wrong_writes", "noise_writes"),
    *("missed", "excused", "over_ask", "ask_expected", "ask_ok", "conf_exp"),
    *("conf_right", "conf_wrong", "stat_exp", "stat_right", "stat_wrong", "note_exp"),
    *("note_right", "skip_exp", "skip_right"),
)

Row = dict[str, Any]
Parse = Callable[[Row], Row]
Tally = Counter[str]


def fold(text: str) -> str:
    """Lower case without diacritics, for comparing notes."""
    text = unicodedata.normalize("NFD", text or "").replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in text if unicodedata.category(c) != "Mn").casefold()


def is_write(update: Row) -> bool:
    return any(update.get(key) not in (None, False) for key in WRITES)


def effective_value(update: Row, kr: Row) -> float | str | None:
    """What the KR would hold after the update; "same" when it never had a value."""
    if update.get("value") is not None:
        return float(update["value"])
    if update.get("delta") is not None:
        return None if kr["current"] is None else float(kr["current"] + update["delta"])
    if update.get("percent_complete") is not None:
        return float(kr["start"] + update["percent_complete"] / 100 * (kr["target"] - kr["start"]))
    if update.get("no_change"):
        return "same" if kr["current"] is None else float(kr["current"])
    return None


def same_value(expected: Row, predicted: Row, kr: Row) -> bool:
    a, b = effective_value(expected, kr), effective_value(predicted, kr)
    if not isinstance(a, float | int) or not isinstance(b, float | int):
        return a == b
    return bool(abs(a - b) <= max(expected.get("tol", 0), 1e-6 * max(1, abs(a))))


def judge_row(row: Row, said: Row, tally: Tally) -> list[str]:
    """Count one row into `tally`; returns what is wrong with it."""
    expect, krs = row["expect"], {kr["n"]: kr for kr in row["krs"]}
    expected: dict[int, Row] = {update["kr"]: update for update in expect["updates"]}
    predicted: dict[int, Row] = {}
    for update in said.get("updates", []):
        predicted.setdefault(update["kr"], {}).update(update)
    questions = [set(q) if isinstance(q, list | tuple | set) else {q} for q in said.get("ask", [])]
    asked: set[int] = set().union(*questions) if questions else set()
    may_ask = set(expect["ask"]) | set(expect.get("ask_ok", []))
    faults: list[str] = []

    for n, kr in krs.items():
        want, got = expected.get(n, {}), predicted.get(n, {})
        tally["expected_writes"] += is_write(want)
        if is_write(got):
            tally["writes"] += 1
            if is_write(want) and same_value(want, got, kr):
                tally["right"] += 1
            else:
                tally["wrong_writes"] += 1
                tally["noise_writes"] += "noise" in row.get("tags", [])
                faults.append(f"WRONG kr{n}: wrote {pick(got)}, expected {pick(want) or 'nothing'}")
        elif is_write(want) and n in asked:
            tally["excused" if n in may_ask else "over_ask"] += 1
            if n not in may_ask:
                faults.append(f"over-ask kr{n}")
        elif is_write(want):
            tally["missed"] += 1
            faults.append(f"missed kr{n}: {pick(want)}")
        elif n in asked and n not in may_ask:
            tally["over_ask"] += 1
            faults.append(f"over-ask kr{n}")
        faults += judge_details(want, got, kr, said, tally)
    return faults + judge_questions(expect, predicted, asked, questions, tally)


def pick(update: Row) -> Row:
    return {key: update[key] for key in WRITES if key in update}


def judge_details(want: Row, got: Row, kr: Row, said: Row, tally: Tally) -> list[str]:
    """Confidence, status, notes and skips of one KR."""
    faults = []
    for field, short in (("confidence", "conf"), ("status", "stat")):
        expected, predicted = want.get(field), got.get(field)
        tally[f"{short}_exp"] += expected is not None
        if predicted is None:
            if expected is not None:
                faults.append(f"no {field} kr{kr['n']}")
            continue
        if expected is not None and (
            predicted in expected if isinstance(expected, list) else predicted == expected
        ):
            tally[f"{short}_right"] += 1
        elif not (field == "status" and predicted == "done" and reached(got, kr)):
            tally[f"{short}_wrong"] += 1
            faults.append(f"{field} kr{kr['n']}: {predicted}, expected {expected}")
    for field in ("note_contains", "blocker_contains"):
        if field in want:
            tally["note_exp"] += 1
            words = " ".join(
                str(got.get(key, "")) for key in ("note", "notes", "blocker", "blockers")
            )
            if fold(want[field]) in fold(f"{words} {said.get('note', '')}"):
                tally["note_right"] += 1
            else:
                faults.append(f"note kr{kr['n']}")
    if want.get("skip"):
        tally["skip_exp"] += 1
        tally["skip_right"] += bool(got.get("skip"))
        if not got.get("skip"):
            faults.append(f"no skip kr{kr['n']}")
    return faults


def reached(update: Row, kr: Row) -> bool:
    value = effective_value(update, kr) if is_write(update) else None
    if not isinstance(value, float | int):
        return False
    return bool(value >= kr["target"] if kr["direction"] == "up" else value <= kr["target"])


def judge_questions(
    expect: Row,
    predicted: dict[int, Row],
    asked: set[int],
    questions: list[set[int]],
    tally: Tally,
) -> list[str]:
    need = set(expect["ask"])
    if not need:
        return []
    wrote = {n for n, update in predicted.items() if is_write(update)} & need
    if expect.get("ask_any"):
        tally["ask_expected"] += 1
        answered = not wrote and any(question & need for question in questions)
        tally["ask_ok"] += answered
        return [] if answered else ["no question"]
    tally["ask_expected"] += len(need)
    fine = {n for n in need if n not in wrote and n in asked}
    tally["ask_ok"] += len(fine)
    return [f"no question kr{n}" for n in sorted(need - fine)]


def load(path: str | Path) -> list[Row]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def score(parse: Parse, path: str | Path, *, verbose: bool = False) -> dict[str, float]:
    """Run `parse` over every row: counts, ratios (0..1) and microseconds per reply."""
    tally: Tally = Counter(dict.fromkeys(COUNTS, 0))
    micros = []
    for row in load(path):
        blind = {key: value for key, value in row.items() if key not in ("expect", "tags")}
        began = time.perf_counter_ns()
        said = parse(blind)
        micros.append((time.perf_counter_ns() - began) / 1000)
        faults = judge_row(row, said, tally)
        tally["rows"] += 1
        tally["row_perfect"] += not faults
        if verbose and faults:
            text = "\n    ".join([row["id"], repr(row["reply"][:100]), *faults])
            sys.stdout.write(f"{text}\n")
    return {
        **tally,
        "write_precision": round(tally["right"] / max(1, tally["writes"]), 4),
        "recall": round(tally["right"] / max(1, tally["expected_writes"] - tally["excused"]), 4),
        "ask_recall": round(tally["ask_ok"] / max(1, tally["ask_expected"]), 4),
        "conf_precision": round(
            tally["conf_right"] / max(1, tally["conf_right"] + tally["conf_wrong"]), 4
        ),
        "stat_precision": round(
            tally["stat_right"] / max(1, tally["stat_right"] + tally["stat_wrong"]), 4
        ),
        "note_recall": round(tally["note_right"] / max(1, tally["note_exp"]), 4),
        "us_median": round(statistics.median(micros), 1),
        "us_p99": round(sorted(micros)[int(len(micros) * 0.99)], 1),
    }
