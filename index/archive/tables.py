"""The tables of articles, sources and runs, and of what the bot must remember."""

from __future__ import annotations

from typing import Final

ARTICLES: Final = (
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        published TEXT,
        published_from TEXT,
        category TEXT,
        audience TEXT NOT NULL DEFAULT 'public',
        language TEXT NOT NULL DEFAULT 'vi',
        source TEXT,
        digest TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        duplicate_of INTEGER REFERENCES articles(id) ON DELETE SET NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        removed_at TEXT,
        folder TEXT,
        file TEXT
    ) STRICT""",
    "CREATE INDEX articles_published ON articles(published)",
    "CREATE INDEX articles_duplicate_of ON articles(duplicate_of)",
    "CREATE INDEX articles_folder ON articles(folder)",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        digest TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX passages_article ON passages(article_id)",
    "CREATE INDEX passages_digest ON passages(digest)",
    """CREATE TABLE segments (
        digest TEXT PRIMARY KEY,
        words TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE bands (
        band INTEGER NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        PRIMARY KEY (band, article_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX bands_article ON bands(article_id)",
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
)

CONVERSATIONS: Final = (
    "CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, language TEXT NOT NULL) STRICT",
    """CREATE TABLE saved_queries (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, saved_on TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX saved_queries_day ON saved_queries(saved_on)",
    """CREATE TABLE actions (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE outcomes (
        day TEXT NOT NULL, status TEXT NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (day, status)
    ) STRICT, WITHOUT ROWID""",
)

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
