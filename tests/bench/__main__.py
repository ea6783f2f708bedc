"""Measure every row, or those whose ids begin as the arguments: `python -m tests.bench P11`.

SIZE is the number of people for the rows that grow with a company. Exits with 1 when a gate is
not met.
"""

import os
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.bench import (
    acks,
    charts,
    check_ins,
    cold_start,
    due_rows,
    fan_out,
    kpis,
    messages,
    monday,
    replies,
    report,
    roll_ups,
    writers,
)
from tests.bench.frame import Group, Result, Row, measure
from tests.bench.stores import Stores

#: By what the names of their rows begin with.
GROUPS: Sequence[tuple[str, Group]] = (
    ("P1", roll_ups.of_team),
    ("P2", roll_ups.counted_anew),
    ("P3", roll_ups.of_company),
    ("P4", writers.rows),
    ("P5", due_rows.rows),
    ("P6", kpis.rows),
    ("P7", check_ins.rows),
    ("P8", messages.rows_of),
    ("P9", acks.rows),
    ("P10", cold_start.rows),
    ("P11", replies.rows),
    ("P12-planning", monday.rows),
    ("P13", charts.rows),
    *(("P12-share", group) for group in fan_out.groups()),
)
SIZE = 10_000
OUT = Path("build/bench.json")


def main(wanted: Sequence[str]) -> int:
    results: list[Result] = []
    with closing(Stores(int(os.environ.get("SIZE", SIZE)))) as stores:
        for name, group in GROUPS:
            if _is_wanted(name, wanted) or any(one.startswith(f"{name}-") for one in wanted):
                with group(stores) as rows:
                    results += [_measured(row) for row in rows if _is_wanted(row.id, wanted)]
    if not results:
        sys.stderr.write(f"No row begins with {' or '.join(wanted)}.\n")
        return 2
    report.write(results, OUT)
    sys.stdout.write(f"\n{report.table(results)}\n\nWritten to {OUT}.\n")
    return int(any(result.met is False for result in results))


def _is_wanted(row: str, wanted: Sequence[str]) -> bool:
    """P1 means itself and P1-anything, not P11."""
    return not wanted or any(f"{row}-".startswith(f"{name}-") for name in wanted)


def _measured(row: Row) -> Result:
    """Measure while telling how far it is: over itself on a terminal, else one line a row."""
    name = f"{row.id} {row.engine} {row.size:,}"
    redrawn = sys.stderr.isatty()

    def told(done: int, rounds: int) -> None:
        if redrawn:
            sys.stderr.write(f"\r{name}: round {done} of {rounds} ")
            sys.stderr.flush()

    start = time.monotonic()
    result = measure(row, told)
    took = time.monotonic() - start
    before = "\r" if redrawn else ""
    sys.stderr.write(f"{before}{name}: {report.outcome(result)}, {took:.1f} s\n")
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
