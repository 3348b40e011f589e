"""An English question to Vietnamese concepts, by the lexicon; names pass through.

    words ─ what may begin at each: number or date, name, entry, the word itself
          ─ the way through them with the longest pieces ─ Vietnamese order ─ concepts

Words that belong together are to stand side by side, as in the news: "legal knowledge
contest" is searched as "cuộc thi kiến thức pháp luật".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.english import EnglishEntry, EnglishKind
from index.language.lexicon import Lexicon, WordKind
from index.language.normalize import fold
from index.search.english_numbers import number_at
from index.search.english_text import NOT_SEARCHED, EnglishText
from index.search.kinds import MOST_ALTERNATIVES, TIME_WEIGHT, kind_of, other_numeral
from index.search.query import Alternative, Concept, ConceptKind

# "make", "kind", "often": what any article may say.
_WEAK_WEIGHT: Final = 0.5
# What qualifies no noun beside it.
_ALONE: Final = frozenset({EnglishKind.VERB, EnglishKind.WEAK, EnglishKind.TIME})
# A word without an entry, beside one with an entry, which counts 1.
_UNKNOWN_WORTH: Final = 0.2


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that are read as one thing; no concepts where they are not searched."""

    length: int
    concepts: Sequence[Concept] = ()
    qualifies: bool = False
    """Whether it can stand before a noun that it qualifies."""
    known: bool = True

    @property
    def worth(self) -> float:
        """Long parts are surer: "department of home affairs" beats "director of department"."""
        return self.length**2 if self.known else _UNKNOWN_WORTH


def english_concepts(text: str, lexicon: Lexicon) -> list[Concept]:
    """Returns concepts in Vietnamese for an English question; names pass through."""
    parts = _best_parts(EnglishText(text, lexicon), lexicon)
    return [concept for part in _vietnamese_order(parts) for concept in part.concepts]


def _best_parts(question: EnglishText, lexicon: Lexicon) -> list[_Part]:
    """Returns the parts that are worth most together, in the order typed."""
    count = len(question.words)
    worth = [0.0] * (count + 1)
    chosen: list[_Part] = []
    for at in range(count - 1, -1, -1):
        best = max(_parts_at(question, at, lexicon), key=lambda p: p.worth + worth[at + p.length])
        worth[at] = best.worth + worth[at + best.length]
        chosen.append(best)
    chosen.reverse()
    parts, at = [], 0
    while at < count:
        if question.parted(at):
            parts.append(_Part(0))
        parts.append(chosen[at])
        at += chosen[at].length
    return parts


def _parts_at(question: EnglishText, at: int, lexicon: Lexicon) -> Iterator[_Part]:
    """Yields the ways to read the words from `at` on, the likeliest of a length first."""
    if number := number_at(question.words, at, question.text):
        yield _Part(number[0], number[1])
        return
    if acronym := question.acronym(at):
        yield _Part(1, [_translated(acronym, lexicon)], qualifies=True)
    if names := question.name_length(at):
        yield _Part(names, [_as_typed(question, at + n) for n in range(names)], qualifies=True)
    known = False
    for length, entry in question.entries(at):
        known = True
        if entry.kind in NOT_SEARCHED:
            yield _Part(length)
        else:
            # A word in capitals may be a name for all that it is in the lexicon: "Bill Gates".
            name = length == 1 and at > 0 and question.is_capital(at)
            concept = _translated(entry, lexicon, question.terms[at] if name else "")
            yield _Part(length, [concept], qualifies=entry.kind not in _ALONE)
    if not known and len(question.terms[at]) == 1 and question.terms[at].isalpha():
        yield _Part(1, known=False)  # "form A", "plan B": the letter alone is anywhere
    elif not known:
        concept = _as_typed(question, at)
        qualifies = concept.kind is not ConceptKind.NUMBER
        yield _Part(1, [concept], qualifies=qualifies, known=False)


def _vietnamese_order(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Yields the parts with nouns before what qualifies them."""
    group: list[_Part] = []
    for part in parts:
        if part.qualifies:
            group.append(part)
            continue
        yield from reversed(group)
        group = []
        yield part
    yield from reversed(group)


def _as_typed(question: EnglishText, at: int) -> Concept:
    word = question.words[at]
    bare = word.text == word.folded
    folded = [fold(term) for term in question.terms]
    ways = [Alternative((word.text,), folded=bare), *other_numeral(folded, at)]
    return Concept(tuple(ways), kind_of(word, question.text, at, cased=question.cased))


def _translated(entry: EnglishEntry, lexicon: Lexicon, typed: str = "") -> Concept:
    """Returns the concept of an entry; `typed` is searched too, where it may be a name."""
    ways = [Alternative(key) for key in entry.vietnamese[:MOST_ALTERNATIVES]]
    if typed:
        ways.append(Alternative((fold(typed),), folded=True))
    return Concept(tuple(dict.fromkeys(ways)), *_kind_and_weight(entry, lexicon))


def _kind_and_weight(entry: EnglishEntry, lexicon: Lexicon) -> tuple[ConceptKind, float]:
    """Returns what a translated term is good for: as its Vietnamese words are."""
    if entry.kind is EnglishKind.PLACE:
        return ConceptKind.NAME, 1.0
    words = lexicon.function_words.entries
    if any(words.get(key) is WordKind.TIME for key in entry.vietnamese):
        return ConceptKind.FUNCTION, TIME_WEIGHT
    if entry.kind is EnglishKind.WEAK:
        return ConceptKind.FUNCTION, _WEAK_WEIGHT
    return ConceptKind.CONTENT, 1.0
