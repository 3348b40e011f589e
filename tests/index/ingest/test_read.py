"""From a path to articles: every kind of file, and every bad item told by name and reason."""

from __future__ import annotations

import json
import tracemalloc
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document
from index.errors import IngestError
from index.ingest import json_files
from index.ingest.document_article import article_of_document
from index.ingest.read import Found, read_path
from index.ingest.records import MOST_BYTES, article_from_record
from index.model import Article, Audience, DateOrigin, Language, Rejection
from tests.index.documents import samples

GOOD = {
    "url": "https://a.example/1",
    "title": "Tin một",
    "text": "Nội dung của bản tin số một.",
    "published": "2024-03-15",
    "category": "Tin tức",
    "audience": "staff",
    "source": "Sở A",
}


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def articles(path: Path) -> list[Article]:
    return [item.article for item in read_path(path) if isinstance(item, Found)]


def rejections(path: Path) -> list[Rejection]:
    return [item for item in read_path(path) if isinstance(item, Rejection)]


def test_jsonl_line_gives_every_key_of_the_contract(tmp_path: Path) -> None:
    (found,) = read_path(write(tmp_path / "tin.jsonl", json.dumps(GOOD)))
    assert isinstance(found, Found)
    assert found.item == "tin.jsonl:1"
    assert found.article == Article(
        url="https://a.example/1",
        title="Tin một",
        text="Nội dung của bản tin số một.",
        published=date(2024, 3, 15),
        published_from=DateOrigin.METADATA,
        category="Tin tức",
        audience=Audience.STAFF,
        language=Language.VIETNAMESE,
        source="Sở A",
    )


def test_bad_lines_are_rejected_by_number_and_the_rest_goes_in(tmp_path: Path) -> None:
    lines = [json.dumps(GOOD), '{"url": "https://a', "", "[1]", json.dumps({**GOOD, "url": "x"})]
    lines += ["\u0000\u0001", json.dumps({**GOOD, "url": "https://a.example/2"})]
    path = write(tmp_path / "tin.jsonl", "\n".join(lines))
    assert [a.url for a in articles(path)] == ["https://a.example/1", "https://a.example/2"]
    assert [r.item for r in rejections(path)] == [f"tin.jsonl:{n}" for n in (2, 4, 5, 6)]


def test_line_over_the_limit_is_never_held_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 1 << 16
    monkeypatch.setattr(json_files.json_lines, "__kwdefaults__", {"limit": limit})
    path = tmp_path / "tin.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(64):
            file.write(b"a" * limit * 4)
        file.write(b'"}\n' + json.dumps(GOOD).encode())
    tracemalloc.start()
    found = list(read_path(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found[0], Rejection)
    assert found[0].item == "tin.jsonl:1"
    assert isinstance(found[1], Found)
    assert peak < limit * 40


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_jsonl_in_other_encodings_is_read(tmp_path: Path, encoding: str) -> None:
    text = "\r\n".join([json.dumps(GOOD, ensure_ascii=False)] * 2)
    assert len(articles(write(tmp_path / "tin.jsonl", text.encode(encoding)))) == 2


@pytest.mark.parametrize("shape", [lambda a: a, lambda a: [a], lambda a: {"articles": [a]}])
def test_json_is_an_object_a_list_or_articles(tmp_path: Path, shape: object) -> None:
    assert callable(shape)
    path = write(tmp_path / "tin.json", json.dumps(shape(GOOD)))
    assert [a.title for a in articles(path)] == ["Tin một"]


def test_json_object_without_url_is_named_after_its_file(tmp_path: Path) -> None:
    path = write(tmp_path / "tin.json", json.dumps({"title": "Tin", "text": "Nội dung."}))
    assert [a.url for a in articles(path)] == ["file:tin.json"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("url", "a.example/1"),
        ("url", "ftp://a.example"),
        ("url", "https://"),
        ("url", "https://u:p@a.example/"),
        ("url", "https://a.example/\u0000"),
        ("url", "https://a.example/" + "a" * 3000),
        ("url", "file:/etc/passwd"),
        ("url", "file:../a.txt"),
        ("url", 5),
        ("title", ["a"]),
        ("title", "a" * 600),
        ("text", ""),
        ("text", None),
        ("text", 3),
        ("published", "15 tháng 3"),
        ("published", "2024-02-30"),
        ("published", 20240315),
        ("audience", "all"),
        ("language", "fr"),
        ("published_from", "guess"),
        ("category", {"a": 1}),
    ],
)
def test_wrong_value_is_rejected_by_the_name_of_its_key(key: str, value: object) -> None:
    with pytest.raises(IngestError, match=rf"^{key}: "):
        article_from_record({**GOOD, key: value})


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-03-15", date(2024, 3, 15)),
        ("15/3/2024", date(2024, 3, 15)),
        ("2024-03-15T23:30:00", date(2024, 3, 15)),
        ("2024-03-15T18:30:00Z", date(2024, 3, 16)),
        ("2024-03-15T01:00:00+09:00", date(2024, 3, 14)),
    ],
)
def test_published_is_the_day_in_viet_nam(written: str, day: date) -> None:
    assert article_from_record({**GOOD, "published": written}).published == day


