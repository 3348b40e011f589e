"""An engine follows its archive: replay, repair, rebuild beside, swap, other processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.archive.archive import Archive
from index.engines import documents, sync
from index.engines.contract import Changes, EngineQuery
from index.engines.sync import SyncedEngine
from index.engines.tantivy_engine import TantivyEngine
from index.errors import EngineError, HoidapError
from index.model import Audience
from tests.index.engines.corpora import query
from tests.index.samples import code_word, generated_article, generated_articles, ingest

ROOT = Path(__file__).parents[3]
PATIENCE_S = 30.0  # how long a test polls before it gives up; the contract says 2 s


@pytest.fixture(params=["tantivy", "memory"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = Archive.open(tmp_path)
    yield opened
    opened.close()


def found(engine: SyncedEngine, number: int) -> int:
    """Returns how many passages hold the word that only article `number` has."""
    return len(engine.search(query(code_word(number)), 50))


def assert_level(archive: Archive, engine: SyncedEngine, numbers: range | list[int]) -> None:
    """Asserts that the engine holds all of the archive once, and `numbers` are found once."""
    assert engine.generation == archive.last_change()
    stored = archive.stored(archive.live_ids())
    assert engine.passages == sum(len(item.passages) for item in stored.values())
    assert [found(engine, number) for number in numbers] == [1] * len(numbers)


# --- replay ------------------------------------------------------------------------


def test_what_the_archive_took_while_no_engine_ran_is_replayed(archive: Archive, kind: str) -> None:
    ingest(archive, generated_articles(8))
    first = SyncedEngine.open(archive, kind)
    assert_level(archive, first, range(8))
    first.close()

    ingest(archive, [generated_article(n) for n in range(8, 12)])
    archive.remove([generated_article(0).url])
    ingest(archive, [replace(generated_article(1), text=f"Nội dung mới {code_word(900)}.")])

    again = SyncedEngine.open(archive, kind)
    assert_level(archive, again, [*range(2, 12), 900])
    assert [found(again, 0), found(again, 1)] == [0, 0]
    again.close()


def test_a_kill_between_archive_and_engine_is_made_good(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(archive, generated_articles(10))
    monkeypatch.setattr(sync, "BATCH_ARTICLES", 3)
    engine = SyncedEngine.open(archive, "tantivy")
    ingest(archive, [generated_article(n) for n in range(10, 20)])
    apply: Callable[[TantivyEngine, Changes], None] = TantivyEngine.apply
    left = [2]

    class Killed(BaseException):
        pass

    def apply_twice(self: TantivyEngine, changes: Changes) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        apply(self, changes)

    monkeypatch.setattr(TantivyEngine, "apply", apply_twice)
    with pytest.raises(Killed):
        engine.catch_up()
    assert 10 < engine.generation < archive.last_change()
    engine.close()
    monkeypatch.setattr(TantivyEngine, "apply", apply)

    again = SyncedEngine.open(archive, "tantivy")
    assert_level(archive, again, range(20))
    again.close()


def test_catching_up_counts_articles_and_is_idle_when_level(archive: Archive, kind: str) -> None:
    engine = SyncedEngine.open(archive, kind)
    ingest(archive, generated_articles(5))
    reports: list[tuple[int, int]] = []
    assert engine.catch_up(lambda done, total: reports.append((done, total))) == 5
    assert reports[-1] == (5, 5)
    assert engine.catch_up() == 0
    engine.close()


def test_a_rebuild_segments_nothing_anew(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(archive, generated_articles(5))
    monkeypatch.setattr(documents, "segment", lambda text: pytest.fail(f"segmented: {text}"))
    engine = SyncedEngine.open(archive, "tantivy")
    assert engine.rebuild() == 5
    engine.close()


def test_words_of_another_segmenter_are_not_used(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(archive, generated_articles(2))
    monkeypatch.setattr("index.language.words.SEGMENTER", "underthesea-99/1")
    segmented: list[str] = []

    def noted(text: str) -> list[str]:
        segmented.append(text)
        return []

    monkeypatch.setattr(documents, "segment", noted)
    SyncedEngine.open(archive, "memory").close()
    assert len(segmented) >= 2


def test_an_empty_archive_has_an_empty_index(archive: Archive, kind: str) -> None:
    for _ in range(2):
        engine = SyncedEngine.open(archive, kind)
        assert (engine.passages, engine.generation) == (0, 0)
        assert engine.rebuild() == 0
        assert engine.passages == 0
        engine.close()


def test_a_running_engine_that_cannot_write_answers_from_what_it_holds(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sync, "REFRESH_EVERY_S", 0.0)
    monkeypatch.setattr(sync, "PAUSE_AFTER_FAULT_S", 0.0)
    ingest(archive, generated_articles(3))
    engine = SyncedEngine.open(archive, "tantivy")
    ingest(archive, [generated_article(3)])

    def full(self: TantivyEngine, changes: Changes) -> None:
        raise EngineError("the index cannot be written: no room left")

    with monkeypatch.context() as broken:
        broken.setattr(TantivyEngine, "apply", full)
        engine.refresh()
        assert [found(engine, n) for n in range(4)] == [1, 1, 1, 0]
    assert "no room left" in caplog.text
    engine.refresh()
    assert_level(archive, engine, range(4))
    engine.close()


# --- damage ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with 12 articles; its index has two segments and a file of deletions."""
    home = tmp_path_factory.mktemp("sound")
    archive = Archive.open(home)
    ingest(archive, generated_articles(11))
    SyncedEngine.open(archive, "tantivy").close()
    ingest(archive, [generated_article(11), replace(generated_article(0), title="Tiêu đề mới")])
    SyncedEngine.open(archive, "tantivy").close()
    archive.close()
    return home


