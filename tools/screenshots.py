"""Takes the pictures of docs/images: conversations with the real bot on the sandbox's page.

    python -m tools.screenshots                   # all of them, at the size of a phone
    python -m tools.screenshots card --to /tmp    # one of them, elsewhere
    python -m tools.screenshots --width 1280      # as a desktop shows them

People, department and news are those of the sandbox, all fictional; the clock stands. What
remains are the fonts of the machine and the version of Chromium.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click
from PIL import Image

from tests.bot.browser import Page, browse
from tests.bot.devtools import Chromium, find_chromium
from tests.bot.fakes import JumpingClock
from tests.bot.sample_bot import make_sample_home, sample_bot
from tools.scenes import SCENES, Scene, Stage

ROOT: Final = Path(__file__).resolve().parent.parent
IMAGES: Final = ROOT / "docs" / "images"
ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
NOW: Final = datetime(2026, 9, 14, 8, 30, tzinfo=ZONE)
"""A Monday, four days after the newest of the sample news."""
PHONE_WIDTH: Final = 360
HEIGHT: Final = 800
COLOURS: Final = 256
"""A picture of text needs no more, and takes a fifth of the room."""

# The page compares the days of messages with today.
_STANDING_CLOCK: Final = """
  const Real = Date;
  const now = %d;
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [now])); }
    static now() { return now; }
  };
"""


@contextlib.asynccontextmanager
async def _page(chromium: Chromium, home: Path, size: tuple[int, int]) -> AsyncIterator[Page]:
    """Runs the bot on a home of its own, with its page open as people here would see it."""
    clock = JumpingClock(NOW.timestamp())
    async with sample_bot(home, clock) as url, browse(chromium, url, size) as page:
        await page.call("Emulation.setTimezoneOverride", timezoneId=ZONE.key)
        await page.call("Emulation.setLocaleOverride", locale="vi-VN")
        script = _STANDING_CLOCK % int(NOW.timestamp() * 1000)
        await page.call("Page.addScriptToEvaluateOnNewDocument", source=script)
        await page.open()
        yield page


async def _take(scene: Scene, chromium: Chromium, sample: Path, to: Path, width: int) -> Path:
    """Plays a scene and keeps what is seen at its end."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(sample, home)
        if scene.prepare is not None:
            scene.prepare(home, NOW)
        async with _page(chromium, home, (width, HEIGHT)) as page:
            await scene.play(Stage(page, home, NOW))
            # No blinking caret, and no tools beside the message whose button was pressed.
            await page.evaluate("document.activeElement.blur()")
            await page.call("Input.dispatchMouseEvent", type="mouseMoved", x=0, y=0)
            picture = to / f"{scene.name}.png"
            await page.screenshot(picture)
    picture.write_bytes(_smaller(picture.read_bytes()))
    return picture


def _smaller(png: bytes) -> bytes:
    """Returns the picture with few colours."""
    out = BytesIO()
    whole = Image.open(BytesIO(png)).convert("RGB")
    # The octree keeps the few colours of small things, as of 👍, beside those of the background.
    few = whole.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


async def _take_all(scenes: list[Scene], chromium: Chromium, to: Path, width: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample"
        make_sample_home(sample)
        for scene in scenes:
            picture = await _take(scene, chromium, sample, to, width)
            click.echo(f"{picture} {picture.stat().st_size / 1000:.0f} KB")


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([scene.name for scene in SCENES]))
@click.option("--to", type=click.Path(path_type=Path), default=IMAGES, help="The folder.")
@click.option("--width", default=PHONE_WIDTH, show_default=True, help="In CSS pixels.")
def main(names: tuple[str, ...], to: Path, width: int) -> None:
    """Takes the pictures that are named, or all."""
    program = find_chromium()
    if program is None:
        raise click.ClickException("no Chromium is installed; CHROMIUM says where it is")
    to.mkdir(parents=True, exist_ok=True)
    chosen = [scene for scene in SCENES if not names or scene.name in names]
    chromium = Chromium(program)
    try:
        asyncio.run(_take_all(chosen, chromium, to, width))
    finally:
        chromium.stop()


if __name__ == "__main__":
    main()
