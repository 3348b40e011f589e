"""PDFs: letters, reading order, paragraphs, tables, running lines, titles, pages."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from index.documents import read_document
from tests.index.documents import samples


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_come_out_in_nfc_and_lines_as_paragraphs(form: Literal["NFC", "NFD"]) -> None:
    document = read_document(samples.plain(form), "a.pdf")
    assert document.text.splitlines() == samples.prose(3)


@pytest.mark.parametrize("interleaved", [False, True])
def test_columns_are_read_one_after_the_other(interleaved: bool) -> None:
    data, expected = samples.two_columns(interleaved)
    assert read_document(data, "a.pdf").text.split() == " ".join(expected).split()


def test_head_title_table_and_signatures_are_in_reading_order() -> None:
    data, expected = samples.administrative()
    document = read_document(data, "a.pdf")
    assert document.text.splitlines() == expected
    assert document.title == "KẾ HOẠCH Kiểm tra công tác quản lý ngân sách năm 2024"
    assert document.published == date(2024, 3, 15)
    assert document.pages == (0,)


def test_running_heads_feet_and_page_numbers_are_dropped() -> None:
    head, foot = "BẢN TIN KINH TẾ - XÃ HỘI số 12", "Trang #"
    document = read_document(samples.plain(count=30, head=head, foot=foot), "a.pdf")
    assert len(document.pages) > 2
    assert "BẢN TIN" not in document.text
    assert "Trang " not in document.text
    assert document.text.split() == " ".join(samples.prose(30)).split()


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    document = read_document(samples.plain(count=30, foot="- # -"), "a.pdf")
    assert document.text.splitlines() == samples.prose(30)


def test_offsets_tell_the_page_of_each_place() -> None:
    pdf = samples.Writer()
    texts = samples.prose(3, words=20)
    for text in texts:
        pdf.paragraphs([text])
        pdf.add_page()
    document = read_document(pdf.data(), "a.pdf")
    *begins, last = document.pages
    assert begins == [document.text.index(text) for text in texts]
    assert last >= begins[-1] + len(texts[-1])


def test_list_items_stay_lines() -> None:
    items = ["1. Hồ sơ gồm:", "a) Đơn đề nghị;", "b) Bản sao sổ hộ khẩu;", "- Ảnh 3x4."]
    pdf = samples.Writer()
    for item in items:
        pdf.cell(0, 6, item, new_x="LMARGIN", new_y="NEXT")
    assert read_document(pdf.data(), "a.pdf").text.splitlines() == items


def test_a_table_without_rules_keeps_its_rows() -> None:
    rows = [("TT", "Họ và tên", "Chức vụ")]
    rows += [(str(n), f"Nguyễn Văn {name}", "Phó Giám đốc") for n, name in enumerate("ABCD", 1)]
    pdf = samples.Writer()
    for row in rows:
        for cell, width in zip(row, (20, 80, 60), strict=True):
            pdf.cell(width, 6, cell)
        pdf.ln()
    assert read_document(pdf.data(), "a.pdf").text.splitlines() == ["\t".join(r) for r in rows]


def test_a_subject_abbreviated_beside_the_motto_is_the_title() -> None:
    pdf = samples.Writer()
    left = ("SỞ TÀI CHÍNH", "Số: 12/STC-VP", "V/v hướng dẫn", "quyết toán năm 2023")
    pdf.side_by_side(left, samples.HEAD[1], y=15)
    pdf.paragraphs(samples.prose(1))
    assert read_document(pdf.data(), "a.pdf").title == "V/v hướng dẫn quyết toán năm 2023"


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ("Bản tin nông nghiệp tháng 3", "Bản tin nông nghiệp tháng 3"),
        ("Microsoft Word - ke hoach.doc", ""),
        ("12_KH_UBND", ""),
    ],
)
def test_metadata_name_the_document_unless_they_name_a_file(metadata: str, title: str) -> None:
    pdf = samples.Writer()
    pdf.set_title(metadata)
    pdf.paragraphs(samples.prose(2))
    assert read_document(pdf.data(), "a.pdf").title == title


def test_larger_letters_are_the_title() -> None:
    pdf = samples.Writer()
    pdf.set_font("V", "B", 18)
    pdf.multi_cell(0, 9, "Hướng dẫn nộp hồ sơ trực tuyến cho người dân và doanh nghiệp năm nay")
    pdf.ln(9)
    pdf.set_font("V", size=11)
    pdf.paragraphs(samples.prose(2))
    title = "Hướng dẫn nộp hồ sơ trực tuyến cho người dân và doanh nghiệp năm nay"
    assert read_document(pdf.data(), "a.pdf").title == title


def test_the_stamp_of_a_digital_signature_is_dropped() -> None:
    pdf = samples.Writer()
    pdf.paragraphs(["Ký bởi: Cổng Thông tin", "Thời gian ký: 05.03.2024 14:25:20 +07:00"])
    pdf.paragraphs(samples.prose(2))
    assert read_document(pdf.data(), "a.pdf").text.splitlines() == samples.prose(2)


def test_text_in_the_codes_of_an_old_font_comes_out_in_unicode() -> None:
    words = "Céng hßa x· héi chñ nghÜa ViÖt Nam, C¨n cø LuËt ng©n s¸ch nhµ n\\255íc, ng\\255êi d©n"
    content = b"BT /F 12 Tf 50 700 Td (%s) Tj ET" % words.encode("latin-1")
    document = read_document(samples.one_page(samples.stream(content)), "a.pdf")
    expected = "Cộng hòa xã hội chủ nghĩa Việt Nam, Căn cứ Luật ngân sách nhà nước, người dân"
    assert document.text == expected


def test_a_page_that_is_turned_reads_as_it_is_shown() -> None:
    upright = samples.one_page(samples.stream(b"BT /F 12 Tf 50 700 Td (mot hai) Tj ET"))
    content = b"BT /F 12 Tf 0 1 -1 0 100 50 Tm (mot hai) Tj 0 -20 Td (ba bon) Tj ET"
    turned = samples.one_page(samples.stream(content)).replace(b"/MediaBox", b"/Rotate 90/MediaBox")
    assert read_document(upright, "a.pdf").text == "mot hai"
    assert read_document(turned, "a.pdf").text.split() == ["mot", "hai", "ba", "bon"]
