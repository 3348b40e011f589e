"""Text saved from a web page loses its furniture; other text loses nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.datelines import day_of_dateline
from index.ingest.encoding import clean
from index.ingest.saved_text import read_saved_text
from tests.index.ingest.extraction import words

GOLDEN = Path(__file__).parent / "golden"

SEED_LIKE = """Sở Thông tin và truyền thông Quảng An
  • Liên kết website
  • Thống kê truy cập
  • Đang online: 7

    Hôm nay: 821

    Đã truy cập: 7943865

Đại hội Chi đoàn Sở Thông tin và Truyền thông lần thứ VII, nhiệm kỳ 2022-2024

Sáng ngày 25/3, Chi đoàn Sở Thông tin và Truyền thông đã tổ chức Đại hội lần thứ VII.

(Đ/c Giám đốc Sở tặng hoa chúc mừng Đại hội)

Đại hội đã bầu Ban Chấp hành khóa VII gồm 5 đồng chí, đồng chí A làm Bí thư Chi đoàn.

BCH Đoàn Thanh niên

TRANG THÔNG TIN ĐIỆN TỬ SỞ THÔNG TIN VÀ TRUYỀN THÔNG QUẢNG AN

Giấy phép số 12/GP-TTĐT do Cục Quản lý Phát thanh cấp ngày 11/4/2014

Chịu trách nhiệm: Ông B - Giám đốc

Địa chỉ: Tòa nhà Trung tâm Công nghệ thông tin

Số ĐT: (02373) 713.985 - Fax: (02373) 713.985

