"""The spreadsheet of a result list: it opens, says what was found, and runs nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from index.assistant import Assistant
from index.model import Audience, Hit
from index.search.export_xlsx import MOST_EXPORTED, HitHeadings, hits_xlsx

HEADINGS = HitHeadings(
    "Tiêu đề", "Ngày đăng", "Chuyên mục", "Nguồn", "Trích", "Liên kết", "Kết quả"
)
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FIRST = date(1899, 12, 30)  # Excel's day 0, from March 1900 on
HIT = Hit(
    "https://snn.example/tin/1", "Đại hội Chi đoàn", date(2024, 3, 15), "Đoàn thể",
    "Cổng thông tin", Audience.PUBLIC, 1.0, "Sáng 14/3/2024,\nChi đoàn tổ chức", (), (),
    {}, True, True,
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "{=1}", '=HYPERLINK("x")')


class Sheet:
    """What a reader finds in an .xlsx file."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        assert self.archive.testzip() is None
        self.parts = {
            name: etree.fromstring(self.archive.read(name))
            for name in self.archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
        self.xml = self.parts["xl/worksheets/sheet1.xml"]
        strings = self.parts.get("xl/sharedStrings.xml")
        self.strings = (
            ["".join(map(str, item.itertext())) for item in strings.findall("m:si", NS)]
            if strings is not None
            else []
        )

    @property
    def name(self) -> str:
        (sheet,) = self.parts["xl/workbook.xml"].iterfind(".//m:sheet", NS)
        return str(sheet.get("name"))

    def rows(self) -> list[dict[str, str | float]]:
        """Returns the rows as cells by column letter: texts and numbers."""
        found: list[dict[str, str | float]] = []
        for row in self.xml.iterfind(".//m:row", NS):
            cells: dict[str, str | float] = {}
            for cell in row.iterfind("m:c", NS):
                value = cell.findtext("m:v", None, NS)
                if value is None:
                    continue
                column = re.sub(r"\d", "", str(cell.get("r")))
                cells[column] = self.strings[int(value)] if cell.get("t") == "s" else float(value)
            found.append(cells)
        return found

    def links(self) -> dict[str, str]:
        rels = self.parts.get("xl/worksheets/_rels/sheet1.xml.rels")
        targets = {r.get("Id"): str(r.get("Target")) for r in rels} if rels is not None else {}
        return {
            str(link.get("ref")): targets[link.get(REL)]
            for link in self.xml.iterfind(".//m:hyperlink", NS)
        }

    def style_of(self, cell: str) -> tuple[int, str]:
        """Returns the number and the code of a cell's number format."""
        (found,) = (c for c in self.xml.iterfind(".//m:c", NS) if c.get("r") == cell)
        styles = self.parts["xl/styles.xml"]
        formats = styles.findall("m:cellXfs/m:xf", NS)
        number = int(formats[int(found.get("s", 0))].get("numFmtId", 0))
        codes = {
            int(str(f.get("numFmtId"))): str(f.get("formatCode"))
            for f in styles.iterfind(".//m:numFmt", NS)
        }
        return number, codes.get(number, "")


def sheet_of(hits: Iterable[Hit]) -> Sheet:
    return Sheet(hits_xlsx(hits, HEADINGS))


def test_a_row_says_what_the_hit_says() -> None:
    sheet = sheet_of([HIT])
    head, row = sheet.rows()
    assert [*head.values()] == [
        "Tiêu đề", "Ngày đăng", "Chuyên mục", "Nguồn", "Trích", "Liên kết",
    ]  # fmt: skip
    assert row["A"] == HIT.title and (row["C"], row["D"]) == ("Đoàn thể", "Cổng thông tin")
    assert row["E"] == "…Sáng 14/3/2024, Chi đoàn tổ chức…"
    assert row["F"] == HIT.url and sheet.links() == {"F2": HIT.url}
    assert sheet.name == "Kết quả"


def test_days_are_dates_and_not_texts() -> None:
    sheet = sheet_of([HIT, replace(HIT, published=None)])
    day = sheet.rows()[1]["B"]
    assert isinstance(day, float) and FIRST + timedelta(day) == date(2024, 3, 15)
    assert sheet.style_of("B2")[1] == "dd/mm/yyyy"
    assert "B" not in sheet.rows()[2]
    assert sheet_of([replace(HIT, published=date(1885, 5, 1))]).rows()[1]["B"] == "1885-05-01"


def test_the_headings_stay_in_sight_and_filter_the_columns() -> None:
    sheet = sheet_of([HIT] * 3)
    (pane,) = sheet.xml.iterfind(".//m:pane", NS)
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    (filtered,) = sheet.xml.iterfind(".//m:autoFilter", NS)
    assert filtered.get("ref") == "A1:F4"
    widths = [float(str(column.get("width"))) for column in sheet.xml.iterfind(".//m:col", NS)]
    assert len(widths) >= 5 and max(widths) > 80 > min(widths) > 10


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    hit = replace(
        HIT, url=text, title=text, category=text, source=text, snippet=text, cut_before=False
    )
    sheet = sheet_of([hit])
    assert list(sheet.xml.iter("{*}f")) == [] and sheet.links() == {}
    row = sheet.rows()[1]
    assert row["A"] == row["C"] == text
    for cell in ("A2", "C2", "E2"):
        assert sheet.style_of(cell)[0] == 49  # "Text": it stays a text when it is edited


@pytest.mark.parametrize(
    "url",
    ["file:tin/1.html", "javascript:alert(1)", "internal:Sheet!A1", "external:c:\\x.xlsx",
     "mailto:a@b.vn", "https://a.vn/" + "x" * 2_100, "https://a.vn/a b", "", "ftp://a.vn"],
)  # fmt: skip
def test_only_web_addresses_are_links_and_paths_are_not_shown(url: str) -> None:
    sheet = sheet_of([replace(HIT, url=url, source=url)])
    assert sheet.links() == {} and "F" not in sheet.rows()[1]
    if url.startswith("file:"):
        assert "D" not in sheet.rows()[1]


def test_a_source_that_is_an_address_is_shown_by_its_host() -> None:
    assert sheet_of([replace(HIT, source="https://www.baolamson.vn/rss")]).rows()[1]["D"] == (
        "www.baolamson.vn"
    )
    assert "D" not in sheet_of([replace(HIT, source="https://[bad/")]).rows()[1]


def test_no_more_than_5000_rows_and_none_at_all_are_taken() -> None:
    assert len(sheet_of(HIT for _ in range(MOST_EXPORTED + 10)).rows()) == MOST_EXPORTED + 1
    assert len(sheet_of([]).rows()) == 1


def test_long_and_odd_names_of_a_sheet_are_made_fit() -> None:
    for name in ("a" * 99, "Tin [1]: 'x'/y?*\\", "", "'", "\x00"):
        headings = replace(HEADINGS, sheet=name)
        assert 0 < len(Sheet(hits_xlsx([HIT], headings)).name) <= 31


def test_a_text_longer_than_a_cell_is_cut() -> None:
    sheet = sheet_of([replace(HIT, title="dài " * 10_000)])
    assert len(str(sheet.rows()[1]["A"])) == 32_767


TEXTS = st.text(st.characters(), max_size=40)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_makes_a_file_that_opens(title: str, url: str, category: str, text: str) -> None:
    sheet = sheet_of([replace(HIT, title=title, url=url, category=category, snippet=text)])
    assert list(sheet.xml.iter("{*}f")) == []
    row = sheet.rows()[1]
    kept = re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", category)
    if kept.strip() and "\r" not in kept:
        assert str(row["C"]).split() == kept.split()


def test_what_a_search_finds_is_written_in_its_order(assistant: Assistant) -> None:
    hits = assistant.search("Sở", limit=50).hits
    rows = sheet_of(hits).rows()[1:]
    assert [row["A"] for row in rows] == [hit.title for hit in hits]
    assert [row["F"] for row in rows] == [hit.url for hit in hits]
