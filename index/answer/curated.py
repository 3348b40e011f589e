"""Answers that officers wrote: which of them answers a question, if any.

They come before the articles, so that the question that an officer has answered once is
answered so again. Which questions are the same one: `index.answer.same_question`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import Final

from rapidfuzz import fuzz, process

from index.answer.same_question import LEAST_MATTER, same_question
from index.answer.understanding import unasked
from index.answer.wordings import Wording, wording_of
from index.archive.curated import CuratedAnswers
from index.language.lexicon import Lexicon, load_lexicon
from index.language.normalize import fold
from index.model import Answer, CuratedAnswer, Role, Status, Step
from index.search.correct import Corrector
from index.service import Curated

# Of 1,969 questions without marks and with, all that are the same have keys closer than this.
_CLOSE: Final = 70.0


@dataclass(frozen=True, slots=True)
class _Entry:
    curated: Curated
    wording: Wording


class CuratedBook:
    """The curated answers of one archive, read anew when they have changed."""

    def __init__(self, store: CuratedAnswers, lexicon: Lexicon, zone: tzinfo) -> None:
        self._store = store
        self._lexicon = lexicon
        self._zone = zone
        self._read: tuple[int, date] | None = None
        self._entries: Sequence[_Entry] = ()
        self._keys: Sequence[str] = ()

    def before(
        self, answer: Answer, corrector: Corrector, role: Role, today: date, *, exact: bool
    ) -> Answer:
        """Returns an answer, with an officer's before it where one has answered its question.

        The articles stay as hits; what they say is not given beside what the officer says.
        Raises ArchiveError.
        """
        began = time.perf_counter()
        curated = self.find(answer.question, corrector, role, today, exact=exact)
        if curated is None:
            return answer
        took = round((time.perf_counter() - began) * 1000, 3)
        detail = {"id": curated.id, "question": curated.question, "was": answer.status.value}
        return replace(
            answer,
            status=Status.CURATED,
            quote=None,
            overdue_days=None,
            newer=None,
            searched_as=None,
            curated=curated,
            took_ms=round(answer.took_ms + took, 3),
            steps=(*answer.steps, Step("curated", took, detail)),
        )

    def find(
        self, question: str, corrector: Corrector, role: Role, today: date, *, exact: bool
    ) -> CuratedAnswer | None:
        """Returns the answer to `question` that `role` may read, None when there is none.

        Slips of typing are mended where the question as typed has no answer; `exact` allows
        none. Where two answers fit that are to different questions, none is given.
        """
        self._refresh(today)
        if not self._entries or unasked(question) is not None:
            return None
        found = self._match(question, role, today, exact=exact)
        if found is None and not exact:
            mended = corrector.read(question).text
            found = self._match(mended, role, today, exact=False) if mended != question else None
        return self._shown(found) if found else None

    def _refresh(self, today: date) -> None:
        version = self._store.version()
        if self._read == (version, today):
            return
        self._entries = [
            _Entry(one, wording_of(one.question, self._lexicon, self._day(one)))
            for one in self._store.live(today)
        ]
        self._keys = [_key(entry.wording) for entry in self._entries]
        self._read = (version, today)

    def _match(self, question: str, role: Role, today: date, *, exact: bool) -> Curated | None:
        asked = wording_of(question, self._lexicon, today)
        near = process.extract(
            _key(asked), self._keys, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=None
        )
        places = sorted(place for _, _, place in near)
        fits = [
            entry
            for entry in (self._entries[place] for place in places)
            if entry.curated.audience in role.audiences
            and same_question(asked, entry.wording, exact=exact)
        ]
        if not fits:
            return None
        if all(same_question(fits[0].wording, other.wording) for other in fits[1:]):
            return fits[0].curated  # the newest
        marked = [entry for entry in fits if _texts(entry.wording) == _texts(asked)]
        return marked[0].curated if marked else None

    def _shown(self, curated: Curated) -> CuratedAnswer:
        return CuratedAnswer(
            id=curated.id,
            question=curated.question,
            text=curated.answer,
            answered_on=self._day(curated),
            expires_on=curated.expires_on,
        )

    def _day(self, curated: Curated) -> date:
        return curated.created_at.astimezone(self._zone).date()


def can_be_curated(question: str, today: date) -> bool:
    """Tells whether a question says enough to be told from others: it has two words of matter,
    and is no greeting or the like.
    """
    if unasked(question) is not None:
        return False
    return wording_of(question, load_lexicon(), today).matter >= LEAST_MATTER


def same_as(question: str, others: Iterable[str], today: date) -> list[str]:
    """Returns those of `others` that ask the same as `question`."""
    lexicon = load_lexicon()
    asked = wording_of(question, lexicon, today)
    return [one for one in others if same_question(wording_of(one, lexicon, today), asked)]


def _key(wording: Wording) -> str:
    """Returns the words that say what is asked, in one order, without marks."""
    return " ".join(sorted(fold(word.folded) for word in wording.words if not word.spare))


def _texts(wording: Wording) -> Sequence[str]:
    return sorted(word.text for word in wording.words if not word.spare)
