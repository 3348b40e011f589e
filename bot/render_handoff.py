"""Questions for officers, as the person who asks and the officers see them. Pure functions.

The cuts add up to less than Telegram's 4096 UTF-16 units: a question of 1,000 characters and a
reply of 3,000 units, or a page of five questions of 300.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.callbacks import NO_QUERY, Press
from bot.department import Profile
from bot.markup import clean, cut, escape, one_line
from bot.reply import PressButton, Reply, Rows
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.service import Handoff, HandoffState

ASK_OFFICER: Final = "officer"
"""Asks whether a saved question may be passed on; without one, asks for the question."""
SEND: Final = "offsend"
"""Passes a saved question on."""
KEEP_BACK: Final = "offno"
"""Leaves a question that was not passed on; also the question for the question (see `MORE`)."""
MORE: Final = "offmore"
"""Under an officer's reply: asks for what else the person wants to know."""
TYPE: Final = "offtype"
"""Leaves the request to write a question; its id is the number that it goes on from."""
TAKE: Final = "hotake"
CLOSE: Final = "hoclose"
REASON: Final = "hoend"
"""Closes a question for the reason that the offset names; a reply gives another reason."""
STAY: Final = "hostay"
"""Leaves the choice of a reason."""
SUPPLEMENT: Final = "hoadd"
"""Under the word that a reply was not sent: sends it to the person who asked all the same."""
QUEUE: Final = "hoqueue"
OPEN: Final = "hoopen"
LEAVE_GROUP: Final = "honot"

QUEUE_PAGE: Final = 5
QUESTION_UNITS: Final = 1_000
LISTED_UNITS: Final = 300
LONGEST_REPLY_UNITS: Final = 3_000
EXCERPT_UNITS: Final = 200
NAME_UNITS: Final = 60
REASONS: Final[tuple[TextKey, ...]] = (
    "officer.reason.not_ours",
    "officer.reason.answered",
    "officer.reason.unclear",
)


def officer_row(query_id: str, words: Wording) -> Rows:
    """Returns the row that stands where there is no answer."""
    press = Press(ASK_OFFICER, query_id or NO_QUERY)
    return ((PressButton(words.plain("handoff.button.ask"), press),),)


# --- for who asks -----------------------------------------------------------------------


def confirmation(
    question: str,
    query_id: str,
    after: int | None,
    words: Wording,
    profile: Profile,
    *,
    private: bool = True,
) -> Reply:
    """Says what would be passed on, and who will read the answer in a group, and asks."""
    first = (
        words.html("handoff.confirm", department=profile.name)
        if after is None
        else words.html("handoff.confirm_after", number=after)
    )
    rows = (
        (
            PressButton(words.plain("handoff.button.send"), Press(SEND, query_id)),
            PressButton(words.plain("handoff.button.cancel"), Press(KEEP_BACK, query_id)),
        ),
    )
    parts = [first, quoted(question), words.html("handoff.what_is_passed")]
    if not private:
        parts.insert(2, words.html("handoff.in_group"))
    return Reply("\n\n".join(parts), rows)


def request(after: int | None, words: Wording) -> Reply:
    """Asks for the question."""
    if after is None:
        html = words.html("handoff.ask")
    else:
        html = words.html("handoff.ask_after", number=after)
    press = Press(TYPE, str(after or 0))
    return Reply(html, ((PressButton(words.plain("handoff.button.cancel"), press),),))


def passed(handoff: Handoff, words: Wording, profile: Profile, *, new: bool) -> Reply:
    """Says that a question is in the queue."""
    first = words.html("handoff.passed" if new else "handoff.already", number=handoff.number)
    follows = words.html("handoff.what_follows", hotline=profile.hotline, hours=profile.hours)
    return Reply("\n\n".join([first, quoted(handoff.question), follows]))


def answer_to_asker(
    handoff: Handoff,
    reply: str,
    now: datetime,
    words: Wording,
    profile: Profile,
    zone: ZoneInfo,
    *,
    added: bool = False,
) -> Reply:
    """Renders an officer's reply for the person who asked; `added`: after an earlier word."""
    title: TextKey = "handoff.added_title" if added else "handoff.reply_title"
    who = profile.answers_by or words.plain("handoff.officers_of", department=profile.name)
    parts = [
        words.html(title, who=who, when=words.moment(now, zone)),
        words.html("handoff.reply_question", number=handoff.number)
        + "\n"
        + quoted(handoff.question, LISTED_UNITS),
        escape(cut(clean(reply), LONGEST_REPLY_UNITS)),
    ]
    more = PressButton(words.plain("handoff.button.more"), Press(MORE, str(handoff.number)))
    return Reply("\n\n".join(parts), ((more,),))


def closed_to_asker(handoff: Handoff, reason: str, words: Wording, profile: Profile) -> Reply:
    """Says to the person who asked that there will be no answer, and why."""
    parts = [
        words.html("handoff.closed", number=handoff.number)
        + "\n"
        + quoted(handoff.question, LISTED_UNITS),
        words.html("handoff.closed_reason", reason=cut(one_line(reason), QUESTION_UNITS)),
        words.html("handoff.closed_contact", hotline=profile.hotline, hours=profile.hours),
    ]
    return Reply("\n\n".join(parts))


