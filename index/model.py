"""The values that travel between the rooms: articles, questions, hits and answers.

Everything here is frozen and knows neither SQLite, nor an engine, nor Telegram.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """Who is asking. A higher role sees all that a lower one sees."""

    CITIZEN = "citizen"
    STAFF = "staff"
    ADMIN = "admin"

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The audiences whose articles this role may read."""
        if self is Role.CITIZEN:
            return (Audience.PUBLIC,)
        return (Audience.PUBLIC, Audience.STAFF)


class Audience(StrEnum):
    """For whom an article was published."""

    PUBLIC = "public"
    STAFF = "staff"


class Language(StrEnum):
    """Languages of questions, articles and wording."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class DateOrigin(StrEnum):
    """Where an article's published date was found."""

    METADATA = "metadata"
    TEXT = "text"
    INFERRED = "inferred"


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
class Article:
    """One news item, as published.

    `text` is in NFC, paragraphs and list items on lines of their own; names are never
    respelled. `published` is the day of publication or None when unsure. `pages` are the code
    point offsets in `text` at which the pages of a document begin, the first page first.
    """

    url: str
    title: str
    text: str
    published: date | None = None
    published_from: DateOrigin | None = None
    category: str | None = None
    audience: Audience = Audience.PUBLIC
    language: Language = Language.VIETNAMESE
    source: str | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """An item that was not taken in: what it was, and why, in words a person can act on."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did, in numbers of articles."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: tuple[Rejection, ...] = ()


class Sort(StrEnum):
    """In which order the articles of a search come."""

    RELEVANCE = "relevance"
    DATE = "date"
    """The newest first, those without a date last."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; None means any. Dates are inclusive.

    A category or source is named, or given by the `id` of its `Topic`; the id wins.
    """

    date_from: date | None = None
    date_to: date | None = None
    category: str | None = None
    source: str | None = None
    category_id: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A category or a source, with the number of articles that one role finds there.

    `id` is 12 characters that stay the same as long as the name does, without regard to case.
    """

    id: str
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches, with its best piece of text.

    `snippet` is one contiguous piece of the article's text of at most 60 words;
    `highlights` are code point offsets into it, end exclusive. `score` is comparable
    within one result only. `score_parts` says what it is made of. `also_at` are the
    urls of near-identical articles that this hit stands for.
    """

    url: str
    title: str
    published: date | None
    category: str | None
    source: str | None
    audience: Audience
    score: float
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    also_at: tuple[str, ...] = ()
    score_parts: Mapping[str, float] = field(default_factory=dict)
    cut_before: bool = False
    """Whether the snippet begins in mid-sentence."""
    cut_after: bool = False


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


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of a keyword search: `total` articles match, these are some of them.

    `total` is exact up to 200,000 matching passages.
    """

    total: int
    hits: Sequence[Hit]
    searched_as: str | None = None
    """The words as they were searched, where one was read as another; else None."""


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a reindex did: whether it rebuilt, how many articles, and up to which change."""

    full: bool
    articles: int
    generation: int
    took_s: float


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures of the archive, the index and the questions answered so far.

    `questions` counts answers by status; no text of a question is kept with them.
    """

    articles: int
    passages: int
    sources: int
    newest: date | None
    oldest: date | None
    categories: Mapping[str, int]
    engine: str
    generation: int
    last_change: int
    questions: Mapping[str, int]
    archive_bytes: int
    last_reindex: str | None = None
    """Who reindexed last, how and when, as `role/what/ISO time`, or None."""
