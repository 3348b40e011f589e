"""The phrases and patterns of `data/lexicon/small_talk.tsv`, and typed words as it has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import product
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.language.lexicon_file import Key, lexicon_rows, warn_of_line
from index.language.normalize import fold, has_marks, nfc, normalize_token
from index.language.spelling import Spelling, spelling_of
from index.language.syllable import looks_vietnamese
from index.language.telex import telex, vni
from index.model import Status

FILE: Final = "small_talk.tsv"
FILLER: Final = "filler"
SPELLING: Final = "spelling"
BOTH: Final = "both"
"""The language of what either says: "ok", "hi"."""
_LANGUAGES: Final = frozenset({"vi", "en", BOTH})
_CLASS: Final = re.compile(r"<\w+>")
_GAP: Final = r"(?:\S+ ){0,3}?"
# Emoticons would leave digits and letters behind: "<3", ":v".
_EMOTICON: Final = re.compile(r"<3+|[:=;]-?[)(3dvpo]+(?!\w)|\^[_.]*\^|t_t", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+|[👋🙏👍👌🆗]")
_LAUGHTER: Final = re.compile(r"(?:h[aeiu]|hj){2,}h?|k{2,}")
LAUGHTER: Final = "haha"
"""How the book writes it."""
_THRICE: Final = re.compile(r"([^\W\d_])\1{2,}")
_TWICE: Final = re.compile(r"([^\W\d_])\1")
# Shorter words are a slip away from too many others.
_LEAST_FUZZY: Final = 5


class Where(StrEnum):
    """How a phrase must stand in a message; the lexicon's own header tells more."""

    WHOLE = "whole"
    COURTESY = "courtesy"
    EXACT = "exact"
    PARTICLE = "particle"
    URGENT = "urgent"
    ANYWHERE = "anywhere"
    OPENING = "opening"
    LEANING = "leaning"
    UNLESS = "unless"


_OF_WHOLE: Final = frozenset({Where.WHOLE, Where.COURTESY, Where.EXACT, Where.PARTICLE})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a message that small talk is made of; `kind` is None for fillers.

    `words` are in normal form with their marks; a word typed without marks matches too,
    unless the phrase is taken only as it stands (`EXACT`).
    """

    words: Key
    kind: Status | None
    language: str
    where: Where = Where.WHOLE

    def fits(self, typed: Sequence[str]) -> bool:
        """Tells whether `typed`, equal to it without marks, is not another word with them."""
        return all(
            word == own or (self.where is not Where.EXACT and not has_marks(word))
            for word, own in zip(typed, self.words, strict=True)
        )


Patterns = Mapping[tuple[Status, Where], Mapping[str, re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """All phrases by their words without marks, and the patterns by kind, place, language."""

    phrases: Mapping[Key, Sequence[Phrase]]
    longest: int
    patterns: Patterns
    kinds: Sequence[Status]
    """The kinds in the order in which they win."""
    spellings: Mapping[str, str]
    """What chat spellings stand for: "ko" is "không"."""
    known: frozenset[str] = frozenset()
    """All words of the phrases, with and without marks."""
    spelled: Mapping[Spelling, str] = field(default_factory=dict)

    def words(self, text: str) -> list[str]:
        """Returns the words of a message, in lower case and as the book spells them.

        Telex and VNI keys are read, letters that were held down are let go ("chàooo"),
        laughter is one word, emoticons none.
        """
        return [word for words, _, _ in self.placed(nfc(text)) for word in words]

    def placed(self, text: str) -> Iterator[tuple[list[str], int, int]]:
        """Yields the words that each written word of a text in NFC stands for, with its place."""
        plain = _EMOTICON.sub(lambda match: " " * len(match.group()), text)
        for match in _WORD.finditer(plain):
            word = self._word(match.group().lower())
            yield self.spellings.get(word, word).split(), match.start(), match.end()

    def _word(self, typed: str) -> str:
        word = normalize_token(typed)
        if _LAUGHTER.fullmatch(word):
            return LAUGHTER
        if word in self.known:
            return word
        short = _THRICE.sub(r"\1", word)
        for other in (short, _TWICE.sub(r"\1", short)):
            if other in self.known:
                return other
        keyed = telex(word) or vni(word)
        return self.spelled.get(keyed, short) if keyed is not None else short

    def gravity(self, phrase: Phrase) -> int:
        """Returns the place of a phrase's kind in the order in which they win, fillers last."""
        return len(self.kinds) if phrase.kind is None else self.kinds.index(phrase.kind)

    def mended(self, words: Sequence[str]) -> list[str]:
        """Returns the words with slips mended in those that no language spells so.

        "thansk" is "thanks"; "thanh" stays, for it is a Vietnamese syllable.
        """
        return [self._mended(word) for word in words]

    def _mended(self, word: str) -> str:
        folded = fold(word)
        if word in self.known or len(word) < _LEAST_FUZZY or looks_vietnamese(folded):
            return word
        if not folded.isalpha():
            return word
        found = process.extractOne(folded, self.known, scorer=OSA.distance, score_cutoff=1)
        return found[0] if found and len(found[0]) >= _LEAST_FUZZY else word


