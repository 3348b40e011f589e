"""The spelling of Vietnamese syllables."""

from __future__ import annotations

import re
from typing import Final

# Vietnamese syllables without marks: onset, nucleus, coda, as the spelling allows them.
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uye|uyu|uya|oai|oay|oao|oeo|uay|uoi|uou|ieu|yeu|"
    r"ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)


def looks_vietnamese(word: str) -> bool:
    """Tells whether a word without marks is spelled like a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None
