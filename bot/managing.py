"""What all that changes the archive from a chat has in common."""

from __future__ import annotations

from bot.context import Place


def actor_of(place: Place) -> str:
    """Returns who acts, for the record of actions: "telegram:1001"."""
    return f"telegram:{place.user_id}"


def user_of(actor: str) -> int | None:
    """Returns the Telegram user that `actor_of` named; None for somebody at the console.

    >>> user_of("telegram:1001"), user_of("console:lan")
    (1001, None)
    """
    kind, _, number = actor.partition(":")
    is_user = kind == "telegram" and number.isascii() and number.isdigit()
    return int(number) if is_user else None
