"""Which keys the file defines, and whether every name in it leads to one of them."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.services.importing.fields import Fields
from bot.services.importing.known import Known
from bot.services.importing.problems import Findings

_Name = tuple[str, str | None]  # kind and key


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    said: str
    line: int
    path: str
    upward_from: str | None


@dataclass(slots=True)
class Index:
    """Everything that is named in the file; kinds are "person", "team", "objective", …

    `known` is what may be named without being in the file, `cycle` the key of the file's cycle.
    """

    findings: Findings
    known: Known = field(default_factory=Known)
    cycle: str = ""
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    links: list[_Link] = field(default_factory=list)

    def define(
        self, kind: str, key: str | None, fields: Fields, name: str = "key", *, within: str = ""
    ) -> None:
        """Note a key, a Slack id or an address that only one entry may have, or one `within`."""
        if not key:
            return
        full = f"{within}/{key}" if within else key
        if (kind, full) in self.lines:
            fields.problem(name, f"twice.{kind}", key=key, first=self.lines[kind, full])
        else:
            self.lines[kind, full] = fields.line_of(name)

    def refer(
        self, kind: str, said: str, fields: Fields, name: str, *, upward_from: str | None = None
    ) -> None:
        """Note a name to be found. `upward_from`: the entry of this kind that it leads up from."""
        if said:
            line, path = fields.line_of(name), f"{fields.path}.{name}"
            self.links.append(_Link(kind, said, line, path, upward_from))

    def check(self) -> None:
        """Note names that lead nowhere and ways up that lead back to where they began."""
        for link in self.links:
            there = (link.kind, link.said) in self.lines
            if not there and not self.known.has(link.kind, link.said, self.cycle):
                self._unknown(link)
        self._circles()

    def _unknown(self, link: _Link) -> None:
        known = [key for kind, key in self.lines if kind == link.kind]
        known += sorted(self.known.keys(link.kind, self.cycle) - {*known})
        near = get_close_matches(link.said, known, n=3, cutoff=0.4) or known[:3]
        self.findings.add(
            link.line, link.path, f"unknown.{link.kind}", said=link.said, near=", ".join(near)
        )

    def _circles(self) -> None:
        up: dict[_Name, _Link] = {
            (link.kind, link.upward_from): link for link in self.links if link.upward_from
        }
        # Who is not in the file has the manager that the bot knows.
        above: dict[_Name, _Name] = {
            ("person", key): ("person", person.manager)
            for key, person in self.known.people.items()
            if person.manager and ("person", key) not in self.lines
        }
        above |= {name: (name[0], link.said) for name, link in up.items()}
        done: set[_Name] = set()
        for start in up:
            way: dict[_Name, None] = {}  # in order, and quick to look into
            here: _Name = start
            while here in above and here not in done and here not in way:
                way[here] = None
                here = above[here]
            if here in way:
                passed = list(way)
                circle = passed[passed.index(here) :]
                shown = " → ".join(key or "" for _, key in [*circle, here])
                link = up.get(here) or up[start]
                self.findings.add(link.line, link.path, f"circle.{link.kind}", way=shown)
            done.update(way)
