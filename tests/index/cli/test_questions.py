"""ask and search on the command line: batches, roles, explanations, paging, wrong usage."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from index.model import Article, Status
from tests.index.cli.conftest import Run
from tests.index.tiny_news import CONTEST, DUTY_LIST, HOTLINE_2020, HOTLINE_2023, open_with
from tests.program import write_lines

KEYS = {"question", "status", "language", "answer", "hits", "took_ms"}
HIT_KEYS = {"url", "title", "published", "category", "score", "snippet", "highlights"}


def rows(run: Run, *arguments: str | Path, at: Path | None = None) -> list[dict[str, Any]]:
    done = run(*arguments, at=at)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def batch(run: Run, tmp_path: Path, lines: list[Any], *options: str) -> list[dict[str, Any]]:
    file = write_lines(tmp_path / "batch.jsonl", lines)
    return rows(run, "ask", "--batch", file, "--today", "2026-06-01", *options)


def test_a_batch_is_answered_in_order_and_bad_lines_do_not_stop_it(
    run: Run, tmp_path: Path
) -> None:
    answers = batch(
        run,
        tmp_path,
        [
            "\ufeff" + json.dumps({"id": "first", "question": "xin chào"}),
            "",
            "   ",
            "{broken",
            {"id": 2, "question": 7},
            {"id": 3},
            [1],
            "null",
            "[" * 100_000,
            '{"id": 4, "question": "\\ud800"}',
            '{"id": "\\udfff", "question": "xin chào"}',
            {"id": {"a": 1}, "question": "x" * 5000},
            {"id": None, "question": ""},
            {"question": "hello"},
        ],
    )
    assert [row["id"] for row in answers] == [
        "first", None, 2, 3, None, None, None, 4, "\udfff", {"a": 1}, None, None,
    ]  # fmt: skip
    assert [row["status"] for row in answers] == [
        "greeting",
        *["error"] * 6,
        *["empty_question", "greeting", "too_long", "empty_question", "greeting"],
    ]
    for row in answers:
        if row["status"] == "error":
            assert row.keys() == {"id", "status", "reason"}
            assert "line " in row["reason"]
        else:
            assert row.keys() == KEYS | {"id"}


def test_a_bad_line_is_counted_with_the_blank_ones(run: Run, tmp_path: Path) -> None:
    (row,) = batch(run, tmp_path, ["", "", "{"])
    assert row["reason"].startswith("line 3: ")


def test_a_line_of_a_batch_is_answered_as_it_is_alone(run: Run, tmp_path: Path) -> None:
    question = "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?"
    lines = [{"id": n, "question": q} for n, q in enumerate(["Sở?", question, question])]
    _, first, second = batch(run, tmp_path, lines)
    (alone,) = rows(run, "ask", "--json", "--today", "2026-06-01", question)
    for row in (first, second, alone):
        del row["took_ms"]
        row.pop("id", None)
    assert first == second == alone


def test_bytes_that_are_no_utf8_are_answered_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "latin.jsonl"
    file.write_bytes(b'{"id": 1, "question": "h\xe9llo"}\n{"id": 2, "question": "hello"}\r\n')
    assert [row["id"] for row in rows(run, "ask", "--batch", file)] == [1, 2]


def test_an_empty_batch_prints_nothing(run: Run, tmp_path: Path) -> None:
    assert rows(run, "ask", "--batch", write_lines(tmp_path / "none.jsonl", [])) == []


@pytest.mark.parametrize(
    "question",
    ["xin chào", "who are you", "thời tiết", "x" * 301, "", "?", "Trời?", "Ai là chủ tịch Nghệ An?",
     "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?", "what is the hotline number"],
)  # fmt: skip
def test_all_keys_stand_in_every_answer(run: Run, question: str) -> None:
    (row,) = rows(run, "ask", "--json", question)
    assert row.keys() == KEYS
    assert row["question"] == question
    assert row["status"] in {status.value for status in Status}
    assert row["language"] in ("vi", "en")
    assert isinstance(row["took_ms"], float)
    assert all(hit.keys() == HIT_KEYS for hit in row["hits"])


def test_the_limit_bounds_the_hits(run: Run) -> None:
    assert len(rows(run, "ask", "--json", "Sở Nông nghiệp", "--limit", "1")[0]["hits"]) == 1
    assert len(rows(run, "ask", "--json", "Sở Nông nghiệp")[0]["hits"]) == 5


def test_the_named_day_is_what_this_year_is_counted_from(run: Run) -> None:
    question = "Năm nay tỉnh tiêm phòng đàn trâu bò khi nào?"
    (row,) = rows(run, "ask", "--json", "--explain", "--today", "2025-06-01", question)
    assert next(s for s in row["steps"] if s["name"] == "understand")["years"] == [2025]


def test_an_explanation_names_every_step(run: Run) -> None:
    question = "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?"
    (row,) = rows(run, "ask", "--json", "--explain", question)
    names = [
        "read", "understand", "retrieve", "rank", "select", "extract", "decide", "notes",
    ]  # fmt: skip
    assert [step["name"] for step in row["steps"]] == names
    shown = run("ask", "--explain", question).stdout
    assert all(f"{name} (" in shown for name in names)
    assert "confidence" in shown


def test_a_person_reads_the_answer_in_its_sentence_with_its_article(run: Run) -> None:
    shown = run("ask", "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?").stdout
    assert shown.startswith("[answered]\n")
    assert "Giải Nhất thuộc về tác giả Đặng Hải Yến" in shown
    assert CONTEST.url in shown and "2023-12-08" in shown


LIST_NEWS = Article(
    url="https://vi-du.example/tuyen-dung",
    title="Thông báo tuyển dụng viên chức năm 2024",
    text=(
        "Trung tâm thông báo tuyển dụng viên chức. Hồ sơ tuyển dụng gồm:\n"
        "1. Phiếu đăng ký dự tuyển viên chức.\n2. Bản sao văn bằng.\n"
        "Người dự tuyển viên chức nộp hồ sơ tuyển dụng trước ngày 15/5/2024."
    ),
    published=date(2024, 4, 22),
)


def test_a_person_reads_the_whole_list_with_the_date(run: Run, tmp_path: Path) -> None:
    open_with(tmp_path / "list", [LIST_NEWS]).close()
    question = "Hồ sơ tuyển dụng viên chức gồm những gì?"
    shown = run("ask", question, at=tmp_path / "list").stdout
    assert (
        "Hồ sơ tuyển dụng gồm:\n1. Phiếu đăng ký dự tuyển viên chức.\n2. Bản sao văn bằng.\n"
        "published: 2024-04-22"
    ) in shown
    (row,) = rows(run, "ask", "--json", question, at=tmp_path / "list")
    assert row.keys() == KEYS
    assert row["answer"].keys() == {"text", "sentence", "url", "title", "published"}


def test_a_person_is_told_of_a_passed_deadline(run: Run, tmp_path: Path) -> None:
    open_with(tmp_path / "two", [LIST_NEWS]).close()
    question = "Nộp hồ sơ tuyển dụng viên chức trước ngày nào?"
    late = ("ask", "--today", "2024-05-25", question)
    assert "note: this deadline has passed (10 days ago)" in run(*late, at=tmp_path / "two").stdout
    in_time = ("ask", "--today", "2024-05-15", question)
    shown = run(*in_time, at=tmp_path / "two").stdout
    assert "15/5/2024" in shown and "note:" not in shown
    (row,) = rows(run, "ask", "--explain", "--json", *late[1:], at=tmp_path / "two")
    assert row["steps"][-1]["overdue_days"] == 10


def test_a_snippet_that_is_cut_off_is_shown_with_dots(run: Run, tmp_path: Path) -> None:
    long = "Danh sách tiêm phòng gồm " + "xã Mường, " * 80 + "và hết."
    article = replace(LIST_NEWS, title="Danh sách tiêm phòng", text=long)
    open_with(tmp_path / "long", [article]).close()
    shown = run("search", "tiêm phòng", at=tmp_path / "long").stdout
    assert "\n   Danh sách tiêm phòng gồm" in shown and shown.endswith("…\n")
    (row,) = rows(run, "search", "--json", "tiêm phòng", at=tmp_path / "long")
    assert row["hits"][0]["snippet"] in long
    assert row["hits"][0].keys() == HIT_KEYS


def test_a_person_is_shown_what_was_searched_and_may_ask_for_what_was_typed(run: Run) -> None:
    typed = "Ai đạt giair Nhaats cuộc thi Nhà nôngg sáng tạo?"
    searched = "searched: Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?"
    assert searched in run("ask", typed).stdout
    assert '"kind": "keys"' in run("ask", "--explain", typed).stdout
    assert "searched:" not in run("ask", "--exact", typed).stdout
    (row,) = rows(run, "ask", "--json", typed)
    assert row.keys() == KEYS and row["question"] == typed
    assert "searched: đường dây nóng" in run("search", "đường", "dây", "nóngg").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "Ai?", "--batch", "questions.jsonl"],
        ["ask", "--batch", "missing.jsonl"],
        ["ask", "Ai?", "--today", "hôm nay"],
        ["ask", "Ai?", "--today", "2026-02-30"],
        ["ask", "Ai?", "--role", "boss"],
        ["ask", "Ai?", "--limit", "0"],
        ["ask", "Ai?", "--limit", "many"],
        ["ask", "Ai", "là", "ai?"],
        ["ask", "Ai?", "--fast"],
        ["search", "Sở", "--offset", "-1"],
        ["search", "Sở", "--from", "2026"],
        ["search", "Sở", "--to", "20/3/2026"],
    ],
)
def test_wrong_usage_is_exit_2_with_nothing_on_stdout(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Usage:" in done.stderr


# --- search ---------------------------------------------------------------------------


def test_search_pages_through_all_without_gap_or_repeat(run: Run) -> None:
    (whole,) = rows(run, "search", "--json", "Sở", "--limit", "100")
    urls = []
    for offset in range(0, whole["total"], 2):
        (page,) = rows(run, "search", "--json", "Sở", "--limit", "2", "--offset", str(offset))
        assert page["total"] == whole["total"]
        urls += [hit["url"] for hit in page["hits"]]
    assert urls == [hit["url"] for hit in whole["hits"]]
    assert len(set(urls)) == whole["total"] > 4
    assert all(hit.keys() == HIT_KEYS for hit in whole["hits"])


def test_search_is_narrowed_by_days_category_and_source(run: Run) -> None:
    words = ["search", "--json", "đường", "dây", "nóng"]
    (both,) = rows(run, *words)
    assert {h["url"] for h in both["hits"][:2]} == {HOTLINE_2020.url, HOTLINE_2023.url}
    (new,) = rows(run, *words, "--from", "2023-05-29", "--to", "2023-05-29")
    assert [h["url"] for h in new["hits"]] == [HOTLINE_2023.url] and new["total"] == 1
    (old,) = rows(run, *words, "--to", "2020-12-31", "--category", "Thông báo")
    assert [h["url"] for h in old["hits"]] == [HOTLINE_2020.url]
    (other,) = rows(run, "search", "--json", "--source", "Báo Lam Sơn")
    assert other["total"] == 2


def test_search_is_narrowed_by_filters_among_the_words(run: Run) -> None:
    for words in (
        ["đường dây nóng", "tu:5/2023", "den:5/2023"],
        ["đường dây nóng từ 5/2023 đến 5/2023"],
        ["đường", "dây", "nóng", "muc:Thông báo", "from:2023"],
    ):
        (new,) = rows(run, "search", "--json", *words)
        assert [h["url"] for h in new["hits"]] == [HOTLINE_2023.url] and new["total"] == 1
    shown = run("search", "đường dây nóng muc:thogn bao tu:31/2/2020 năm 2020").stdout
    assert 'filters: tu:2020 den:2020 muc:"Thông báo"' in shown  # as words it found nothing
    assert "note: nearest category: thogn bao -> Thông báo" in shown
    assert "note: unreadable date: 31/2/2020" in shown
    assert "\nor: " not in shown
    other = "or: đường dây nóng tu:2020 den:2020 (1 articles)"
    assert other in run("search", "đường dây nóng 2020").stdout


def test_search_is_sorted_by_date_when_asked(run: Run) -> None:
    (page,) = rows(run, "search", "--json", "Sở", "--sort", "date", "--limit", "50")
    days = [hit["published"] for hit in page["hits"]]
    assert days == sorted(days, reverse=True) and len(days) == page["total"]
    assert run("search", "Sở", "--sort", "price").exit_code == 2


def test_staff_articles_show_to_staff_alone(run: Run) -> None:
    for arguments in (["search", "--json", "lịch trực Tết"], ["ask", "--json", "lịch trực Tết?"]):
        for role, shown in (("citizen", False), ("staff", True), ("admin", True)):
            done = run(*arguments, "--role", role)
            assert (DUTY_LIST.url in done.stdout) is shown
            assert ("nội bộ" in done.stdout) is shown
    assert DUTY_LIST.url not in run("search", "--json", "").stdout
    assert "Ngô Bá Thạch" not in run("ask", "--explain", "Ngô Bá Thạch là ai?").stdout


def test_a_person_reads_the_number_of_articles_and_their_places(run: Run) -> None:
    shown = run("search", "Sở", "--limit", "1", "--offset", "1").stdout
    assert "articles\n2. " in shown


def test_an_officers_answer_has_a_key_of_its_own(run: Run, tmp_path: Path) -> None:
    question = "Lệ phí cấp giấy phép bán rượu là bao nhiêu?"
    assistant = open_with(tmp_path)
    assistant.archive.curated.add(
        question, "200.000 đồng", 7, datetime(2026, 5, 1, tzinfo=UTC), expires_on=date(2026, 7, 1)
    )
    assistant.close()
    arguments = ("ask", "--today", "2026-06-01", "le phi cap giay phep ban ruou bao nhieu")
    (row,) = rows(run, *arguments, "--json", at=tmp_path)
    assert row.keys() == KEYS | {"curated"}
    assert row["status"] == "curated" and row["answer"] is None
    assert row["curated"] == {
        "question": question, "text": "200.000 đồng",
        "answered_on": "2026-05-01", "expires_on": "2026-07-01",
    }  # fmt: skip
    assert "200.000 đồng" in run(*arguments, at=tmp_path).output
