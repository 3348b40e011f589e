"""What people follow, and the articles that wait for a digest of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.model import Language


class FollowKind(StrEnum):
    """What is followed."""

    PHRASE = "phrase"
    CATEGORY = "category"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Follow:
    """A subscription of a chat, or of a topic in it.

    `exact_marks`: tone marks count ("đoàn" is not "đoán"). `hour` is that of the daily digest,
    0 to 23, None for at once. `language` is the one that it was asked for in.
    """

    id: int
    chat_id: int
    thread_id: int | None
    user_id: int
    kind: FollowKind
    value: str
    exact_marks: bool
    hour: int | None
    created_at: datetime
    language: Language = Language.VIETNAMESE


@dataclass(frozen=True, slots=True)
class Held:
    """The articles, by id and in order of their coming, for the digest of one chat or topic."""

    chat_id: int
    thread_id: int | None
    article_ids: tuple[int, ...]
