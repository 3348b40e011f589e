"""Which subscriptions an article is for."""

from __future__ import annotations

from collections.abc import Iterable

from index.archive.source_records import name_key
from index.follow.phrases import Phrase, PhraseBook, phrase_of
from index.model import Article
from index.service import Follow, FollowKind


class Matcher:
    """Subscriptions, ready to be compared with articles. Does not ask who may read them."""

    def __init__(self, follows: Iterable[Follow]) -> None:
        self._phrases: dict[Phrase, list[Follow]] = {}
        self._names: dict[tuple[FollowKind, str], list[Follow]] = {}
        for follow in follows:
            if follow.kind is FollowKind.PHRASE:
                phrase = phrase_of(follow.value, exact=follow.exact_marks)
                self._phrases.setdefault(phrase, []).append(follow)
            else:
                self._names.setdefault((follow.kind, name_key(follow.value)), []).append(follow)
        self._book = PhraseBook(self._phrases)

    def of(self, article: Article) -> list[Follow]:
        """Returns the subscriptions that an article is for, the oldest first."""
        found = [one for phrase in self._book.found(article) for one in self._phrases[phrase]]
        if article.category:
            found += self._names.get((FollowKind.CATEGORY, name_key(article.category)), [])
        if article.source:
            found += self._names.get((FollowKind.SOURCE, name_key(article.source)), [])
        return sorted(found, key=lambda follow: follow.id)
