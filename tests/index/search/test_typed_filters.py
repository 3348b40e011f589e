"""Filters in a typed search: forgiving where they are meant, never eating ordinary words."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.normalize import plain_punctuation
from index.language.tokens import terms_of
from index.search.typed_filters import read_filters
from index.typed import (
    Bound,
    NoteKind,
    Precision,
    TypedFilters,
    TypedSearch,
    last_day,
    typed_text,
)

TODAY = date(2026, 6, 1)
CATEGORIES = (
    "Tin tức", "Thông báo", "Chuyển đổi số", "Đoàn thể", "Thủ tục hành chính",
    "Tổ chức - Cán bộ", "Tin tức trong tỉnh", "Y tế",
)  # fmt: skip
SOURCES = ("Cổng thông tin", "Báo Lam Sơn", "https://www.baolamson.vn/rss/tin.xml")


def read(typed: str, *, colon_only: bool = False) -> TypedSearch:
    return read_filters(typed, TODAY, CATEGORIES, SOURCES, colon_only=colon_only)


def told(search: TypedSearch) -> str:
    """Returns words and filters as one line."""
    return typed_text(search.words, search.filters)


# --- with a colon ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tu:01/2022 den:06/2022", "tu:01/2022 den:06/2022"),
        ("từ:1/2022 đến:6/2022", "tu:01/2022 den:06/2022"),
        ("TU : 01/2022   ĐẾN :06/2022", "tu:01/2022 den:06/2022"),
        ("from:01/2022 to:06/2022", "tu:01/2022 den:06/2022"),
        ("Since: 2022-01 until: 2022-06", "tu:01/2022 den:06/2022"),
        ("từ ngày: 3/4/2024 đến ngày: 5/4/2024", "tu:03/04/2024 den:05/04/2024"),
        ("tu:01/2022-06/2022", "tu:01/2022 den:06/2022"),
        ("tu: 1/2022 đến 6/2022", "tu:01/2022 den:06/2022"),
        ("tu:1/3 den:30/6/2022", "tu:01/03/2022 den:30/06/2022"),
        ("tu：2023 den：2024", "tu:2023 den:2024"),
        ("ngày:3/4/2024", "tu:03/04/2024 den:03/04/2024"),
        ("thang:3/2024", "tu:03/2024 den:03/2024"),
        ("tháng: 3", "tu:03/2026 den:03/2026"),
        ("thang:7", "tu:07/2025 den:07/2025"),
        ("năm:2024", "tu:2024 den:2024"),
        ("nam:24", "tu:2024 den:2024"),
        ("quy:1/2024", "tu:01/2024 den:03/2024"),
        ("quý: III năm 2023", "tu:07/2023 den:09/2023"),
        ("thời gian: 3/4/2024 - 5/4/2024", "tu:03/04/2024 den:05/04/2024"),
        ("truoc:6/2022", "den:05/2022"),
        ("before:2022", "den:2021"),
        ("sau:31/12/2022", "tu:01/01/2023"),
        ("tu:hôm qua", "tu:31/05/2026"),
        ("tu:tuan truoc den:hôm nay", "tu:25/05/2026 den:01/06/2026"),
        ("date:last month", "tu:05/2026 den:05/2026"),
        ("muc:x tu:2022 muc:tin tức", "x tu:2022 muc:\"Tin tức\""),
        ("lúa tu:2022 mới tu:2023", "lúa mới tu:2023"),
    ],
)  # fmt: skip
def test_dates_behind_a_colon_filter(typed: str, meant: str) -> None:
    assert told(read(typed)) == meant
    assert told(read(typed, colon_only=True)) == meant


@pytest.mark.parametrize(
    "day",
    [
        "2024-04-03", "2024/4/3", "2024.04.03", "2024-04-03T08:30:00", "03/04/2024", "3/4/2024",
        "3-4-2024", "3.4.2024", "03 / 04 / 2024", "3/4/24", "ngày 3/4/2024",
        "ngày 3 tháng 4 năm 2024",
        "3 tháng 4, 2024", "3 thang tu nam 2024", "3 April 2024", "3rd of April 2024",
        "April 3, 2024", "Apr 3 2024", "NGÀY 03/04/2024",
    ],
)  # fmt: skip
def test_a_day_is_read_in_any_order(day: str) -> None:
    search = read(f"hội nghị tu:{day}")
    assert search.filters.date_from == Bound(date(2024, 4, 3), Precision.DAY)
    assert (search.words, search.notes) == ("hội nghị", ())


@pytest.mark.parametrize(
    "month",
    ["04/2024", "4/2024", "4-2024", "4.2024", "2024-04", "2024/4", "tháng 4/2024",
     "thang 4 nam 2024", "tháng tư năm 2024", "tháng 4 2024", "T4/2024", "April 2024", "apr, 2024"],
)  # fmt: skip
def test_a_month_is_read_in_any_form(month: str) -> None:
    search = read(f"hội nghị den:{month}")
    assert search.filters.date_to == Bound(date(2024, 4, 30), Precision.MONTH)
    assert search.words == "hội nghị"


def test_american_order_and_short_years_are_read_where_nothing_else_fits() -> None:
    assert told(read("tu:04/25/2024")) == "tu:25/04/2024"
    assert told(read("tu:2024-25-04")) == "tu:25/04/2024"
    assert told(read("tu:6/22")) == "tu:06/2022"
    assert told(read("tu:3/4")) == "tu:03/04/2026"
    assert told(read("tu:3/7")) == "tu:03/07/2025"  # the third of July is to come this year
    assert told(read("tu:29/2")) == "tu:29/02/2024"


@pytest.mark.parametrize(
    ("typed", "words", "value"),
    [
        ("lúa tu:31/02/2024", "lúa", "31/02/2024"),
        ("lúa tu:32/13/2022 mới", "lúa mới", "32/13/2022"),
        ("den: 15/2022/99 lúa", "lúa", "15/2022/99"),
        ("tu:9999 lúa", "lúa", "9999"),
        ("thang:13/2024", "", "13/2024"),
        ("tu:abc lúa", "abc lúa", "abc"),
    ],
)
def test_a_date_that_cannot_be_is_told_and_does_not_filter(
    typed: str, words: str, value: str
) -> None:
    search = read(typed)
    assert (search.words, search.filters) == (words, TypedFilters())
    (note,) = search.notes
    assert (note.kind, note.typed) == (NoteKind.UNREADABLE_DATE, value)


def test_an_end_before_the_beginning_is_turned_round_and_told() -> None:
    for typed in ("tu:06/2022 den:01/2022", "den:01/2022 tu:06/2022", "từ 6/2022 đến 1/2022"):
        search = read(typed)
        assert told(search) == "tu:01/2022 den:06/2022"
        assert [note.kind for note in search.notes] == [NoteKind.SWAPPED_DATES]
    assert told(read("tu:quý 3/2023 den:quý 1/2023")) == "tu:01/2023 den:09/2023"


@pytest.mark.parametrize(
    ("typed", "category", "words"),
    [
        ('muc:"Chuyển đổi số" hội nghị', "Chuyển đổi số", "hội nghị"),
        ("muc:“chuyển đổi số” hội nghị", "Chuyển đổi số", "hội nghị"),
        ("muc:'Chuyển đổi số' hội nghị", "Chuyển đổi số", "hội nghị"),
        ('muc:"chuyển đổi số', "Chuyển đổi số", ""),
        ("MỤC : CHUYEN DOI SO hội nghị", "Chuyển đổi số", "hội nghị"),
        ("mục:chuyendoiso hội nghị", "Chuyển đổi số", "hội nghị"),
        ("hội nghị chuyên mục: chuyển đổi số", "Chuyển đổi số", "hội nghị"),
        ("category:thong bao tuyển dụng", "Thông báo", "tuyển dụng"),
        ("muc:tin tuc trong tinh lúa", "Tin tức trong tỉnh", "lúa"),
        ("muc:tin tức, trong tỉnh", "Tin tức", "trong tỉnh"),
        ("muc:tổ chức cán bộ", "Tổ chức - Cán bộ", ""),
        ("chủ đề: y tế tu:2024", "Y tế", ""),
    ],
)
def test_a_category_is_known_by_its_name_however_it_is_written(
    typed: str, category: str, words: str
) -> None:
    search = read(typed)
    assert (search.filters.category, search.words, search.notes) == (category, words, ())


@pytest.mark.parametrize(
    ("typed", "category", "words", "value"),
    [
        ("muc:thogn bao lúa", "Thông báo", "lúa", "thogn bao"),
        ("muc:chuyển đổi hội nghị", "Chuyển đổi số", "hội nghị", "chuyển đổi"),
        ("muc:thủ tục", "Thủ tục hành chính", "", "thủ tục"),
        ('muc:"hành chính" phí', "Thủ tục hành chính", "phí", "hành chính"),
        ("muc:chuyển đổi sốó", "Chuyển đổi số", "", "chuyển đổi sốó"),
    ],
)
def test_a_name_nearly_typed_takes_the_nearest_category_and_says_so(
    typed: str, category: str, words: str, value: str
) -> None:
    search = read(typed)
    assert (search.filters.category, search.words) == (category, words)
    (note,) = search.notes
    assert (note.kind, note.typed, note.read) == (NoteKind.NEAREST_CATEGORY, value, category)


@pytest.mark.parametrize(
    ("typed", "words", "value"),
    [
        ("muc:khí tượng lúa", "khí tượng lúa", "khí tượng lúa"),
        ("muc:khí tượng, lúa", "khí tượng, lúa", "khí tượng"),
        ('muc:"khí tượng" lúa', '"khí tượng" lúa', "khí tượng"),
    ],
)
def test_an_unknown_category_is_told_and_searched_as_words(
    typed: str, words: str, value: str
) -> None:
    search = read(typed)
    assert (search.words, search.filters) == (words, TypedFilters())
    (note,) = search.notes
    assert (note.kind, note.typed) == (NoteKind.UNKNOWN_CATEGORY, value)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("nguon:báo lam sơn", "Báo Lam Sơn"),
        ("NGUỒN : \"Báo Lam Sơn\"", "Báo Lam Sơn"),
        ("nguồn tin: cong thong tin", "Cổng thông tin"),
        ("source:baolamson.vn", "https://www.baolamson.vn/rss/tin.xml"),
        ("source:https://baolamson.vn/trang-chu", "https://www.baolamson.vn/rss/tin.xml"),
    ],
)  # fmt: skip
def test_a_source_is_known_by_its_name_or_address(typed: str, source: str) -> None:
    search = read(f"{typed}")
    assert (search.filters.source, search.notes) == (source, ())
    assert read("nguon:vnexpress lúa").notes[0].kind is NoteKind.UNKNOWN_SOURCE


def test_without_categories_none_is_read() -> None:
    search = read_filters("muc:tin tức lúa", TODAY)
    assert (search.words, search.filters) == ("tin tức lúa", TypedFilters())


# --- ordinary words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "chuyển đổi số", "từ khóa: chuyển đổi số", "từ: sở nội vụ",
        "Thông báo từ: 7h30 đến: 9h", "mục tiêu: 100% số hóa", "năm học mới", "tháng thanh niên",
        "nguồn nhân lực", "http://a.vn/?from:2022", "https://a.vn/tu:2022", "a@b.vn to:",
        "hạn nộp từ 1/3", "từ 1/3 đến 5/3 không", "phòng 1/3", "điểm 9/10", "0237.3888.456",
        "nghị định 12/2024/NĐ-CP", "thông tư 01/2024-TT", "quyết định 1234/QĐ-UBND", "họp ngày mai",
        "kế hoạch tuần sau", "từ thiện", "tư 3/4", "đến trường", "muc:", "tu:", "tu: den:",
        "kết luận suốt 3 tháng qua", "thời tiết cuối tuần này", "những tuần qua", "tỷ lệ 12:30",
        "bài số 5: đến nay", "2000,5",
    ],
)  # fmt: skip
def test_ordinary_words_stay(typed: str) -> None:
    search = read(typed)
    assert search.words == " ".join(typed.split())
    assert (search.filters, search.notes, search.other) == (TypedFilters(), (), None)


# --- periods without a colon -------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("từ 1/2022 đến 6/2022", "tu:01/2022 den:06/2022"),
        ("tu 1/2022 den 6/2022", "tu:01/2022 den:06/2022"),
        ("chuyển đổi số từ 1/2022 đến 6/2022", "chuyển đổi số tu:01/2022 den:06/2022"),
        ("từ 01/2022 đến hết 06/2022 chuyển đổi số", "chuyển đổi số tu:01/2022 den:06/2022"),
        ("từ tháng 1 đến tháng 6/2022 lúa", "lúa tu:01/2022 den:06/2022"),
        ("lúa từ 1 đến 6/2022", "lúa tu:01/2022 den:06/2022"),
        ("lúa từ 1/6 đến 30/6/2022", "lúa tu:01/06/2022 den:30/06/2022"),
        ("lúa từ ngày 01/01/2022 đến ngày 30/06/2022", "lúa tu:01/01/2022 den:30/06/2022"),
        ("tin tức từ 1/2022 đến 6/2022", "tu:01/2022 den:06/2022"),
        ("lúa 1/2022-6/2022", "lúa tu:01/2022 den:06/2022"),
        ("digital from January 2022 to June 2022", "digital tu:01/2022 den:06/2022"),
        ("between 1/2022 and 6/2022 rice", "rice tu:01/2022 den:06/2022"),
        ("từ 1/2022 đến nay lúa", "lúa tu:01/2022"),
        ("lúa từ 1/2022 đến nay", "lúa tu:01/2022"),
        ("từ ngày 3/4/2024", "tu:03/04/2024"),
        ("since 3 April 2024", "tu:03/04/2024"),
        ("5G từ 2025 đến 2026", "5G tu:2025 den:2026"),
        ("5G từ năm 2024 đến năm 2025", "5G tu:2024 den:2025"),
        ("5g tu 2024 toi 2025", "5g tu:2024 den:2025"),
        ("5G from 2024 to 2025", "5G tu:2024 den:2025"),
        ("rice between 2024 and 2025", "rice tu:2024 den:2025"),
        ("năm 2024", "tu:2024 den:2024"),
        ("tin năm 2024", "tu:2024 den:2024"),
        ("tháng 3/2024", "tu:03/2024 den:03/2024"),
        ("3/4/2024", "tu:03/04/2024 den:03/04/2024"),
        ("2022-2024", "tu:2022 den:2024"),
        ("từ năm 2022 đến năm 2025", "tu:2022 den:2025"),
        ("đến 6/2022", "den:06/2022"),
        ("trước 6/2022", "den:05/2022"),
        ("hôm nay", "tu:01/06/2026 den:01/06/2026"),
        ("tuần trước họp giao ban", "họp giao ban tu:25/05/2026 den:31/05/2026"),
        ("tin mới tuần trước", "tu:25/05/2026 den:31/05/2026"),
        ("cải cách hành chính tuần trước", "cải cách hành chính tu:25/05/2026 den:31/05/2026"),
        ("last month rice", "rice tu:05/2026 den:05/2026"),
        ("năm ngoái", "tu:2025 den:2025"),
        ("muc:thogn bao từ 1/2022", 'tu:01/2022 muc:"Thông báo"'),
        ("muc:chuyển đổi năm 2023", 'tu:2023 den:2023 muc:"Chuyển đổi số"'),
        ("muc:thông báo tuần trước", 'tu:25/05/2026 den:31/05/2026 muc:"Thông báo"'),
    ],
)
def test_a_period_that_stands_as_a_filter_filters(typed: str, meant: str) -> None:
    search = read(typed)
    assert told(search) == meant
    assert search.bare and search.other is not None
    assert search.other.filters.date_from is search.other.filters.date_to is None
    assert read(typed, colon_only=True) == search.other


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kế hoạch từ năm 2022 đến năm 2025", "kế hoạch tu:2022 den:2025"),
        ("5G năm 2025", "5G tu:2025 den:2025"),
        ("5G 2024-2025", "5G tu:2024 den:2025"),
        ("5G từ 2025", "5G tu:2025"),
        ("chiến khu từ 1945 đến 1954", "chiến khu tu:1945 den:1954"),
        ("chuyển đổi số từ 2025 đến 2030", "chuyển đổi số tu:2025 den:2030"),
        ("từ 2010 đến 2020 người bỏ phiếu", "người bỏ phiếu tu:2010 den:2020"),
        ("nhiệm kỳ 2022-2024", "nhiệm kỳ tu:2022 den:2024"),
        ("giai đoạn từ 1/2022 đến 6/2025", "giai đoạn tu:01/2022 den:06/2025"),
        ("thoi gian dang ky tu 1/2022 den 6/2022", "thoi gian dang ky tu:01/2022 den:06/2022"),
        ("nghỉ Tết từ ngày 25/1/2025 đến ngày 2/2/2025", "nghỉ Tết tu:25/01/2025 den:02/02/2025"),
        ("hạn nộp từ 1/3/2024", "hạn nộp tu:01/03/2024"),
        ("Từ ngày 3/4/2024 quầy lý lịch ở đâu", "quầy lý lịch ở đâu tu:03/04/2024"),
        ("giá xăng hôm nay", "giá xăng tu:01/06/2026 den:01/06/2026"),
        ("lịch cắt điện tháng này", "lịch cắt điện tu:06/2026 den:06/2026"),
        ("lương cơ sở từ 1/7/2024", "lương cơ sở tu:01/07/2024"),
        ("kế hoạch năm 2024", "kế hoạch tu:2024 den:2024"),
        ("họp chi bộ tháng 3/2024", "họp chi bộ tu:03/2024 den:03/2024"),
        ("lễ 3/2/2024 ở tỉnh", "lễ ở tỉnh tu:03/02/2024 den:03/02/2024"),
        ("nộp báo cáo trước ngày 30/6/2024", "nộp báo cáo den:29/06/2024"),
        ("lúa đến 6/2022", "lúa den:06/2022"),
        ("lịch trực tuần này", "lịch trực tu:01/06/2026 den:07/06/2026"),
        ("mục tiêu năm ngoái", "mục tiêu tu:2025 den:2025"),
        ("tiền từ 1/2022 đến 6/2022 cho xã", "tiền cho xã tu:01/2022 den:06/2022"),
        ("thứ tư 3/4/2024 họp", "thứ tư họp tu:03/04/2024 den:03/04/2024"),
    ],
)
def test_a_period_that_may_be_meant_as_words_is_offered_only(typed: str, offered: str) -> None:
    search = read(typed)
    assert (search.words, search.filters, search.bare) == (typed, TypedFilters(), False)
    assert search.other is not None and search.other.bare
    assert told(search.other) == offered


def test_dates_behind_a_colon_leave_a_period_among_the_words() -> None:
    search = read("kế hoạch năm 2024 tu:12/2023")
    assert told(search) == "kế hoạch năm 2024 tu:12/2023"
    assert search.other is None


# --- for all texts -----------------------------------------------------------------------

PIECES = st.sampled_from(
    ["tu:", "từ", " từ ", "den :", "đến", "muc:", 'mục:"', '"', "nguồn:", "năm ", "tháng ",
     "1/2022", "31/02/2024", "2024", "-", " ", "tin tức", "chuyển đổi số", "to:", "from:", "quý",
     "IV", "hôm nay", "tuần trước", "đ", "ế", "\u0301", "\u200b", "\ud800", ":", "Ǆ", "İ", "ß", ",",
     "lúa"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join))


@given(TEXTS, st.booleans())
def test_any_text_is_read_and_no_word_is_added(typed: str, colon_only: bool) -> None:
    search = read(typed, colon_only=colon_only)
    there = Counter(terms_of(plain_punctuation(typed)))
    for reading in filter(None, (search, search.other)):
        assert not Counter(terms_of(reading.words)) - there
        filters = reading.filters
        if filters.date_from is not None and filters.date_to is not None:
            assert filters.date_from.day <= filters.date_to.day
        assert filters.category is None or filters.category in CATEGORIES
        assert filters.source is None or filters.source in SOURCES
        assert all(note.kind in NoteKind for note in reading.notes)


@given(TEXTS)
def test_only_a_text_with_a_colon_or_a_number_or_a_period_is_narrowed(typed: str) -> None:
    bare = "".join(c for c in typed if c not in ":：" and not c.isdigit())
    search = read(bare)
    if search.filters:
        assert search.bare


BOUNDS = st.builds(
    Bound, st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(Precision)
)


def _first(bound: Bound) -> Bound:
    month = 1 if bound.precision is Precision.YEAR else bound.day.month
    day = bound.day.day if bound.precision is Precision.DAY else 1
    return Bound(bound.day.replace(month=month, day=day), bound.precision)


@given(
    st.lists(st.sampled_from(["lúa", "hội", "nghị", "số", "xã"]), max_size=4).map(" ".join),
    st.none() | BOUNDS,
    st.none() | BOUNDS,
    st.none() | st.sampled_from(CATEGORIES),
    st.none() | st.sampled_from(SOURCES),
)
def test_what_is_written_for_filters_is_read_as_them(
    words: str, first: Bound | None, last: Bound | None, category: str | None, source: str | None
) -> None:
    begin = first and _first(first)
    end = last and Bound(last_day(_first(last).day, last.precision), last.precision)
    if begin is not None and end is not None and begin.day > end.day:
        begin = None
    filters = TypedFilters(begin, end, category, source)
    search = read(typed_text(words, filters))
    assert (search.words, search.filters, search.notes) == (words, filters, ())


def test_a_whole_day_month_or_year_is_known_as_one() -> None:
    assert read("ngay:3/4/2024").filters.one is Precision.DAY
    assert read("thang:2/2024").filters.one is Precision.MONTH
    assert read("nam:2024").filters.one is Precision.YEAR
    assert read("quy:1/2024").filters.one is None
    assert read("tu:2024").filters.one is None
