"""The contract of the command line, held through the real program in processes of its own.

What needs many cases is tested in `tests/index/cli`; here is one run of each promise.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.archive.records import article_row
from index.model import Status
from tests.index.tiny_news import CONGRESS_2024, CONTEST, DUTY_LIST, HOTLINE_2023, NEWS
from tests.program import ROOT, command_line, environment, hoidap, json_of, write_lines

SEED = ROOT.parent / "shared" / "data" / "seed_article.txt"
SEED_QUESTIONS = {
    "Ai là bí thư Chi đoàn mới?": "Đỗ Hữu Đạt",
    "bi thu chi doan khoa VII la ai": "Đỗ Hữu Đạt",
    "who is the new Youth Union secretary?": "Đỗ Hữu Đạt",
    "BCH khóa VII gồm mấy đồng chí?": "5 đồng chí",
}
FURNITURE = (
    "Liên kết website", "Thống kê truy cập", "Đang online", "Hôm nay: 821", "Đã truy cập",
    "7943865", "Giấy phép số 12/GP-TTĐT", "Chịu trách nhiệm", "Website được thiết kế",
    "Số ĐT:",
)  # fmt: skip
# What ends before the search has no hits.
UNSEARCHED = frozenset(
    {Status.GREETING, Status.THANKS, Status.FAREWELL, Status.ACKNOWLEDGEMENT, Status.ABOUT_BOT,
     Status.INSULT, Status.OUT_OF_SCOPE, Status.PERSONAL_DATA, Status.TOO_LONG,
     Status.EMPTY_QUESTION, Status.OTHER_LANGUAGE}
)  # fmt: skip
QUESTIONS = [
    "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?",
    "Số điện thoại đường dây nóng của Sở?",
    "so dien thoai duong day nong",
    "what is the hotline number",
    "Ai là chủ tịch tỉnh Nghệ An?",
    "Ai là trưởng ca trực đêm giao thừa?",
    "lịch trực Tết Bính Ngọ của cơ quan Sở (nội bộ)",
    "khủng xoáy zzz",
    "xin chào",
    "what can you do",
    "thời tiết ngày mai",
    "😀",
    "",
    "x" * 400,
    "' OR 1=1; DROP TABLE articles;--",
    "<b>bí thư</b>\x00\x1b[31m",
    "chuyển đổi số",
    "Sở Nông nghiệp",
]


def tiny_rows() -> list[dict[str, Any]]:
    return [article_row(article) for article in NEWS]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the program itself took the tiny news."""
    folder = tmp_path_factory.mktemp("contract")
    file = write_lines(folder / "tiny.jsonl", tiny_rows())
    assert json_of(hoidap(folder / "home", "ingest", file, "--json"))["created"] == len(NEWS)
    return folder / "home"


# --- ask ------------------------------------------------------------------------------


