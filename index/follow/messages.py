"""What stands in the outbox for a notice or a digest: numbers, no texts.

It is written out when it is sent: in the language that the chat has then, of the article as it
is then, and for those who may read it then.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Notice:
    """One article, and the subscriptions of the chat that it is for."""

    article_id: int
    follow_ids: tuple[int, ...]

    def payload(self) -> str:
        """Returns it as JSON text.

        >>> Notice(7, (1, 2)).payload()
        '{"article":7,"follows":[1,2]}'
        """
        return _json({"article": self.article_id, "follows": self.follow_ids})


@dataclass(frozen=True, slots=True)
class Digest:
    """The articles of a digest, in the order of their coming."""

    article_ids: tuple[int, ...]

    def payload(self) -> str:
        """Returns it as JSON text."""
        return _json({"articles": self.article_ids})


def news_of(payload: str) -> Notice | Digest:
    """Returns what a JSON text tells of. Raises ValueError for one of another shape."""
    try:
        given = json.loads(payload)
        if "articles" in given:
            return Digest(_ids(given["articles"]))
        return Notice(int(given["article"]), _ids(given["follows"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"no news: {type(error).__name__}") from None


def _ids(given: Any) -> tuple[int, ...]:
    return tuple(int(one) for one in given)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
