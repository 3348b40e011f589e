"""In which language is an article written? Vietnamese or English, told by its letters."""

from __future__ import annotations

import re
from typing import Final

from index.model import Language

_SAMPLE_CHARS: Final = 4000
_WORD: Final = re.compile(r"[^\W\d_]+")
# Letters that Vietnamese has and English lacks.
_VIETNAMESE: Final = re.compile(
    r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹàáãèéìíòóõùúý]", re.I
)
# Most Vietnamese words carry a mark (about .75); in English text only names do.
_MARKED_SHARE: Final = 0.25
_ENGLISH: Final = (
    "the of and to in is for on was with that by from at as are be this has have were will it "
    "an or not which their its been"
)
_UNMARKED: Final = (
    "va cua cac nguoi trong duoc cho voi la khong ngay tinh nhung mot theo da nay thanh tai ve so "
    "dang hoi phong ban nhan dan"
)
_ENGLISH_WORDS: Final = frozenset(_ENGLISH.split())
_UNMARKED_WORDS: Final = frozenset(_UNMARKED.split())


def article_language(text: str) -> Language:
    """Returns English when `text` reads so, else Vietnamese, also when typed without marks."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE_CHARS])]
    if not words:
        return Language.VIETNAMESE
    marked = sum(bool(_VIETNAMESE.search(word)) for word in words)
    if marked >= len(words) * _MARKED_SHARE:
        return Language.VIETNAMESE
    english = sum(word in _ENGLISH_WORDS for word in words)
    unmarked = sum(word in _UNMARKED_WORDS for word in words)
    return Language.ENGLISH if english > unmarked + marked else Language.VIETNAMESE