def checked(row: dict[str, Any], stored: dict[str, dict[str, Any]]) -> None:
    """Checks all that the contract promises of one answer."""
    assert row.keys() - {"id"} == {
        "question", "status", "language", "answer", "hits", "took_ms",
    }  # fmt: skip
    assert row["status"] in {status.value for status in Status}
    assert row["language"] in ("vi", "en")
    assert isinstance(row["question"], str) and isinstance(row["took_ms"], int | float)
    assert (row["answer"] is not None) == (row["status"] == "answered")
    if row["answer"] is not None:
        answer = row["answer"]
        assert list(answer) == ["text", "sentence", "url", "title", "published"]
        article = stored[answer["url"]]
        assert answer["text"] and answer["text"] in answer["sentence"]
        assert answer["sentence"] in article["text"] or answer["sentence"] in article["title"]
        assert len(answer["sentence"].split()) <= 80
        assert row["hits"][0]["url"] == answer["url"]
        assert answer["title"] == article["title"] and answer["published"] == article["published"]
    if row["status"] in {status.value for status in UNSEARCHED}:
        assert row["hits"] == []
    for hit in row["hits"]:
        assert list(hit) == ["url", "title", "published", "category", "score", "snippet",
                             "highlights"]  # fmt: skip
        article = stored[hit["url"]]
        assert {k: hit[k] for k in ("title", "published", "category")} == {
            k: article[k] for k in ("title", "published", "category")
        }
        assert hit["published"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", hit["published"])
        assert hit["snippet"] in article["text"] and len(hit["snippet"].split()) <= 60
        assert isinstance(hit["score"], int | float)
        assert all(0 <= a < b <= len(hit["snippet"]) for a, b in hit["highlights"])
    assert len({hit["url"] for hit in row["hits"]}) == len(row["hits"])


def test_every_answer_of_a_batch_keeps_the_contract(home: Path) -> None:
    lines = [{"id": number, "question": text} for number, text in enumerate(QUESTIONS)]
    bad = [{"id": "bad", "question": ["no text"]}, "{half a line"]
    file = write_lines(home.parent / "batch.jsonl", [*lines, *bad, "", {"id": 9, "question": "a"}])
    done = hoidap(home, "ask", "--batch", file, "--today", "2026-06-01")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [*range(len(QUESTIONS)), "bad", None, 9]
    assert [row["status"] for row in rows if row["id"] in ("bad", None)] == ["error", "error"]
    stored = {row["url"]: row for row in tiny_rows()}
    for row in rows:
        if row["status"] != "error":
            checked(row, stored)
        assert DUTY_LIST.url not in json.dumps(row)
    for row, text in zip(rows, QUESTIONS, strict=False):
        assert row["question"] == text
    by_question = {row.get("question"): row for row in rows}
    assert by_question[QUESTIONS[0]]["answer"]["text"] == "Đặng Hải Yến"
    assert by_question[QUESTIONS[1]]["answer"]["url"] == HOTLINE_2023.url
    assert by_question["Ai là chủ tịch tỉnh Nghệ An?"]["answer"] is None


def test_staff_are_answered_from_what_is_for_staff(home: Path) -> None:
    question = "Ai là trưởng ca trực đêm giao thừa?"
    done = hoidap(home, "ask", question, "--json", "--role", "staff", "--limit", "2", "--explain")
    row = json_of(done)
    assert row["answer"]["url"] == DUTY_LIST.url
    assert len(row["hits"]) <= 2
    names = [step["name"] for step in row["steps"]]
    assert names[-6:] == ["retrieve", "rank", "select", "extract", "decide", "notes"]
    assert done.stderr == ""


def test_exit_codes_tell_wrong_usage_from_failure(home: Path, tmp_path: Path) -> None:
    wrong = hoidap(home, "ask", expect=2)
    assert wrong.stdout == "" and "QUESTION" in wrong.stderr
    failed = hoidap(home, "show", "https://no.example/1", expect=1)
    assert failed.stdout == "" and "hoidap: no article" in failed.stderr
    nothing = hoidap(home, "ingest", tmp_path / "missing.txt", "--json", expect=1)
    assert json_of(nothing)["rejected"] == [
        {"item": str(tmp_path / "missing.txt"),
         "reason": "no such file or folder; check the path"}
    ]  # fmt: skip
    assert "missing.txt" in nothing.stderr


# --- ingest, show, remove, export -------------------------------------------------------


def test_a_folder_of_all_kinds_goes_in_and_follows_its_files(tmp_path: Path) -> None:
    home, news = tmp_path / "home", tmp_path / "news"
    (news / "deep").mkdir(parents=True)
    write_lines(news / "tiny.jsonl", tiny_rows()[:2])
    (news / "one.json").write_text(json.dumps(tiny_rows()[2]), "utf-8")
    (news / "deep" / "tin.md").write_text(
        "---\ntitle: Lịch tiêm phòng\ndate: 2025-02-20\n---\n\nTiêm phòng từ ngày 01/3/2025.\n",
        "utf-8",
    )
    (news / "tin.txt").write_text(
        "Thông báo nghỉ lễ\n\nSở thông báo lịch nghỉ lễ Quốc khánh năm 2025 tới người dân.\n",
        "utf-8",
    )
    (news / "tin.html").write_text(
        '<html><head><title>Hội nghị</title><meta property="og:url" content="https://h.example/1">'
        "</head><body><article><h1>Hội nghị tổng kết năm</h1>"
        + "<p>Sáng nay, Sở Nông nghiệp tổ chức hội nghị tổng kết công tác năm và bàn kế hoạch.</p>"
        * 3
        + "</article></body></html>",
        "utf-8",
    )
    (news / "note.csv").write_text("not ours")
    first = json_of(hoidap(home, "ingest", news, "--json"))
    assert first == {"created": 6, "updated": 0, "unchanged": 0, "removed": 0, "rejected": []}

    shown = json_of(hoidap(home, "show", "file:deep/tin.md", "--json"))
    assert list(shown) == ["url", "title", "published", "published_from", "category", "audience",
                           "language", "source", "text"]  # fmt: skip
    assert (shown["title"], shown["published"]) == ("Lịch tiêm phòng", "2025-02-20")

    (news / "deep" / "tin.md").unlink()
    write_lines(news / "tiny.jsonl", [{**tiny_rows()[0], "title": "Tựa mới"}, tiny_rows()[1], "{"])
    second = hoidap(home, "ingest", news, "--json")
    report = json_of(second)
    assert [item["item"] for item in report.pop("rejected")] == ["tiny.jsonl:3"]
    assert report == {"created": 0, "updated": 1, "unchanged": 4, "removed": 1}
    assert "tiny.jsonl:3" in second.stderr

    only = write_lines(tmp_path / "only.jsonl", [tiny_rows()[5]])
    hoidap(home, "ingest", only)
    write_lines(only, [tiny_rows()[6]])
    alone = json_of(hoidap(home, "ingest", only, "--json"))
    assert (alone["created"], alone["removed"]) == (1, 0)


def test_an_export_comes_in_as_the_same_articles_and_one_can_be_removed(
    home: Path, tmp_path: Path
) -> None:
    first, second, other = tmp_path / "1.jsonl", tmp_path / "2.jsonl", tmp_path / "other"
    hoidap(home, "export", first)
    rows = [json.loads(line) for line in first.read_text("utf-8").splitlines()]
    assert sorted(rows, key=str) == sorted(tiny_rows(), key=str)
    hoidap(other, "ingest", first)
    hoidap(other, "export", second)
    assert sorted(first.read_text().splitlines()) == sorted(second.read_text().splitlines())
    assert hoidap(other, "remove", CONTEST.url, expect=0).stdout == "removed 1\n"


# --- search, reindex, stats, eval ---------------------------------------------------------


def test_search_counts_filters_and_pages(home: Path) -> None:
    filters = ("--from", "2022-01-01", "--to", "2024-12-31", "--category", "Đoàn thể",
               "--source", "Cổng thông tin")  # fmt: skip
    whole = json_of(hoidap(home, "search", "Chi đoàn", *filters, "--json"))
    assert whole.keys() == {"total", "hits"} and whole["total"] == len(whole["hits"]) == 2
    page = json_of(
        hoidap(home, "search", "Chi đoàn", *filters, "--json", "--limit", "1", "--offset", "1")
    )
    assert page == {"total": 2, "hits": whole["hits"][1:]}


def test_reindex_and_stats_agree_on_the_generation(home: Path) -> None:
    rebuilt = json_of(hoidap(home, "reindex", "--full", "--json"))
    assert rebuilt["full"] is True and rebuilt["articles"] == len(NEWS)
    figures = json_of(hoidap(home, "stats", "--json"))
    assert figures["articles"] == len(NEWS)
    assert figures["generation"] == figures["last_change"] == rebuilt["generation"]


def test_eval_measures_and_a_floor_that_falls_is_exit_1(home: Path, tmp_path: Path) -> None:
    questions = write_lines(
        tmp_path / "questions.jsonl",
        [{"id": "1", "question": QUESTIONS[0], "answers": ["Đặng Hải Yến"],
          "gold_urls": [CONTEST.url], "style": "plain"},
         {"id": "2", "question": "khủng xoáy zzz?", "answers": ["An"],
          "gold_urls": [CONGRESS_2024.url], "style": "plain"}],
    )  # fmt: skip
    floors = tmp_path / "floors.toml"
    done = hoidap(home, "eval", questions, "--json", "--floors", floors, "--write-floors")
    (plain, every) = json_of(done)
    assert (plain["style"], every["style"]) == ("plain", "all")
    assert every["contained"] == 0.5
    floors.write_text(floors.read_text().replace("contained = 0.50", "contained = 0.75"))
    fallen = hoidap(home, "eval", questions, "--json", "--floors", floors, expect=1)
    assert json_of(fallen)[0]["contained"] == 0.5
    assert "quality fell: plain contained 0.5 (floor 0.75)" in fallen.stderr


# --- doctor, wrong settings, start, sandbox -----------------------------------------------


def test_the_doctor_finds_a_sound_home_sound(home: Path) -> None:
    shown = hoidap(home, "doctor").stdout
    assert all(f"ok   {name}: " in shown for name in ("settings", "archive", "index", "telegram"))
    assert "BAD" not in shown


@pytest.mark.parametrize(
    ("command", "name", "value"),
    [("doctor", "HOIDAP_ENGINE", "sqlite"), ("run", "TELEGRAM_BOT_TOKEN", "hush hush")],
)
def test_a_wrong_setting_stops_the_start_and_is_named(
    home: Path, command: str, name: str, value: str
) -> None:
    done = hoidap(home, command, expect=1, **{name: value})
    said = done.stdout + done.stderr
    assert name in said and f"docs/settings.md#{name.lower()}" in said
    assert "hush" not in said


def test_the_doctor_finds_a_damaged_archive(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "archive.db").write_bytes(b"no database " * 1000)
    shown = hoidap(home, "doctor", expect=1)
    assert "BAD  archive: " in shown.stdout


@contextlib.contextmanager
def running(home: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Starts the program and gives its first line on stdout; kills it if it still runs."""
    process = subprocess.Popen(
        command_line(*arguments),
        cwd=home.parent,
        env=environment(home, SANDBOX_PORT="0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    patience = threading.Timer(60, process.kill)
    patience.start()
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        patience.cancel()
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_start_loads_the_sample_news_and_opens_the_sandbox_until_stopped(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, "start") as (address, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/?", address)
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors
        assert out == ""
        assert "sample articles" in errors and "Traceback" not in errors
    assert json_of(hoidap(home, "stats", "--json"))["articles"] >= 45


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_the_sandbox_prints_its_address_and_ends_with_the_signal(home: Path) -> None:
    with running(home, "sandbox") as (address, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/?", address)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=30)
        assert (process.returncode, out) == (0, ""), errors


# --- the seed -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SEED.is_file():
        pytest.skip(f"{SEED.name} is not beside the project")
    home = tmp_path_factory.mktemp("seed") / "home"
    report = json_of(hoidap(home, "ingest", SEED, "--json"))
    assert report == {"created": 1, "updated": 0, "unchanged": 0, "removed": 0, "rejected": []}
    return home


def test_the_seed_is_stored_with_title_and_date_and_without_furniture(seed_home: Path) -> None:
    article = json_of(hoidap(seed_home, "show", "file:seed_article.txt", "--json"))
    assert article["title"] == (
        "Đại hội Chi đoàn Sở Thông tin và Truyền thông lần thứ VII, nhiệm kỳ 2022-2024"
    )
    assert article["published"] == "2022-03-25"
    assert not [text for text in FURNITURE if text in article["text"]]
    assert article["text"].startswith("Sáng ngày 25/3, Chi đoàn Sở")
    assert "(BCH khóa VII, nhiệm kỳ 2022-2024 ra mắt nhận nhiệm vụ)" in article["text"]


def test_the_seed_answers_its_questions_and_no_other(seed_home: Path, tmp_path: Path) -> None:
    other = "Ai là chủ tịch tỉnh Nghệ An?"
    file = write_lines(
        tmp_path / "seed.jsonl",
        [{"id": question, "question": question} for question in [*SEED_QUESTIONS, other]],
    )
    done = hoidap(seed_home, "ask", "--batch", file)
    rows = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert {
        question: (rows[question]["answer"] or {}).get("text") for question in SEED_QUESTIONS
    } == SEED_QUESTIONS
    assert rows[other]["answer"] is None and rows[other]["status"] != "answered"
