"""Answers that officers wrote: as people get them, and as officers keep and change them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.callbacks import HITS, Press
from bot.department import Profile
from bot.markup import clean, cut, escape, one_line
from bot.render_handoff import quoted
from bot.reply import PressButton, Reply, Rows
from bot.wording import Wording
from index.model import Answer, CuratedAnswer
from index.service import Curated, Handoff

KEEP: Final = "keep"
"""Under a sent reply: shows what would be kept; its id is the number of the question."""
UNTIL: Final = "cuset"
"""Keeps an answer for as many days as the offset says; a reply changes its wording."""
DROP: Final = "cudrop"
"""Does not keep an answer."""
LIST: Final = "culist"
ONE: Final = "cuone"
END: Final = "cuend"
END_SURE: Final = "cusure"

DAYS: Final = (30, 90, 365)
PAGE: Final = 5
ANSWER_UNITS: Final = 3_000
QUESTION_UNITS: Final = 500
LISTED_UNITS: Final = 300


def curated_reply(
    answer: Answer, curated: CuratedAnswer, words: Wording, profile: Profile, query_id: str
) -> Reply:
    """Renders an officer's answer for whoever asks its question again."""
    who = profile.answers_by or words.plain("handoff.officers_of", department=profile.name)
    parts = [
        words.html("curated.title", who=who, date=words.date(curated.answered_on))
        + "\n"
        + words.html("curated.question", question=cut(one_line(curated.question), LISTED_UNITS)),
        escape(cut(clean(curated.text), ANSWER_UNITS)),
    ]
    rows: Rows = ()
    if answer.hits and query_id:
        rows = ((PressButton(words.plain("button.more"), Press(HITS, query_id)),),)
    return Reply("\n\n".join(parts), rows)


def sent_reply(handoff: Handoff, words: Wording) -> Reply:
    """Tells an officer that their reply is on its way, and offers to keep it."""
    keep = PressButton(words.plain("curated.button.keep"), Press(KEEP, str(handoff.number)))
    return Reply(words.html("officer.sent", number=handoff.number), ((keep,),))


def preview(curated: Curated, words: Wording, replaced: int | None = None) -> Reply:
    """Shows what would be kept, with its terms; `replaced` is what it takes the place of."""
    parts = [
        words.html("curated.preview"),
        _question_and_answer(curated, words),
        words.html("curated.what_follows"),
        words.html("curated.how_to_change"),
    ]
    if replaced is not None:
        parts.insert(2, words.html("curated.replaces", id=replaced))
    numbers = _numbers(curated.id, replaced)
    drop = PressButton(words.plain("curated.button.drop"), Press(DROP, numbers))
    return Reply("\n\n".join(parts), (_terms(numbers, words), (drop,)))


def numbers_in(press: Press) -> tuple[int, int | None]:
    """Returns the number of an answer in a button, 0 for none, and of the one that it replaces."""
    number, _, replaced = press.query_id.partition("-")
    if not (number.isdecimal() and (replaced.isdecimal() or not replaced)):
        return 0, None
    return int(number), int(replaced) if replaced else None


def _numbers(number: int, replaced: int | None) -> str:
    return str(number) if replaced is None else f"{number}-{replaced}"


def curated_list(
    total: int, shown: Sequence[Curated], offset: int, words: Wording, today: date, zone: ZoneInfo
) -> Reply:
    """Renders a page of the answers that are kept, the newest first."""
    if not shown:
        return Reply(words.html("curated.none"))
    parts = [words.count("curated.list_title", total)]
    for one in shown:
        line = words.html("curated.line", id=one.id, state=_state(one, words, today, zone))
        parts.append(f"{line}\n{escape(cut(one_line(one.question), LISTED_UNITS))}")
    parts.append(words.html("curated.list_how"))
    numbers = tuple(
        PressButton(
            words.plain("curated.button.number", id=one.id), Press(ONE, str(one.id), offset)
        )
        for one in shown
    )
    turning = []
    if offset:
        back = Press(LIST, offset=max(0, offset - PAGE))
        turning.append(PressButton(words.plain("button.previous"), back))
    if offset + len(shown) < total:
        turning.append(PressButton(words.plain("button.next"), Press(LIST, offset=offset + PAGE)))
    return Reply("\n\n".join(parts), tuple(row for row in (numbers, tuple(turning)) if row))


def curated_card(
    curated: Curated, offset: int, words: Wording, today: date, zone: ZoneInfo
) -> Reply:
    """Shows one answer with who kept it, and what can be done; `offset` is its page's."""
    created = words.date(curated.created_at.astimezone(zone).date())
    state = _state(curated, words, today, zone)
    parts = [
        words.html("curated.card", id=curated.id, state=state),
        _question_and_answer(curated, words),
        words.html("curated.record", author=curated.author, date=created),
        words.html("curated.how_to_change"),
    ]
    row = (
        PressButton(words.plain("curated.button.end"), Press(END, str(curated.id), offset)),
        PressButton(words.plain("curated.button.list"), Press(LIST, offset=offset)),
    )
    return Reply("\n\n".join(parts), (_terms(str(curated.id), words), row))


def sure_to_end(curated: Curated, offset: int, words: Wording) -> Reply:
    """Asks whether an answer shall really end."""
    number = str(curated.id)
    row = (
        PressButton(words.plain("curated.button.sure"), Press(END_SURE, number, offset)),
        PressButton(words.plain("handoff.button.cancel"), Press(ONE, number, offset)),
    )
    return Reply(words.html("curated.sure", id=curated.id), (row,))


def is_draft(curated: Curated, zone: ZoneInfo) -> bool:
    """Tells whether an answer was never in force: it ended before the day it was made."""
    made = curated.created_at.astimezone(zone).date()
    return curated.expires_on is not None and curated.expires_on < made


def _question_and_answer(curated: Curated, words: Wording) -> str:
    ask, answer = words.html("curated.ask"), words.html("curated.answer")
    question = escape(cut(one_line(curated.question), QUESTION_UNITS))
    text = quoted(curated.answer, ANSWER_UNITS - QUESTION_UNITS)
    return f"<b>{ask}</b> {question}\n<b>{answer}</b>\n{text}"


def _terms(numbers: str, words: Wording) -> tuple[PressButton, ...]:
    return tuple(
        PressButton(words.plain("curated.button.days", n=days), Press(UNTIL, numbers, days))
        for days in DAYS
    )


def _state(curated: Curated, words: Wording, today: date, zone: ZoneInfo) -> str:
    if curated.expires_on is None:
        return words.plain("curated.state.forever")
    if is_draft(curated, zone):
        return words.plain("curated.state.draft")
    if curated.expires_on < today:
        return words.plain("curated.state.expired", date=words.date(curated.expires_on))
    return words.plain("curated.state.until", date=words.date(curated.expires_on))
