"""Measures how long people wait when many ask at once, and that no reply is lost or doubled.

    python -m benchmarks.load [--people 200] [--seconds 60] [--pause 0]

The bot runs as a process of its own over the sample news, against the sandbox in this one. All
people ask in the same moment, and each again `--pause` seconds after their reply, for so long.
Telegram lets a bot send 30 messages a second: of 200 people who ask without a pause, each waits
200 / 30 = 6.7 s, however fast the bot is. Returns 1 when a reply was lost or doubled, when the
bot met a fault, or when Telegram's limits were not kept.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

from benchmarks.quality import GOLD, ROOT, SAMPLE
from bot.sandbox import Person, Sandbox, crowd
from bot.sandbox.flood import OVERALL
from index.assistant import Assistant
from index.evaluation.questions import read_questions
from index.ingest.load import load
from index.ingest.read import read_path
from index.settings import Settings

TOKEN: Final = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
PATIENCE_S: Final = 60.0
"""A reply that takes longer is lost."""
GRACE_S: Final = 3.0
"""How long a second reply to the same question is waited for at the end."""
READY_S: Final = 60.0


@dataclass(slots=True)
class Figures:
    """What came of it; times in seconds."""

    waits: list[float] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    faults: list[str] = field(default_factory=list)
    """The warnings and errors in the bot's log."""
    breaches: int = 0
    peaks: dict[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether all went as it must."""
        return bool(self.waits) and not (self.lost or self.doubled or self.faults or self.breaches)


def main(options: Sequence[str]) -> int:
    """Prints the figures; returns 1 when something was not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=0.0)
    chosen = parser.parse_args(options)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        assistant = Assistant.open(Settings(home=home))
        load(assistant.archive, read_path(SAMPLE))
        assistant.catch_up()
        assistant.close()
        figures = asyncio.run(_measure(home, chosen.people, chosen.seconds, chosen.pause))
    _print(figures, chosen.people, chosen.seconds)
    return 0 if figures.sound else 1


async def _measure(home: Path, number: int, seconds: float, pause: float) -> Figures:
    people, figures = crowd(number), Figures()
    questions = [gold.question for gold in read_questions(GOLD / "questions.jsonl")]
    log = home / "bot.log"
    async with Sandbox(token=TOKEN, people=people, groups=()) as sandbox:
        bot = await _start(home, sandbox, log)
        try:
            until = time.perf_counter() + seconds
            asked = await asyncio.gather(
                *(
                    _ask_again_and_again(
                        sandbox, person, questions[place % len(questions) :] + questions,
                        until, pause, figures,
                    )
                    for place, person in enumerate(people)
                )
            )  # fmt: skip
            await asyncio.sleep(GRACE_S)
        finally:
            bot.terminate()
            await bot.wait()
        for person, replies in zip(people, asked, strict=True):
            messages = sandbox.state.chats[person.id].messages.values()
            sent = sum(message["from"]["is_bot"] for message in messages)
            figures.doubled += max(0, sent - replies)
        figures.breaches = len(sandbox.state.flood.breaches)
        figures.peaks = dict(sandbox.state.flood.peaks)
    lines = log.read_text("utf-8").splitlines()
    figures.faults = [line for line in lines if " WARNING " in line or " ERROR " in line]
    return figures


async def _start(home: Path, sandbox: Sandbox, log: Path) -> asyncio.subprocess.Process:
    """Starts the bot; returns when it waits for messages."""
    environment = {
        **os.environ,
        "HOIDAP_HOME": str(home),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": sandbox.url,
        "DEPARTMENT_FILE": str(ROOT / "data" / "department.toml"),
    }
    with log.open("wb") as written:
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.main", "run", cwd=ROOT, env=environment, stderr=written
        )
    async with asyncio.timeout(READY_S):
        while not sandbox.state.updates.polling:
            if bot.returncode is not None:
                raise SystemExit(log.read_text("utf-8"))
            await asyncio.sleep(0.1)
    return bot


async def _ask_again_and_again(
    sandbox: Sandbox,
    person: Person,
    questions: Sequence[str],
    until: float,
    pause: float,
    figures: Figures,
) -> int:
    """Asks one question after the other; returns how many had a reply."""
    for number in count():
        began = time.perf_counter()
        if began >= until:
            return number
        try:
            await sandbox.ask(person, questions[number % len(questions)], timeout=PATIENCE_S)
        except TimeoutError:
            figures.lost += 1
            return number
        figures.waits.append(time.perf_counter() - began)
        await asyncio.sleep(pause)
    return 0


def _print(figures: Figures, people: int, seconds: float) -> None:
    print(f"{people} people for {seconds:g} s: {len(figures.waits)} questions answered")
    print(f"lost {figures.lost}, doubled {figures.doubled}, faults {len(figures.faults)}")
    for line in figures.faults[:10]:
        print(f"  {line}")
    if len(figures.waits) > 1:
        print(
            f"reply time: median {statistics.median(figures.waits):.2f} s, "
            f"99th percentile {statistics.quantiles(figures.waits, n=100)[98]:.2f} s, "
            f"longest {max(figures.waits):.2f} s "
            f"(all at once wait {people / OVERALL.most:.1f} s by Telegram's limit)"
        )
    print(f"most in Telegram's windows: {figures.peaks}; over a limit: {figures.breaches}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
