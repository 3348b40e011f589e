"""Messages that ask the news nothing: greetings, calls for help, complaints, matters of others.

    book.whole     the message is made of such phrases and fillers: "chào ad nha"
    patterns       what is said inside a longer message: "nhà tôi đang cháy, cứu với"

A real question that merely has such a word in it is none of these and is searched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.answer.phrases import BOTH, Phrase, PhraseBook, Where, phrase_book
from index.language.normalize import fold
from index.model import Language, Status

# Of what people write in despair or danger no more is read than Telegram sends at once.
_MOST_CHARS: Final = 4096
# A greeting is short; what is longer says something.
_MOST_WORDS: Final = 24
_MOST_MENDED: Final = 8
_LONGEST_FILLER: Final = 3
# Kinds whose slips of typing are mended, and fillers (None): little is lost by a mistake.
_MENDED: Final = frozenset(
    {None, Status.GREETING, Status.THANKS, Status.FAREWELL, Status.ACKNOWLEDGEMENT,
     Status.ABOUT_BOT}
)  # fmt: skip
_WRONG_MARKS: Final = frozenset({Status.THANKS, Status.FAREWELL, Status.ABOUT_BOT})


@dataclass(frozen=True, slots=True)
class Talk:
    """What a message is, and the language to answer in; None where its words do not tell."""

    kind: Status
    language: Language | None = None


def small_talk(text: str) -> Talk | None:
    """Returns what kind of small talk `text` surely is, None for a question."""
    book = phrase_book()
    words = book.words(text[:_MOST_CHARS])
    if not words:
        return None
    found = _inside(book, words, sure=True)
    if found is not None and found.kind in (Status.DISTRESS, Status.EMERGENCY):
        return found
    return _whole(book, words) or found


def in_either_language(text: str) -> bool:
    """Tells whether `text` is small talk that people of both languages write.

    >>> in_either_language("thanks!"), in_either_language("ok cảm ơn"), in_either_language("lúa")
    (True, False, False)
    """
    book = phrase_book()
    phrases = _covering(book, book.words(text[:_MOST_CHARS]))
    talk = any(phrase.kind for phrase in phrases)
    return talk and all(phrase.language == BOTH for phrase in phrases)


def leaning(text: str) -> Talk | None:
    """Returns what kind of talk a question is, should no article answer it.

    "Nộp đơn khiếu nại ở đâu?" may be answered by the news; if not, the person is told
    where to turn.
    """
    book = phrase_book()
    return _inside(book, book.words(text[:_MOST_CHARS]), sure=False)


# --- the whole message ----------------------------------------------------------------


def _whole(book: PhraseBook, words: Sequence[str]) -> Talk | None:
    phrases = _covering(book, words)
    kinds = {phrase.kind for phrase in phrases}
    found = next((kind for kind in book.kinds if kind in kinds), None)
    return Talk(found, _language(phrases)) if found is not None else None


def _covering(book: PhraseBook, words: Sequence[str]) -> list[Phrase]:
    """Returns the phrases that make up all of the words, slips of typing mended; none for none."""
    if len(words) > _MOST_WORDS:
        return []
    phrases = cover(book, words, lambda phrase: True)
    if any(phrase.kind for phrase in phrases):
        return phrases
    mended = book.mended(words) if len(words) <= _MOST_MENDED else words
    return cover(book, mended, lambda p: p.kind in _MENDED, lenient=True)


def cover(
    book: PhraseBook, words: Sequence[str], taken: Callable[[Phrase], bool], *,
    lenient: bool = False,
) -> list[Phrase]:  # fmt: skip
    """Returns `taken` phrases that make up all of the words, as long ones as can be.

    Returns none where they leave a word over. `lenient` lets thanks and the like have
    wrong tone marks.
    """
    folded = [fold(word) for word in words]
    if not book.known.issuperset(folded):
        return []
    best: list[tuple[int, list[Phrase]] | None] = [(0, [])] + [None] * len(words)
    for start in range(len(words)):
        reached = best[start]
        if reached is None:
            continue
        for end in range(start + 1, min(len(words), start + book.longest) + 1):
            fitting = [
                phrase
                for phrase in book.phrases.get(tuple(folded[start:end]), ())
                if taken(phrase)
                and (phrase.fits(words[start:end]) or (lenient and _forgiven(phrase)))
            ]
            if not fitting:
                continue
            phrase = min(fitting, key=book.gravity)
            score = reached[0] + (0 if phrase.kind is None else (end - start) ** 2)
            here = best[end]
            if here is None or score > here[0]:
                best[end] = (score, [*reached[1], phrase])
    whole = best[len(words)]
    return whole[1] if whole is not None else []


def _forgiven(phrase: Phrase) -> bool:
    return len(phrase.words) > 1 and phrase.kind in _WRONG_MARKS


def _language(phrases: Sequence[Phrase]) -> Language:
    """English is answered in English where nothing in the message is Vietnamese."""
    spoken = {phrase.language for phrase in phrases if phrase.language != BOTH}
    return Language.ENGLISH if spoken == {"en"} else Language.VIETNAMESE


# --- inside a message -----------------------------------------------------------------


def _inside(book: PhraseBook, words: Sequence[str], *, sure: bool) -> Talk | None:
    line = "".join(f"{word} " for word in words)
    bare = "".join(f"{word} " for word in _without_fillers(book, words))
    for kind in book.kinds:
        for language in ("vi", "en"):
            if _found(book, kind, language, line, bare, sure=sure):
                return Talk(kind, Language(language))
    return None


def _found(
    book: PhraseBook, kind: Status, language: str, line: str, bare: str, *, sure: bool
) -> bool:
    def has(where: Where, *, at_start: bool = False) -> bool:
        pattern = book.patterns.get((kind, where), {}).get(language)
        if pattern is None:
            return False
        return bool(pattern.match(bare) if at_start else pattern.search(line))

    if has(Where.URGENT) or has(Where.OPENING, at_start=True):
        return True
    if has(Where.ANYWHERE):
        return not sure or not has(Where.UNLESS)
    return not sure and has(Where.LEANING)


def _without_fillers(book: PhraseBook, words: Sequence[str]) -> Sequence[str]:
    """Returns the words from the first on that is no filler."""
    start = 0
    while start < len(words):
        for length in range(_LONGEST_FILLER, 0, -1):
            key = tuple(fold(word) for word in words[start : start + length])
            if any(phrase.kind is None for phrase in book.phrases.get(key, ())):
                start += length
                break
        else:
            return words[start:]
    return []


# --- no words at all, or none that can be read ----------------------------------------

# No word of either language has more letters, but for names of chemistry.
_LONGEST_WORD: Final = 40
# Keys held down ("aaaaaa", "hahaha"): so many letters, and no more than two different.
_HELD_DOWN: Final = 6
_MOST_HELD: Final = 2


def has_words(terms: Sequence[str]) -> bool:
    """Tells whether there is a word or a number to search for among the terms."""
    return any(_is_word(term) for term in terms)


def _is_word(term: str) -> bool:
    held = len(term) >= _HELD_DOWN and len(set(term)) <= _MOST_HELD and not term.isdigit()
    return len(term) <= _LONGEST_WORD and not held


def in_other_script(text: str) -> bool:
    """Tells whether most letters are of a script that neither language is written in."""
    scripts = [_is_latin(char) for char in _letters(text)]
    return scripts.count(False) > scripts.count(True)


def _letters(text: str) -> Iterator[str]:
    return (char for char in unicodedata.normalize("NFKC", text) if char.isalpha())


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith("LATIN")
