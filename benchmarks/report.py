"""Measures everything beside its peers, and writes docs/quality.md anew.

    python -m benchmarks.report [SECTION...]

Sections: questions, heldout, xquad, xquad_en, alqac, reading, speed; all without one. What is
not measured, or lies in a set that is not beside the project, keeps the figures of an
earlier run. CI does not run this: peers do not change with our code, and CI times nothing.
Of the held-out questions only figures are kept and shown.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import read_figures, write_figures
from benchmarks.peers import Document, Fts5, Peer, WordsInBm25, measure_peer
from benchmarks.quality import (
    PUBLIC,
    ROOT,
    SAMPLE,
    SETS,
    MeasuredSet,
    evaluate,
    measured_sets,
)
from benchmarks.reading import measure_xquad
from index.evaluation.measure import by_style, by_type, misses_in
from index.evaluation.questions import read_questions
from index.evaluation.runs import read_run
from tools import docs

PEERS: Final[Mapping[str, Callable[[Sequence[Document]], Peer]]] = {
    "words_bm25": WordsInBm25,
    "fts5": Fts5,
    "fts5_folded": lambda documents: Fts5(documents, fold=True),
}
# Peers take whole articles and minutes over thousands of them: these sets are small.
_WITH_PEERS: Final = frozenset({"questions", "heldout", "xquad", "xquad_en", "alqac"})
SECTIONS: Final = (*SETS, "reading", "speed")


def main(names: Sequence[str]) -> int:
    """Measures what is named; returns 2 for a section that there is not."""
    if not set(names) <= set(SECTIONS):
        print(__doc__, file=sys.stderr)
        return 2
    wanted = set(names or SECTIONS)
    figures = read_figures()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for item in measured_sets(work, wanted):
            print(f"\n== {item.name}", flush=True)
            figures[item.name] = _set_figures(item, work)
        if "reading" in wanted and (PUBLIC / "xquad").is_dir():
            print("\n== reading", flush=True)
            figures["reading"] = measure_xquad(work)
        if "speed" in wanted:
            print("\n== speed", flush=True)
            figures["speed"] = _speed_figures()
    write_figures(figures)
    return docs.main([])


def _set_figures(item: MeasuredSet, work: Path) -> dict[str, Any]:
    """Returns our figures of a set by style and type, why it missed, and the peers' figures."""
    kept = work / f"{item.name}.run.json"
    if evaluate(item, "--save", str(kept)):
        raise SystemExit(f"{item.name} could not be measured")
    run = read_run(kept)
    types = by_type(run.judged) if item.name == "questions" else {}  # shown of these alone
    return {
        "questions_sha256": run.questions_sha256,
        "ours": {name: asdict(row) for name, row in by_style(run.judged).items()},
        "types": {name: asdict(row) for name, row in types.items()},
        "misses": {miss.value: number for miss, number in misses_in(run.judged).items()},
        "peers": _peer_figures(item) if item.name in _WITH_PEERS else {},
    }


def _peer_figures(item: MeasuredSet) -> dict[str, Any]:
    documents = _documents(item.articles)
    questions = read_questions(item.questions)
    return {name: measure_peer(make(documents), questions) for name, make in PEERS.items()}


def _documents(articles: Path) -> list[Document]:
    lines = articles.read_text("utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    # The sample's titles are part of what a person would index; XQuAD's are numbers.
    titled = articles == SAMPLE
    return [
        Document(row["url"], f"{row['title']}\n{row['text']}" if titled else row["text"])
        for row in rows
    ]


def _speed_figures() -> dict[str, Any]:
    """Runs the benchmarks of speed in processes of their own: they measure memory and time."""
    rows = _told_by("benchmarks.speed")
    crawl = {
        name: {"value": value, "bound": None}
        for name, value in _told_by("benchmarks.crawl_rate").items()
    }
    return rows | crawl


def _told_by(module: str) -> dict[str, Any]:
    """Returns the JSON that a benchmark prints."""
    command = [sys.executable, "-m", module, "--json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
