"""Which texts hold no word at all."""

from __future__ import annotations

from pathlib import Path

from tests.index.tiny_news import open_with

KNOWN = [
    "Giá vé máy bay", "gia ve may bay", "How do I renew a passport?", "Sơn Hà", "TTHC", "thú y?",
    "asdfgh thú", "lúa", "5G ở xã", "Đặng Hải Yến",
]  # fmt: skip
UNKNOWN = ["asdfgh", "👍", "123456", "??!", "qwxzvbk zxqwvk", "", "a b c", "0237.3999", "h h h 12"]


def test_letters_at_random_numbers_and_signs_are_no_words(tmp_path: Path) -> None:
    assistant = open_with(tmp_path)
    assert assistant.without_known_words([*KNOWN, *UNKNOWN]) == set(UNKNOWN)
    assistant.close()
