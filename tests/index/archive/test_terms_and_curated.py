"""What officers and admins wrote themselves: terms, curated answers; and who did what."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index.archive import curated, terms
from index.archive.archive import LONGEST_DETAIL, Archive
from index.errors import LimitError
from index.model import Audience
from index.service import Curated, Term, TermKind

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
SHORT = TermKind.ABBREVIATION
DAY = date(2026, 2, 1)


# --- terms ---------------------------------------------------------------------------


def test_a_term_is_in_force_at_once_for_others_and_after_a_restart(tmp_path: Path) -> None:
    bot, console = Archive.open(tmp_path), Archive.open(tmp_path)
    before = bot.terms.version()
    added, new = console.terms.add(SHORT, " TTHC ", "thủ tục  hành chính", 7, NOW)
    assert new
    assert bot.terms.version() != before
    assert bot.terms.all() == [added]
    assert added == Term(1, SHORT, "TTHC", "thủ tục hành chính", 7, NOW)
    bot.close()
    console.close()
    bot = Archive.open(tmp_path)
    assert bot.terms.all() == [added] == [bot.terms.get(1)]
    between = bot.terms.version()
    assert bot.terms.remove(1) == added
    assert bot.terms.remove(1) is None
    assert bot.terms.all() == []
    assert bot.terms.version() not in (before, between)
    bot.close()


def test_a_term_is_kept_once_whatever_its_case_and_tone_placement(archive: Archive) -> None:
    first, _ = archive.terms.add(SHORT, "HĐND", "Hội đồng nhân dân", 7, NOW)
    again, new = archive.terms.add(SHORT, "hđnd", "hội đồng  NHÂN dân", 8, NOW)
    assert (again, new) == (first, False)
    for written, means in (("hòa giải", "thương lượng"), ("hoà giải", "thương lượng")):
        archive.terms.add(TermKind.SYNONYM, written, means, 7, NOW)
    archive.terms.add(TermKind.SYNONYM, "HĐND", "Hội đồng nhân dân", 7, NOW)
    assert len(archive.terms.all()) == 3
    archive.terms.add(SHORT, "HĐND", "hoi dong nhan dan", 7, NOW)  # other words
    assert len(archive.terms.all()) == 4


@pytest.mark.parametrize(
    ("written", "means"),
    [("", "x"), ("x", " "), ("?!", "x"), ("phí", "PHÍ"), ("x" * 101, "y"), ("y", "x" * 101)],
)
def test_a_term_that_can_be_none_is_refused(archive: Archive, written: str, means: str) -> None:
    with pytest.raises(LimitError):
        archive.terms.add(SHORT, written, means, 7, NOW)
    assert archive.terms.all() == []


def test_so_many_terms_and_no_more(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MOST_TERMS", 2)
    archive.terms.add(SHORT, "a", "b", 7, NOW)
    archive.terms.add(SHORT, "c", "d", 7, NOW)
    with pytest.raises(LimitError):
        archive.terms.add(SHORT, "e", "f", 7, NOW)
    archive.terms.remove(1)
    archive.terms.add(SHORT, "e", "f", 7, NOW)


def test_two_connections_that_add_the_same_term_keep_one(tmp_path: Path) -> None:
    archives = [Archive.open(tmp_path) for _ in range(2)]

    def add(archive: Archive) -> int:
        return sum(archive.terms.add(SHORT, f"t{n}", f"nghĩa {n}", 7, NOW)[1] for n in range(20))

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(add, archives)) == 20
    for archive in archives:
        assert len(archive.terms.all()) == 20
        archive.close()


# --- curated answers -----------------------------------------------------------------


def test_a_curated_answer_lives_up_to_and_on_its_last_day(archive: Archive) -> None:
    added = archive.curated.add(
        "Phí  bao nhiêu?", "50.000 đồng.\nXem thêm.", 7, NOW, expires_on=DAY
    )
    ever = archive.curated.add("Ở đâu?", "Tầng 2.", 8, NOW, audience=Audience.STAFF)
    assert added == Curated(
        1, "Phí bao nhiêu?", "50.000 đồng.\nXem thêm.", 7, NOW, DAY, Audience.PUBLIC
    )
    assert archive.curated.live(DAY) == [ever, added]
    assert archive.curated.live(date(2026, 2, 2)) == [ever]
    assert archive.curated.get(added.id) == added  # expired, and on record
    assert archive.curated.page(1, 1) == (2, [added])


def test_a_curated_answer_changes_in_what_is_given_alone(archive: Archive) -> None:
    added = archive.curated.add("Phí?", "50.000 đồng.", 7, NOW, expires_on=DAY)
    versions = [archive.curated.version()]
    changed = archive.curated.change(added.id, answer="60.000 đồng.")
    versions.append(archive.curated.version())
    assert changed is not None
    assert (changed.question, changed.answer, changed.expires_on) == ("Phí?", "60.000 đồng.", DAY)
    changed = archive.curated.change(added.id, expires_on=None, audience=Audience.STAFF)
    assert changed is not None
    assert (changed.expires_on, changed.audience) == (None, Audience.STAFF)
    assert archive.curated.remove(added.id) == changed
    versions.append(archive.curated.version())
    assert archive.curated.remove(added.id) is None
    assert archive.curated.change(added.id, answer="x") is None
    assert len(set(versions)) == 3


def test_curated_answers_are_bounded(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = archive.curated.add("Phí?", "50.000 đồng.", 7, NOW)
    for question, answer in (("", "x"), ("x", " \n"), ("x" * 501, "y"), ("x", "y" * 3001)):
        with pytest.raises(LimitError):
            archive.curated.add(question, answer, 7, NOW)
        with pytest.raises(LimitError):
            archive.curated.change(kept.id, question=question, answer=answer)
    assert archive.curated.page(9) == (1, [kept])
    monkeypatch.setattr(curated, "MOST_CURATED", 1)
    with pytest.raises(LimitError):
        archive.curated.add("Nữa?", "x", 7, NOW)


# --- who did what ----------------------------------------------------------------------


def test_actions_are_read_page_by_page_the_newest_first(archive: Archive) -> None:
    for n in range(5):
        archive.record_action(f"admin:{n % 2}", "grant" if n else "remove", f"số {n}")
    number, page = archive.audit.page(2, 1)
    assert number == 5
    assert [(action.actor, action.detail) for action in page] == [
        ("admin:1", "số 3"), ("admin:0", "số 2"),
    ]  # fmt: skip
    assert page[0].at.tzinfo is not None
    assert archive.audit.page(9, actor="admin:0")[0] == 3
    assert [a.detail for a in archive.audit.page(9, actor="admin:0", action="grant")[1]] == [
        "số 4", "số 2",
    ]  # fmt: skip
    assert archive.audit.page(9, 99) == (5, [])


def test_an_endless_detail_is_cut(archive: Archive) -> None:
    archive.record_action("admin:1", "edit", "x" * 10_000)
    assert archive.audit.page(1)[1][0].detail == "x" * LONGEST_DETAIL
