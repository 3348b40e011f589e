"""What admins read when they add an article: a look at it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.callbacks import Press
from bot.markup import cut, escape, one_line
from bot.reasons import reason_in
from bot.render_managing import article_lines, readers
from bot.reply import Button, PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.model import Audience

ASK: Final = "addask"
"""Waits for an address or a document; the button leaves the question."""
READ: Final = "addread"
"""Looks at a document that was sent; the id is of the kept item."""
FOR_ALL: Final = "addall"
"""Stores what was shown, for everybody; the id is of the kept item."""
FOR_STAFF: Final = "addstaff"

BEGINNING_UNITS: Final = 350
NAME_UNITS: Final = 100
REASON_UNITS: Final = 300
REASONS_SHOWN: Final = 3
_STORED_ONE: Final[dict[tuple[int, int], TextKey]] = {
    (1, 0): "adding.stored_new",
    (0, 1): "adding.stored_again",
    (0, 0): "adding.stored_same",
}
"""What became of a single article, by whether it is new or updated."""


def sent_reply(name: str, item_id: str, words: Wording) -> Reply:
    """Asks whether a document that was sent is to be added."""
    return Reply(
        words.html("adding.sent", name=cut(name, NAME_UNITS)),
        (
            (PressButton(words.plain("button.add_sent"), Press(READ, item_id)),),
            (PressButton(words.plain("button.leave"), Press(ASK)),),
        ),
    )


def preview_reply(report: Mapping[str, Any], item_id: str, words: Wording) -> Reply:
    """Renders the articles that would be stored; `report` is that of `hoidap preview`."""
    rows = report["articles"]
    parts = [words.count("adding.found", report["total"])]
    parts += [article_lines(row, words) for row in rows]
    if len(rows) == 1:
        beginning = escape(cut(one_line(rows[0]["beginning"]), BEGINNING_UNITS))
        parts[-1] += f"\n<blockquote>{beginning}</blockquote>"
    elif report["total"] > len(rows):
        parts.append(words.count("adding.more", report["total"] - len(rows)))
    if len(rows) == 1 and not rows[0]["published"]:
        parts.append(words.html("adding.undated"))
    if known := [row for row in rows if row["known"]]:
        parts.append(_known(known, words))
    if report["rejections"]:
        parts.append(_rejected(report["rejected"], report["rejections"], words))
    parts.append(words.html("adding.ask"))
    return Reply(
        "\n\n".join(parts),
        (
            (PressButton(words.plain("button.store_for_all"), Press(FOR_ALL, item_id)),),
            (PressButton(words.plain("button.store_for_staff"), Press(FOR_STAFF, item_id)),),
            (PressButton(words.plain("button.leave"), Press(ASK)),),
        ),
    )


def nothing_reply(report: Mapping[str, Any], words: Wording) -> Reply:
    """Says why there is nothing to take."""
    reasons = [one["reason"] for one in report["rejected"]]
    if reasons:
        return refusal(reasons[0], words)
    return Reply(words.html("adding.refused", reason=words.plain("adding.empty")))


def refusal(reason: str, words: Wording) -> Reply:
    """Says why something is not taken; the reason is in English, as `index` gives it."""
    return Reply(words.html("adding.refused", reason=_reason(reason, words)))


def stored_reply(
    report: Mapping[str, Any], words: Wording, rows: tuple[tuple[Button, ...], ...]
) -> Reply:
    """Says what became of what was added; `report` is that of `hoidap ingest`."""
    stored = report["created"] + report["updated"] + report["unchanged"]
    if not stored:
        return nothing_reply(report, words)
    if stored == 1:
        text = words.html(_STORED_ONE[report["created"], report["updated"]])
    else:
        text = words.html(
            "adding.stored",
            created=words.number(report["created"]),
            updated=words.number(report["updated"]),
            unchanged=words.number(report["unchanged"]),
        )
    if report["rejected"]:
        text += "\n\n" + _rejected(report["rejected"], len(report["rejected"]), words)
    return Reply(text, rows)


def _known(rows: Sequence[Mapping[str, Any]], words: Wording) -> str:
    text = words.count("adding.known", len(rows))
    for_staff = any(row["known_for"] == Audience.STAFF.value for row in rows)
    if for_staff:
        text += " " + words.html("adding.known_for", readers=readers(Audience.STAFF, words))
    return text


def _rejected(rejected: Sequence[Mapping[str, str]], number: int, words: Wording) -> str:
    lines = [words.count("adding.rejected", number)]
    lines += [
        f"• {escape(cut(one_line(one['item']), 100))}: {escape(_reason(one['reason'], words))}"
        for one in rejected[:REASONS_SHOWN]
    ]
    return "\n".join(lines)


def _reason(reason: str, words: Wording) -> str:
    return cut(one_line(reason_in(words.language, reason)), REASON_UNITS)
