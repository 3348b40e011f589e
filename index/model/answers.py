"""How a question ended, and what was quoted to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.model.articles import Language
from index.model.searches import Hit


class Status(StrEnum):
    """How a question ended. Every one is an outcome that is counted, none is a fault."""

    ANSWERED = "answered"
    """A sentence of an article answers, and the short answer stands in it."""
    CURATED = "curated"
    """An officer answered this question before; their answer stands in no article."""
    RELATED = "related"
    """Articles on the matter, but no sentence that surely answers."""
    NOT_FOUND = "not_found"
    """Nothing in the archive is on the matter."""
    GREETING = "greeting"
    """The person said hello."""
    THANKS = "thanks"
    """The person thanked or praised."""
    FAREWELL = "farewell"
    """The person took leave."""
    ACKNOWLEDGEMENT = "acknowledgement"
    """The person said "ok", "vâng" and the like, and asked nothing."""
    ABOUT_BOT = "about_bot"
    """The person asked who or what the bot is."""
    TALK_TO_OFFICER = "talk_to_officer"
    """The person wants to speak with an officer."""
    COMPLAINT = "complaint"
    """A complaint or denunciation: the bot takes none and says who does."""
    EMERGENCY = "emergency"
    """Fire, accident, crime, somebody in danger: the numbers to call."""
    DISTRESS = "distress"
    """Somebody thinks of taking their life: where there is help."""
    INSULT = "insult"
    """The person swore, or was displeased with the bot."""
    PRIVATE_MATTER = "private_matter"
    """Feelings, or somebody's private life."""
    OTHER_PROVINCE = "other_province"
    """A matter of another province, of which the archive says nothing."""
    OUT_OF_SCOPE = "out_of_scope"
    """A matter that no department news can answer: weather, jokes, lottery."""
    PERSONAL_DATA = "personal_data"
    """Nothing but the number of an identity card, a bank card or the like."""
    TOO_LONG = "too_long"
    """The question is longer than the limit."""
    EMPTY_QUESTION = "empty_question"
    """No word to search for: emoji, punctuation, white space, a key held down."""
    OTHER_LANGUAGE = "other_language"
    """Written in a script that neither Vietnamese nor English is written in."""
    EMPTY_ARCHIVE = "empty_archive"
    """There are no articles yet."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The answer: a span in a sentence that stands, word for word, in an article.

    `sentence[start:end] == text`. Offsets are code points. Where the sentence introduces a
    list or is of one of its items, `items` are up to 12 of them, each as it stands in the
    article, with the `intro` above them and the number of `more_items` that it has. `page` is
    the page, from 1, of the document that the sentence begins on; None without pages.
    """

    text: str
    sentence: str
    start: int
    end: int
    url: str
    title: str
    published: date | None
    category: str | None
    source: str | None
    intro: str = ""
    items: tuple[str, ...] = ()
    more_items: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class CuratedAnswer:
    """What an officer answered to this question before, and up to when it holds, None for ever.

    `question` is the one that they answered; the question asked may be worded otherwise.
    """

    id: int
    question: str
    text: str
    answered_on: date
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Newer:
    """An article on the matter of an answer that is newer than the one it stands in."""

    url: str
    title: str
    published: date


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of answering decided, and how long it took, for `--explain`."""

    name: str
    took_ms: float
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question. Rendering is a pure function of it.

    `personal`: the message held a number of somebody's papers. It is masked in `question`,
    was not searched for, and must not be kept; the person is told to delete the message.
    """

    question: str
    status: Status
    language: Language
    quote: Quote | None = None
    hits: Sequence[Hit] = ()
    took_ms: float = 0.0
    steps: Sequence[Step] = ()
    searched_as: str | None = None
    """The question as it was searched, where a typed word was read as another; else None."""
    personal: bool = False
    overdue_days: int | None = None
    """How many days ago the deadline that the quote gives has passed; None where none has."""
    newer: Newer | None = None
    curated: CuratedAnswer | None = None
    """What an officer answered; not None where the status is `curated`, and there alone."""