def test_missing_title_and_date_are_taken_from_the_text() -> None:
    text = "Hội thi năm 2022\nSáng 25/3, Sở tổ chức hội thi."
    article = article_from_record({"url": "https://a.example/1", "text": text})
    assert (article.title, article.text) == ("Hội thi năm 2022", "Sáng 25/3, Sở tổ chức hội thi.")
    assert article.published == date(2022, 3, 25)


@given(st.permutations(list(GOOD)))
def test_order_of_keys_does_not_matter(keys: list[str]) -> None:
    assert article_from_record({key: GOOD[key] for key in keys}) == article_from_record(GOOD)


@given(st.text(min_size=1, max_size=80).filter(str.strip))
def test_exported_article_comes_back_as_it_was(text: str) -> None:
    try:
        first = article_from_record({**GOOD, "text": text, "published": None})
    except IngestError:
        return
    exported = {
        "url": first.url,
        "title": first.title,
        "published": first.published and first.published.isoformat(),
        "published_from": first.published_from and first.published_from.value,
        "category": first.category,
        "audience": first.audience.value,
        "language": first.language.value,
        "source": first.source,
        "text": first.text,
    }
    assert article_from_record(json.loads(json.dumps(exported))) == first
    assert unicodedata.is_normalized("NFC", first.text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*GOOD, "html"]), inner),
        max_leaves=8,
    )
)
def test_any_json_value_is_an_article_or_a_refusal(value: object) -> None:
    try:
        assert article_from_record(value).text
    except IngestError as refusal:
        assert str(refusal)


def test_html_of_a_record_keeps_explicit_keys(tmp_path: Path) -> None:
    page = "<title>Tên trang</title><p>Sở tổ chức hội nghị tổng kết công tác của năm vừa qua.</p>"
    record = {"url": "https://a.example/1", "title": "Tin", "html": page}
    article = article_from_record(record)
    assert (article.title, article.url) == ("Tin", "https://a.example/1")
    assert article.text.startswith("Sở tổ chức hội nghị")


def test_markdown_takes_front_matter_and_loses_its_marks(tmp_path: Path) -> None:
    text = (
        "---\nurl: https://a.example/md\ndate: 2024-03-15\naudience: staff\n---\n"
        "# Tiêu *đề*\n\nXem [hướng dẫn](https://b.example) và **nộp** hồ sơ.\n\n"
        "- một\n- hai\n\n3. ba\n\n| Xã | Diện tích |\n|---|---|\n| A | 12 |\n"
    )
    (article,) = articles(write(tmp_path / "a.md", text))
    assert (article.url, article.title) == ("https://a.example/md", "Tiêu đề")
    assert (article.published, article.audience) == (date(2024, 3, 15), Audience.STAFF)
    assert article.text.splitlines() == [
        "Xem hướng dẫn và nộp hồ sơ.",
        "- một",
        "- hai",
        "3. ba",
        "Xã Diện tích",
        "A 12",
    ]


@pytest.mark.parametrize(
    "matter", ["a: &x [1]\nb: *x", "title: [", "{{{", "a: !!python/name:os.system"]
)
def test_front_matter_that_is_no_keys_and_values_is_rejected(tmp_path: Path, matter: str) -> None:
    path = write(tmp_path / "a.md", f"---\n{matter}\n---\n# Tin\n\nNội dung.")
    assert [r.item for r in rejections(path)] == ["a.md"]


def test_folder_is_read_in_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "a.txt",
        "b/1.md",
        ".hidden/x.txt",
        "b/.x.txt",
        "picture.png",
        "c.xlsx",
    ):
        write(tmp_path / "in" / name, f"Tiêu đề {name}\nNội dung của bài.")
    found = list(read_path(tmp_path / "in"))
    assert [item.item for item in found] == ["a.txt", "b/1.md", "b/2.txt"]
    assert [a.url for a in articles(tmp_path / "in")][2] == "file:b/2.txt"


