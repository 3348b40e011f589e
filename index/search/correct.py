"""Typed text to the text as understood: chat spellings, keys, marks, letters and spaces.

    typed ─ units ─ guesses for those nobody knows ─ likeliest way ─ Corrected

One step before everything else, so that all that follows sees the same words. Only what is
unknown is read as something else: a word that any article or lexicon has, or a name that can
be one, stays. The words that may be read are those of the archive and of the lexicons.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.engines.contract import Reader
from index.language.detect import detect_language, marked_share
from index.language.lexicon import Lexicon
from index.language.normalize import fold, has_marks, plain_punctuation
from index.language.spelling import is_syllable
from index.language.syllable import looks_vietnamese
from index.language.tokens import tokenize
from index.model import Language
from index.search.correct_english import english_guess
from index.search.correct_vietnamese import VietnameseText
from index.search.corrected import Change, Corrected, Unit, cased, units_of, with_changes
from index.search.guesses import keyed
from index.search.vocabulary import Vocabulary

# Longer texts are stories and are refused anyway.
LONGEST_READ: Final = 400
"""Characters of a text that is corrected; longer ones stay as they are."""
# From this share of the words on a text without marks was typed with keys that stayed in it.
_KEYS_SHARE: Final = 0.35


class Corrector:
    """Reads typed text in the light of what the articles in a reader say."""

    def __init__(self, reader: Reader, lexicon: Lexicon) -> None:
        self._reader = reader
        self._lexicon = lexicon
        self._exact = Vocabulary(reader, folded=False)
        self._folded = Vocabulary(reader, folded=True)

    def read(self, text: str, *, exact: bool = False) -> Corrected:
        """Returns `text` as understood. Any text is taken; nothing is raised.

        With `exact` it stays as typed, but for one kind of quotes, dashes and spaces.
        """
        plain = plain_punctuation(text)
        if exact or len(plain) > LONGEST_READ:
            return Corrected(plain, plain)
        if self._exact.generation != self._reader.generation:
            self._exact = Vocabulary(self._reader, folded=False)
            self._folded = Vocabulary(self._reader, folded=True)
        units = list(units_of(plain))
        tokens = tokenize(plain)
        keys = self._count_keyed(units)
        if detect_language(tokens, self._lexicon, plain) is Language.ENGLISH:
            english = sum((unit.word,) in self._lexicon.english.entries for unit in units)
            if keys <= english:
                return self._read_english(plain, units)
        words = sum(looks_vietnamese(fold(unit.word)) for unit in units)
        by_keys = keys > 0 and keys >= _KEYS_SHARE * (words + keys)
        marked = by_keys or any(has_marks(unit.word) for unit in units)
        return VietnameseText(
            plain,
            units,
            self._exact if marked else self._folded,
            self._lexicon,
            marked_share=marked_share(tokens),
            by_keys=by_keys,
        ).read()

    def _count_keyed(self, units: Sequence[Unit]) -> int:
        """Returns how many units are no words but spell one with Telex or VNI keys."""
        entries = self._lexicon.english.entries
        return sum(
            1
            for unit in units
            if not is_syllable(unit.word)
            and (unit.word,) not in entries
            and not self._exact.knows(unit.word)
            and any(keyed(unit.word, self._exact, by_keys=True))
        )

    def _read_english(self, plain: str, units: Sequence[Unit]) -> Corrected:
        changes = []
        for unit in units:
            guess = english_guess(unit.word, self._folded)
            if guess is not None and guess.kind is not None:
                read = cased(plain[unit.start : unit.end], guess.words)
                changes.append(Change(unit.start, unit.end, read, guess.kind))
        return with_changes(plain, changes)
