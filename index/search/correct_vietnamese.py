"""One Vietnamese text being read: what each of its words may be, and the likeliest way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from index.language.chat import chat_spellings
from index.language.known_words import ROMAN_LETTERS
from index.language.lexicon import Lexicon
from index.language.normalize import fold, normalize_token
from index.language.spelling import is_bare, is_syllable
from index.language.stem import stems
from index.language.tokens import tokenize
from index.search.corrected import Change, Corrected, TypedText, Unit, cased, with_changes
from index.search.guess import KEEP_IMPOSSIBLE, SHORT_WORD, ChangeKind, Guess, keep_cost
from index.search.guesses import guesses, keyed, moved_tone
from index.search.lattice import Edge, likeliest
from index.search.parting import parted_by_case
from index.search.vocabulary import Vocabulary

# Below this share of marked syllables a writer leaves marks out (normal text has .7 to .8);
# below the other, where a word without marks is unknown too.
_FEW_MARKS: Final = 0.5
_LESS_MARKS: Final = 0.7
# What adding marks to a word that is known without them costs, where the writer drops marks;
# less where articles have the word with marks so many times as often, by powers of two.
_DROPPED: Final = 0.3
_COMMONER: Final = 0.05
_CHAT: Final = 0.1
# A space too many; a chat spelling that may be a piece of a word so parted ("khô ng").
_JOINED: Final = 0.5
_CHAT_OR_PIECE: Final = 1.2
# What it costs to leave as typed: a chat spelling, a piece of a word, a number after a word.
_KEEP_CHAT: Final = 0.6
_KEEP_CONSONANTS: Final = 1.4
_KEEP_LONE_VOWEL: Final = 0.6
_KEEP_NUMBER: Final = 0.5
# What words begin and end with: alone, a piece of one.
_CONSONANTS: Final = frozenset(
    ["b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
     "ph", "q", "r", "s", "t", "th", "tr", "v", "x"]
)  # fmt: skip
_LONE_VOWELS: Final = frozenset("aeiouy")
# Above this cost a foreign name is not read as another: no letter is taken for a wrong one.
_MOST_FOR_NAMES: Final = 1.55


class VietnameseText:
    """The units of one text with what is known of them."""

    def __init__(
        self,
        plain: str,
        units: Sequence[Unit],
        vocabulary: Vocabulary,
        lexicon: Lexicon,
        *,
        marked_share: float,
        by_keys: bool,
    ) -> None:
        """Takes the words of `plain`; the vocabulary is folded for a text without marks.

        `by_keys`: much of it was typed with keys of Telex or VNI that stayed in it.
        """
        self._plain = plain
        self._units = units
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._by_keys = by_keys
        self._text = TypedText(plain, units)
        self._known = [self._is_known(unit) for unit in units]
        # The writer leaves marks out: words known without marks may be meant with them.
        self._drops = not vocabulary.folded and self._has_dropped(marked_share)

    def _has_dropped(self, marked_share: float) -> bool:
        missing = [
            unit.word
            for unit, known in zip(self._units, self._known, strict=True)
            if not known and is_bare(unit.word) and self._vocabulary.forms(unit.word)
        ]
        if marked_share < _FEW_MARKS or (missing and marked_share < _LESS_MARKS):
            return True
        return any(not self._vocabulary.is_word(word) for word in missing)

    def read(self) -> Corrected:
        """Returns the text with the likeliest reading of each of its words."""
        edges = {at: list(self._edges(at)) for at in range(len(self._units))}
        if all(len(ways) == 1 for ways in edges.values()):
            return Corrected(self._plain, self._plain)
        way = likeliest(edges, len(self._units), self._vocabulary)
        changes = [
            self._change(edge, edge.guess.kind) for edge in way if edge.guess.kind is not None
        ]
        return with_changes(self._plain, changes)

    def _change(self, edge: Edge, kind: ChangeKind) -> Change:
        start, end = self._units[edge.start].start, self._units[edge.end - 1].end
        return Change(start, end, cased(self._plain[start:end], edge.guess.words), kind)

    # --- what a unit is ---------------------------------------------------------------

    def _is_known(self, unit: Unit) -> bool:
        word = unit.word
        if unit.keys:
            return False
        if word[0].isdigit() or set(word) <= ROMAN_LETTERS or self._vocabulary.knows(word):
            return True
        if self._text.is_abbreviation(unit):
            return not self._vocabulary.forms(word.replace("dd", "d"))  # "QD" may be "QĐ"
        # English words stand in Vietnamese questions too: "play-off", "black metal".
        entries = self._lexicon.english.entries
        foreign = word.isascii() and not self._vocabulary.can_be_word(word) and not self._by_keys
        return foreign and any((stem,) in entries for stem in stems(word))

    def _is_given_name(self, at: int) -> bool:
        """Tells whether an unknown word stands after a surname and can be a given name."""
        unit = self._units[at]
        if not self._vocabulary.can_be_word(unit.word) or (self._drops and is_bare(unit.word)):
            return False
        if self._text.is_capital(unit):
            return self._text.is_after_surname(at)
        return self._vocabulary.is_word(unit.word) and self._text.is_after_surname(at)

    # --- what it may be ---------------------------------------------------------------

    def _edges(self, at: int) -> Iterator[Edge]:
        """Yields the readings that begin at a unit, as typed first."""
        unit, known = self._units[at], self._known[at]
        chat = self._chat(at)
        keep = _KEEP_CHAT if chat is not None else self._keep(at)
        yield Edge(at, at + 1, Guess(self._as_typed(unit), keep))
        if known and self._text.is_abbreviation(unit):
            return
        if chat is not None:
            length, standard = chat
            piece = self._whole(at) is not None or (at > 0 and self._whole(at - 1) is not None)
            guess = Guess(standard, _CHAT_OR_PIECE if piece else _CHAT, ChangeKind.CHAT)
            yield Edge(at, at + length, guess)
        elif self._may_lack_marks(at):
            yield from (Edge(at, at + 1, guess) for guess in self._with_dropped_marks(unit.word))
            if not known:
                found = keyed(unit.word, self._vocabulary, by_keys=self._by_keys)
                yield from (Edge(at, at + 1, guess) for guess in found)
        elif not known:
            yield from (Edge(at, at + 1, guess) for guess in self._guesses(at))
        whole = self._whole(at)
        if whole is not None:
            yield Edge(at, at + 2, Guess((whole,), _JOINED, ChangeKind.SPACES))

    def _as_typed(self, unit: Unit) -> tuple[str, ...]:
        if not unit.keys:
            return (unit.word,)
        return tuple(token.text for token in tokenize(self._text.typed(unit)))

    def _keep(self, at: int) -> float:
        """Returns what it costs to leave a unit as typed."""
        unit = self._units[at]
        if unit.keys:
            return self._keep_keys(unit.word)
        if self._known[at] and self._text.is_abbreviation(unit):
            return 0.0
        if unit.word in _CONSONANTS:
            return _KEEP_CONSONANTS
        if unit.word in _LONE_VOWELS and not self._vocabulary.folded:
            return _KEEP_LONE_VOWEL
        if self._known[at]:
            return 0.0
        return keep_cost(unit.word, self._vocabulary, name=self._text.is_capital(unit))

    def _keep_keys(self, word: str) -> float:
        """A number after a word ("khoa 7", typed "khoa7") is likelier than VNI at its end.

        With letters after the digits the pieces are no words, and support nothing.
        """
        first_digit = next(at for at, char in enumerate(word) if char.isdigit())
        inside = any(char.isalpha() for char in word[first_digit:])
        return KEEP_IMPOSSIBLE if inside or self._by_keys else _KEEP_NUMBER

    def _guesses(self, at: int) -> Iterator[Guess]:
        """Yields the readings of one unit that nobody knows."""
        unit, vocabulary, by_keys = self._units[at], self._vocabulary, self._by_keys
        if unit.keys:
            yield from keyed(unit.word, vocabulary, by_keys=by_keys)
            return
        parted = parted_by_case(self._text.typed(unit), vocabulary)
        if parted is not None:
            yield parted
        if self._is_given_name(at):
            yield from keyed(unit.word, vocabulary, by_keys=by_keys)
            yield from moved_tone(unit.word, vocabulary)
            return
        marks_only = self._keeps_letters(unit)
        for guess in guesses(unit.word, vocabulary, marks_only=marks_only, by_keys=by_keys):
            foreign = self._text.is_capital(unit) and unit.word.isascii()
            if not foreign or guess.cost < _MOST_FOR_NAMES:
                yield guess

    def _keeps_letters(self, unit: Unit) -> bool:
        """Tells whether only the marks of an unknown word are doubted."""
        if self._text.is_abbreviation(unit) or self._vocabulary.is_word(unit.word):
            return True
        name = self._text.is_capital(unit) and is_syllable(unit.word)
        dropped = self._drops and is_bare(unit.word)
        return name and not dropped and not self._vocabulary.folded

    def _may_lack_marks(self, at: int) -> bool:
        """Tells whether a word that is one without marks may be meant with them."""
        word = self._units[at].word
        is_word = self._known[at] or self._vocabulary.is_word(word)
        return self._drops and is_word and word.isalpha() and is_bare(word)

    def _with_dropped_marks(self, word: str) -> Iterator[Guess]:
        typed = math.log2(1 + self._vocabulary.count(word))
        for form in self._vocabulary.forms(word):
            if form != word:
                commoner = math.log2(1 + self._vocabulary.count(form)) - typed
                yield Guess((form,), _DROPPED - _COMMONER * commoner, ChangeKind.MARKS)

    def _chat(self, at: int) -> tuple[int, tuple[str, ...]] | None:
        """Returns the chat spelling that begins at a unit: its length and what it stands for."""
        unit, spellings = self._units[at], chat_spellings()
        if unit.word not in spellings.first_words or self._text.is_abbreviation(unit):
            return None
        if len(unit.word) == 1 and self._text.is_capital(unit):
            return None  # "bệnh viện K"
        words = [unit.word for unit in self._units[at : at + spellings.phrases.longest]]
        found = spellings.phrases.match(words, 0)
        if found is None or not self._vocabulary.folded:
            return found
        return found[0], tuple(fold(word) for word in found[1])

    def _whole(self, at: int) -> str | None:
        """Returns the known word that a unit and the next make, of which one is a piece."""
        if at + 1 >= len(self._units):
            return None
        first, second = self._units[at], self._units[at + 1]
        whole = normalize_token(self._text.typed(first) + self._text.typed(second))
        joins = (
            self._plain[first.end : second.start] == " "
            and not (self._text.is_abbreviation(first) or self._text.is_capital(second))
            and any(self._is_piece(place) for place in (at, at + 1))
            and whole.isalpha()
            and self._vocabulary.knows(whole)
            and (self._vocabulary.can_be_word(whole) or self._is_foreign(whole))
        )
        return whole if joins else None

    def _is_piece(self, at: int) -> bool:
        """Tells whether a unit may be a piece of a word rather than a word."""
        word = self._units[at].word
        lone_vowel = len(word) == 1 and not self._vocabulary.folded
        return not self._known[at] or word in _CONSONANTS or lone_vowel

    def _is_foreign(self, word: str) -> bool:
        """Tells whether a known word is foreign rather than an abbreviation."""
        return len(word) > SHORT_WORD and (word,) not in self._lexicon.related.entries
