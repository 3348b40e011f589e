"""Word segmentation by underthesea: "thông tin và truyền thông" -> thông_tin, truyền_thông.

It costs a hundred times what indexing does, so the archive keeps its result. It splits
unaccented and lower-case text badly: retrieval never hangs on it alone.
"""

from __future__ import annotations

from underthesea import word_tokenize

from index.language.normalize import nfc
from index.language.sentences import sentences
from index.language.tokens import terms_of

# Part of the key of every stored segmentation: raise it when the result changes.
SEGMENTER: str = "underthesea-9/2"


def segment(text: str) -> list[str]:
    """Returns the words of two syllables or more in `text`, syllables joined by `_`.

    Single syllables are left to the syllable field, which holds them already. Sentences
    are segmented one by one, since underthesea joins words across line breaks.
    """
    text = nfc(text)
    found: list[str] = []
    for span in sentences(text):
        for word in word_tokenize(text[span.start : span.end]):
            syllables = terms_of(nfc(word))
            if len(syllables) > 1:
                found.append("_".join(syllables))
    return found
