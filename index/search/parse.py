"""Text typed by a person to a query: which words are searched, and as what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from index.language.detect import detect_language, folded_flags
from index.language.lexicon import Lexicon, WordKind
from index.language.normalize import plain_punctuation
from index.language.spelling import is_syllable
from index.language.tokens import Token, tokenize
from index.language.words import segment
from index.model import Language
from index.search.english import english_concepts
from index.search.kinds import MOST_WAYS, TIME_WEIGHT, kind_of, other_numeral
from index.search.named import hints, named_days, named_documents
from index.search.query import ALTERNATIVE_WEIGHT, Alternative, Concept, ConceptKind, Query

# A function word still helps to find the sentence that is worded like the question.
FUNCTION_WEIGHT: Final = 0.6
# Without marks "dau" is "đâu" or "đầu": only at the ends of a question is it surely the
# question word.
_UNSURE_QUESTION_WEIGHT: Final = 0.3


def parse_query(text: str, lexicon: Lexicon, today: date | None = None) -> tuple[Query, Language]:
    """Returns the query that `text` asks, and its language.

    `today` is what "hôm qua" is counted from; without it such words name no day.
    """
    plain = plain_punctuation(text)
    tokens = tokenize(plain)
    language = detect_language(tokens, lexicon, plain)
    if language is Language.ENGLISH:
        return Query((*english_concepts(plain, lexicon), *named_documents(plain))), language
    tokens = _spelled_out(tokens, lexicon)
    flags = folded_flags(tokens)
    words = () if all(flags) else tuple(segment(plain))
    concepts = _vietnamese_concepts(tokens, flags, plain, lexicon, frozenset(words))
    concepts += [*named_documents(plain), *named_days(plain, today)]
    return Query(tuple(concepts), words, tuple(hints(tokens, flags, lexicon))), language


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
    tokens: Sequence[Token],
    flags: Sequence[bool],
    text: str,
    lexicon: Lexicon,
    words: Collection[str],
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
        single = related is not None and related[0] == 1 and is_syllable(exact[at])
        if single and _in_compound(exact, at, words):
            related = None
        word = (lexicon.function_words_folded if bare else lexicon.function_words).match(terms, at)
        length, others = related if related is not None else (1, ())
        if word is not None and word[0] >= length:
            length, others = word[0], ()
        inner = _inner_words(terms, at, length, lexicon, bare=bare)
        counted = sum(1 for _, weight in inner if weight > 0) or 1
        ways = [Alternative(key) for key in others[: MOST_WAYS - 1]]
        short = _inner_ways(terms, at, length, lexicon, bare=bare)
        for step, (kind, weight) in enumerate(inner):
            typed = Alternative((terms[at + step],), bare)
            numerals = other_numeral(exact, at + step) if kind is None else ()
            concepts.append(
                Concept(
                    tuple(dict.fromkeys([typed, *ways, *short.get(step, ()), *numerals])),
                    kind or kind_of(tokens[at + step], text, at + step, cased=cased),
                    weight,
                    ALTERNATIVE_WEIGHT / counted,
                )
            )
        at += length
    return concepts


def _inner_words(
    terms: Sequence[str], at: int, length: int, lexicon: Lexicon, *, bare: bool
) -> list[tuple[ConceptKind | None, float]]:
    """Returns the kind and weight of each term of a phrase: of its function words theirs.

    None: no function word, what it is is for its spelling to tell.
    """
    table = lexicon.function_words_folded if bare else lexicon.function_words
    found: list[tuple[ConceptKind | None, float]] = []
    while len(found) < length:
        place = at + len(found)
        match = table.match(terms[: at + length], place)
        if match is None:
            found.append((None, 1.0))
            continue
        words, kind = match
        weight = _function_weight(kind, place, words, len(terms), bare=bare)
        of_kind = ConceptKind.CONTENT if kind is WordKind.CONTENT else ConceptKind.FUNCTION
        found += [(of_kind, weight)] * words
    return found


def _inner_ways(
    terms: Sequence[str], at: int, length: int, lexicon: Lexicon, *, bare: bool
) -> dict[int, list[Alternative]]:
    """Returns the other ways of abbreviations inside a phrase, by their places in it.

    "UBND tỉnh" is a phrase with ways of its own, and "UBND" in it an abbreviation.
    """
    table = lexicon.abbreviations_folded if bare else lexicon.abbreviations
    found: dict[int, list[Alternative]] = {}
    step = 0
    while step < length:
        match = table.match(terms[: at + length], at + step)
        if match is not None and match[0] == length:  # the phrase itself
            match = table.match(terms[: at + length - 1], at)
        if match is None:
            step += 1
            continue
        ways = [Alternative(key) for key in match[1]]
        found |= dict.fromkeys(range(step, step + match[0]), ways)
        step += match[0]
    return found


def _in_compound(terms: Sequence[str], at: int, words: Collection[str]) -> bool:
    """Tells whether a syllable is part of a longer word: "dịch" of "dịch vụ"."""
    before = f"{terms[at - 1]}_{terms[at]}" if at else ""
    after = f"{terms[at]}_{terms[at + 1]}" if at + 1 < len(terms) else ""
    return any(
        (before and (word == before or word.endswith(f"_{before}") or f"{before}_" in word))
        or (after and (word == after or word.startswith(f"{after}_") or f"_{after}" in word))
        for word in words
    )


def _function_weight(kind: WordKind, at: int, length: int, total: int, *, bare: bool) -> float:
    if kind is WordKind.FUNCTION:
        return FUNCTION_WEIGHT
    if kind is WordKind.CONTENT:
        return 1.0
    if kind is WordKind.TIME:
        return TIME_WEIGHT if length == 1 else 0.0
    sure = not bare or length > 1 or at == 0 or at + length == total
    return 0.0 if sure else _UNSURE_QUESTION_WEIGHT
