"""What a person types as an address: repaired where it is plain what is meant.

Meant for the one address of a source, which the person sees again before anything is taken
from it. Links in pages go through `index.fetch.url` instead, which repairs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import ip_address
from typing import Final

from rapidfuzz.distance import OSA

from index.fetch.errors import FetchError, Reason
from index.fetch.network import disguised
from index.fetch.url import LONGEST_ADDRESS, clean_url

_EXAMPLE: Final = "https://sotttt.example.gov.vn"
_AROUND: Final = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff<>\"'“”‘’«»()`"
_AFTER: Final = ".,;:!?…"
# "https://", and with what goes wrong in it: "http//", "https:/", "https;//", "https:".
_SCHEME: Final = re.compile(
    r"([a-z][a-z+-]{1,14})\s*(?:[:;.,]\s*[/\\]+|[/\\]{2,}|[:;](?!\d))[/\\\s]*", re.IGNORECASE
)
_ANOTHER: Final = re.compile(r"[\s,;]https?://", re.IGNORECASE)
# Words that are near to "http" and mean something else, and the usual ones that are not near.
_OTHER_SCHEMES: Final = frozenset({"ftp", "ftps", "sftp", "tftp", "file", "mailto", "tel", "data"})
_TYPING_SLIPS: Final = 2
_SPACE_AT_MARK: Final = re.compile(r"\s*([.,:/])\s*")
_DOTS: Final = str.maketrans(",。", "..")
_TOP_LEVEL: Final = re.compile(r"(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})\Z")


def normal_address(text: str) -> str:
    """Returns the web address that a person typed, in the one form that is stored.

    A missing scheme becomes https (http for an IP address, `localhost` or a port of its
    own); slips in the scheme, spaces and marks around it, capitals, the fragment and
    tracking parameters go.

    >>> normal_address(" htps:/SoTTTT.hue.gov.vn./tin-tuc?utm_source=zalo#top, ")
    'https://sotttt.hue.gov.vn/tin-tuc'

    Raises FetchError: it is no web address; the message says what is wrong and what to try.
    """
    typed = unicodedata.normalize("NFC", text[: LONGEST_ADDRESS * 2])
    typed = typed.strip(_AROUND).rstrip(_AFTER + _AROUND)
    if not typed:
        raise _wrong(f"there is no address in it; type one such as {_EXAMPLE}")
    if len(typed) > LONGEST_ADDRESS:
        raise _wrong(f"it is longer than {LONGEST_ADDRESS:,} characters; type the site's address")
    scheme, rest = _scheme(typed)
    if _ANOTHER.search(rest):
        raise _wrong("there is more than the address in it; type the address alone")
    authority, tail = _parted(rest)
    host, port = _host_and_port(_SPACE_AT_MARK.sub(r"\1", authority).strip(), scheme)
    if not scheme:
        scheme = "http" if port not in ("", "443") or not _is_name(host) else "https"
    shown = f"[{host}]" if ":" in host else host
    return clean_url(f"{scheme}://{shown}{f':{port}' if port else ''}{tail}")


def _scheme(typed: str) -> tuple[str, str]:
    """Returns the scheme that is meant, "" for none, and what follows it."""
    scheme = ""
    while found := _SCHEME.match(typed):
        word = found[1].lower()
        rest = typed[found.end() :]
        if word not in _OTHER_SCHEMES and "@" in _parted(rest)[0] and "/" not in found[0]:
            break  # a user name before its password
        near = min(OSA.distance(word, "http"), OSA.distance(word, "https"))
        if word in _OTHER_SCHEMES or near > _TYPING_SLIPS:
            raise FetchError(
                Reason.NOT_HTTP,
                f"it begins with {word}:, and only http and https can be fetched; "
                "type the address of a web page",
            )
        scheme = "https" if "s" in word else "http"
        typed = rest
    return scheme, typed


def _parted(rest: str) -> tuple[str, str]:
    """Returns what names the site, and the path and query after it."""
    end = re.search(r"[/\\?#]", rest)
    if end is None:
        return rest, ""
    return rest[: end.start()], end[0] + rest[end.end() :].lstrip()


def _host_and_port(authority: str, scheme: str) -> tuple[str, str]:
    if "@" in authority:
        if not scheme and ":" not in authority:
            raise _wrong(f"it is a mail address; type the site's address, such as {_EXAMPLE}")
        raise FetchError(
            Reason.NOT_HTTP,
            "it has a user name or password in it; leave out what stands before the @",
        )
    bracketed = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::(\d*))?", authority)
    host, port = bracketed.groups("") if bracketed else _at_colon(authority)
    # Some keyboards type full-width letters and dots.
    host = unicodedata.normalize("NFKC", host).translate(_DOTS).lower()
    host = re.sub(r"\.{2,}", ".", host).strip(".")
    _check_host(host, port)
    return host, port.lstrip("0") or port


def _at_colon(authority: str) -> tuple[str, str]:
    host, _, port = authority.partition(":")
    return host, port


def _check_host(host: str, port: str) -> None:
    if not host:
        raise _wrong(f"there is no site's name in it; type one such as {_EXAMPLE}")
    if port and not (port.isascii() and port.isdigit()):
        raise _wrong("what follows the colon is no port; leave it out or type a number")
    if host == "localhost" or _is_ip(host):
        return
    if disguised(host):
        raise _wrong("it has a number in place of the site's name; type the name")
    if "." not in host:
        raise _wrong(f"{host[:60]!r} is not a whole site's name; type it as in {_EXAMPLE}")
    if re.search(r"\s", host):
        raise _wrong("there is a space in the site's name; type the name without it")
    top = host.rpartition(".")[2]
    if not _TOP_LEVEL.match(top) and (top.isascii() or len(top) == 1):
        raise _wrong(f"{host[:60]!r} is no site's name; check its last part (.vn, .gov.vn)")


def _is_name(host: str) -> bool:
    return host != "localhost" and not _is_ip(host)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _wrong(message: str) -> FetchError:
    return FetchError(Reason.ADDRESS, message)
