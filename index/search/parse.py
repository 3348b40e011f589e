"""Text typed by a person to a query: which words are searched, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.detect import detect_language, folded_flags
from index.language.lexicon import Lexicon, WordKind
from index.language.normalize import plain_punctuation
from index.language.tokens import Token, tokenize
from index.language.words import segment
from index.model import Language
from index.search.english import english_concepts
from index.search.kinds import MOST_ALTERNATIVES, TIME_WEIGHT, kind_of, other_numeral
from index.search.query import ALTERNATIVE_WEIGHT, Alternative, Concept, ConceptKind, Query

# A function word still helps to find the sentence that is worded like the question.
FUNCTION_WEIGHT: Final = 0.6
# Without marks "dau" is "đâu" or "đầu": only at the ends of a question is it surely the
# question word.
_UNSURE_QUESTION_WEIGHT: Final = 0.3


def parse_query(text: str, lexicon: Lexicon) -> tuple[Query, Language]:
    """Returns the query that `text` asks, and its language."""
    plain = plain_punctuation(text)
    tokens = tokenize(plain)
    language = detect_language(tokens, lexicon)
    if language is Language.ENGLISH:
        return Query(tuple(english_concepts(tokens, plain, lexicon))), language
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
            ways = [Alternative(key) for key in others[: MOST_ALTERNATIVES - 1]]
            concepts.extend(
                Concept(
                    tuple(dict.fromkeys([typed, *ways, *other_numeral(folded, at + step)])),
                    kind_of(tokens[at + step], text, at + step, cased=cased),
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
        return TIME_WEIGHT if length == 1 else 0.0
    sure = not bare or length > 1 or at == 0 or at + length == total
    return 0.0 if sure else _UNSURE_QUESTION_WEIGHT
