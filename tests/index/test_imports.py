"""Who may import whom. The rules stand in ARCHITECTURE.md; here they are enforced."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import index

ROOT = Path(__file__).parents[2]

# The rooms of `index` by floor, the ground floor first. A room imports its own floor's
# other rooms never, lower floors freely, upper ones never.
FLOORS = (
    ("errors",),
    ("model",),
    ("service", "setting_values", "typed"),
    ("settings",),
    ("fetch", "language"),
    ("archive", "documents"),
    ("engines",),
    ("ingest", "search"),
    ("follow", "sites"),
    ("crawl",),
    ("answer",),
    ("assistant",),
    ("evaluation",),
    ("cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# What only one room may know of.
ONLY_IMPORTERS = {
    "sqlite3": ("index.archive",),
    "sqlite_utils": ("index.archive",),
    "tantivy": ("index.engines",),
    "rank_bm25": ("index.engines.memory_engine", "index.answer"),
    "numpy": ("index.engines.memory_engine", "index.answer"),
    "underthesea": ("index.language", "index.answer"),
    "trafilatura": ("index.ingest",),
    "httpx": ("index.fetch", "bot.delivery"),
    "protego": ("index.fetch",),
    "brotli": ("index.fetch",),
    "telegram": ("bot",),
    "pypdfium2": ("index.documents",),
}
# Modules of `index` that `bot` knows beside the names of `index` itself.
OPEN_TO_BOT = {
    "index",
    "index.errors",
    "index.model",
    "index.service",
    "index.settings",
    "index.typed",
}
# The console script hangs its own commands on those of `index`, and gives the sandbox news.
OPEN_TO_ENTRY_POINT = {
    "index.cli",
    "index.crawl.source_file",
    "index.ingest.load",
    "index.ingest.read",
}
ENTRY_POINT = "bot.main"


@dataclass(frozen=True)
class Import:
    """`importer` imports `name` from `module`; `name` is None for `import module`."""

    importer: str
    module: str
    name: str | None
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.module}.{self.name or ''}"

    def within(self, *packages: str) -> bool:
        return any(_inside(self.module, package) for package in packages)


def _inside(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(source: str, importer: str, is_package: bool) -> Iterator[Import]:
    """Yields all imports, also those inside functions and under `if TYPE_CHECKING`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(importer, alias.name, None, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                parts = importer.split(".")
                parts = parts[: len(parts) - node.level + is_package]
                module = ".".join([*parts, module] if module else parts)
            for alias in node.names:
                yield Import(importer, module, alias.name, node.lineno)


@cache
def all_imports(package: str) -> tuple[Import, ...]:
    found: list[Import] = []
    for path in sorted((ROOT / package).rglob("*.py")):
        is_package = path.name == "__init__.py"
        found += imports_of(path.read_text("utf-8"), module_name(path), is_package)
    return tuple(found)


def room(module: str) -> str | None:
    """Returns the room of `index` that a module is in; None for `index` itself and others."""
    parts = module.split(".")
    return parts[1] if parts[0] == "index" and len(parts) > 1 else None


def test_all_code_is_read() -> None:
    assert len(all_imports("index")) > 200
    assert len(all_imports("bot")) > 100
    assert {room(i.importer) for i in all_imports("index")} >= {"archive", "engines", "answer"}


def test_relative_and_hidden_imports_are_seen() -> None:
    source = "def f():\n    from ..engines import sync\nfrom . import near\nimport a.b, c\n"
    found = {(i.module, i.name) for i in imports_of(source, "index.ingest.load", False)}
    assert found == {
        ("index.engines", "sync"),
        ("index.ingest", "near"),
        ("a.b", None),
        ("c", None),
    }
    (one,) = imports_of("from .near import x", "index.ingest", True)
    assert one.module == "index.ingest.near"


def test_index_never_imports_bot_or_telegram() -> None:
    wrong = [str(i) for i in all_imports("index") if i.within("bot", "telegram", "tests")]
    assert wrong == []


def test_every_room_of_index_has_its_floor() -> None:
    rooms = {room(module_name(path)) for path in (ROOT / "index").rglob("*.py")} - {None}
    assert rooms <= set(FLOOR), "a new room: give it a floor here and in ARCHITECTURE.md"


def test_lower_floors_never_import_upper_ones() -> None:
    wrong = []
    for i in all_imports("index"):
        ours, theirs = room(i.importer), room(i.module)
        if i.module == "index":  # `from index import model`, or a name of the public face
            theirs = i.name if i.name in FLOOR else "assistant"
        if ours is None or theirs is None or ours == theirs:
            continue
        if FLOOR[theirs] >= FLOOR[ours]:
            wrong.append(str(i))
    assert wrong == []


def test_rooms_and_modules_do_not_import_in_circles() -> None:
    modules = {module_name(p) for top in ("index", "bot") for p in (ROOT / top).rglob("*.py")}
    graph: dict[str, set[str]] = {module: set() for module in modules}
    for i in (*all_imports("index"), *all_imports("bot")):
        target = f"{i.module}.{i.name}" if f"{i.module}.{i.name}" in modules else i.module
        if target in modules and target != i.importer:
            graph[i.importer].add(target)
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("library", sorted(ONLY_IMPORTERS))
def test_a_library_is_known_to_its_room_alone(library: str) -> None:
    users = [i for top in ("index", "bot") for i in all_imports(top) if i.within(library)]
    assert users, f"nobody imports {library}: is the rule out of date?"
    allowed = ONLY_IMPORTERS[library]
    wrong = [str(i) for i in users if not any(_inside(i.importer, room) for room in allowed)]
    assert wrong == []


def test_nothing_that_is_shipped_or_tested_needs_what_only_training_installs() -> None:
    tops = ("index", "bot", "tools", "tests")
    assert [str(i) for top in tops for i in all_imports(top) if i.within("lightgbm")] == []


def test_bot_knows_index_by_its_public_face() -> None:
    wrong = []
    for i in all_imports("bot"):
        if not i.within("index"):
            continue
        if i.importer == ENTRY_POINT and i.module in OPEN_TO_ENTRY_POINT:
            continue
        target = f"{i.module}.{i.name}"
        named = i.module == "index" and i.name in index.__all__
        if not named and target not in OPEN_TO_BOT and i.module not in OPEN_TO_BOT - {"index"}:
            wrong.append(str(i))
    assert wrong == []


def test_data_holds_no_code() -> None:
    assert [path.name for path in (ROOT / "data").rglob("*.py")] == ["__init__.py"]
    assert list(imports_of((ROOT / "data" / "__init__.py").read_text("utf-8"), "data", True)) == []
