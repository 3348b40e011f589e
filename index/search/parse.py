"""Text typed by a person to a query: which words are searched, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.detect import detect_language, folded_flags
from index.language.lexicon import EnglishEntry, Key, Lexicon, WordKind
from index.language.normalize import fold, plain_punctuation
from index.language.stem import stems
from index.language.tokens import Token, tokenize
from index.language.words import segment
from index.model import Language
from index.search.query import ALTERNATIVE_WEIGHT, Alternative, Concept, ConceptKind, Query

# A function word still helps to find the sentence that is worded like the question.
FUNCTION_WEIGHT: Final = 0.6
_WH_WORDS: Final = frozenset({"who", "whom", "whose", "when", "where"})
# "mới", "hiện" alone may mean something else; "hiện nay" does not.
_TIME_WEIGHT: Final = 0.2
# Without marks "dau" is "đâu" or "đầu": only at the ends of a question is it surely the
# question word.
_UNSURE_QUESTION_WEIGHT: Final = 0.3
_ROMAN: Final = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18,
    "xix": 19, "xx": 20, "xxi": 21,
}  # fmt: skip
_ARABIC: Final = {str(value): roman for roman, value in _ROMAN.items()}
# Words after which a number may be written either way: khóa 7 = khóa VII.
_COUNTED: Final = frozenset({"khoa", "thu", "ky", "quy", "lan", "hoi"})
_MOST_ALTERNATIVES: Final = 4
_ABBREVIATION: Final = 5


def parse_query(text: str, lexicon: Lexicon) -> tuple[Query, Language]:
    """Returns the query that `text` asks, and its language."""
    plain = plain_punctuation(text)
    tokens = tokenize(plain)
    language = detect_language(tokens, lexicon)
    if language is Language.ENGLISH:
        return Query(tuple(_english_concepts(tokens, plain, lexicon))), language
    tokens = _spelled_out(tokens, lexicon)
    flags = folded_flags(tokens)
    words = () if all(flags) else tuple(segment(plain))
    return Query(tuple(_vietnamese_concepts(tokens, flags, plain, lexicon)), words), language


def _spelled_out(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Returns the tokens with chat spellings written out ("ko" is "không")."""
    result = []
    for token in tokens:
        spelled = lexicon.chat_words.get(token.text)
        if spelled is None:
            result.append(token)
        else:
            result.extend(
                Token(part.text, part.folded, token.start, token.end) for part in tokenize(spelled)
            )
    return result


def _vietnamese_concepts(
    tokens: Sequence[Token], flags: Sequence[bool], text: str, lexicon: Lexicon
) -> list[Concept]:
    # A question typed in capitals names nothing by them.
    cased = not text.isupper()
    exact = [token.text for token in tokens]
    folded = [token.folded for token in tokens]
    concepts: list[Concept] = []
    at = 0
    while at < len(tokens):
        bare = flags[at]
        terms = folded if bare else exact
        related = (lexicon.related_folded if bare else lexicon.related).match(terms, at)
        word = (lexicon.function_words_folded if bare else lexicon.function_words).match(terms, at)
        if word is not None and (related is None or word[0] >= related[0]):
            length, kind = word
            weight = _function_weight(kind, at, length, len(tokens), bare=bare)
            of_kind = ConceptKind.CONTENT if kind is WordKind.CONTENT else ConceptKind.FUNCTION
            concepts.extend(
                Concept((Alternative((term,), bare),), of_kind, weight)
                for term in terms[at : at + length]
            )
        else:
            length, others = related if related is not None else (1, ())
            ways = [Alternative(key) for key in others[: _MOST_ALTERNATIVES - 1]]
            concepts.extend(
                Concept(
                    tuple(dict.fromkeys([typed, *ways, *_other_numeral(folded, at + step)])),
                    _kind(tokens[at + step], text, at + step, cased=cased),
                    other_weight=ALTERNATIVE_WEIGHT / length,
                )
                for step, typed in enumerate(
                    Alternative((term,), bare) for term in terms[at : at + length]
                )
            )
        at += length
    return concepts


