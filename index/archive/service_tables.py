"""The tables of the service around the answers: people, follows, messages, questions, terms.

Days and times are ISO 8601, times in UTC.
"""

from __future__ import annotations

from typing import Final

_PEOPLE: Final = (
    """CREATE TABLE grants (
        user_id INTEGER PRIMARY KEY,
        role TEXT NOT NULL,
        granted_by INTEGER NOT NULL,
        granted_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE known_chats (
        chat_id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        active INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
)

_FOLLOWS: Final = (
    """CREATE TABLE follows (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_id INTEGER NOT NULL,
        thread_id INTEGER,
        user_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        key TEXT NOT NULL,
        exact_marks INTEGER NOT NULL,
        hour INTEGER,
        created_at TEXT NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX follows_once ON follows"
    "(chat_id, coalesce(thread_id, 0), kind, key, exact_marks)",
    "CREATE INDEX follows_user ON follows(user_id)",
    # An article that a chat was given, or (with `due_at`) will be given with a digest.
    """CREATE TABLE deliveries (
        chat_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        due_at TEXT,
        thread_id INTEGER,
        follow_id INTEGER,
        PRIMARY KEY (chat_id, article_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX deliveries_article ON deliveries(article_id)",
    "CREATE INDEX deliveries_at ON deliveries(at)",
    "CREATE INDEX deliveries_due ON deliveries(due_at) WHERE due_at IS NOT NULL",
)

_OUTBOX: Final = (
    # What many chats get alike is kept once.
    "CREATE TABLE payloads (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT",
    # `rank` is the place of the kind: what somebody waits for is not behind a broadcast.
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        batch TEXT NOT NULL,
        kind TEXT NOT NULL,
        rank INTEGER NOT NULL,
        chat_id INTEGER NOT NULL,
        thread_id INTEGER,
        payload_id INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting',
        due_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        reason TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX outbox_once ON outbox(batch, chat_id, coalesce(thread_id, 0))",
    "CREATE INDEX outbox_waiting ON outbox(rank, due_at, id) WHERE state = 'waiting'",
    "CREATE INDEX outbox_in_flight ON outbox(state) WHERE state IN ('sending', 'unsure')",
    "CREATE INDEX outbox_payload ON outbox(payload_id) "
    "WHERE state IN ('waiting', 'sending', 'failed', 'unsure')",
    "CREATE INDEX outbox_chat ON outbox(chat_id)",
)

_HANDOFFS: Final = (
    """CREATE TABLE handoffs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_id INTEGER NOT NULL,
        thread_id INTEGER,
        user_id INTEGER NOT NULL,
        message_id INTEGER,
        question TEXT NOT NULL,
        key TEXT NOT NULL,
        language TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open',
        officer_id INTEGER,
        reply TEXT,
        ended_at TEXT
    ) STRICT""",
    "CREATE INDEX handoffs_user ON handoffs(user_id)",
    "CREATE INDEX handoffs_chat ON handoffs(chat_id)",
    "CREATE INDEX handoffs_open ON handoffs(number) WHERE state = 'open'",
    # The messages in chats of the staff that stand for a question.
    """CREATE TABLE handoff_messages (
        chat_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        number INTEGER NOT NULL REFERENCES handoffs(number) ON DELETE CASCADE,
        PRIMARY KEY (chat_id, message_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX handoff_messages_number ON handoff_messages(number)",
    """CREATE TABLE curated (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        author INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        expires_on TEXT,
        audience TEXT NOT NULL
    ) STRICT""",
)

_ASKED: Final = (
    # No person stands here, and of a text the numbers of people's papers are masked.
    """CREATE TABLE unanswered (
        key TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        language TEXT NOT NULL,
        status TEXT NOT NULL,
        last_day TEXT NOT NULL,
        times INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX unanswered_times ON unanswered(times, last_day)",
    "CREATE INDEX unanswered_day ON unanswered(last_day)",
    """CREATE TABLE votes (
        key TEXT NOT NULL,
        user_id INTEGER NOT NULL,
        up INTEGER NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (key, user_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX votes_user ON votes(user_id)",
    "CREATE INDEX votes_day ON votes(day)",
    """CREATE TABLE times (
        day TEXT NOT NULL, bucket INTEGER NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (day, bucket)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE topics (
        day TEXT NOT NULL, category TEXT NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (day, category)
    ) STRICT, WITHOUT ROWID""",
)

_ADMINS: Final = (
    # `edited` and `came` are JSON: the fields that were changed, and those of the source.
    """CREATE TABLE edits (
        url TEXT PRIMARY KEY,
        edited TEXT NOT NULL,
        came TEXT NOT NULL,
        edited_by TEXT NOT NULL,
        edited_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE withheld (
        url TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        withheld_by TEXT NOT NULL,
        withheld_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE terms (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        written TEXT NOT NULL,
        means TEXT NOT NULL,
        written_key TEXT NOT NULL,
        means_key TEXT NOT NULL,
        added_by INTEGER NOT NULL,
        added_at TEXT NOT NULL,
        UNIQUE (kind, written_key, means_key)
    ) STRICT""",
    # What only counts up: how often a store has changed, which change was looked at last.
    "CREATE TABLE counters (name TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID",
)

STAFF_GROUPS: Final = (
    # Groups in which officers are shown the questions for them.
    """CREATE TABLE staff_groups (
        chat_id INTEGER PRIMARY KEY,
        set_by INTEGER NOT NULL,
        set_at TEXT NOT NULL
    ) STRICT""",
    # The answered question that a question goes on from.
    "ALTER TABLE handoffs ADD COLUMN after INTEGER",
)

FOLLOW_LANGUAGE: Final = (
    # The language that it was asked for in, for chats that have chosen none.
    "ALTER TABLE follows ADD COLUMN language TEXT NOT NULL DEFAULT 'vi'",
)

SERVICE: Final = _PEOPLE + _FOLLOWS + _OUTBOX + _HANDOFFS + _ASKED + _ADMINS
