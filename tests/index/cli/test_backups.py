"""backup and restore on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from index.archive.archive import Archive
from tests.index.cli.conftest import Run
from tests.index.tiny_news import NEWS, VACCINE, open_with


def test_a_backup_is_restored_and_answers_at_once(run: Run, tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "b.db"
    open_with(home).close()
    done = run("backup", file, at=home)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"wrote {len(NEWS)} articles")

    run("remove", VACCINE.url, at=home)
    assert run("show", VACCINE.url, at=home).exit_code == 1
    done = run("restore", file, at=home)
    assert done.exit_code == 0
    assert f"restored {len(NEWS)} articles" in done.stdout
    assert str(home / "archive.db.before-") in done.stdout
    found = json.loads(run("search", "tiêm phòng", "--json", at=home).stdout)
    assert VACCINE.url in [hit["url"] for hit in found["hits"]]


def test_who_backed_up_and_restored_is_on_record(run: Run, tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "b.db"
    open_with(home).close()
    run("backup", file, at=home)
    run("restore", file, at=home)
    archive = Archive.open(home)
    (action,) = archive.audit.page(9)[1]  # that of the backup came after the copy
    archive.close()
    assert (action.action, action.detail) == ("restore", "b.db")
    assert action.actor.startswith("console:")


def test_a_restore_from_nothing_says_so_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    open_with(home).close()
    result = run("restore", tmp_path / "khong-co.db", at=home)
    assert result.exit_code != 0
    assert "no file" in str(result.exception)
    assert run("show", VACCINE.url, at=home).exit_code == 0


def test_a_backup_without_an_archive_makes_none(run: Run, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "b.db", at=tmp_path / "home")
    assert result.exit_code != 0
    assert not (tmp_path / "home").exists()
    assert not (tmp_path / "b.db").exists()