@cache
def phrase_book() -> PhraseBook:
    """Returns the book of `data/lexicon/small_talk.tsv`, read once.

    A line that does not fit is named in a warning and skipped.
    """
    return read_book(lexicon_rows(FILE, 4))


def read_book(rows: Iterable[tuple[int, Sequence[str]]]) -> PhraseBook:
    """Makes a book of numbered rows: kind, language, where, phrases parted by a bar."""
    classes: dict[str, list[str]] = {}
    spellings: dict[str, str] = {}
    phrases: dict[Key, list[Phrase]] = {}
    patterns: dict[tuple[Status, Where], dict[str, list[str]]] = {}
    for number, (name, language, place, cell) in rows:
        ways = [way.strip() for way in cell.split("|") if way.strip()]
        problem = _problem(name, language, place, ways, classes)
        if problem:
            warn_of_line(FILE, number, problem)
        elif place == SPELLING:
            spellings.update((way, name) for way in ways)
        elif _CLASS.fullmatch(name):
            classes.setdefault(name, []).extend(ways)
        elif place in _OF_WHOLE:
            kind = None if name == FILLER else Status(name)
            for words in (key for way in ways for key in _expanded(way, classes)):
                phrase = Phrase(words, kind, language, Where(place))
                phrases.setdefault(tuple(fold(word) for word in words), []).append(phrase)
        else:
            by_language = patterns.setdefault((Status(name), Where(place)), {})
            by_language.setdefault(language, []).extend(_regex(way, classes) for way in ways)
    return _book(phrases, spellings, patterns)


def _book(
    phrases: Mapping[Key, list[Phrase]],
    spellings: Mapping[str, str],
    patterns: Mapping[tuple[Status, Where], Mapping[str, list[str]]],
) -> PhraseBook:
    every = [phrase for found in phrases.values() for phrase in found]
    marked = {word for phrase in every for word in phrase.words}
    kinds = dict.fromkeys(phrase.kind for phrase in every if phrase.kind is not None)
    order = dict.fromkeys([*(kind for kind, _ in patterns), *kinds])
    return PhraseBook(
        phrases=phrases,
        longest=max(map(len, phrases), default=0),
        patterns={
            place: {lang: _at_a_word(ways) for lang, ways in by_language.items()}
            for place, by_language in patterns.items()
        },
        kinds=tuple(sorted(order, key=lambda kind: _ORDER.get(kind, len(_ORDER)))),
        spellings=spellings,
        known=frozenset(marked | {fold(word) for word in marked}),
        spelled={spelling_of(word): word for word in marked if has_marks(word)},
    )


# What wins where a message says several things: the graver first.
_ORDER: Final = {
    kind: place
    for place, kind in enumerate(
        (Status.DISTRESS, Status.EMERGENCY, Status.COMPLAINT, Status.TALK_TO_OFFICER,
         Status.INSULT, Status.PRIVATE_MATTER, Status.OUT_OF_SCOPE, Status.ABOUT_BOT,
         Status.FAREWELL, Status.THANKS, Status.GREETING, Status.ACKNOWLEDGEMENT)
    )
}  # fmt: skip


def _problem(
    name: str, language: str, place: str, ways: Sequence[str], classes: Mapping[str, object]
) -> str | None:
    if language not in _LANGUAGES:
        return f"{language!r} is none of {', '.join(sorted(_LANGUAGES))}"
    if not ways:
        return "there is no phrase"
    if place == SPELLING:
        return None
    if _CLASS.fullmatch(name):
        return None if place == "class" else "a class of words has the place 'class'"
    if place not in {where.value for where in Where}:
        return f"{place!r} is no place"
    if name != FILLER and name not in {kind.value for kind in _ORDER}:
        return f"{name!r} is no kind"
    unknown = {used for way in ways for used in _CLASS.findall(way)} - set(classes)
    return f"{', '.join(sorted(unknown))} is not known yet" if unknown else None


def _words(phrase: str) -> Key:
    return tuple(normalize_token(w) for w in _WORD.findall(nfc(phrase).lower()))


def _expanded(way: str, classes: Mapping[str, Sequence[str]]) -> Iterable[Key]:
    """Yields the phrases that one with classes stands for."""
    parts = [classes[part] if _CLASS.fullmatch(part) else [part] for part in way.split()]
    for chosen in product(*parts):
        if words := _words(" ".join(chosen)):
            yield words


def _regex(way: str, classes: Mapping[str, Sequence[str]]) -> str:
    """Returns a pattern over a message's words, each with one space after it.

    A word typed without marks matches, one typed with other marks does not.
    """
    pieces = []
    for part in way.split():
        bare = part.strip("[]")
        ways = classes[bare] if _CLASS.fullmatch(bare) else [bare]
        write = re.escape if part.startswith("=") else _marked
        either = "|".join("".join(f"{write(w)} " for w in _words(one)) for one in ways)
        piece = _GAP if part == ".." else f"(?:{either})"
        pieces.append(f"{piece}?" if part.startswith("[") else piece)
    return "".join(pieces)


def _at_a_word(ways: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern of all the ways; they are tried where a word begins only."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(ways)})")


def _marked(word: str) -> str:
    return f"(?:{word}|{fold(word)})" if has_marks(word) else re.escape(word)
