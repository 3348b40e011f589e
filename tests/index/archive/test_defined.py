"""Abbreviations kept beside the articles that define them, for who may read these."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from index.archive.archive import Archive
from index.archive.database import ARCHIVE_NAME
from index.archive.migrations import migrations
from index.model import Audience, Role
from tests.index.samples import article, prepared

PUBLIC = article("https://a.vn/1", "Sở mở Quỹ Hỗ trợ nông dân (Quỹ HTND).")
INTERNAL = article("https://a.vn/2", "Tổ Xác minh đơn thư (XMĐT) họp kín.", audience=Audience.STAFF)
CITIZEN, STAFF = Role.CITIZEN.audiences, Role.STAFF.audiences


def test_what_only_staff_may_read_teaches_citizens_nothing(archive: Archive) -> None:
    archive.store([prepared(PUBLIC), prepared(INTERNAL)])
    assert archive.abbreviations(CITIZEN) == [("htnd", "hỗ trợ nông dân")]
    assert set(archive.abbreviations(STAFF)) == {
        ("htnd", "hỗ trợ nông dân"), ("xmđt", "xác minh đơn thư"),
    }  # fmt: skip


def test_an_article_that_changes_or_goes_takes_its_abbreviations_along(archive: Archive) -> None:
    archive.store([prepared(PUBLIC)])
    archive.store([prepared(replace(PUBLIC, text="Ban Chấp hành (BCH) họp."))])
    assert archive.abbreviations(CITIZEN) == [("bch", "ban chấp hành")]
    archive.store([prepared(replace(PUBLIC, audience=Audience.STAFF))])
    assert archive.abbreviations(CITIZEN) == []
    archive.remove([PUBLIC.url])
    assert archive.abbreviations(STAFF) == []


def test_what_more_articles_define_comes_first(archive: Archive) -> None:
    texts = ["Bí thư (BT) dự.", "Bảo tàng tỉnh (BTT)", "Biên tập viên (BTV)", "Ban Tổ chức (BTC)",
             "Bảo tàng tỉnh (BTT) mở cửa."]  # fmt: skip
    archive.store([prepared(article(f"https://a.vn/{n}", text)) for n, text in enumerate(texts)])
    assert archive.abbreviations(CITIZEN)[0] == ("btt", "bảo tàng tỉnh")


def test_an_archive_of_before_learns_from_the_articles_it_has(tmp_path: Path) -> None:
    db = Database(sqlite3.connect(tmp_path / ARCHIVE_NAME))
    names = [migration.name for migration in migrations.pending(Database(memory=True))]
    migrations.apply(db, stop_before=names[names.index("m003_abbreviations")])
    db.execute(
        "INSERT INTO articles (url, title, text, digest, fingerprint, created_at, updated_at) "
        "VALUES ('https://a.vn/1', 'Tin', 'Ban Chấp hành (BCH) họp.', 'd', '0', '2020', '2020')"
    )
    db.close()
    archive = Archive.open(tmp_path)
    assert archive.abbreviations(CITIZEN) == [("bch", "ban chấp hành")]
    archive.close()