Website được thiết kế bởi Trung tâm Công nghệ thông tin
"""


def test_counters_and_licence_go_while_caption_and_signature_stay() -> None:
    page = read_saved_text(SEED_LIKE)
    assert page.title == (
        "Đại hội Chi đoàn Sở Thông tin và Truyền thông lần thứ VII, nhiệm kỳ 2022-2024"
    )
    assert page.text.splitlines()[0].startswith("Sáng ngày 25/3")
    assert page.text.splitlines()[-1] == "BCH Đoàn Thanh niên"
    assert "(Đ/c Giám đốc Sở tặng hoa chúc mừng Đại hội)" in page.text
    assert not any(word in page.text for word in ("online", "Giấy phép", "Fax", "Liên kết"))


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.marked.txt")), ids=lambda f: f.name)
def test_golden_page_keeps_exactly_its_marked_lines(file: Path) -> None:
    # "#" marks the title, "@" the body's lines; the rest is furniture.
    lines = file.read_text("utf-8").splitlines()
    page = read_saved_text("\n".join(x[1:] if x[:1] in ("#", "@") else x for x in lines))
    assert page.title == next(x[1:] for x in lines if x.startswith("#"))
    assert words(page.text) == words("\n".join(x[1:] for x in lines if x.startswith("@")))


def test_hard_wrapped_paragraphs_become_one_line_each() -> None:
    wrapped = (
        "Tiêu đề của bài viết\n\n"
        "Theo Phòng Nông nghiệp huyện, đến nay các xã đã chuẩn bị được trên 1,2\n"
        "triệu cây giống các loại, trong đó chủ yếu là keo lai, mỡ, quế và các\n"
        "loại cây bản địa khác trong vùng; các hộ dân đã phát dọn thực bì được\n"
        "320 ha.\n\n"
        "Đoạn thứ hai."
    )
    lines = read_saved_text(wrapped).text.splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("được 320 ha.")


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    text = "Tiêu đề\nĐoạn một nói về việc này.\nĐoạn hai nói về việc kia.\nĐoạn ba kết thúc."
    assert read_saved_text(text).text.count("\n") == 2


@pytest.mark.parametrize(
    "text",
    [
        "Cấp đổi giấy phép\n\nNgười dân nộp hồ sơ.\n\nĐịa chỉ: 12 Lê Lợi\nEmail: a@b.vn\nFax: 02",
        "Tuyển dụng\nVị trí tuyển dụng\nBác sĩ\nĐiều dưỡng\nLiên hệ\nĐiện thoại: 0234 3822 111",
        "Lịch công tác\nThứ Hai, ngày 11/3/2024\nSáng: Họp\nThứ Ba, ngày 12/3/2024\nTổng số: 25",
        "Dự án cầu\n- Đơn vị chủ trì: Sở Giao thông\n- Cơ quan chủ quản: UBND tỉnh\nTổng cộng: 12",
        "Chỉ có một đoạn văn dài kể lại sự việc đã diễn ra trong ngày hôm qua tại trụ sở.",
        "Một dòng",
        "Thành phần hồ sơ\nĐơn đề nghị\n- Tài liệu kèm theo\nBản sao giấy khai sinh",
        "Giá trị\nNông nghiệp\t2,4\t3,2\nDịch vụ\t-1,8\t10,3\n250\t300\n12 15 20\n2 x",
        "Ngày phát hành: 15/3/2024\nBộ tem có hai mẫu do hoạ sĩ thiết kế, in tại Hà Nội.",
    ],
)
def test_text_that_is_no_page_is_kept_whole(text: str) -> None:
    page = read_saved_text(text)
    assert not words(text) - words(f"{page.title}\n{page.text}")


PARAGRAPH = "Các xã đã hoàn thành việc rà soát số liệu trong tháng và báo cáo về huyện đúng hạn."
TABLE = ["Ngành\tNăm trước\tNăm nay", "Nông nghiệp\t2,4\t3,2", "Dịch vụ\t-1,8\t10,3"]


def _page(above: str, below: str) -> str:
    body = [PARAGRAPH, *TABLE, PARAGRAPH.replace("tháng", "quý"), PARAGRAPH.replace("xã", "thôn")]
    title = "Các xã hoàn thành rà soát số liệu"
    return "\n".join(
        [
            "Trang chủ",
            "Gương điển hình",
            "Đang online: 5",
            "Trang chủ > Tin tức",
            *above.format(title=title).splitlines(),
            *body,
            *below.splitlines(),
            "© 2024 UBND huyện",
        ]
    )


@pytest.mark.parametrize(
    "above",
    [
        "Ngày phát hành: 29-09-2022\n{title}",
        "Gương điển hình — 29-09-2022\n{title}",
        "{title}\n(29.09.2022, 16h25) Xem: 5.770\nTóm tắt bằng AI",
        "Tin tức » Hoạt động\n{title}\n29/09/2022\nTốc độ 1.0x",
    ],
)
@pytest.mark.parametrize(
    "below",
    [
        "Tệp đính kèm\nmau-don.docx\nKế hoạch.pdf (1,2 MB)",
        "#chuyển đổi số #nông thôn\nChia sẻ: Facebook X LinkedIn",
        "Bạn chấm bài viết này mấy sao?\nTrung bình 4,8 (21 đánh giá)\n863 người đã xem",
    ],
)
def test_newer_portals_lose_their_furniture_and_keep_their_tables(above: str, below: str) -> None:
    page = read_saved_text(_page(above, below))
    assert page.title == "Các xã hoàn thành rà soát số liệu"
    assert page.text.splitlines()[:4] == [PARAGRAPH, *TABLE]
    assert len(page.text.splitlines()) == 6
    assert page.dateline is not None
    assert day_of_dateline(page.dateline) == date(2022, 9, 29)


def test_last_sidebar_item_with_a_day_is_no_dateline() -> None:
    page = read_saved_text(_page("Bàn giao mái ấm nông dân — 06-03-2020\n{title}", "Bản in"))
    assert page.dateline is None


WORDS = "hội nghị đã đánh giá kết quả công tác năm qua của các xã phường"
SENTENCE = st.lists(
    st.sampled_from(WORDS.split()),
    min_size=12,
    max_size=30,
).map(lambda chosen: " ".join(chosen).capitalize() + ".")


@given(st.lists(SENTENCE, min_size=1, max_size=6, unique=True))
def test_no_paragraph_is_lost_between_menus_and_footer(paragraphs: list[str]) -> None:
    title = "Huyện Bình Khê tổng kết phong trào thi đua"
    page = (
        "Trang chủ\nGiới thiệu\nLiên hệ\nĐang online: 5\nTrang chủ > Tin tức\n"
        + "\n".join([title, "12/03/2024 08:00", *paragraphs])
        + "\nChia sẻ Facebook Zalo\nTin liên quan\nLễ ra quân (10/3/2024)\n© 2024 UBND huyện"
    )
    found = read_saved_text(page)
    assert found.title == title
    assert Counter(found.text.splitlines()) == Counter(paragraphs)
    assert found.dateline == "12/03/2024 08:00"


@given(st.text(max_size=500))
def test_any_text_is_read_without_fault_and_within_its_own_words(text: str) -> None:
    page = read_saved_text(clean(text) if text.isprintable() else text)
    # Soft hyphens go, so that two pieces become one word.
    assert not words(page.text) - (words(text) | words(text.replace("\xad", "")))
