"""The tables of docs/quality.md, made of the figures that `benchmarks.report` measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from benchmarks.figures import read_figures
from index.evaluation import misses
from tools.members import cell, member_docs

Row = Sequence[str]
_NONE: Final = ""
_UNMEASURED: Final = "Not measured yet: `make figures`."
_PUBLIC: Final = (
    ("xquad", "with_marks", "XQuAD-vi"),
    ("xquad", "without", "XQuAD-vi, no tone marks"),
    ("alqac", "with_marks", "ALQAC"),
    ("alqac", "without", "ALQAC, no tone marks"),
    ("xquad_en", "english", "XQuAD, English questions"),
)


def gold(section: str) -> str:
    """Returns a row for each style of a gold set: ours beside the plain design."""

    def rows(part: Mapping[str, Any]) -> Iterator[Row]:
        for style, ours in part["ours"].items():
            plain = part["peers"]["words_bm25"].get(style, {})
            yield (
                _code(style), str(ours["questions"]), _share(ours["p_at_1"]),
                _share(plain.get("p_at_1")), _share(ours["contained"]), _share(ours["squad_f1"]),
                _share(ours["in_sentence"]), _share(plain.get("in_piece")),
                _share(ours["wrongly_refused"]), _share(ours["wrongly_answered"]),
            )  # fmt: skip

    return _table(
        section,
        ("style", "questions", "article first", "plain design", "short answer right",
         "token F1", "answer in sentence", "plain design", "refused", "wrongly answered"),
        rows,
    )  # fmt: skip


def types() -> str:
    """Returns a row for each answer type of the gold questions."""

    def rows(part: Mapping[str, Any]) -> Iterator[Row]:
        for kind, ours in part["types"].items():
            names = ("p_at_1", "contained", "in_sentence", "wrongly_refused", "wrongly_answered")
            yield _code(kind), str(ours["questions"]), *(_share(ours[name]) for name in names)

    return _table(
        "questions",
        ("answer type", "questions", "article first", "short answer right",
         "answer in sentence", "refused", "wrongly answered"),
        rows,
    )  # fmt: skip


def reasons() -> str:
    """Returns a row for each reason of a miss: what it means, how often on the gold questions."""
    meanings = member_docs(misses, "Miss")
    counts = read_figures().get("questions", {}).get("misses", {})
    rows = [
        (_code(miss.value), cell(meanings[miss.name]), str(counts.get(miss.value, _NONE)))
        for miss in misses.Miss
    ]
    return _markdown(("reason", "meaning", "gold questions"), rows, text=2)


def articles() -> str:
    """Returns the P@1 of the public sets, ours beside the peers."""
    return _public("p_at_1", "p_at_1", ("fts5", "fts5_folded", "words_bm25"))


def snippets() -> str:
    """Returns the share of answers in the snippet of the first hit, ours beside FTS5's own."""
    return _public("in_snippet", "in_piece", ("fts5", "fts5_folded"))


def _public(ours: str, theirs: str, peers: Sequence[str]) -> str:
    figures = read_figures()
    rows = [
        (label, str(figures[section]["ours"][style]["questions"]),
         _share(figures[section]["ours"][style][ours]),
         *(_share(figures[section]["peers"][peer][style][theirs]) for peer in peers))
        for section, style, label in _PUBLIC
        if section in figures
    ]  # fmt: skip
    names = {"fts5": "FTS5", "fts5_folded": "FTS5, marks removed", "words_bm25": "words, rank-bm25"}
    head = ("set", "questions", "hoidap", *(names[peer] for peer in peers))
    return _markdown(head, rows) if rows else _UNMEASURED


def short_answers() -> str:
    """Returns exact and F1 of the short answers on the public sets."""
    figures = read_figures()
    rows = [
        (label, _share(row["squad_exact"]), _share(row["squad_f1"]), _share(row["wrongly_refused"]))
        for section, style, label in _PUBLIC
        if (row := figures.get(section, {}).get("ours", {}).get(style))
    ]
    if given := figures.get("reading"):
        exact, f1 = _share(given["squad_exact"]), _share(given["squad_f1"])
        rows.insert(0, ("XQuAD-vi, passage given, never refused", exact, f1, _NONE))
    return _markdown(("set", "exact", "token F1", "refused"), rows) if rows else _UNMEASURED


def speed() -> str:
    """Returns the figures of the speed benchmark with their bounds."""
    rows = [
        (name, f"{row['value']:.2f}", _NONE if row["bound"] is None else f"{row['bound']:g}")
        for name, row in read_figures().get("speed", {}).items()
    ]
    return _markdown(("figure", "measured", "bound"), rows) if rows else _UNMEASURED


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "figures-questions": lambda: gold("questions"),
    "figures-types": types,
    "figures-misses": reasons,
    "figures-heldout": lambda: gold("heldout"),
    "figures-articles": articles,
    "figures-snippets": snippets,
    "figures-short-answers": short_answers,
    "figures-speed": speed,
}


def _table(section: str, head: Row, rows: Callable[[Mapping[str, Any]], Iterator[Row]]) -> str:
    part = read_figures().get(section)
    return _markdown(head, list(rows(part))) if part else _UNMEASURED


def _markdown(head: Row, rows: Sequence[Row], *, text: int = 1) -> str:
    """Returns a table; the first `text` columns are words, the others numbers."""
    rules = ["---" if place < text else "---:" for place in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *rows))


def _share(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}".removeprefix("0")


def _code(name: str) -> str:
    return f"`{name}`" if name != "all" else "all"
