"""Answers for all in the making: their wording, kept until a term brings them into force.

To be run in the assistant's thread, but for `split_rewording`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.markup import clean, one_line
from bot.ports import AssistantPort
from bot.render_curated import is_draft
from index import hide_personal, same_as
from index.service import Curated

_QUESTION: Final = re.compile(r"^\s*(?:hỏi|hoi|q|question|câu hỏi)\s*:\s*(.+)$", re.IGNORECASE)
_ANSWER: Final = re.compile(r"^\s*(?:đáp|dap|a|answer|trả lời)\s*:\s*", re.IGNORECASE)
_MOST_COMPARED: Final = 1_000


def split_rewording(text: str) -> tuple[str | None, str | None]:
    r"""Returns the question and the answer in what somebody wrote; None for what is not there.

    >>> split_rewording("Hỏi: Phí bao nhiêu?\nĐáp: 200.000 đồng")
    ('Phí bao nhiêu?', '200.000 đồng')
    >>> split_rewording("200.000 đồng")
    (None, '200.000 đồng')
    """
    question, rest = None, []
    for line in clean(text).splitlines():
        found = _QUESTION.match(line) if question is None else None
        if found:
            question = hide_personal(one_line(found[1])).text
        else:
            rest.append(line)
    answer = _ANSWER.sub("", "\n".join(rest).strip(), count=1).strip()
    return question, hide_personal(answer).text or None


def draft(
    assistant: AssistantPort,
    question: str,
    answer: str,
    author: int,
    now: datetime,
    zone: ZoneInfo,
) -> Curated:
    """Keeps an answer that is not in force yet; returns the same one for the same texts.

    Raises LimitError: there are too many, or a text is too long.
    """
    asked, text = hide_personal(one_line(question)).text, hide_personal(answer.strip()).text
    _, kept = assistant.archive.curated.page(_MOST_COMPARED)
    for one in kept:
        if (one.question, one.answer, is_draft(one, zone)) == (asked, text, True):
            return one
    before = now.astimezone(zone).date() - timedelta(days=1)
    return assistant.archive.curated.add(asked, text, author, now, expires_on=before)


def reword(
    assistant: AssistantPort,
    number: int,
    rewording: tuple[str | None, str | None],
    author: int,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Curated | None, bool]:
    """Changes question, answer or both of a draft; of what was in force it makes a draft.

    Returns the draft, None where the answer is gone, and whether it is to take the place of the
    answer, which stays as it is until then. Raises LimitError as `draft`.
    """
    found = assistant.archive.curated.get(number)
    question, answer = rewording
    if found is None:
        return None, False
    if is_draft(found, zone):
        changed = assistant.archive.curated.change(number, question=question, answer=answer)
        return changed, False
    asked, text = question or found.question, answer or found.answer
    return draft(assistant, asked, text, author, now, zone), True


def bring_into_force(
    assistant: AssistantPort, kept: Curated, until: date, today: date, replaced: int | None
) -> None:
    """Sets the term, and takes the question off the list of those without an answer.

    `replaced` is the number of the answer that it takes the place of.
    """
    archive = assistant.archive
    _, unanswered = archive.asked.unanswered(_MOST_COMPARED)
    same = set(same_as(kept.question, [one.text for one in unanswered], today))
    with archive.together():
        archive.curated.change(kept.id, expires_on=until)
        if replaced is not None:
            archive.curated.remove(replaced)
        for one in unanswered:
            if one.text in same:
                archive.asked.done(one.key)