def _function_weight(kind: WordKind, at: int, length: int, total: int, *, bare: bool) -> float:
    if kind is WordKind.FUNCTION:
        return FUNCTION_WEIGHT
    if kind is WordKind.CONTENT:
        return 1.0
    if kind is WordKind.TIME:
        return _TIME_WEIGHT if length == 1 else 0.0
    sure = not bare or length > 1 or at == 0 or at + length == total
    return 0.0 if sure else _UNSURE_QUESTION_WEIGHT


def _kind(token: Token, text: str, at: int, *, cased: bool) -> ConceptKind:
    if token.text[0].isdigit():
        return ConceptKind.NUMBER
    written = text[token.start : token.end]
    # Short words in capitals are abbreviations, which the news may write out.
    short = written.isupper() and len(written) <= _ABBREVIATION
    if cased and at > 0 and written[:1].isupper() and not short:
        return ConceptKind.NAME
    return ConceptKind.CONTENT


def _other_numeral(folded: Sequence[str], at: int) -> list[Alternative]:
    """Returns the other way to write a numeral after "khóa", "lần thứ" and the like."""
    if at == 0 or folded[at - 1] not in _COUNTED:
        return []
    term = folded[at]
    if term in _ROMAN:
        return [Alternative((str(_ROMAN[term]),))]
    return [Alternative((_ARABIC[term],))] if term in _ARABIC else []


def _english_concepts(tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[Concept]:
    """Returns concepts in Vietnamese for an English question; names pass through."""
    terms = [token.text for token in tokens]
    concepts: list[Concept] = []
    at = 0
    while at < len(tokens):
        length, entry = _english_match(terms, at, lexicon)
        if entry is None:
            kind = _kind(tokens[at], text, at, cased=True)
            if len(terms[at]) == 1 and terms[at].isalpha():
                at += 1  # the "s" of "department's"
                continue
            ways = [Alternative((fold(terms[at]),), folded=True), *_other_numeral(terms, at)]
            concepts.append(Concept(tuple(ways), kind))
        elif keys := _searched(terms[at], entry, lexicon):
            translated = tuple(Alternative(key) for key in keys)
            concepts.append(Concept(translated, *_english_kind(entry, keys, lexicon)))
        at += length
    return concepts


def _english_kind(
    entry: EnglishEntry, keys: Sequence[Key], lexicon: Lexicon
) -> tuple[ConceptKind, float]:
    """Returns the kind and weight of a translated term: those of its Vietnamese words."""
    if entry.kind == "place":
        return ConceptKind.NAME, 1.0
    words = [lexicon.function_words.entries.get(key) for key in keys]
    if WordKind.TIME in words:
        return ConceptKind.FUNCTION, _TIME_WEIGHT
    return ConceptKind.CONTENT, 1.0


def _searched(first: str, entry: EnglishEntry, lexicon: Lexicon) -> Sequence[Key]:
    """Returns the ways of an entry that are searched: no stop word's, no question word's.

    "hotline number" is searched, "where is" is not: a place need not be called one. `first`
    is the first word of the entry.
    """
    if entry.kind == "stop" or (entry.kind == "question" and first in _WH_WORDS):
        return ()
    if entry.kind != "question":
        return entry.vietnamese[:_MOST_ALTERNATIVES]
    words = lexicon.function_words.entries
    return [key for key in entry.vietnamese if len(key) > 1 and key not in words][
        :_MOST_ALTERNATIVES
    ]


def _english_match(
    terms: Sequence[str], at: int, lexicon: Lexicon
) -> tuple[int, EnglishEntry | None]:
    """Returns the longest entry at `at`, trying other forms of its last word."""
    for length in range(min(lexicon.english.longest, len(terms) - at), 0, -1):
        head = tuple(terms[at : at + length - 1])
        for last in stems(terms[at + length - 1]):
            entry = lexicon.english.entries.get((*head, last))
            if entry is not None:
                return length, entry
    return 1, None
