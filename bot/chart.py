"""The picture of /thongke: what was asked, day by day, drawn for a phone.

Drawn with Pillow and a font that comes with the program: a server has none with Vietnamese.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from typing import Final

import fontpkg_be_vietnam_pro
from PIL import Image, ImageDraw, ImageFont

from index.service import DayFigures

# Twice the 360 points that a phone shows, so that it is sharp there.
WIDTH: Final = 720
_HEIGHT: Final = 860
_MARGIN: Final = 36
_CHART_TOP, _CHART_BOTTOM = 190, 520
_TOPICS_TOP: Final = 640
_MOST_TOPICS: Final = 4
_TOPIC_HEIGHT: Final = 44

# Told apart in grey and by people who see colours otherwise (Okabe and Ito's palette); dark text
# on white reads in Telegram's light and dark themes alike.
_PAPER: Final = "#ffffff"
_INK: Final = "#1c2733"
_FAINT: Final = "#66737f"
_LINE: Final = "#dde3e8"
_COLOURS: Final = ("#0072b2", "#56b4e9", "#d55e00")


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """What stands in the picture, in the reader's language."""

    title: str
    total: str
    legend: Sequence[str]
    """Of the three parts of a bar, from below."""
    topics: str
    day: Mapping[date, str]
    """The days that are written below the bars."""


def activity_chart(
    figures: DayFigures, parts: Sequence[Sequence[str]], last: date, days: int, texts: ChartTexts
) -> bytes:
    """Returns a PNG of the questions of `days` days up to `last`.

    `parts` are the statuses of the three parts of a bar, from below.
    """
    span = [last - timedelta(days=back) for back in reversed(range(days))]
    bars = [
        [sum(figures.statuses.get(day, {}).get(status, 0) for status in part) for part in parts]
        for day in span
    ]
    topics = list(figures.topics.items())[:_MOST_TOPICS]
    height = _HEIGHT if topics else _TOPICS_TOP
    image = Image.new("RGB", (WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((_MARGIN, 30), texts.title, _INK, _font(34, bold=True))
    draw.text((_MARGIN, 80), texts.total, _FAINT, _font(26))
    _legend(draw, texts.legend)
    _bars(draw, bars, span, texts.day)
    if topics:
        _topics(draw, topics, texts.topics)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _legend(draw: ImageDraw.ImageDraw, names: Sequence[str]) -> None:
    at = _MARGIN
    for name, colour in zip(names, _COLOURS, strict=True):
        draw.rectangle((at, 136, at + 22, 158), colour)
        draw.text((at + 32, 130), name, _INK, _font(24))
        at += 32 + int(draw.textlength(name, _font(24))) + 34


def _bars(
    draw: ImageDraw.ImageDraw,
    bars: Sequence[Sequence[int]],
    span: Sequence[date],
    named: Mapping[date, str],
) -> None:
    most = max((sum(bar) for bar in bars), default=0)
    step = scale(most)
    top = -(-most // step) * step or step
    left = _MARGIN + int(draw.textlength(str(top), _font(22))) + 14
    high = _CHART_BOTTOM - _CHART_TOP
    for value in range(0, top + 1, step):
        y = _CHART_BOTTOM - value * high // top
        draw.line((left, y, WIDTH - _MARGIN, y), _LINE, 2)
        draw.text((left - 12, y), str(value), _FAINT, _font(22), anchor="rm")
    wide = (WIDTH - _MARGIN - left) / len(span)
    for number, (day, bar) in enumerate(zip(span, bars, strict=True)):
        x, foot = left + number * wide, float(_CHART_BOTTOM)
        for value, colour in zip(bar, _COLOURS, strict=True):
            if value:
                upper = foot - value * high / top
                draw.rectangle((x + wide * 0.15, upper, x + wide * 0.85, foot - 1), colour)
                foot = upper
        if day in named:
            draw.text((x + wide / 2, _CHART_BOTTOM + 12), named[day], _FAINT, _font(22), "ma")


def _topics(draw: ImageDraw.ImageDraw, topics: Sequence[tuple[str, int]], title: str) -> None:
    draw.text((_MARGIN, _TOPICS_TOP - 52), title, _INK, _font(26, bold=True))
    most = max(number for _, number in topics)
    room = WIDTH - 2 * _MARGIN
    for row, (name, number) in enumerate(topics):
        y = _TOPICS_TOP + row * _TOPIC_HEIGHT
        draw.rectangle((_MARGIN, y + 30, _MARGIN + room * number // most, y + 36), _COLOURS[0])
        draw.text((_MARGIN, y), _fitted(draw, name, room - 110), _INK, _font(22))
        draw.text((WIDTH - _MARGIN, y), str(number), _FAINT, _font(22), anchor="ra")


def scale(most: int) -> int:
    """Returns the step between the lines behind the bars: 1, 2 or 5 with noughts.

    >>> [scale(n) for n in (0, 3, 12, 47, 480)]
    [1, 1, 5, 20, 200]
    """
    step = 1
    while True:
        for factor in (1, 2, 5):
            if most <= step * factor * 3:
                return step * factor
        step *= 10


def _fitted(draw: ImageDraw.ImageDraw, text: str, room: float) -> str:
    if draw.textlength(text, _font(22)) <= room:
        return text
    while text and draw.textlength(f"{text}…", _font(22)) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "BeVietnamPro-SemiBold.ttf" if bold else "BeVietnamPro-Regular.ttf"
    return ImageFont.truetype(str(fontpkg_be_vietnam_pro.ROOT / "files" / name), size)
