"""Who in a sentence holds the post that is asked for."""

from __future__ import annotations

import pytest

from index.answer.cues import AnswerType
from index.answer.holders import post_fit
from index.answer.roles import posts_in
from index.answer.spans import find_spans


def holders(text: str, asked: str) -> list[str]:
    """Whom a sentence says to hold a post, surely."""
    persons = find_spans(AnswerType.PERSON, text)
    posts = posts_in(asked)
    fits = {text[p.start : p.end]: post_fit(text, p, persons, posts) for p in persons}
    return [name for name, fit in fits.items() if fit is not None and fit > 0.5]


@pytest.mark.parametrize(
    ("text", "asked", "names"),
    [
        ("Bốn đồng chí giữ chức Phó Giám đốc gồm: đồng chí Lê An Bình, nguyên Chánh Văn phòng; "
         "đồng chí Vũ Thị Nga và đồng chí Cao Sơn.", "Phó Giám đốc",
         ["Lê An Bình", "Vũ Thị Nga", "Cao Sơn"]),
        ("Ban Giám đốc còn có các Phó Giám đốc Đinh Thị Xoan và Trần Thanh Sử.", "Phó Giám đốc",
         ["Đinh Thị Xoan", "Trần Thanh Sử"]),
        ("Các Phó Giám đốc tiếp dân: tuần một là ông Lê An Bình, tuần hai bà Vũ Thị Nga.",
         "Phó Giám đốc", ["Lê An Bình", "Vũ Thị Nga"]),
        ("Phó Giám đốc Lê An Bình và ông Vũ Văn Nga cùng dự.", "Phó Giám đốc", ["Lê An Bình"]),
        ("Hai Phó Giám đốc cùng dự với đại biểu Vũ Văn Nga.", "Phó Giám đốc", []),
        ("Phó Giám đốc Lê An Bình được giao quyền Giám đốc từ hôm nay.", "Quyền Giám đốc Sở",
         ["Lê An Bình"]),
        ("Chủ tịch CĐVC thành phố Văn Đình Ước, Trưởng Ban Tổ chức, phát biểu.", "Chủ tịch CĐVC",
         ["Văn Đình Ước"]),
    ],
)  # fmt: skip
def test_a_post_of_several_is_each_ones(text: str, asked: str, names: list[str]) -> None:
    assert holders(text, asked) == names
