"""The first sentence of an article, as a notice quotes it."""

from __future__ import annotations

import pytest

from index.follow.lead import first_sentence
from tests.index.samples import article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở họp sáng nay. Chiều làm việc.", "Sở họp sáng nay."),
        ("LỄ RA QUÂN MÙA HÈ\nHà Nội, 3/5\nSáng 3/5, đoàn ra quân. Rồi về.",
         "Sáng 3/5, đoàn ra quân."),
        ("", ""),
        ("Hà Nội", ""),
    ],
)  # fmt: skip
def test_titles_and_headings_are_passed_over(text: str, expected: str) -> None:
    assert first_sentence(article(text=text, title="Lễ ra quân mùa hè")) == expected
