"""What headers say of a body. All of it is what the site claims, and none is checked here."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Final

import httpx

_MEDIA_TYPE: Final = re.compile(r"\s*([\w.+-]{1,60}/[\w.+-]{1,80})")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")
_LONGEST_NAME: Final = 255
# Validators go back to the site as they came; a real one has some tens of characters.
_LONGEST_VALIDATOR: Final = 300


def media_type(headers: httpx.Headers) -> str:
    """Returns the media type in lower case, without parameters; "" for none."""
    found = _MEDIA_TYPE.match(headers.get("content-type", ""))
    return found[1].lower() if found else ""


def charset(headers: httpx.Headers) -> str | None:
    """Returns the declared encoding in lower case."""
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1].lower() if found else None


def validator(headers: httpx.Headers, name: str) -> str | None:
    """Returns an ETag or Last-Modified header that can be sent back as it is."""
    value = headers.get(name, "").strip()
    return value if is_validator(value) else None


def is_validator(value: str) -> bool:
    """Tells whether `value` may stand in a header of a request."""
    return 0 < len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()


def file_name(headers: httpx.Headers) -> str | None:
    """Returns the name that the site gives the document, without folders."""
    value = headers.get("content-disposition")
    if not value:
        return None
    message = Message()
    message["Content-Disposition"] = _CONTROL.sub(" ", value)
    try:
        name = collapse_rfc2231_value(message.get_filename("") or "")
    except (LookupError, ValueError, TypeError):
        return None
    name = _CONTROL.sub("", re.split(r"[/\\]", name)[-1]).strip(" .\"'")
    return name[:_LONGEST_NAME] or None
