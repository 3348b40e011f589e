"""What was asked and how it ended: the picture below /thongke, and the month's report."""

from __future__ import annotations

import asyncio
import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.chart import ChartTexts, activity_chart
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.ports import AssistantPort
from bot.render_texts import figures
from bot.reply import FileReply, Reply
from bot.report_xlsx import ANSWERED, NOT_FOUND, RELATED, MonthReport, report_xlsx, total
from bot.rights import ADMINS, STAFF, allowed
from bot.sending import reply_in, send_document, send_photo
from bot.wording import Wording

CHART_DAYS: Final = 30
_PARTS: Final = (ANSWERED, RELATED, NOT_FOUND)
_DAY_EVERY: Final = 7
_MOST_UNANSWERED: Final = 500
_MONTH: Final = re.compile(r"(1[0-2]|0?[1-9])[/.-](20\d\d)")


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of these commands."""
    return [
        on_command(on_stats, "thongke", "stats"),
        on_command(on_report, "baocao", "report"),
    ]


async def on_stats(update: Update, context: Context) -> None:
    """Shows the figures of the archive to staff and admins, and what was asked as a picture."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, STAFF):
        return
    words = await wording_in(place, context)
    stats, sources = await context.services.worker.run(
        lambda a: (a.stats(), len(a.archive.sources.all()))
    )
    zone = context.services.settings.time_zone
    await reply_in(place, context, figures(stats, sources, words, zone))
    await _show_chart(place, context, words)


async def on_report(update: Update, context: Context) -> None:
    """Sends the report of a month: this one, or the one that is named."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    today = _today(context)
    month = _month(" ".join(context.args or []), today)
    if month is None:
        await reply_in(place, context, Reply(words.html("report.usage")))
        return
    first, last = month
    department = context.services.department[words.language].name
    report = await context.services.worker.run(lambda a: _report(a, first, last, department))
    content = await asyncio.to_thread(report_xlsx, report, words)
    name = words.plain("report.sheet.name", month=f"{first:%Y-%m}")
    caption = words.html("report.caption", month=report.month)
    await send_document(context, place.chat.id, FileReply(content, name, caption))


async def _show_chart(place: Place, context: Context, words: Wording) -> None:
    last = _today(context)
    first = last - timedelta(days=CHART_DAYS - 1)
    asked = await context.services.worker.run(lambda a: a.archive.asked.figures(first, last))
    sums = [sum(total(day, part) for day in asked.statuses.values()) for part in _PARTS]
    if not sum(sums):
        return
    number, timed = words.number, asked.median_ms is not None
    title = words.plain("chart.title", n=CHART_DAYS)
    texts = ChartTexts(
        title=title,
        total=words.plain(
            "chart.total_timed" if timed else "chart.total",
            n=number(sum(sums)),
            up=number(asked.votes.up),
            down=number(asked.votes.down),
            **({"ms": number(asked.median_ms or 0)} if timed else {}),
        ),
        legend=[
            words.plain("chart.answered"),
            words.plain("chart.related"),
            words.plain("chart.not_found"),
        ],
        topics=words.plain("chart.topics"),
        day={
            day: f"{day:%d/%m}"
            for back in range(0, CHART_DAYS, _DAY_EVERY)
            for day in [last - timedelta(days=back)]
        },
    )
    picture = await asyncio.to_thread(activity_chart, asked, _PARTS, last, CHART_DAYS, texts)
    answered, related, missing = map(number, sums)
    caption = words.html(
        "chart.caption", title=title, answered=answered, related=related, not_found=missing
    )
    await send_photo(context, place.chat.id, FileReply(picture, "thongke.png", caption))


def _report(assistant: AssistantPort, first: date, last: date, department: str) -> MonthReport:
    archive = assistant.archive
    _, unanswered = archive.asked.unanswered(_MOST_UNANSWERED)
    return MonthReport(
        month=f"{first:%m/%Y}",
        department=department,
        days=[first + timedelta(days=n) for n in range((last - first).days + 1)],
        figures=archive.asked.figures(first, last),
        unanswered=[one for one in unanswered if first <= one.last_day <= last],
        sources=archive.sources.all(),
        waiting=archive.handoffs.open_count(),
        articles=assistant.stats().articles,
    )


def _month(typed: str, today: date) -> tuple[date, date] | None:
    """Returns the first and last day of the month that is meant; None for none, or a later one.

    >>> _month("2/2024", date(2026, 11, 23))
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if not typed:
        return today.replace(day=1), today
    named = _MONTH.fullmatch(typed.strip())
    if named is None:
        return None
    first = date(int(named[2]), int(named[1]), 1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return (first, min(last, today)) if first <= today else None


def _today(context: Context) -> date:
    services = context.services
    return services.clock.now().astimezone(services.settings.time_zone).date()
