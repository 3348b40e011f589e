"""Telegram's HTML: what passes, with which entities, and what is refused with which words."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.content import typed
from bot.sandbox.entities import trimmed, utf16_length, utf16_slice
from bot.sandbox.markup import parse_html
from bot.sandbox.values import ApiError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def spans(text: str, entities: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["type"], utf16_slice(text, one["offset"], one["length"])) for one in entities]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_every_tag_of_telegram_gives_its_entity(tag: str, kind: str) -> None:
    text, entities = parse_html(f"😀 Đại hội <{tag}>lần thứ VII 🎉</{tag}>.")
    assert text == "😀 Đại hội lần thứ VII 🎉."
    assert entities == [{"type": kind, "offset": 11, "length": 14}]


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        (
            '<a href="https://a.example/?b=1&amp;c=2#:~:text=x">x</a>',
            {"type": "text_link", "url": "https://a.example/?b=1&c=2#:~:text=x"},
        ),
        ("<a href='so.example'>x</a>", {"type": "text_link", "url": "http://so.example"}),
        ('<pre><code class="language-py">x</code></pre>', {"type": "pre", "language": "py"}),
        (
            '<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>',
            {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286"},
        ),
    ],
)
def test_attributes_reach_the_entity(source: str, entity: dict[str, str]) -> None:
    assert parse_html(source) == ("x", [{**entity, "offset": 0, "length": 1}])


def test_nested_entities_come_outer_first() -> None:
    text, entities = parse_html(
        "<blockquote><b>Bí <i>thư</i></b>: <a href='x.vn'>Đạt</a></blockquote>"
    )
    assert spans(text, entities) == [
        ("blockquote", "Bí thư: Đạt"),
        ("bold", "Bí thư"),
        ("italic", "thư"),
        ("text_link", "Đạt"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [("&lt;b&gt; &amp; &quot;", '<b> & "'), ("&#7871;&#x1F4F0;", "ế📰"), ("a &#39; b", "a ' b")],
)
def test_character_references_are_read(source: str, text: str) -> None:
    assert parse_html(source) == (text, [])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("ế<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ế<b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("ế</b>", "Unexpected end tag at byte offset 3"),
        ("ế<font>x</font>", 'Unsupported start tag "font" at byte offset 3'),
        ("a<br>b", 'Unsupported start tag "br"'),
        ("<p>x</p>", 'Unsupported start tag "p"'),
        ("1 < 2", 'Unsupported start tag ""'),
        ("1 <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("2 > 1", 'Character ">" must be written as "&gt;"'),
        ("A & B", 'Character "&" must be written as "&amp;"'),
        ("&nbsp;", 'Unsupported character reference "&nbsp;"'),
        ("&apos;", 'Unsupported character reference "&apos;"'),
        ("&#0;", "Wrong character reference"),
        ("&#xD800;", "Wrong character reference"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler"'),
        ('<b class="x">x</b>', 'Unsupported attribute "class"'),
        ('<a href="x.vn" title="y">x</a>', 'Unsupported attribute "title"'),
        ("<a>x</a>", "a link that is dropped"),
        ('<a href="javascript:alert(1)">x</a>', "Unsupported URL protocol"),
        ('<a href="https://localhost/x">x</a>', "Wrong HTTP URL"),
        ('<a href="https://x.vn/a b">x</a>', "white space"),
        ('<a href="https://x.vn', 'Unclosed start tag "a"'),
        ('<code class="language-py">x</code>', 'inside "pre" only'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "can't be inside of"),
        ("<blockquote expandable>a<blockquote>b</blockquote></blockquote>", "can't be inside of"),
        ("<b><code>x</code></b>", "can't be inside of"),
        ("<code><b>x</b></code>", "can't be inside of"),
        ("<pre><a href='x.vn'>x</a></pre>", "can't be inside of"),
        ("<a href='x.vn'><a href='y.vn'>x</a></a>", "can't be inside of"),
    ],
)
def test_bad_html_is_refused_with_the_reason(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.code == 400
    assert caught.value.description.startswith("Bad Request: can't parse entities: ")
    assert reason in caught.value.description


@given(TEXT)
def test_escaped_text_comes_back_unchanged(text: str) -> None:
    assert parse_html(escape(text).replace("\0", "")) == (text.replace("\0", ""), [])


@given(TEXT, TEXT.filter(bool), TEXT)
def test_offsets_find_the_marked_text_whatever_stands_before(a: str, b: str, c: str) -> None:
    text, entities = parse_html(f"{escape(a)}<b>{escape(b)}</b>{escape(c)}")
    assert spans(text, entities) == [("bold", b)]
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@given(st.text(st.sampled_from("<>/&;b i=\"'aế"), max_size=30))
def test_no_html_breaks_the_parser(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ApiError as error:
        assert error.code == 400
    else:
        assert all(one["offset"] + one["length"] <= utf16_length(text) for one in entities)


def test_white_space_is_trimmed_and_entities_move_along() -> None:
    text, entities = trimmed(*parse_html(" \n <b> Đạt </b>\n"))
    assert (text, spans(text, entities)) == ("Đạt", [("bold", "Đạt")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/hoi ai là bí thư?", [("bot_command", "/hoi")]),
        ("/hoi@hoidap_bot x", [("bot_command", "/hoi@hoidap_bot")]),
        ("ngày 25/3/2022 và/hoặc", []),
        ("😀 hỏi @hoidap_bot nhé", [("mention", "@hoidap_bot")]),
        ("thư: a.b@so.gov.vn", [("email", "a.b@so.gov.vn")]),
        (
            "xem https://so.example/a?b=1, #chuyển_đổi_số #1",
            [("url", "https://so.example/a?b=1"), ("hashtag", "#chuyển_đổi_số")],
        ),
    ],
)
def test_what_a_person_types_gets_the_entities_that_filters_need(
    text: str, found: list[tuple[str, str]]
) -> None:
    message = typed(text)
    assert spans(message["text"], message.get("entities", [])) == found
