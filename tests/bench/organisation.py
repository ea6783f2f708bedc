"""A synthetic company of any size, the same for the same seed: all its rows, by table.

Teams of ten form a tree of five branches at each step. Everybody is in one team, one in ten in
two. Each team has seven objectives of three key results, owned by its members in turn, so that
each person has about two; six in ten own a KPI. It is Monday morning: everybody is due.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, TypeVar

from sqlmodel import SQLModel

from bot.domain.cadence import local_time_on
from bot.services import rules
from bot.services.importing.schedule_rows import CHECK_IN
from storage import tables
from tests.bench import measured

Row = dict[str, Any]
One = TypeVar("One")
WORKSPACE = "T0BENCH0001"
STARTS, ENDS, MONDAY = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 16)
#: When everybody's question of this Monday is due and still of use, in every zone of ZONES.
NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
FOUNDED = datetime(2026, 9, 28, 3, 0, tzinfo=UTC)
TEAM, BRANCHES, OBJECTIVES, KEY_RESULTS, READINGS = 10, 5, 7, 3, 12
#: Zone with locale and share of the people in it.
ZONES = (
    ("Asia/Ho_Chi_Minh", "vi", 70),
    ("Europe/London", "en", 15),
    ("Asia/Kolkata", "en", 10),
    ("Europe/Berlin", "en", 5),
)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Smith", "Müller", "Iyer")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khoa", "Linh", "Emma", "Ravi", "Jonas")


@dataclass(slots=True)
class Organisation:
    """Generates rows of complete columns with ids of their own, parents before children."""

    people: int
    seed: int = 1

    def chunks(self) -> Iterator[tuple[type[SQLModel], list[Row]]]:
        """Tables with some of their rows, in an order in which they can be inserted."""
        yield tables.Workspace, [self._workspace()]
        for table, rows in (
            (tables.Person, self._people()),
            (tables.Team, self._teams()),
            (tables.Membership, self._memberships()),
            (tables.Cycle, iter([self._cycle()])),
            (tables.Objective, self._objectives()),
            (tables.Schedule, self._schedules()),
        ):
            for chunk in batched(rows):
                yield table, chunk
        for measure, figure, found in (
            (tables.KeyResult, tables.CheckIn, self._key_results()),
            (tables.Kpi, tables.Reading, self._kpis()),
        ):
            for pairs in batched(found):
                yield measure, [row for row, _ in pairs]
                yield figure, [one for _, figures in pairs for one in figures]

    @property
    def teams(self) -> int:
        return max(self.people // TEAM, 1)

    def team_of(self, person: int) -> int:
        """People 1..n sit in teams 1..m one after the other; the first of a team leads it."""
        return min((person - 1) // TEAM + 1, self.teams)

    def members(self, team: int) -> range:
        last = self.people if team == self.teams else team * TEAM
        return range((team - 1) * TEAM + 1, last + 1)

    def zone_of(self, person: int) -> tuple[str, str]:
        """Zone and locale: those of a team sit together."""
        share = self.team_of(person) * 37 % 100
        for zone, locale, size in ZONES:
            if share < size:
                return zone, locale
            share -= size
        raise AssertionError("the shares of ZONES are 100 together")

    def _workspace(self) -> Row:
        zone, locale, _ = ZONES[0]
        return {
            "id": WORKSPACE,
            "name": "Bench",
            "locale": locale,
            "tz": zone,
            "sending_stopped": False,
            "saturdays": False,
            "pilot": False,
            "shadow": False,
            "created_at": FOUNDED,
            "keep_inbox_days": 30,
            "keep_replies_days": 400,
            "keep_messages_days": 400,
            "keep_audit_days": 400,
        }

    def _cycle(self) -> Row:
        return {
            "id": 1,
            "workspace_id": WORKSPACE,
            "key": "2026-Q4",
            "name": "Q4/2026",
            "starts_on": STARTS,
            "ends_on": ENDS,
            "state": "active",
        }

    def _chance(self, what: str) -> random.Random:
        return random.Random(f"{what} {self.seed}")

    def _people(self) -> Iterator[Row]:
        chance = self._chance("people")
        for person in range(1, self.people + 1):
            team = self.team_of(person)
            lead = self.members(team)[0]
            above = self.members(_parent(team) or team)[0]
            manager = lead if person != lead else above
            zone, locale = self.zone_of(person)
            yield {
                "id": person,
                "workspace_id": WORKSPACE,
                "key": f"p{person}",
                "slack_user_id": f"U{person:010d}",
                "email": f"p{person}@bench.example",
                "name": f"{chance.choice(FAMILY)} {chance.choice(GIVEN)}",
                "locale": locale,
                "tz": zone,
                "manager_id": manager if manager != person else None,
                "standing": "employee",
                "is_admin": person == 1,
                "created_at": FOUNDED,
            }

    def _teams(self) -> Iterator[Row]:
        for team in range(1, self.teams + 1):
            yield {
                "id": team,
                "workspace_id": WORKSPACE,
                "key": f"t{team}",
                "name": f"Team {team}",
                "parent_id": _parent(team),
                "lead_id": self.members(team)[0],
                "channel_id": f"C{team:010d}",
                "locale": None,
                "in_pilot": False,
            }

    def _memberships(self) -> Iterator[Row]:
        pairs = [(self.team_of(person), person) for person in range(1, self.people + 1)]
        pairs += [
            (person % self.teams + 1, person)
            for person in range(TEAM, self.people + 1, TEAM)
            if person % self.teams + 1 != self.team_of(person)
        ]
        for ident, (team, person) in enumerate(pairs, 1):
            yield {
                "id": ident,
                "workspace_id": WORKSPACE,
                "team_id": team,
                "person_id": person,
            }

    def _objectives(self) -> Iterator[Row]:
        chance = self._chance("objectives")
        for team in range(1, self.teams + 1):
            for n in range(OBJECTIVES):
                ident = (team - 1) * OBJECTIVES + n + 1
                yield {
                    "id": ident,
                    "workspace_id": WORKSPACE,
                    "cycle_id": 1,
                    "key": f"o{ident}",
                    "title": f"Objective {n + 1} of team {team}",
                    "level": "company" if team == 1 else "team",
                    "team_id": team,
                    "owner_id": self.members(team)[0],
                    "parent_objective_id": None,
                    "ambition": _one_of(chance, aspirational=70, committed=30),
                    "visibility": _one_of(chance, public=95, private=5),
                    "state": _one_of(chance, active=96, postponed=2, closed=2),
                }

    def _key_results(self) -> Iterator[tuple[Row, list[Row]]]:
        """Each key result with its check-ins."""
        chance = self._chance("key results")
        check_ins = 0
        for objective in range(1, self.teams * OBJECTIVES + 1):
            members = self.members((objective - 1) // OBJECTIVES + 1)
            for position in range(KEY_RESULTS):
                ident = (objective - 1) * KEY_RESULTS + position + 1
                owner = members[ident % len(members)]
                base = self._key_result(chance, ident, objective, owner)
                kr, rows = measured.key_result(chance, base, check_ins)
                check_ins += len(rows)
                yield kr, rows

    def _key_result(self, chance: random.Random, ident: int, objective: int, owner: int) -> Row:
        position = (ident - 1) % KEY_RESULTS
        return {
            "id": ident,
            "workspace_id": WORKSPACE,
            "objective_id": objective,
            "owner_id": owner,
            "key": f"k{ident}",
            "position": position,
            "title": f"Key result {position + 1} of objective {objective}",
            "aliases": "",
            "start_on": STARTS,
            "due_on": ENDS,
            "weight": int(_one_of(chance, **{"1000": 80, "2000": 10, "500": 6, "0": 4})),
            "cadence_days": int(_one_of(chance, **{"7": 80, "14": 15, "0": 5})),
            "state": _one_of(chance, active=97, postponed=3),
        }

    def _kpis(self) -> Iterator[tuple[Row, list[Row]]]:
        chance = self._chance("kpis")
        for ident in range(1, self.people * 6 // 10 + 1):
            owner = (ident - 1) * 10 // 6 + 1
            base = {
                "id": ident,
                "workspace_id": WORKSPACE,
                "key": f"m{ident}",
                "title": f"Measure {ident}",
                "aliases": "",
                "owner_id": owner,
                "team_id": self.team_of(owner),
                "frequency": _one_of(chance, week=70, month=30),
                "state": "active",
            }
            yield measured.kpi(chance, base, (ident - 1) * READINGS, READINGS)

    def _schedules(self) -> Iterator[Row]:
        for person in range(1, self.people + 1):
            zone = self.zone_of(person)[0]
            at = local_time_on(MONDAY, time(9), zone)
            yield schedule(person, person, at, tz=zone)


def schedule(ident: int, person: int, at: datetime, *, tz: str) -> Row:
    """The row that asks a person at `at`."""
    return {
        "id": ident,
        "workspace_id": WORKSPACE,
        "kind": "check_in",
        "subject_id": person,
        "tz": tz,
        "rule": rules.stored(CHECK_IN),
        "next_at": at,
        "occurs_on": MONDAY,
        "failures": 0,
        "skipped_params": {},
    }


def many_schedules(count: int) -> Iterator[Row]:
    """So many questions, spread over a week after NOW minus an hour, oldest last."""
    step = timedelta(days=7) / count
    for n in range(count):
        at = NOW - timedelta(hours=1) + step * (count - n)
        yield schedule(n + 1, n + 1, at, tz=ZONES[n % len(ZONES)][0])


def batched(rows: Iterable[One], *, size: int = 5_000) -> Iterator[list[One]]:
    """The same rows in lists of `size`, the last one shorter."""
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


def _parent(team: int) -> int | None:
    return None if team == 1 else (team - 2) // BRANCHES + 1


def _one_of(chance: random.Random, **shares: int) -> str:
    """A name by its share."""
    return chance.choices([*shares], cum_weights=_sums(shares))[0]


def _sums(shares: Mapping[str, int]) -> list[int]:
    found: list[int] = []
    for share in shares.values():
        found.append(share + (found[-1] if found else 0))
    return found
