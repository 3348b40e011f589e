"""The tables of sources, of their pages and runs, and of the former texts of articles."""

from __future__ import annotations

from typing import Final

_SOURCES: Final = (
    # `key` is the name as it is compared: without case. Texts of time are ISO 8601 in UTC.
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        category TEXT,
        audience TEXT NOT NULL DEFAULT 'public',
        every INTEGER NOT NULL,
        paused INTEGER NOT NULL DEFAULT 0,
        added_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        last_run_at TEXT,
        last_result TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        failure TEXT,
        reported INTEGER NOT NULL DEFAULT 0,
        next_run_at TEXT,
        profile TEXT
    ) STRICT""",
    """CREATE TABLE page_states (
        source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
        url TEXT NOT NULL,
        article_url TEXT,
        kind TEXT NOT NULL,
        etag TEXT,
        last_modified TEXT,
        fingerprint TEXT,
        gone INTEGER NOT NULL DEFAULT 0,
        seen_at TEXT NOT NULL,
        reason TEXT,
        PRIMARY KEY (source_id, url)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX page_states_article ON page_states(article_url)",
    # The last run of each source; open while `finished_at` is null.
    """CREATE TABLE runs (
        source_id INTEGER PRIMARY KEY REFERENCES sources(id) ON DELETE CASCADE,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        addresses INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    # The addresses of the open run, each once; `position` is the order they were found in.
    """CREATE TABLE pending (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
        url TEXT NOT NULL,
        found_on TEXT,
        kind TEXT NOT NULL,
        depth INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting',
        claims INTEGER NOT NULL DEFAULT 0,
        outcome TEXT,
        reason TEXT,
        UNIQUE (source_id, url)
    ) STRICT""",
    "CREATE INDEX pending_waiting ON pending(source_id, claims, position) WHERE state = 'waiting'",
)

_VERSIONS: Final = (
    # Passages and bands as they were: a version is brought back without being cut anew.
    """CREATE TABLE versions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        replaced_at TEXT NOT NULL,
        why TEXT NOT NULL,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        published TEXT,
        published_from TEXT,
        category TEXT,
        audience TEXT NOT NULL,
        language TEXT NOT NULL,
        source TEXT,
        pages TEXT,
        fingerprint TEXT NOT NULL,
        passages TEXT NOT NULL,
        bands TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX versions_article ON versions(article_id)",
    "ALTER TABLE articles ADD COLUMN pages TEXT",
    "CREATE INDEX articles_source ON articles(source)",
)

SOURCES_AND_VERSIONS: Final = _SOURCES + _VERSIONS
