"""A message read in the light of the question before it: "Còn phó bí thư?", "ở đâu?".

    read_message ─ rules, the surest first ─ the complete question, or None

A message goes on from the last question when it is only a question word, only something to
put in the place of something, or has a word that stands for what was said. One that stands
on its own is never touched, and where two readings are possible there is none: a wrong
reading is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from index.answer.follow.asked import Asked, Previous, take_apart
from index.answer.follow.attributes import other_attribute
from index.answer.follow.edits import finished
from index.answer.follow.english import english_question
from index.answer.follow.exchange import exchanged
from index.answer.follow.message import Message, read_message
from index.answer.follow.names import exchanged_name
from index.answer.follow.pronouns import is_complete, pronouns_replaced
from index.answer.follow.questions import bare_question
from index.answer.understanding import QUESTION_LIMIT, understand
from index.language.lexicon import Lexicon
from index.language.normalize import fold
from index.language.tokens import tokenize
from index.model import Answer, Status

Rule = Callable[[Asked, Message], str | None]

_SEARCHED: Final = frozenset({Status.ANSWERED, Status.CURATED, Status.RELATED, Status.NOT_FOUND})
"""Statuses of messages that asked the news something."""
_RULES: Final[tuple[Rule, ...]] = (
    bare_question,
    exchanged,
    pronouns_replaced,
    other_attribute,
    exchanged_name,
)
_ENGLISH_RULES: Final[tuple[Rule, ...]] = (english_question, exchanged, pronouns_replaced)


def previous_of(answer: Answer, lexicon: Lexicon, today: date) -> Previous | None:
    """Returns what a message may go on from; None after small talk and the like."""
    if answer.status not in _SEARCHED or answer.personal:
        return None
    question = answer.searched_as or answer.question
    kind = understand(question, lexicon, today).answer_type
    quote = answer.quote
    if quote is None:
        return Previous(question, kind, answer.language)
    return Previous(question, kind, answer.language, quote.text, quote.sentence, quote.title)


def complete_question(previous: Previous, text: str, lexicon: Lexicon) -> str | None:
    """Returns the question that `text` asks in the light of the previous one.

    None when it stands on its own, or when no reading is sure. Any text is taken.
    """
    message = read_message(text, lexicon)
    if message is None or not previous.question.strip():
        return None
    asked = take_apart(previous, lexicon)
    if not asked.line.tokens or not is_complete(asked):
        return None
    for rule in _RULES if asked.vietnamese else _ENGLISH_RULES:
        found = rule(asked, message)
        if found is not None:
            complete = finished(asked, found)
            return complete if _is_other(complete, text) else None
    return None


def _is_other(complete: str, text: str) -> bool:
    return len(complete) <= QUESTION_LIMIT and _said(complete) != _said(text)


def _said(text: str) -> str:
    return " ".join(fold(token.text) for token in tokenize(text))
