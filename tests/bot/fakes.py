"""A small assistant for the bot's tests: canned answers, and a note of what was called."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from index import Archive
from index.model import (
    Answer,
    Article,
    Audience,
    Filters,
    Hit,
    Language,
    Quote,
    ReindexReport,
    Role,
    SearchPage,
    Sort,
    Stats,
    Status,
    Topic,
)
from index.search.typed_filters import read_filters
from index.typed import TypedPage

SENTENCE = "Đại hội đã bầu đồng chí Đỗ Hữu Đạt giữ chức Bí thư Chi đoàn <khóa VII> & BCH."
NAME = "Đỗ Hữu Đạt"
URL = "https://sotttt.thanhgiang.example/tin/dai-hoi"


def quote(sentence: str = SENTENCE, span: str = NAME, url: str = URL) -> Quote:
    """A quote of a sentence with its span."""
    start = sentence.index(span)
    return Quote(
        span, sentence, start, start + len(span), url, "Đại hội Chi đoàn", date(2022, 3, 25),
        "Đoàn thể", "Sở Thông tin",
    )  # fmt: skip


def hit(number: int, *, audience: Audience = Audience.PUBLIC, url: str | None = None) -> Hit:
    """One of many articles."""
    return Hit(
        url=url or f"https://sotttt.thanhgiang.example/tin/{number}",
        title=f"Bài số {number}",
        published=date(2022, 1, 1 + number % 28),
        category="Tin tức",
        source=None,
        audience=audience,
        score=1.0 / number,
        snippet=f"Nội dung <của> bài số {number}",
        highlights=((0, 8),),
    )


class JumpingClock:
    """A clock that moves only when somebody waits, and then at once; it begins now, or at `start`.

    `start` is in seconds since 1970.
    """

    def __init__(self, start: float | None = None) -> None:
        self._seconds = time.time() if start is None else start

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._seconds, UTC)

    def elapsed(self) -> float:
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        self._seconds += max(0.0, seconds)
        await asyncio.sleep(0)

    def pass_by(self, seconds: float) -> None:
        """Lets time go by."""
        self._seconds += seconds


def _ignore(done: int, total: int) -> None:
    return None


@dataclass
class FakeAssistant:
    """Answers from what the test put in; every question about `Bí thư` has an answer.

    The archive is a real one, without articles.
    """

    archive: Archive
    public: list[Hit] = field(default_factory=lambda: [hit(n) for n in range(1, 13)])
    staff: list[Hit] = field(default_factory=list)
    before_ask: Callable[[str], None] | None = None
    reindex_steps: int = 3
    reindex_gate: threading.Event | None = None
    topic_id: str = "0123456789ab"
    asked: list[tuple[str, Role]] = field(default_factory=list)
    days: set[date | None] = field(default_factory=set)
    """The days on which it was asked, as it was told."""
    readings: dict[str, str] = field(default_factory=dict)
    """What a text is read as right after an answer."""
    lights: list[tuple[str, str]] = field(default_factory=list)
    """Questions and the texts that were read in their light."""
    corrections: dict[str, str] = field(default_factory=dict)
    """What a text is searched as, unless it is searched exactly."""
    exactly: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    reindexed: list[tuple[bool, str]] = field(default_factory=list)
    counted: int = 0
    inside: int = 0
    most_inside: int = 0

    def ask(
        self,
        question: str,
        *,
        role: Role = Role.CITIZEN,
        today: date | None = None,
        limit: int = 5,
        count: bool = False,
        exact: bool = False,
    ) -> Answer:
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        self.threads.add(threading.current_thread().name)
        self.asked.append((question, role))
        self.days.add(today)
        self.counted += count
        try:
            if self.before_ask is not None:
                self.before_ask(question)
            if exact:
                self.exactly.append(question)
                return self._answer(question, role, limit)
            read = self.corrections.get(question)
            answer = self._answer(read or question, role, limit)
            return replace(answer, question=question, searched_as=read)
        finally:
            self.inside -= 1

    def ask_about(
        self,
        article_id: int,
        question: str,
        *,
        role: Role = Role.CITIZEN,
        today: date | None = None,
    ) -> Answer:
        return Answer(question, Status.NOT_FOUND, Language.VIETNAMESE)

    def topics(self, role: Role = Role.CITIZEN) -> list[Topic]:
        return [Topic(self.topic_id, "Tin tức", len(self._hits(role)))]

    def read_in_light(self, previous: Answer, text: str) -> str | None:
        self.lights.append((previous.question, text))
        return self.readings.get(text)

    def search(
        self,
        words: str,
        *,
        filters: Filters | None = None,
        role: Role = Role.CITIZEN,
        limit: int = 5,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
    ) -> SearchPage:
        found = self._hits(role) if "không khớp" not in words else []
        if filters and filters.date_from:
            found = [h for h in found if h.published and h.published >= filters.date_from]
        if sort is Sort.DATE:
            found = sorted(found, key=lambda h: h.published or date.min, reverse=True)
        return SearchPage(len(found), found[offset : offset + limit])

    def search_typed(
        self,
        typed: str,
        *,
        role: Role = Role.CITIZEN,
        limit: int = 5,
        offset: int = 0,
        today: date | None = None,
    ) -> TypedPage:
        read = read_filters(typed, today or date(2026, 11, 23))
        narrowed = read.filters.filters
        page = self.search(read.words, filters=narrowed, role=role, limit=limit, offset=offset)
        return TypedPage(page, read)

    def latest(self, *, role: Role = Role.CITIZEN, limit: int = 5, offset: int = 0) -> SearchPage:
        found = self._hits(role)
        return SearchPage(len(found), found[offset : offset + limit])

    def without_known_words(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset()

    def article(self, url: str, *, role: Role = Role.CITIZEN) -> Article | None:
        titles = {found.url: found.title for found in self._hits(role)}
        return Article(url, titles[url], "Nội dung") if url in titles else None

    def stats(self) -> Stats:
        return Stats(
            articles=1234, passages=5678, sources=2, newest=date(2026, 1, 2),
            oldest=date(2018, 3, 4), categories={"Tin tức": 1000}, engine="memory",
            generation=7, last_change=7, questions={"answered": 3, "greeting": 1},
            archive_bytes=2_500_000, last_reindex=None,
        )  # fmt: skip

    def reindex(
        self, *, full: bool, actor: str, progress: Callable[[int, int], None] = _ignore
    ) -> ReindexReport:
        self.reindexed.append((full, actor))
        for done in range(1, self.reindex_steps + 1):
            progress(done, self.reindex_steps)
        while self.reindex_gate is not None and not self.reindex_gate.is_set():
            progress(self.reindex_steps, self.reindex_steps)
            time.sleep(0.01)
        own = Archive.open(self.archive.home)  # in a thread of its own, as the real one
        own.record_action(actor, "reindex", "full" if full else "catch-up")
        own.close()
        return ReindexReport(full=full, articles=1234, generation=7, took_s=1.5)

    def _hits(self, role: Role) -> list[Hit]:
        return self.public + (self.staff if role is not Role.CITIZEN else [])

    def _answer(self, question: str, role: Role, limit: int) -> Answer:
        hits = self._hits(role)
        if not hits:
            return Answer(question, Status.EMPTY_ARCHIVE, Language.VIETNAMESE)
        if len(question) > 300:
            return Answer(question, Status.TOO_LONG, Language.VIETNAMESE)
        lower = question.lower()
        english = "who" in lower or "hello" in lower
        language = Language.ENGLISH if english else Language.VIETNAMESE
        if "xin chào" in lower or "hello" in lower:
            return Answer(question, Status.GREETING, language)
        if not any(char.isalnum() for char in question):
            return Answer(question, Status.EMPTY_QUESTION, language)
        if "bí thư" in lower or "secretary" in lower:
            first = replace(hits[0], url=URL, title="Đại hội Chi đoàn")
            return Answer(question, Status.ANSWERED, language, quote(), [first, *hits[1:]][:limit])
        if "liên quan" in lower:
            return Answer(question, Status.RELATED, language, None, hits[:limit])
        return Answer(question, Status.NOT_FOUND, language, None, hits[:limit])