# --- for officers -----------------------------------------------------------------------


def staff_card(
    handoff: Handoff,
    words: Wording,
    zone: ZoneInfo,
    *,
    before: Handoff | None = None,
    taken: str | None = None,
) -> Reply:
    """Renders a question for officers, with how it ended; a reply to it answers it.

    `before` is the question that it goes on from; `taken` says who will answer.
    """
    when = words.moment(handoff.asked_at, zone)
    lines = [words.html("officer.title", number=handoff.number, when=when)]
    if before is not None:
        excerpt = cut(one_line(before.question), EXCERPT_UNITS)
        lines.append(words.html("officer.after", number=before.number, question=excerpt))
    lines.append(quoted(handoff.question))
    if handoff.state is HandoffState.OPEN:
        if taken:
            lines.append(taken)
        lines.append(words.html("officer.how"))
        return Reply("\n".join(lines), _card_rows(handoff, words))
    return Reply("\n".join([*lines, _ended(handoff, words, zone)]))


def _card_rows(handoff: Handoff, words: Wording) -> Rows:
    number = str(handoff.number)
    return (
        (
            PressButton(words.plain("handoff.button.take"), Press(TAKE, number)),
            PressButton(words.plain("handoff.button.close"), Press(CLOSE, number)),
        ),
    )


def _ended(handoff: Handoff, words: Wording, zone: ZoneInfo) -> str:
    when = words.moment(handoff.ended_at or handoff.asked_at, zone)
    reply = handoff.reply or "…"
    if handoff.state is HandoffState.CLOSED:
        return words.html("officer.closed", when=when, reason=cut(one_line(reply), EXCERPT_UNITS))
    return f"{words.html('officer.answered', when=when)}\n{quoted(reply, LISTED_UNITS)}"


def not_theirs(handoff: Handoff, words: Wording, zone: ZoneInfo) -> Reply:
    """Tells an officer that the question has ended, and offers to send their reply too."""
    when = words.moment(handoff.ended_at or handoff.asked_at, zone)
    rows = supplement_row(handoff, words)
    if handoff.state is HandoffState.CLOSED:
        return Reply(words.html("officer.already_closed", number=handoff.number, when=when), rows)
    first = words.html("officer.already_answered", number=handoff.number, when=when)
    return Reply(f"{first}\n{quoted(handoff.reply or '…', LISTED_UNITS)}", rows)


def edited_reply(handoff: Handoff, words: Wording) -> Reply:
    """Tells an officer who edits a reply that another was sent, and offers to send this one."""
    return Reply(
        words.html("officer.edited", number=handoff.number), supplement_row(handoff, words)
    )


def supplement_row(handoff: Handoff, words: Wording) -> Rows:
    """Returns the row that sends an officer's message after a question has ended."""
    press = Press(SUPPLEMENT, str(handoff.number))
    return ((PressButton(words.plain("handoff.button.supplement"), press),),)


def reasons(handoff: Handoff, words: Wording) -> Reply:
    """Asks why a question is closed."""
    number = str(handoff.number)
    rows = [
        (PressButton(words.plain(key), Press(REASON, number, place)),)
        for place, key in enumerate(REASONS)
    ]
    stay = PressButton(words.plain("handoff.button.cancel"), Press(STAY, number))
    return Reply(words.html("officer.why", number=handoff.number), (*rows, (stay,)))


def queue_page(
    total: int, shown: Sequence[Handoff], offset: int, words: Wording, zone: ZoneInfo
) -> Reply:
    """Renders a page of the questions that wait, the oldest first."""
    if not shown:
        return Reply(words.html("queue.none"))
    parts = [words.count("queue.title", total)]
    for one in shown:
        key: TextKey = "queue.line" if one.officer_id is None else "queue.line_taken"
        line = words.html(key, number=one.number, when=words.moment(one.asked_at, zone))
        parts.append(f"{line}\n{escape(cut(one_line(one.question), LISTED_UNITS))}")
    opening = tuple(
        PressButton(
            words.plain("handoff.button.number", number=one.number), Press(OPEN, str(one.number))
        )
        for one in shown
    )
    rows = [opening[:3], opening[3:]]
    turning = []
    if offset:
        back = Press(QUEUE, offset=max(0, offset - QUEUE_PAGE))
        turning.append(PressButton(words.plain("button.previous"), back))
    if offset + len(shown) < total:
        on = Press(QUEUE, offset=offset + QUEUE_PAGE)
        turning.append(PressButton(words.plain("button.next"), on))
    parts.append(words.html("queue.how"))
    return Reply("\n\n".join(parts), tuple(row for row in (*rows, tuple(turning)) if row))


def taken_line(name: str | None, words: Wording) -> str:
    """Returns the line that says who will answer; None for somebody else whose name is unknown."""
    if name is None:
        return words.html("officer.taken_by_other")
    return words.html("officer.taken", who=cut(one_line(name), NAME_UNITS) or "…")


def quoted(text: str, units: int = QUESTION_UNITS) -> str:
    """Returns a text as a quote."""
    return f"<blockquote>{escape(cut(clean(text), units))}</blockquote>"