def test_links_that_loop_or_lead_out_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", "Tiêu đề\nNội dung.")
    write(tmp_path / "out" / "secret.txt", "Bí mật\nNội dung.")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "secret.txt").symlink_to(tmp_path / "out" / "secret.txt")
    (tmp_path / "in" / "broken.txt").symlink_to(tmp_path / "nowhere")
    assert [item.item for item in read_path(tmp_path / "in")] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"  \n ", "empty"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.json", b"[]", "empty"),
        ("a.json", b'{"url": "https://a', "not valid JSON"),
        ("a.json", b"[" * 200_000, "nested too deeply"),
        ("a.json", b"1" * 10_000, "number is too long"),
        ("a.json", b'"text"', "no article"),
        ("a.txt", bytes(range(256)), "binary"),
        ("a.md", b"\x89PNG\r\n\x1a\n", "image"),
        ("a.txt", b"a" * (MOST_BYTES + 1), "over the limit"),
        ("a.pdf", b"%PDF-1.7", "damaged"),
        ("a.pdf", b"no PDF", "neither a PDF nor a DOCX"),
        ("a.docx", b"", "empty"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as PDF or DOCX"),
        ("a.rtf", b"{\\rtf1 tin}", "save it as PDF or DOCX"),
        ("a.exe", b"MZ", "unknown kind"),
        ("README", b"x", "unknown kind"),
    ],
)
def test_bad_file_is_rejected_with_name_and_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (found,) = read_path(write(tmp_path / name, content))
    assert isinstance(found, Rejection)
    assert found.item == name
    assert reason in found.reason
    assert "\n" not in found.reason


def test_a_word_document_is_read_with_its_title_and_the_day_that_its_head_states(
    tmp_path: Path,
) -> None:
    made = docx.Document()
    made.add_paragraph("Thanh Hóa, ngày 15 tháng 3 năm 2024")
    made.add_paragraph("KẾ HOẠCH")
    made.add_paragraph("Chuyển đổi số năm 2024")
    made.add_paragraph("Kinh phí thực hiện là 12 tỷ đồng.")
    made.save(str(tmp_path / "ke-hoach.docx"))
    (article,) = articles(tmp_path / "ke-hoach.docx")
    assert article.url == "file:ke-hoach.docx"
    assert "Chuyển đổi số năm 2024" in article.title
    assert "Kinh phí thực hiện là 12 tỷ đồng." in article.text
    assert article.published == date(2024, 3, 15)


def test_a_title_that_the_text_of_a_document_begins_with_is_not_told_twice(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Thông báo tuyển dụng viên chức năm 2026", 0)
    made.add_paragraph("Ngày 20/11/2025")
    made.add_paragraph("Trung tâm tuyển dụng 05 viên chức.")
    made.save(str(tmp_path / "a.docx"))
    (article,) = articles(tmp_path / "a.docx")
    assert article.title == "Thông báo tuyển dụng viên chức năm 2026"
    assert article.text == "Ngày 20/11/2025\nTrung tâm tuyển dụng 05 viên chức."


def test_pages_begin_where_they_did_without_the_title() -> None:
    text = "Kế hoạch\n năm 2026\nTrang một.\nTrang hai."
    document = Document("Kế hoạch năm 2026", text, (0, text.index("Trang hai")))
    made = article_of_document(document, "file:a.pdf", "a.pdf")
    assert [made.text[page:][:9] for page in made.pages] == ["Trang một", "Trang hai"]
    alone = replace(document, text="Kế hoạch năm 2026", pages=(0,))
    assert article_of_document(alone, "file:a.pdf", "a.pdf").text == "Kế hoạch năm 2026"


def test_where_the_pages_of_a_pdf_begin_is_kept_with_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(samples.plain(count=30))
    (article,) = articles(tmp_path / "a.pdf")
    assert article.pages[0] == 0
    assert len(article.pages) > 1
    assert list(article.pages) == sorted(article.pages)
    assert article.pages[-1] < len(article.text)


def test_text_in_an_old_font_is_stored_in_unicode(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "§¹i héi Chi ®oµn\nBan ChÊp hµnh khãa VII gåm 5 ®ång chÝ.")
    (article,) = articles(path)
    assert "Ban Chấp hành khóa VII gồm 5 đồng chí." in article.text


def test_missing_path_is_a_rejection(tmp_path: Path) -> None:
    (found,) = read_path(tmp_path / "none.txt")
    assert isinstance(found, Rejection)
    assert "no such file" in found.reason


def test_file_name_with_a_line_break_makes_one_line_of_report(tmp_path: Path) -> None:
    (found,) = read_path(write(tmp_path / "a\nb.txt", ""))
    assert isinstance(found, Rejection)
    assert "\n" not in found.item


def test_file_name_in_nfd_gives_a_url_in_nfc(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "đại hội.txt")
    (article,) = articles(write(tmp_path / name, "Đại hội\nNội dung của bài."))
    assert article.url == "file:đại hội.txt"


@given(st.binary(max_size=300), st.sampled_from(["txt", "md", "json", "jsonl", "html"]))
def test_no_content_of_a_file_raises(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = write(tmp_path_factory.mktemp("any") / f"a.{suffix}", content)
    for item in read_path(path):
        assert isinstance(item, Found | Rejection)
