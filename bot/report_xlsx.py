"""The month's report for the leadership as a spreadsheet: figures and topics, no personal data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.wording import Wording
from bot.wording_keys import TextKey
from index import Source
from index.model import Status
from index.service import DayFigures, Unanswered

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
ANSWERED: Final = (Status.ANSWERED.value, Status.CURATED.value)
RELATED: Final = (Status.RELATED.value,)
NOT_FOUND: Final = (Status.NOT_FOUND.value,)


@dataclass(frozen=True, slots=True)
class MonthReport:
    """What a report says; `days` are those of the month, up to today."""

    month: str
    department: str
    days: Sequence[date]
    figures: DayFigures
    unanswered: Sequence[Unanswered]
    sources: Sequence[Source]
    waiting: int
    articles: int


def total(statuses: Mapping[str, int], of: Sequence[str]) -> int:
    """Returns how many questions of a day ended in one of the statuses."""
    return sum(statuses.get(status, 0) for status in of)


def report_xlsx(report: MonthReport, words: Wording) -> bytes:
    """Returns the report as the bytes of an .xlsx file, headed in the language of `words`."""
    held = BytesIO()
    book = Workbook(held, _OPTIONS)
    sheets = _Sheets(book, words)
    _summary(sheets, report)
    _days(sheets, report)
    _table(
        sheets,
        "report.sheet.topics",
        ("report.head.topic", "report.head.number"),
        list(report.figures.topics.items()),
    )
    _table(
        sheets,
        "report.sheet.unanswered",
        ("report.head.question", "report.head.times", "report.head.last"),
        [(one.text, one.times, one.last_day) for one in report.unanswered],
    )
    _table(
        sheets,
        "report.sheet.sources",
        ("report.head.source", "report.head.address", "report.head.last_run", "report.head.state"),
        [_source_row(one, words) for one in report.sources],
    )
    book.close()
    return held.getvalue()


class _Sheets:
    """A workbook with its formats and wording."""

    def __init__(self, book: Workbook, words: Wording) -> None:
        self.book = book
        self.words = words
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self.share = book.add_format({"num_format": "0.0%"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})

    def add(self, name: TextKey, heads: Sequence[TextKey], row: int = 0) -> Worksheet:
        """Returns a new sheet with its column heads, which stay in sight."""
        sheet = self.book.add_worksheet(self.words.plain(name))
        for column, key in enumerate(heads):
            sheet.write_string(row, column, self.words.plain(key), self.head)
        if heads:
            sheet.freeze_panes(row + 1, 0)
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        """Writes a cell by the type of its value; a text is never a formula."""
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value)
        elif value is not None:
            sheet.write_string(row, column, str(value), self.text)


def _summary(sheets: _Sheets, report: MonthReport) -> None:
    words, figures = sheets.words, report.figures
    days = list(figures.statuses.values())
    asked = sum(sum(day.values()) for day in days)
    answered, related, missing = (
        sum(total(day, part) for day in days) for part in (ANSWERED, RELATED, NOT_FOUND)
    )
    sheet = sheets.add("report.sheet.summary", ())
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 24)
    sheet.write_string(0, 0, words.plain("report.head.title", month=report.month), sheets.title)
    rows: list[tuple[TextKey, Any]] = [
        ("report.head.department", report.department),
        ("report.head.questions", asked),
        ("report.head.answered", answered),
        ("report.head.related", related),
        ("report.head.not_found", missing),
        ("report.head.other", asked - answered - related - missing),
        ("report.head.median", figures.median_ms),
        ("report.head.up", figures.votes.up),
        ("report.head.down", figures.votes.down),
        ("report.head.handoffs", report.waiting),
        ("report.head.articles", report.articles),
    ]
    for row, (key, value) in enumerate(rows, 2):
        sheet.write_string(row, 0, words.plain(key))
        sheets.write(sheet, row, 1, value)
    sheet.write_string(len(rows) + 2, 0, words.plain("report.head.share"))
    searched = answered + related + missing
    sheet.write_number(len(rows) + 2, 1, answered / searched if searched else 0, sheets.share)


def _days(sheets: _Sheets, report: MonthReport) -> None:
    heads: tuple[TextKey, ...] = (
        "report.head.day",
        "report.head.answered",
        "report.head.related",
        "report.head.not_found",
        "report.head.questions",
    )
    sheet = sheets.add("report.sheet.days", heads)
    sheet.set_column(0, len(heads) - 1, 18)
    for row, day in enumerate(report.days, 1):
        statuses = report.figures.statuses.get(day, {})
        numbers = [total(statuses, part) for part in (ANSWERED, RELATED, NOT_FOUND)]
        for column, value in enumerate([day, *numbers, sum(statuses.values())]):
            sheets.write(sheet, row, column, value)
    chart = sheets.book.add_chart({"type": "column", "subtype": "stacked"})
    name, last = sheets.words.plain("report.sheet.days"), len(report.days)
    for column in range(1, len(heads) - 1):
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, column, last, column],
            }
        )
    chart.set_size({"width": 900, "height": 360})
    sheet.insert_chart(1, len(heads) + 1, chart)


def _table(
    sheets: _Sheets, name: TextKey, heads: Sequence[TextKey], rows: Sequence[Sequence[Any]]
) -> None:
    sheet = sheets.add(name, heads)
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, len(heads) - 1, 24)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            sheets.write(sheet, number, column, value)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def _source_row(source: Source, words: Wording) -> tuple[Any, ...]:
    state = words.plain("report.head.paused" if source.paused else "report.head.works")
    ran = source.last_run_at.date() if source.last_run_at else None
    return source.name, source.url, ran, source.failure or state
