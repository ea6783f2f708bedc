"""The rooms of the project and the doors between them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 300
MOST_FUNCTION_LINES = 40
FORBIDDEN_NAMES = ("utils", "helpers", "common")
OUTSIDE_SLACK = ("bot.sandbox", "tests")

#: Room → what it may import of this project. A room may always import itself.
DOORS = {
    "storage": (),
    "bot.domain": (),
    "bot.protocols": (),
    "bot.settings": (),
    "bot.logs": (),
    "bot.deadline": ("bot.logs",),
    "bot.sandbox": (),
    "bot.render": ("bot.domain",),
    "bot.runtime": ("bot.settings", "bot.domain", "bot.protocols", "bot.render"),
    "bot.services": ("bot.domain", "bot.protocols", "bot.runtime", "bot.logs", "storage"),
    "bot.delivery": ("bot.domain", "bot.protocols", "bot.render", "bot.logs", "storage"),
    "bot.slack": (
        "bot.domain",
        "bot.services",
        "bot.render",
        "bot.runtime",
        "bot.protocols",
        "bot.logs",
    ),
    "bot.web": (
        "bot.domain",
        "bot.services",
        "bot.render",
        "bot.runtime",
        "bot.protocols",
        "bot.logs",
    ),
    "bot.sources": ("bot.domain",),
    "bot.rearming": ("bot.logs",),
    "bot.jobs": (
        *("bot.services", "bot.delivery", "bot.runtime", "bot.logs", "bot.rearming"),
        "bot.sources",
    ),
    "bot.wiring": ("bot", "storage"),
    "bot.demo": ("bot", "storage"),
    "bot.cli": ("bot", "storage"),
    "bot.__main__": ("bot.cli",),
}
#: Third-party packages that stay in their rooms.
KEPT_IN = {
    "slack_bolt": ("bot.slack", "bot.wiring"),
    "slack_sdk": ("bot.slack", "bot.wiring"),
    "jinja2": ("bot.render",),
    "babel": ("bot.render",),
    "apscheduler": ("bot.jobs", "bot.rearming", "bot.wiring"),
    "starlette": ("bot.sandbox", "bot.web", "bot.slack.http", "bot.wiring"),
    "vl_convert": ("bot.delivery.drawing_process",),
    "procrastinate": ("bot.delivery.calls", "storage.wake_up_jobs"),
    "uvicorn": ("bot.sandbox", "bot.web"),
    "fastapi": ("bot.web.api",),
    "prometheus_client": ("bot.web",),
    "typer": ("bot.cli",),
    "alembic": ("storage",),
    "holidays": ("bot.services.public_holidays",),
    "openpyxl": (
        "bot.services.importing.sheets.xlsx_file",
        "bot.services.exporting.xlsx_book",
        "bot.services.reporting.book",
        "bot.services.scorecards.workbook",
    ),
}
PURE = ("bot.domain",)
PURE_MAY_USE = ("rapidfuzz",)


def modules() -> Iterator[tuple[str, Path]]:
    for folder in ("bot", "storage"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a name comes from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str | None:
    fitting = [room for room in DOORS if module == room or module.startswith(f"{room}.")]
    return max(fitting, key=len, default=None)


def inside(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def test_every_module_belongs_to_a_room() -> None:
    homeless = [module for module, _ in modules() if module != "bot" and room_of(module) is None]
    assert homeless == [], "give them a room in DOORS"


def test_imports_use_the_doors() -> None:
    wrong = [
        f"{module} must not import {name}"
        for module, path in modules()
        if (room := room_of(module))
        for name in imports(path)
        if inside(name, ("bot", "storage")) and not inside(name, (room, *DOORS[room]))
    ]
    assert wrong == []


def test_packages_stay_in_their_rooms() -> None:
    wrong = [
        f"{module} must not import {package}"
        for module, path in modules()
        for name in imports(path)
        for package, rooms in KEPT_IN.items()
        if inside(name, (package,)) and not inside(module, rooms)
    ]
    assert wrong == []


def test_the_domain_is_pure() -> None:
    standard = __import__("sys").stdlib_module_names
    for module, path in modules():
        if inside(module, PURE):
            for name in imports(path):
                top = name.partition(".")[0]
                assert top in standard or top in (*PURE_MAY_USE, "bot"), f"{module}: {name}"


def test_modules_are_short_and_not_named_for_anything() -> None:
    named = [module for module, path in modules() if path.stem in FORBIDDEN_NAMES]
    assert named == []
    # A migration is a picture of the schema at one moment, never edited again.
    long = [
        module
        for module, path in modules()
        if not inside(module, ("storage.migrations.versions",))
        and len(path.read_text("utf-8").splitlines()) > MOST_LINES
    ]
    assert long == [], "split them by use case"


def test_functions_are_short() -> None:
    long = [
        f"{module}.{name} has {length} lines"
        for module, path in modules()
        if not inside(module, ("storage.migrations.versions",))
        for name, length in functions(path)
        if length > MOST_FUNCTION_LINES
    ]
    assert long == []


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its lines, decorators included."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            yield node.name, (node.end_lineno or first) - first + 1
