"""What an abbreviation is: "DTI là gì?"."""

from __future__ import annotations

import re
from typing import Final

_WHAT_IS: Final = re.compile(
    r"(\w{2,12}) (?:là|nghĩa là|la|nghia la) (?:gì|cái gì|gi|cai gi)\W*|"
    r"what (?:is|does) (\w{2,12})(?: mean)?\W*",
    re.IGNORECASE,
)
# With fewer a word may begin a sentence.
_CAPITALS: Final = 2


def asked_code(question: str) -> str | None:
    """Returns the one word that a question asks to be explained, None where it asks otherwise.

    >>> asked_code("DTI là gì?"), asked_code("Mục tiêu là gì?")
    ('DTI', None)
    """
    asked = _WHAT_IS.fullmatch(question.strip())
    return (asked[1] or asked[2]) if asked else None


def explains(sentence: str, word: str) -> bool:
    """Tells whether a sentence says what an abbreviation is: in brackets behind its words, before
    "là", or before its words in brackets. Of a word that is none it always does.
    """
    escaped = re.escape(word)
    used = re.search(rf"(?<!\w){escaped}(?!\w)", sentence, re.IGNORECASE)
    written = used.group() if used else word
    if sum(letter.isupper() for letter in written) < _CAPITALS:
        return True
    told = rf"\({escaped}\)|(?<!\w){escaped} (?:\(|là |nghĩa là |viết tắt )"
    return bool(re.search(told, sentence, re.IGNORECASE))
