"""Posts: a deputy is not the head, a former one not the present one."""

from __future__ import annotations

import pytest

from index.answer.roles import Post, posts_in


def only(text: str) -> Post:
    (post,) = posts_in(text)
    return post


@pytest.mark.parametrize(
    ("text", "words", "deputy", "former"),
    [
        ("Bí thư Chi đoàn", "bi thu", False, False),
        ("bi thu chi doan", "bi thu", False, False),
        ("Phó Bí thư Chi đoàn", "bi thu", True, False),
        ("pho bi thu", "bi thu", True, False),
        ("nguyên Giám đốc Sở", "giam doc", False, True),
        ("nguyên Phó Giám đốc Sở", "giam doc", True, True),
        ("Tổng Giám đốc VNPT", "tong giam doc", False, False),
        ("Chánh Văn phòng Sở", "chanh van phong", False, False),
        ("Phó Chủ tịch UBND tỉnh", "chu tich", True, False),
    ],
)
def test_a_post_is_its_words_and_its_standing(
    text: str, words: str, deputy: bool, former: bool
) -> None:
    post = only(text)
    assert (" ".join(post.words), post.deputy, post.former) == (words, deputy, former)


def test_a_post_stands_where_its_words_stand() -> None:
    text = "Đồng chí Phó Bí thư phát biểu"
    assert text[only(text).start : only(text).end] == "Bí thư"


def test_a_deputy_holds_another_post() -> None:
    assert not only("Bí thư").same(only("Phó Bí thư"))
    assert only("bi thu").same(only("Bí thư Chi đoàn"))
    assert not only("Giám đốc").same(only("Tổng Giám đốc"))


def test_posts_of_a_board_are_of_its_body() -> None:
    posts = posts_in("Ban Giám đốc Sở gồm Giám đốc Lê Minh Tuấn và Phó Giám đốc Trần Thị Hà.")
    assert [post.body for post in posts] == [("so",)] * 3


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Bí thư Chi đoàn Sở", "chi doan"),
        ("Bí thư Đảng ủy", "dang uy"),
        ("Chủ tịch UBND tỉnh", "ubnd tinh"),
        ("Giám đốc Sở Nông nghiệp", "so nong"),
        ("Giám đốc Sở", "so"),
        ("Giám đốc Sở Công Thương", "so cong"),
        ("giam doc so tu phap", "so tu"),
        ("Giám đốc Sở Lê Minh Tuấn", "so"),
        ("Bí thư phát biểu", ""),
    ],
)
def test_a_post_knows_whose_it_is(text: str, body: str) -> None:
    assert " ".join(only(text).body) == body


@pytest.mark.parametrize("text", ["", "Trời mưa to", "thư của bí ngô", "văn phòng phẩm"])
def test_no_post_is_seen_where_none_is(text: str) -> None:
    assert posts_in(text) == ()


def test_several_posts_are_found_in_order() -> None:
    found = posts_in("Đỗ Hữu Quyết – Bí thư Đảng ủy, Giám đốc Sở")
    assert [" ".join(post.words) for post in found] == ["bi thu", "giam doc"]
