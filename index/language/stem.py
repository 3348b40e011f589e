"""English words to the base forms that the lexicon holds."""

from __future__ import annotations

from typing import Final

_LEAST_STEM: Final = 3
_RULES: Final = (
    ("ies", "y"), ("sses", "ss"), ("es", "e"), ("es", ""), ("s", ""),
    ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
)  # fmt: skip


def stems(word: str) -> list[str]:
    """Returns `word` and the base forms it may have, the likeliest first.

    >>> stems("elected"), stems("studies")
    (['elected', 'electe', 'elect'], ['studies', 'study', 'studie', 'studi'])
    """
    found = [word]
    for ending, instead in _RULES:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            stem = word[: -len(ending)] + instead
            found.append(stem)
            if not instead and len(stem) > _LEAST_STEM and stem[-1] == stem[-2]:
                found.append(stem[:-1])  # planned: plann, plan
    return list(dict.fromkeys(found))
