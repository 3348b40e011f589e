"""What a button carries back: `v1|<kind>|<query id>|<offset>`, at most 64 bytes.

The query itself stays in the archive (Telegram gives a button 64 bytes and one `ế` takes
three), so buttons work after a restart. Whatever comes back is checked: anybody can send
any data. The kinds of a feature stand with what renders its buttons; here are the others.

>>> Press("hits", "abc-DEF_123=", 5).encode()
'v1|hits|abc-DEF_123=|5'
>>> decode("v1|hits|abc-DEF_123=|5") == Press("hits", "abc-DEF_123=", 5)
True
>>> decode("v2|hits|x|1") is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

ASK: Final = "ask"
"""Answers a saved question in a new message: the example questions."""
EXACT: Final = "exact"
"""Answers a question as it was typed, without corrections, in place. As the kind of a press its
id is one of the bot's memory; as the kind of a saved query, of a question answered so."""
CARD: Final = "card"
"""Shows the answer card of a saved question in place."""
HITS: Final = "hits"
"""Shows the other articles of a saved question in place, from an offset."""
SEARCH: Final = "find"
"""Shows a page of a saved search in place."""
LATEST: Final = "new"
"""Shows a page of the newest articles in place; it has no saved query."""
LANGUAGE: Final = "lang"
"""Chooses the language that stands where the query id would."""

NO_QUERY: Final = "-"
"""Stands for the query id where a kind has none."""
MAX_OFFSET: Final = 4_999

_SHAPE: Final = re.compile(r"v1\|([a-z]{1,8})\|([A-Za-z0-9_=-]{1,16})\|(\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, as far as its data can be trusted: its shape is right."""

    kind: str
    query_id: str = NO_QUERY
    offset: int = 0

    def encode(self) -> str:
        """Returns the callback data, at most 64 bytes."""
        return f"v1|{self.kind}|{self.query_id}|{min(self.offset, MAX_OFFSET)}"


def decode(data: str | None) -> Press | None:
    """Reads callback data; None when it has not our shape, whoever made it.

    Whether there are buttons of its kind is for `bot.handlers.buttons` to say.
    """
    match = _SHAPE.fullmatch(data or "")
    if match is None:
        return None
    return Press(match[1], match[2], int(match[3]))
