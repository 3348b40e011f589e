"""Beside an answer: its whole list, a passed deadline, newer news; always within a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.callbacks import NO_QUERY
from bot.department import load_department
from bot.markup import MAX_MESSAGE_UNITS, utf16_units
from bot.render import answer_reply, with_correction, with_question
from bot.render_beside import LIST_UNITS, listed, notes
from bot.render_lists import hit_entry
from bot.render_search import Listing, search_reply
from bot.reply import LinkButton, Reply
from bot.sandbox.markup import parse_html
from bot.searches import Search
from bot.wording import Wording, load_wordings
from index.model import Answer, Language, Newer, Quote, SearchPage, Status
from index.settings import Settings
from tests.bot.fakes import URL, hit, quote

WORDINGS = load_wordings()
VI, EN = WORDINGS[Language.VIETNAMESE], WORDINGS[Language.ENGLISH]
PROFILE = load_department(Settings())[Language.VIETNAMESE]
ITEMS = ("- Giải Nhất: <10> triệu & cúp.", "- Giải Nhì: 5 triệu.", "3. Giải Ba: 2 triệu.")
NEWER = Newer("https://a.example/moi", "Cuộc thi <mới> & khác", date(2026, 7, 15))


def list_quote(sentence: str, items: tuple[str, ...] = ITEMS, more: int = 0) -> Quote:
    return replace(quote(sentence, sentence), intro="Giải thưởng gồm:", items=items,
                   more_items=more)  # fmt: skip


def answer(shown: Quote, **values: object) -> Answer:
    known = Answer("q", Status.ANSWERED, Language.VIETNAMESE, shown, [hit(1), hit(2)])
    return replace(known, **values)  # type: ignore[arg-type]


def rendered(given: Answer, words: Wording = VI) -> Reply:
    return answer_reply(given, words, PROFILE, "abcDEF-_1234")


def test_all_items_are_shown_and_the_one_that_answers_is_bold() -> None:
    html = rendered(answer(list_quote(ITEMS[1]))).html
    assert (
        "<blockquote>Giải thưởng gồm:\n• Giải Nhất: &lt;10&gt; triệu &amp; cúp.\n"
        "• <b>Giải Nhì: 5 triệu.</b>\n3. Giải Ba: 2 triệu.</blockquote>"
    ) in html


def test_a_sentence_that_introduces_a_list_makes_no_item_bold() -> None:
    shown = listed(list_quote("Giải thưởng gồm:"), VI)
    assert "<b>" not in shown and shown.count("\n") == 3


def test_an_answer_of_an_item_of_several_sentences_makes_the_item_bold() -> None:
    items = ("- Thứ Hai: 8 giờ họp. 14 giờ đi xã.", "- Thứ Ba: nghỉ.")
    assert "• <b>Thứ Hai: 8 giờ họp. 14 giờ đi xã.</b>" in listed(
        list_quote("14 giờ đi xã.", items), VI
    )


def test_items_that_are_left_out_are_counted() -> None:
    assert listed(list_quote(ITEMS[0], more=8), VI).endswith("\n… (bài còn 8 mục nữa)")
    assert listed(list_quote(ITEMS[0], more=1), EN).endswith("\n… (1 more item in the article)")


def test_long_items_share_the_room_and_short_ones_stay_whole() -> None:
    items = ("- Ngắn.", *("- " + f"Mục dài số {n} " * 90 for n in range(11)))
    shown = listed(list_quote(items[5], items), VI)
    text, _ = parse_html(shown)
    assert utf16_units(text) <= LIST_UNITS + 20
    assert "• Ngắn.\n" in text and text.count("…") == 11


def test_a_passed_deadline_and_newer_news_are_told_in_both_languages() -> None:
    given = answer(quote(), overdue_days=1164, newer=NEWER)
    assert notes(given, VI) == [
        "⚠️ Lưu ý: hạn này đã qua (1.164 ngày trước).",
        "Có tin mới hơn về việc này: <b>Cuộc thi &lt;mới&gt; &amp; khác</b> (15/07/2026)",
    ]
    assert notes(given, EN)[0] == "⚠️ Note: this deadline has passed (1,164 days ago)."
    assert "(1 day ago)" in notes(replace(given, overdue_days=1), EN)[0]
    html = rendered(given).html
    assert all(note in html for note in notes(given, VI))
    assert notes(answer(quote()), VI) == []


def test_the_newer_article_has_a_button_of_its_own_unless_it_has_no_address() -> None:
    buttons = [button for row in rendered(answer(quote(), newer=NEWER)).rows for button in row]
    assert LinkButton(VI.plain("button.newer"), NEWER.url) in buttons
    assert any(isinstance(b, LinkButton) and b.url.startswith(URL) for b in buttons)
    filed = rendered(answer(quote(), newer=replace(NEWER, url="file:bi-mat.txt")))
    assert "bi-mat" not in str(filed)


def test_the_longest_answer_fits_in_a_message_with_all_that_may_stand_around_it() -> None:
    long = "Ơ" * 3_000
    item = "mục " * 500
    shown = replace(
        list_quote(item, (item,) * 12, 10**9), title=long, category=long, source=long, intro=long
    )
    given = answer(shown, overdue_days=10**6, newer=replace(NEWER, title=long))
    for personal in (False, True):
        reply = rendered(replace(given, personal=personal))
        if not personal:
            reply = with_correction(reply, long, "typed", VI)
        text, _ = parse_html(with_question(reply, long, VI).html)
        assert utf16_units(text) <= MAX_MESSAGE_UNITS


def test_every_answer_carries_its_date_or_says_that_it_is_not_known() -> None:
    assert "25/03/2022" in rendered(answer(quote())).html
    undated = rendered(answer(replace(quote(), published=None))).html
    assert "không rõ ngày" in undated.lower()


def test_a_snippet_is_shown_with_dots_where_it_is_cut_off_and_only_there() -> None:
    plain = replace(hit(1), snippet="một hai <ba>", highlights=((0, 3),))
    assert "\n<b>một</b> hai &lt;ba&gt;" in hit_entry(plain, 1, VI)
    assert "…" not in hit_entry(plain, 1, VI)
    torn = hit_entry(replace(plain, cut_before=True, cut_after=True), 1, VI)
    assert torn.endswith("\n…<b>một</b> hai &lt;ba&gt;…")
    cut = hit_entry(replace(plain, snippet="hai " * 300, highlights=(), cut_after=True), 1, VI)
    assert cut.endswith("hai…")


def test_a_long_snippet_is_cut_to_where_it_holds_what_was_found() -> None:
    snippet = f"{'trước ' * 40}xa mới tới lúa nước ở đây{' sau' * 40}"
    start = snippet.index("lúa")
    entry = hit_entry(replace(hit(1), snippet=snippet, highlights=((start, start + 8),)), 1, VI)
    shown = entry.splitlines()[-1]
    assert shown.startswith("…") and shown.endswith("…") and len(shown) < 180
    assert "tới <b>lúa nước</b> ở đây" in shown


def test_a_found_article_says_how_long_ago_it_was_published() -> None:
    found = replace(hit(1), published=date(2026, 9, 10))
    listing = Listing(Search("lúa"), SearchPage(1, [found]), NO_QUERY, today=date(2026, 9, 14))
    reply = search_reply(listing, VI)
    assert reply is not None and "10/09/2026 (4 ngày trước)" in reply.html


_ITEMS = st.lists(
    st.one_of(st.text(max_size=80), st.sampled_from(["- ", "1. x", "😀" * 300, "<b>", "ế" * 900])),
    min_size=1, max_size=12,
).map(tuple)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(_ITEMS, st.data())
def test_any_list_renders_to_what_telegram_takes(
    items: tuple[str, ...], data: st.DataObject
) -> None:
    sentence = data.draw(st.sampled_from([*items, "không có trong danh sách"]))
    text, entities = parse_html(rendered(answer(list_quote(sentence, items))).html)
    assert 1 <= utf16_units(text) <= MAX_MESSAGE_UNITS
    assert len(entities) <= 100