def live_folder(home: Path) -> Path:
    return home / "index" / (home / "index" / "current").read_text().strip()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def zeroed(data: bytes) -> bytes:
    return data[: len(data) // 4] + bytes(len(data) // 2) + data[len(data) * 3 // 4 :]


def flipped(data: bytes) -> bytes:
    return data[:10] + bytes(byte ^ 0xFF for byte in data[10:20]) + data[20:]


def emptied(data: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [cut, zeroed, flipped, emptied, None], ids=lambda d: str(d)[:18])
@pytest.mark.parametrize(
    "suffix", ["fast", "fieldnorm", "idx", "pos", "store", "term", "del", "meta.json"]
)
@pytest.mark.parametrize("part", ["public", "all"])
def test_a_damaged_index_is_rebuilt_on_open_without_a_person(
    sound_home: Path,
    tmp_path: Path,
    part: str,
    suffix: str,
    damage: Callable[[bytes], bytes] | None,
) -> None:
    home = tmp_path / "home"
    shutil.copytree(sound_home, home)
    folder = live_folder(home)
    file = max((folder / part).glob(f"*{suffix}"), key=lambda path: path.stat().st_size)
    if damage is None:
        file.unlink()
    else:
        before = file.read_bytes()
        file.write_bytes(damage(before))
        assert file.read_bytes() != before

    archive = Archive.open(home)
    engine = SyncedEngine.open(archive, "tantivy")
    assert_level(archive, engine, range(12))
    assert live_folder(home) != folder
    assert not folder.exists()
    engine.close()
    archive.close()


@pytest.mark.parametrize(
    "pointer",
    [b"", b"\xff\xfe\0garbage", b"v1-aaaaaaaaaaaa", b"../..", b"v1-/../..", b"v1-" + b"a" * 5000,
     b"v0-aaaaaaaaaaaa", None],
    ids=["empty", "binary", "missing folder", "parent", "climbing", "long", "old", "none"],
)  # fmt: skip
def test_garbage_in_current_is_replaced_by_a_new_index(
    sound_home: Path, tmp_path: Path, pointer: bytes | None
) -> None:
    home = tmp_path / "home"
    shutil.copytree(sound_home, home)
    current = home / "index" / "current"
    current.unlink() if pointer is None else current.write_bytes(pointer)
    archive = Archive.open(home)
    engine = SyncedEngine.open(archive, "tantivy")
    assert_level(archive, engine, range(12))
    assert engine.generation == archive.last_change()
    assert live_folder(home).is_dir()
    engine.close()
    archive.close()


def test_an_index_of_another_format_is_rebuilt(sound_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(sound_home, home)
    folder = live_folder(home)
    older = folder.with_name("v0-" + folder.name.partition("-")[2])
    folder.rename(older)
    (home / "index" / "current").write_text(older.name)
    archive = Archive.open(home)
    engine = SyncedEngine.open(archive, "tantivy")
    assert_level(archive, engine, range(12))
    assert not older.exists()
    engine.close()
    archive.close()


def test_an_index_with_another_schema_in_it_is_rebuilt(sound_home: Path, tmp_path: Path) -> None:
    import tantivy

    home = tmp_path / "home"
    shutil.copytree(sound_home, home)
    folder = live_folder(home)
    shutil.rmtree(folder)
    folder.mkdir()
    other = tantivy.SchemaBuilder().add_text_field("body", stored=True).build()
    tantivy.Index(other, path=str(folder))
    archive = Archive.open(home)
    engine = SyncedEngine.open(archive, "tantivy")
    assert_level(archive, engine, range(12))
    engine.close()
    archive.close()


def test_an_index_deleted_under_a_running_reader_comes_back(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "REFRESH_EVERY_S", 0.0)
    ingest(archive, generated_articles(4))
    engine = SyncedEngine.open(archive, "tantivy")
    shutil.rmtree(archive.home / "index")
    engine.refresh()
    assert_level(archive, engine, range(4))
    engine.close()


def test_what_a_killed_rebuild_left_is_swept_and_never_taken_for_whole(archive: Archive) -> None:
    ingest(archive, generated_articles(4))
    SyncedEngine.open(archive, "tantivy").close()
    half = TantivyEngine(archive.home / "index" / "v1-0123456789ab")
    half.apply(Changes((), 0))
    half.close()
    engine = SyncedEngine.open(archive, "tantivy")
    assert_level(archive, engine, range(4))
    engine.rebuild()
    folders = [path for path in (archive.home / "index").iterdir() if path.is_dir()]
    assert folders == [live_folder(archive.home)]
    engine.close()


def test_a_failing_rebuild_keeps_the_live_index_and_leaves_no_rubbish(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(archive, generated_articles(4))
    engine = SyncedEngine.open(archive, "tantivy")
    live = live_folder(archive.home)

    def full(self: TantivyEngine, changes: Changes) -> None:
        raise EngineError("no room left")

    with monkeypatch.context() as broken:
        broken.setattr(TantivyEngine, "apply", full)
        with pytest.raises(EngineError):
            engine.rebuild()
    assert_level(archive, engine, range(4))
    assert [path for path in (archive.home / "index").iterdir() if path.is_dir()] == [live]
    engine.close()


# --- a rebuild beside the live index, and other processes ------------------------------


def test_questions_are_answered_throughout_full_reindexes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One thread rebuilds and swaps again and again; another searches all the while."""
    monkeypatch.setattr(sync, "BATCH_ARTICLES", 6)
    monkeypatch.setattr(sync, "REFRESH_EVERY_S", 0.0)
    writer_archive = Archive.open(tmp_path)
    ingest(writer_archive, generated_articles(20))
    writer = SyncedEngine.open(writer_archive, "tantivy")
    faults: list[Exception] = []
    searches = [0]
    ready, over = threading.Event(), threading.Event()

    def read() -> None:
        archive = Archive.open(tmp_path)
        engine = SyncedEngine.open(archive, "tantivy")
        ready.set()
        try:
            while not over.is_set():
                engine.refresh()
                number = searches[0] % 20
                assert found(engine, number) == 1, f"article {number} was not found"
                assert engine.passages >= 20
                searches[0] += 1
        except (HoidapError, AssertionError, ValueError, OSError) as fault:
            faults.append(fault)
        finally:
            engine.close()
            archive.close()

    reader = threading.Thread(target=read)
    reader.start()
    ready.wait(PATIENCE_S)
    folders = set()
    for _ in range(6):
        before = searches[0]
        writer.rebuild()
        folders.add(live_folder(tmp_path))
        deadline = time.monotonic() + PATIENCE_S
        while searches[0] == before and not faults and time.monotonic() < deadline:
            time.sleep(0.001)
    over.set()
    reader.join(PATIENCE_S)
    writer.close()
    writer_archive.close()
    assert faults == []
    assert len(folders) == 6
    assert searches[0] > 6


def test_what_is_stored_during_a_rebuild_is_in_the_new_index(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "BATCH_ARTICLES", 3)
    ingest(archive, generated_articles(9))
    engine = SyncedEngine.open(archive, "tantivy")
    other = Archive.open(tmp_path)

    def meanwhile(done: int, total: int) -> None:
        if done == 3:
            ingest(other, [generated_article(9)])
            other.remove([generated_article(0).url])

    engine.rebuild(meanwhile)
    other.close()
    assert_level(archive, engine, range(1, 10))
    assert found(engine, 0) == 0
    engine.close()


OTHER = """
import sys
from pathlib import Path
from index.archive.archive import Archive
from index.engines.sync import SyncedEngine
from tests.index.samples import generated_article, ingest
archive = Archive.open(Path(sys.argv[1]))
engine = SyncedEngine.open(archive, "tantivy")
for command in sys.argv[2:]:
    if command == "rebuild":
        engine.rebuild()
    else:
        ingest(archive, [generated_article(int(command))])
        engine.catch_up()
engine.close()
archive.close()
"""


def poll(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_running_reader_sees_another_processs_article_and_swap(
    archive: Archive, tmp_path: Path
) -> None:
    ingest(archive, generated_articles(3))
    engine = SyncedEngine.open(archive, "tantivy")
    folder = live_folder(tmp_path)

    def seen() -> bool:
        engine.refresh()
        return found(engine, 50) == 1

    for commands in (["50"], ["rebuild", "51"]):
        process = subprocess.run(
            [sys.executable, "-c", OTHER, str(tmp_path), *commands], cwd=ROOT, check=True
        )
        assert process.returncode == 0
        assert poll(seen)
    assert live_folder(tmp_path) != folder
    assert poll(lambda: engine.refresh() or found(engine, 51) == 1)  # type: ignore[func-returns-value]
    assert_level(archive, engine, [0, 1, 2, 50, 51])
    engine.close()


def test_looking_for_other_processes_is_frequent_enough_for_the_contract() -> None:
    assert sync.REFRESH_EVERY_S <= 1.0  # within 2 s, with the work of reopening


def test_a_reader_does_not_wait_for_a_writer_that_holds_the_index(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "REFRESH_EVERY_S", 0.0)
    ingest(archive, generated_articles(2))
    engine = SyncedEngine.open(archive, "tantivy")
    holder = SyncedEngine(archive, "tantivy")
    ingest(archive, [generated_article(2)])
    with holder._locked():
        engine.refresh()
        assert [found(engine, n) for n in range(3)] == [1, 1, 0]
        monkeypatch.setattr(sync, "_LOCK_TIMEOUT_S", 0.05)
        with pytest.raises(EngineError, match="another process; try again"):
            engine.rebuild()
    engine.refresh()
    assert_level(archive, engine, range(3))
    engine.close()


def test_citizens_never_find_what_is_for_staff_after_a_change_of_audience(
    archive: Archive, kind: str
) -> None:
    ingest(archive, [generated_article(0)])
    engine = SyncedEngine.open(archive, kind)
    ingest(archive, [replace(generated_article(0), audience=Audience.STAFF)])
    engine.catch_up()
    asked = EngineQuery(query(code_word(0)).terms, [Audience.PUBLIC])
    assert engine.search(asked, 5) == []
    assert found(engine, 0) == 1
    engine.close()
