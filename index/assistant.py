"""The public face of `index`: one open archive with its engine, ready for questions."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Self

from index.answer.courtesies import without_courtesies
from index.answer.curated import CuratedBook
from index.answer.follow_up import complete_question, previous_of
from index.answer.identifiers import hide_personal
from index.answer.settle import settled
from index.answer.view import View, view_of
from index.archive.archive import Archive
from index.archive.chats import Chats
from index.engines.sync import SyncedEngine
from index.engines.turn import one_reindex
from index.errors import ArchiveError
from index.language.lexicon import load_lexicon, with_terms
from index.model import (
    Answer,
    Article,
    Audience,
    Filters,
    ReindexReport,
    Role,
    SearchPage,
    Sort,
    Stats,
    Status,
    Topic,
)
from index.search.known import without_known_words
from index.search.one_article import OneArticle
from index.search.passages import PassageStore
from index.search.topics import Topics
from index.search.typed_filters import read_filters
from index.service import TermKind
from index.settings import Settings
from index.typed import TypedPage, TypedSearch, both_filters

log = logging.getLogger(__name__)


class Assistant:
    """Answers, searches and reindexes.

    Its methods block. One thread at a time may be inside them, but for `reindex`, which
    opens its own archive and may run beside the others.
    """

    def __init__(self, archive: Archive, engine: SyncedEngine, settings: Settings) -> None:
        self._archive = archive
        self._engine = engine
        self._settings = settings
        self._topics = Topics(archive)
        self._store = PassageStore(archive)
        self._terms = -1
        self._take_terms()

    def _take_terms(self) -> None:
        """Reads questions with the terms that admins have added, from the next one on."""
        archive, settings = self._archive, self._settings
        version = archive.terms.version()
        if version == self._terms:
            return
        terms = archive.terms.all()
        self._lexicon = with_terms(
            load_lexicon(),
            [(one.written, one.means) for one in terms if one.kind is TermKind.ABBREVIATION],
            [(one.written, one.means) for one in terms if one.kind is TermKind.SYNONYM],
        )
        self._curated = CuratedBook(archive.curated, self._lexicon, settings.time_zone)
        views = (
            view_of(reader, self._store, archive, self._lexicon, settings.department_file)
            for reader in (self._engine.public, self._engine)
        )
        self._public, self._whole = views
        self._terms = version

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Opens the archive, making it where missing, and brings the engine level.

        Raises HoidapError: the archive or the index cannot be used.
        """
        archive = Archive.open(settings.home)
        return cls(archive, SyncedEngine.open(archive, settings.engine), settings)

    @property
    def archive(self) -> Archive:
        """The open archive, for the commands that write to it."""
        return self._archive

    @property
    def settings(self) -> Settings:
        """The settings that it was opened with."""
        return self._settings

    @property
    def chats(self) -> Chats:
        """What the bot must remember across restarts."""
        return self._archive.chats

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
        """Answers a question in Vietnamese or English; any text is taken.

        `today` is what "năm nay" is counted from; `count` adds the outcome to the figures
        of the day; `exact` searches the words as typed, without correcting slips. Neither
        the text nor who asked is kept. Numbers of people's papers are masked first.
        """
        self._refresh()
        view = self._view(role)
        hidden = hide_personal(question)
        answer = view.pipeline.run(
            without_courtesies(hidden.text), role, today or self._today(), limit, exact=exact
        )
        if view.reader.passages == 0 and answer.status in (Status.NOT_FOUND, Status.RELATED):
            answer = Answer(question, Status.EMPTY_ARCHIVE, answer.language, None, (),
                            answer.took_ms, answer.steps)  # fmt: skip
        answer = replace(answer, question=hidden.text, personal=bool(hidden.papers))
        answer = self._curated.before(
            settled(answer, view.home), view.corrector, role, today or self._today(), exact=exact
        )
        if count:
            self._count(answer, today or self._today())
        return answer

    def ask_about(
        self,
        article_id: int,
        question: str,
        *,
        role: Role = Role.CITIZEN,
        today: date | None = None,
    ) -> Answer:
        """Answers a question from one article alone; otherwise like `ask`.

        Where `role` may not read it, or there is none, nothing is found.
        """
        self._refresh()
        view = self._view(role)
        hidden = hide_personal(question)
        retriever = OneArticle(view.reader, self._store, self._archive, article_id)
        pipeline = view.pipeline.with_retriever(retriever)
        answer = pipeline.run(without_courtesies(hidden.text), role, today or self._today(), 1)
        return replace(answer, question=hidden.text, personal=bool(hidden.papers))

    def read_in_light(
        self, previous: Answer, text: str, *, role: Role = Role.CITIZEN
    ) -> str | None:
        """Returns the question that `text` asks right after `previous`: "Còn phó bí thư?".

        None when it stands on its own. Slips of typing are read as in any question.
        """
        light = previous_of(previous, self._lexicon, self._today())
        if light is None or hide_personal(text).masked:
            return None
        self._refresh()
        corrector = self._view(role).corrector
        complete = complete_question(light, text, self._lexicon)
        if complete is None:
            corrected = corrector.read(text).text
            complete = complete_question(light, corrected, self._lexicon)
        if complete is None:
            return None
        marked = corrector.read(complete)  # "huyen son ha" in a question with marks
        return complete if marked.searched_as else marked.text

    def _count(self, answer: Answer, today: date) -> None:
        answering = answer.hits[0] if answer.hits and answer.quote else None
        # What is for the staff alone is no topic of the day.
        shown = answering is not None and answering.audience is Audience.PUBLIC
        category = answering.category if answering and shown else None
        try:
            self._archive.asked.note_answer(today, answer.status.value, answer.took_ms, category)
        except ArchiveError as error:  # a full disk must not cost anybody the answer
            log.warning("an answered question was not counted: %s", error)

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
        """Returns articles that hold the words, best first; all of them if there are none."""
        self._refresh()
        words = hide_personal(words).text
        named = self._topics.named(filters or Filters(), role)
        if named is None:
            return SearchPage(0, ())
        return self._view(role).keywords.search(words, named, role, limit, offset, sort)

    def search_typed(
        self,
        typed: str,
        *,
        filters: Filters | None = None,
        role: Role = Role.CITIZEN,
        limit: int = 5,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
        today: date | None = None,
        colon_only: bool = False,
    ) -> TypedPage:
        """Searches for what was typed, reading the filters in it: "lúa từ 1/2022 đến 6/2022".

        `filters` narrow besides and win over typed ones. A period without a colon that leaves
        nothing is taken for words, or the other way round, where that finds something; with
        `colon_only` it is always words.
        """
        read = read_filters(
            hide_personal(typed).text,
            today or self._today(),
            [topic.name for topic in self.topics(role)],
            [source.name for source in self.sources(role)],
            colon_only=colon_only,
        )

        def searched(reading: TypedSearch, limit: int) -> SearchPage:
            narrowed = both_filters(filters, reading.filters.filters)
            return self.search(
                reading.words, filters=narrowed, role=role, limit=limit, offset=offset, sort=sort
            )

        page = searched(read, limit)
        if read.other is None:
            return TypedPage(page, read)
        other_total = searched(read.other, 0).total
        if not page.total and other_total:
            swapped = replace(read.other, other=replace(read, other=None))
            return TypedPage(searched(swapped, limit), swapped, 0)
        return TypedPage(page, read, other_total)

    def topics(self, role: Role = Role.CITIZEN) -> Sequence[Topic]:
        """Returns the categories of the articles that `role` may read, the largest first."""
        return self._topics.of("category", role)

    def sources(self, role: Role = Role.CITIZEN) -> Sequence[Topic]:
        """Returns the sources of the articles that `role` may read, the largest first."""
        return self._topics.of("source", role)

    def latest(self, *, role: Role = Role.CITIZEN, limit: int = 5, offset: int = 0) -> SearchPage:
        """Returns the newest articles; snippets are their beginnings."""
        return self._view(role).keywords.search("", Filters(), role, limit, offset)

    def without_known_words(self, texts: Iterable[str]) -> frozenset[str]:
        """Returns those of `texts` of which no article, lexicon or dictionary knows a word."""
        return without_known_words(texts, self._engine)

    def article(self, url: str, *, role: Role = Role.CITIZEN) -> Article | None:
        """Returns the article at `url`, None when there is none that `role` may read."""
        article = self._archive.article(url)
        return article if article and article.audience in role.audiences else None

    def catch_up(self, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
        """Brings the index level with the archive; returns how many articles it took."""
        return self._engine.catch_up(progress)

    def reindex(
        self,
        *,
        full: bool,
        actor: str,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> ReindexReport:
        """Brings the index level, or rebuilds it beside the live one and swaps.

        `progress(done, total)` counts articles. `actor` and the time are recorded. May run
        in a thread of its own while questions are answered.

        Raises ArchiveBusyError: one runs already, here or in another process.
        """
        with one_reindex(self._settings.home):
            began = time.monotonic()
            archive = Archive.open(self._settings.home)
            try:
                engine = SyncedEngine.open(archive, self._settings.engine)
                try:
                    articles = engine.rebuild(progress) if full else engine.catch_up(progress)
                    generation = engine.generation
                finally:
                    engine.close()
                archive.record_action(actor, "reindex", "full" if full else "catch-up")
            finally:
                archive.close()
            return ReindexReport(full, articles, generation, time.monotonic() - began)

    def stats(self) -> Stats:
        """Returns the figures of archive, index and questions."""
        self._engine.refresh()
        figures: dict[str, Any] = self._archive.figures()
        return Stats(
            articles=figures["articles"],
            passages=figures["passages"],
            sources=figures["sources"],
            newest=_day(figures["newest"]),
            oldest=_day(figures["oldest"]),
            categories=figures["categories"],
            engine=self._settings.engine,
            generation=self._engine.generation,
            last_change=self._archive.last_change(),
            questions=figures["questions"],
            archive_bytes=self._archive.path.stat().st_size,
            last_reindex=figures["last_reindex"],
        )

    def close(self) -> None:
        """Closes engine and archive."""
        self._engine.close()
        self._archive.close()

    def _refresh(self) -> None:
        """Follows what other processes and admins have changed."""
        self._engine.refresh()
        self._take_terms()

    def _view(self, role: Role) -> View:
        return self._public if role is Role.CITIZEN else self._whole

    def _today(self) -> date:
        return datetime.now(self._settings.time_zone).date()


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


__all__: Sequence[str] = ("Assistant",)
