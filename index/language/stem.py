"""English words to the base forms that the lexicon holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from index.language.lexicon_file import lexicon_rows, warn_of_line

_LEAST_STEM: Final = 3
_KEPT_WORDS: Final = 1 << 14
# Endings of other forms of a word, then of words made from it, the surest first.
_INFLECTIONS: Final = (
    ("ies", "y"), ("sses", "ss"), ("es", "e"), ("es", ""), ("ves", "f"), ("ves", "fe"), ("s", ""),
    ("ied", "y"), ("ed", "e"), ("ed", ""), ("ying", "ie"), ("ing", "e"), ("ing", ""),
    ("ier", "y"), ("iest", "y"), ("er", "e"), ("er", ""), ("est", "e"), ("est", ""),
)  # fmt: skip
_DERIVATIONS: Final = (
    ("ically", "ic"), ("ily", "y"), ("ably", "able"), ("ibly", "ible"), ("ly", "le"), ("ly", ""),
    ("iness", "y"), ("ness", ""), ("ization", "ize"), ("ability", "able"),
)  # fmt: skip
# British spellings to the American ones that entries have; entries may have either.
_SPELLINGS: Final = (
    ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ises", "izes"),
    ("ise", "ize"), ("yse", "yze"), ("ysed", "yzed"), ("our", "or"), ("oured", "ored"),
    ("ours", "ors"), ("ouring", "oring"), ("tre", "ter"), ("tres", "ters"), ("ogue", "og"),
    ("ogues", "ogs"), ("ence", "ense"), ("ences", "enses"), ("amme", "am"), ("ammes", "ams"),
    ("elled", "eled"), ("elling", "eling"), ("eller", "eler"), ("aeo", "eo"),
)  # fmt: skip


@cache
def irregular_forms() -> Mapping[str, tuple[str, ...]]:
    """Returns the base forms of irregular ones (`data/lexicon/english_forms.tsv`)."""
    found: dict[str, tuple[str, ...]] = {}
    for number, (form, base, *_) in lexicon_rows("english_forms.tsv", 2):
        bases = tuple(part.strip() for part in base.split("|") if part.strip())
        if not form.isalpha() or not bases:
            warn_of_line("english_forms.tsv", number, "a line needs a form and its base")
        else:
            found[form.lower()] = bases
    return found


@lru_cache(maxsize=_KEPT_WORDS)
def _made_from(word: str) -> tuple[str, ...]:
    found = [word, *irregular_forms().get(word, ())]
    american = [_respelled(word, *pair) for pair in _SPELLINGS if word.endswith(pair[0])]
    for spelling in (word, *american):
        found += [spelling, *_shortened(spelling, _INFLECTIONS)]
    for spelling in (word, *american):
        found += _shortened(spelling, _DERIVATIONS)
    return tuple(dict.fromkeys(found))


def stems(word: str) -> list[str]:
    """Returns `word` and the base forms it may have, the likeliest first.

    >>> stems("elected")[:3], stems("went")[:2], stems("organised")[1:4]
    (['elected', 'electe', 'elect'], ['went', 'go'], ['organise', 'organis', 'organized'])
    """
    return list(_made_from(word))


def _respelled(word: str, ending: str, instead: str) -> str:
    return word[: -len(ending)] + instead


def _shortened(word: str, rules: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for ending, instead in rules:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            stem = _respelled(word, ending, instead)
            yield stem
            if not instead and len(stem) > _LEAST_STEM and stem[-1] == stem[-2]:
                yield stem[:-1]  # planned: plann, plan
