"""Measures speed and memory on the sample archive, beside a peer in the same run.

    python -m benchmarks.speed [--json] [--news]

With `--news`, questions are also asked of an archive of 6,542 more articles, where these lie
beside the project (../shared/data/news); loading them takes minutes at the first time.

The peer is the plain design: underthesea words of whole articles into rank-bm25, the best
article's best sentence by the same. Times are CPU milliseconds of this process; the ratio
to the peer is what can be compared between machines.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.peers import Document, WordsInBm25
from benchmarks.quality import GOLD, ROOT, SAMPLE, home_among_news
from index.assistant import Assistant
from index.evaluation.questions import read_questions
from index.ingest.load import load
from index.ingest.read import read_path
from index.settings import Settings

# The bounds; the benchmark says which are held, CI does not time anything.
BOUNDS: Final = {
    "question median ms": 15.0,
    "question p99 ms": 40.0,
    "median ms among news": 40.0,
    "second ingest s": 2.0,
    "bot resident MB": 350.0,
    "bot ready s": 5.0,
}


def main(options: Sequence[str]) -> int:
    """Prints the figures with their bounds; returns 1 when one is not held."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        figures = _question_figures(home) | _bot_figures(home)
        if "--news" in options:
            figures |= _figures_among_news(home)
    if "--json" in options:
        print(json.dumps({n: {"value": v, "bound": BOUNDS.get(n)} for n, v in figures.items()}))
        return 0
    held = True
    for name, value in figures.items():
        bound = BOUNDS.get(name)
        mark = "" if bound is None else f"  (under {bound:g})"
        held = held and (bound is None or value < bound)
        print(f"{name:28} {value:9.2f}{mark}")
    return 0 if held else 1


def _question_figures(home: Path) -> dict[str, float]:
    began = time.perf_counter()
    assistant = Assistant.open(Settings(home=home))
    _ingest(assistant)
    first = time.perf_counter() - began
    began = time.perf_counter()
    _ingest(assistant)
    second = time.perf_counter() - began
    questions = [gold.question for gold in read_questions(GOLD / "questions.jsonl")]
    ours = _cpu_ms(assistant.ask, questions)
    peer = _cpu_ms(_plain_design().first, questions)
    assistant.close()
    return {
        "first ingest s": first,
        "second ingest s": second,
        "question median ms": statistics.median(ours),
        "question p99 ms": statistics.quantiles(ours, n=100)[98],
        "peer median ms": statistics.median(peer),
        "ratio to peer": statistics.median(ours) / statistics.median(peer),
        "this process peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _figures_among_news(work: Path) -> dict[str, float]:
    home = home_among_news(work)
    if home is None:
        return {}
    assistant = Assistant.open(Settings(home=home))
    _ingest(assistant)
    questions = [gold.question for gold in read_questions(GOLD / "questions.jsonl")]
    times = _cpu_ms(assistant.ask, questions)
    articles = assistant.stats().articles
    assistant.close()
    return {
        "articles among news": articles,
        "median ms among news": statistics.median(times),
        "p99 ms among news": statistics.quantiles(times, n=100)[98],
    }


def _ingest(assistant: Assistant) -> None:
    load(assistant.archive, read_path(SAMPLE))
    assistant.catch_up()


def _cpu_ms(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Returns the CPU time of each question, after one round to warm up."""
    for question in questions:
        ask(question)
    times = []
    for question in questions:
        began = time.process_time()
        ask(question)
        times.append((time.process_time() - began) * 1000)
    return times


def _plain_design() -> WordsInBm25:
    lines = SAMPLE.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return WordsInBm25([Document(row["url"], row["text"]) for row in rows])


def _bot_figures(home: Path) -> dict[str, float]:
    """Starts the bot against the sandbox, as `make run` does, and asks nothing of it."""
    environment = {**os.environ, "HOIDAP_HOME": str(home), "SANDBOX_PORT": "0"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.main", "sandbox"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        ready = time.perf_counter() - began
        with urllib.request.urlopen(line.strip(), timeout=10) as page:
            page.read()
        status = Path(f"/proc/{process.pid}/status").read_text("ascii")
        resident = re.search(r"VmRSS:\s+(\d+) kB", status)
        megabytes = int(resident.group(1)) / 1024 if resident else float("nan")
    finally:
        process.terminate()
        process.wait(timeout=20)
    return {"bot ready s": ready, "bot resident MB": megabytes}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
