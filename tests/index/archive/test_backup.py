"""A copy of the archive while it runs, and the way back, through faults and kills."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from sqlite_utils import Database, Migrations

from index.archive import backup
from index.archive.archive import Archive
from index.archive.backup import back_up, restore
from index.archive.database import ARCHIVE_NAME
from index.archive.migrations import migrations
from index.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
)
from index.model import Role
from index.service import FollowKind, MessageKind, MessageState, Outgoing
from tests.index.samples import article, generated_articles, ingest, prepared
from tests.index.tiny_news import NEWS, TODAY, VACCINE, open_with

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_WAIT_S", 0.05)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with ten articles and what people have."""
    archive = Archive.open(tmp_path / "home")
    ingest(archive, generated_articles(10))
    archive.people.grant(7, Role.ADMIN, 7, NOW)
    archive.follows.add(7, 7, FollowKind.PHRASE, "phí", NOW)
    archive.close()
    return tmp_path / "home"


def urls(home: Path) -> set[str]:
    archive = Archive.open(home)
    try:
        assert archive.check() == []
        return {item.url for item in archive.articles()}
    finally:
        archive.close()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


ALL = {item.url for item in generated_articles(10)}


# --- backing up ----------------------------------------------------------------------


def test_a_backup_is_one_sound_file_for_its_owner_alone(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "sao lưu" / "kho.db"
    file.parent.mkdir()
    archive = Archive.open(home)  # a running bot
    assert archive.back_up(file) == 10
    assert names(file.parent) == {"kho.db"}
    assert file.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert copy.execute("SELECT count(*) FROM follows").fetchone() == (1,)
    archive.close()


def test_a_backup_has_what_was_committed_and_not_yet_in_the_main_file(
    home: Path, tmp_path: Path
) -> None:
    archive = Archive.open(home)
    archive.store([prepared(article())])
    assert Path(f"{archive.path}-wal").stat().st_size > 0
    assert back_up(home, tmp_path / "b.db") == 11
    archive.close()


def test_a_backup_while_another_writes_is_of_one_moment(home: Path, tmp_path: Path) -> None:
    stopped: list[bool] = []

    def write() -> None:
        writer = Archive.open(home)
        number = 0
        while not stopped:
            with writer.together():  # always as many follows of the one as of the other
                for chat in (1, 2):
                    writer.follows.add(chat, 7, FollowKind.PHRASE, f"từ {number % 19}", NOW)
                    for follow in writer.follows.of_chat(chat)[15:]:
                        writer.follows.remove(follow.id)
            number += 1
        writer.close()

    thread = Thread(target=write)
    thread.start()
    try:
        for n in range(10):
            back_up(home, tmp_path / f"{n}.db")
    finally:
        stopped.append(True)
        thread.join()
    for n in range(10):
        with closing(sqlite3.connect(tmp_path / f"{n}.db")) as copy:
            counts = copy.execute(
                "SELECT (SELECT count(*) FROM follows WHERE chat_id = 1), "
                "(SELECT count(*) FROM follows WHERE chat_id = 2)"
            ).fetchone()
        assert counts[0] == counts[1]


def test_a_backup_that_fails_leaves_the_former_one(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.db"
    back_up(home, file)
    kept = file.read_bytes()
    path = home / ARCHIVE_NAME
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\xff" * (len(data) // 2))
    with pytest.raises(ArchiveDamagedError, match=ARCHIVE_NAME):
        back_up(home, file)
    assert file.read_bytes() == kept
    assert names(tmp_path) == {"home", "b.db"}


def test_a_backup_that_finds_no_room_says_where(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: object, file: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backup, "_copy", full)
    with pytest.raises(ArchiveFullError, match=r"b\.db"):
        back_up(home, tmp_path / "b.db")
    assert names(tmp_path) == {"home"}


def test_a_backup_of_nothing_or_onto_itself_is_refused(home: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive"):
        back_up(tmp_path / "khong-co", tmp_path / "b.db")
    assert not (tmp_path / "khong-co").exists()
    with pytest.raises(ArchiveError, match="itself"):
        back_up(home, home / ARCHIVE_NAME)
    with pytest.raises(ArchiveError, match="cannot be written"):
        back_up(home, tmp_path / "no folder" / "b.db")
    assert urls(home) == ALL


# --- restoring -----------------------------------------------------------------------


def test_what_was_backed_up_is_back_and_the_former_archive_is_kept(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "b.db"
    back_up(home, file)
    archive = Archive.open(home)
    archive.store([prepared(article())])
    archive.remove(ALL)
    archive.people.revoke(7)
    archive.close()
    before = file.read_bytes()

    restored = restore(home, file, NOW)
    assert restored.articles == 10
    assert restored.former == home / f"{ARCHIVE_NAME}.before-20260131T120000Z"
    assert urls(home) == ALL
    archive = Archive.open(home)
    assert archive.people.role(7) is Role.ADMIN
    archive.close()
    assert file.read_bytes() == before

    back = restore(home, restored.former, NOW)
    assert urls(home) == {article().url}
    assert back.former is not None and back.former != restored.former  # in the same second
    assert not [name for name in names(home) if name.startswith("restoring")]


def test_a_restored_archive_is_answered_from_and_not_the_index_of_the_former(
    tmp_path: Path,
) -> None:
    home, file = tmp_path / "home", tmp_path / "b.db"
    assistant = open_with(home)
    assistant.archive.back_up(file)
    assistant.archive.remove([item.url for item in NEWS])
    ingest(assistant.archive, generated_articles(3))
    assistant.catch_up()
    assistant.close()
    restore(home, file, NOW)
    assert not (home / "index" / "current").exists()
    assistant = open_with(home, [])
    answer = assistant.ask("Khi nào tiêm phòng cho gia súc vụ xuân?", today=TODAY)
    assert answer.hits[0].url == VACCINE.url
    assert assistant.stats().articles == len(NEWS)
    assistant.close()


def test_a_backup_becomes_the_archive_of_a_new_machine(home: Path, tmp_path: Path) -> None:
    back_up(home, tmp_path / "b.db")
    restored = restore(tmp_path / "moi" / "home", tmp_path / "b.db", NOW)
    assert restored.former is None
    assert urls(tmp_path / "moi" / "home") == ALL


def test_an_archive_that_was_copied_by_hand_with_its_log_can_be_restored(
    home: Path, tmp_path: Path
) -> None:
    archive = Archive.open(home)
    archive.store([prepared(article())])
    for name in (ARCHIVE_NAME, f"{ARCHIVE_NAME}-wal"):
        (tmp_path / name).write_bytes((home / name).read_bytes())
    archive.close()
    assert restore(tmp_path / "moi", tmp_path / ARCHIVE_NAME, NOW).articles == 11
    assert names(tmp_path) == {"home", "moi", ARCHIVE_NAME, f"{ARCHIVE_NAME}-wal"}


def test_messages_that_waited_in_a_backup_are_listed_and_never_sent_again(
    home: Path, tmp_path: Path
) -> None:
    archive = Archive.open(home)
    messages = [Outgoing(chat, "{}") for chat in range(1, 6)]
    archive.outbox.enqueue("b", MessageKind.BROADCAST, messages, NOW)
    (first, _) = archive.outbox.claim_next(2, NOW)
    archive.outbox.sent(first.id, NOW)
    archive.back_up(tmp_path / "b.db")
    archive.close()
    restore(home, tmp_path / "b.db", NOW)
    archive = Archive.open(home)
    assert archive.outbox.claim_next(9, NOW) == []
    assert [message.chat_id for message in archive.outbox.unsure("b")] == [2, 3, 4, 5]
    assert archive.outbox.progress("b")[MessageState.SENT] == 1
    archive.close()


def test_a_backup_of_an_older_version_is_brought_to_the_present_one(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "cu.db"
    old = Database(sqlite3.connect(file))
    migrations.apply(old, stop_before="m002_conversations")
    old.execute(
        "INSERT INTO articles (url, title, text, digest, fingerprint, created_at, updated_at) "
        "VALUES ('https://a.vn/1', 'Tin cũ', 'Nội dung cũ.', 'd', '0', '2020', '2020')"
    )
    old.conn.commit()
    old.close()
    before = file.read_bytes()
    assert restore(home, file, NOW).articles == 1
    assert urls(home) == {"https://a.vn/1"}
    assert file.read_bytes() == before


# --- what cannot be restored -----------------------------------------------------------


def letter(file: Path) -> None:
    file.write_text("this is no database, it is a letter to the department\n" * 40)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE articles (x)")


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def noise(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:8192] + os.urandom(len(data) - 8192))


def tomorrow(file: Path) -> None:
    newer = Migrations("hoidap")
    newer(name="m900_of_tomorrow")(lambda db: db.execute("CREATE TABLE tomorrow (x TEXT)"))
    db = Database(sqlite3.connect(file))
    newer.apply(db)
    db.close()


def missing(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("harm", [letter, empty, another_program, half, noise, tomorrow, missing])
def test_what_is_no_sound_archive_is_refused_before_anything_changes(
    home: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    file = tmp_path / "b.db"
    if harm is not another_program:
        back_up(home, file)
    harm(file)
    (home / "index").mkdir()
    (home / "index" / "current").write_text("v1")
    before = names(home)
    with pytest.raises(ArchiveError, match=r"b\.db"):
        restore(home, file, NOW)
    assert names(home) == before
    assert (home / "index" / "current").exists()
    assert urls(home) == ALL


@pytest.mark.usefixtures("impatient")
def test_while_a_bot_has_the_archive_open_nothing_is_restored(home: Path, tmp_path: Path) -> None:
    back_up(home, tmp_path / "b.db")
    script = (
        "import sys; from pathlib import Path; from index.archive.archive import Archive\n"
        "archive = Archive.open(Path(sys.argv[1])); print(archive.last_change(), flush=True)\n"
        "sys.stdin.read(); archive.close()"
    )
    bot = subprocess.Popen(
        [sys.executable, "-c", script, str(home)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert bot.stdout is not None
        assert bot.stdout.readline()
        before = names(home)
        with pytest.raises(ArchiveBusyError, match="stop the bot"):
            restore(home, tmp_path / "b.db", NOW)
        assert names(home) == before
    finally:
        bot.communicate(timeout=60)
    assert restore(home, tmp_path / "b.db", NOW).articles == 10


def test_a_damaged_archive_is_put_aside_as_it_is(home: Path, tmp_path: Path) -> None:
    back_up(home, tmp_path / "b.db")
    letter(home / ARCHIVE_NAME)
    damaged = (home / ARCHIVE_NAME).read_bytes()
    restored = restore(home, tmp_path / "b.db", NOW)
    assert restored.former is not None
    assert restored.former.read_bytes() == damaged
    assert urls(home) == ALL


RESTORER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from index.archive import backup

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(backup, sys.argv[3], kill)
backup.restore(Path(sys.argv[1]), Path(sys.argv[2]), datetime(2026, 1, 31, 12, tzinfo=UTC))
"""


@pytest.mark.parametrize("step", ["_checked", "_hold", "_copy", "_flush", "_remove_index"])
def test_a_restore_that_is_killed_leaves_one_whole_archive(
    home: Path, tmp_path: Path, step: str
) -> None:
    file = tmp_path / "b.db"
    back_up(home, file)
    archive = Archive.open(home)
    archive.store([prepared(article())])
    archive.close()
    killed = subprocess.run(
        [sys.executable, "-c", RESTORER, str(home), str(file), step],
        cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    assert urls(home) == ALL | {article().url}
    restore(home, file, NOW)
    assert urls(home) == ALL
    assert not [name for name in names(home) if name.startswith("restoring")]
