"""The words of `data/lexicon/follow_up.tsv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.line import Line
from index.language.lexicon_file import Key, key_of, lexicon_rows, warn_of_line
from index.language.normalize import fold

_FILE: Final = "follow_up.tsv"
_TABLES: Final = frozenset(
    {
        *(f"message.{name}" for name in (
            "polite", "openings", "closings", "particles", "bare_particles", "glue", "fillers",
            "before", "after",
        )),
        *(f"verbs.{name}" for name in (
            "event", "person", "office", "procedure", "document", "contest", "matter", "leading",
            "steps", "joints", "trailing",
        )),
        *(f"names.{name}" for name in (
            "ends", "inside", "bare_ends", "generic", "bodies", "no_bodies", "bare_heads", "posts",
            "alone", "events", "pointed", "others", "pointers", "honorifics", "bare_honorifics",
        )),
        *(f"posts.{name}" for name in ("deputy", "english_deputy")),
        *(f"pronouns.{name}" for name in (
            "person", "possessive", "people", "thing", "place", "year", "day",
        )),
        *(f"attributes.{name}" for name in (
            "contact", "procedure", "document", "contest", "budget", "event", "asks",
        )),
        *(f"needs.{name}" for name in ("procedure", "document", "contest", "budget", "money")),
        *(f"english.{name}" for name in ("auxiliaries", "participles")),
    }
)  # fmt: skip
_LEVEL: Final = "names.level"
_PAIRED: Final = frozenset({"posts.bodies", "posts.english", "questions.english"})
"""Tables whose lines say what a phrase stands for: "director = giám đốc"."""
_QUESTIONS: Final = {f"questions.{kind.value}": kind for kind in AnswerType}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to look for at a place of a line."""

    keys: Mapping[Key, frozenset[Key]]
    """Folded words -> the ways to write them with marks."""
    longest: int

    def match(self, line: Line, at: int, end: int | None = None, *, lenient: bool = True) -> int:
        """Returns how many tokens from `at` on the longest phrase takes, 0 for none.

        Words may lack their marks in a line typed without them, and in any where `lenient`
        says so.
        """
        most = min(self.longest, (len(line.tokens) if end is None else end) - at)
        for length in range(most, 0, -1):
            if self._fits(line, at, at + length, lenient=lenient):
                return length
        return 0

    def match_before(self, line: Line, end: int, start: int = 0) -> int:
        """Returns how many tokens before `end` the longest phrase takes, 0 for none."""
        for length in range(min(self.longest, end - start), 0, -1):
            if self._fits(line, end - length, end, lenient=True):
                return length
        return 0

    def written(self, line: Line, first: int, end: int) -> str:
        """Returns a matched phrase as it is to be read: as typed, or with its marks added."""
        ways = self.keys.get(tuple(token.folded for token in line.tokens[first:end]), frozenset())
        typed = line.piece(first, end)
        if len(ways) != 1 or typed != fold(typed):
            return typed
        return " ".join(next(iter(ways)))

    def _fits(self, line: Line, first: int, end: int, *, lenient: bool) -> bool:
        tokens = line.tokens[first:end]
        ways = self.keys.get(tuple(token.folded for token in tokens))
        if ways is None:
            return False
        if not (lenient or line.bare):
            return tuple(token.text for token in tokens) in ways
        return any(
            all(t.text in (t.folded, word) for t, word in zip(tokens, way, strict=True))
            for way in ways
        )


def phrases(entries: Iterable[str]) -> Phrases:
    """Returns a table of phrases as they are written."""
    keys: dict[Key, set[Key]] = {}
    for entry in entries:
        key = key_of(entry)
        keys.setdefault(tuple(fold(term) for term in key), set()).add(key)
    return Phrases({k: frozenset(v) for k, v in keys.items()}, max(map(len, keys), default=0))


@dataclass(frozen=True, slots=True)
class FollowWords:
    """The tables of the file, by their names: `words["message.glue"]`."""

    sets: Mapping[str, Phrases]
    questions: Mapping[AnswerType, Phrases]
    levels: tuple[Phrases, ...]
    post_bodies: Mapping[Key, Phrases]
    """The folded words of a post -> the heads of the bodies that have one."""
    english_posts: Mapping[Key, str]
    """An English post -> the Vietnamese one."""
    english_questions: Mapping[str, str]
    """An English question word -> the Vietnamese one."""

    def __getitem__(self, name: str) -> Phrases:
        return self.sets[name]

    def needed(self, line: Line, *sorts: str) -> bool:
        """Tells whether a question is on something of one of the sorts of `[needs]`."""
        tables = [self.sets[f"needs.{sort}"] for sort in sorts]
        return any(
            table.match(line, at, lenient=False)
            for at in range(len(line.tokens))
            for table in tables
        )

    def question(
        self, line: Line, at: int, end: int | None = None, *, lenient: bool = False
    ) -> tuple[int, AnswerType] | None:
        """Returns (length, type) of the longest question phrase that begins at `at`."""
        found = [
            (table.match(line, at, end, lenient=lenient), kind)
            for kind, table in self.questions.items()
        ]
        best = max(found, key=lambda item: item[0], default=(0, AnswerType.NONE))
        if not best[0] or (best[0] == 1 and _is_matter(line, at)):
            return None
        return best


def _is_matter(line: Line, at: int) -> bool:
    """Tells whether a token is "AI", the matter, and not "ai", who."""
    token = line.tokens[at]
    return line.text[token.start : token.end] == "AI" and (line.cased or len(line.tokens) == 1)


@cache
def follow_words() -> FollowWords:
    """Returns the tables of `data/lexicon/follow_up.tsv`, read once."""
    return words_of((number, row[0], row[1]) for number, row in lexicon_rows(_FILE, 2))


def words_of(rows: Iterable[tuple[int, str, str]]) -> FollowWords:
    """Makes the tables of rows: line number, table, phrases parted by a bar.

    A row of an unknown table, or one without what it needs, is named in a warning and
    skipped; a table without rows is empty.
    """
    tables: dict[str, list[str]] = {}
    levels: list[Phrases] = []
    pairs: dict[str, dict[str, list[str]]] = {name: {} for name in _PAIRED}
    for number, table, text in rows:
        left, equals, right = text.partition(" = ")
        parts = (right if table in _PAIRED else text).split("|")
        entries = [part for part in parts if key_of(part)]
        if not entries or (table in _PAIRED and not (equals and key_of(left))):
            warn_of_line(_FILE, number, "there is no phrase")
        elif table in _PAIRED:
            pairs[table].setdefault(left.strip(), []).extend(entries)
        elif table == _LEVEL:
            levels.append(phrases(entries))
        elif table in _TABLES or table in _QUESTIONS:
            tables.setdefault(table, []).extend(entries)
        else:
            warn_of_line(_FILE, number, f"there is no table {table!r}")
    return FollowWords(
        sets={name: phrases(tables.get(name, ())) for name in _TABLES},
        questions={
            kind: phrases(tables[name]) for name, kind in _QUESTIONS.items() if name in tables
        },
        levels=tuple(levels),
        post_bodies={
            tuple(fold(term) for term in key_of(post)): phrases(heads)
            for post, heads in pairs["posts.bodies"].items()
        },
        english_posts={key_of(en): vi[0] for en, vi in pairs["posts.english"].items()},
        english_questions={en: vi[0] for en, vi in pairs["questions.english"].items()},
    )
