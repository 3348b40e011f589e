"""Web addresses of one site: made whole, without what varies between copies of a page."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from index.errors import IngestError
from index.ingest.fields import LONGEST_URL, web_address

# Documents that a page may offer beside its text.
DOCUMENT_SUFFIXES: Final = [
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".odt",
    ".ods",
    ".rtf",
    ".zip",
    ".rar",
    ".7z",
]
# A reference without any of these is none of a document, however it is made whole.
_MAY_BE_DOCUMENT: Final = re.compile(
    "|".join((*map(re.escape, DOCUMENT_SUFFIXES), "get_file", "%")), re.IGNORECASE
)
_MEDIA_SUFFIXES: Final = [
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".svg",
    ".webp",
    ".ico",
    ".bmp",
    ".mp3",
    ".mp4",
    ".avi",
    ".wmv",
    ".flv",
    ".wav",
    ".css",
    ".js",
    ".woff",
    ".exe",
    ".json",
]
_PORTS: Final = {"http": 80, "https": 443}

# Query keys that choose no other content: sessions, campaigns, print and comment views.
_NOISE_KEYS: Final = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|msclkid|zarsrc|zalo\w*|_ga|mc_[ce]id|redirect|inheritredirect|"
    r"phpsessid|jsessionid|sid|sessionid|aspsessionid\w*|cfid|cftoken|replytocom|amp|"
    r"print|tmpl|layout|dnnprintmode|skinsrc|containersrc|"
    r"p_p_state|p_p_mode|p_p_lifecycle|p_p_auth|\w*_viewmode|highlight|hilit|_",
    re.IGNORECASE,
)
# Keys that say so only by their value: page 1 of something is the thing itself.
_FIRST_PAGE: Final = re.compile(r"(?:start|limitstart)=0?|(?:page|trang|paged|\w+_cur)=[01]?", re.I)
_SESSION_PATH: Final = re.compile(r";jsessionid=[^/?#]*|/\(S\(\w+\)\)(?=/)", re.IGNORECASE)
_AMP_PATH: Final = re.compile(r"/amp/?$")
_PRINT: Final = re.compile(
    r"[?&](?:print(?:=(?!0|false)|&|$)|tmpl=component|dnnprintmode=true|p_p_state=pop_up|"
    r"[^=&]*viewmode=print|skinsrc=)|/print(?:able)?/?(?:\d+)?$|/in-bai",
    re.IGNORECASE,
)
# How listings number their pages: in the query, or at the end of the path.
_PAGE_KEYS: Final = re.compile(
    r"(?:page|trang|paged|p|pg|pn|pageno|pageindex|pagenumber|page_no|currentpage|curpage|"
    r"start|limitstart|offset|\w*_cur|cur|trangso)",
    re.IGNORECASE,
)
_PAGE_PATH: Final = re.compile(
    r"(?P<base>.*?)(?:/(?:page|trang|p)[/-]?|[-_/](?:page|trang)[-_])(?P<number>\d{1,5})"
    r"(?P<end>/|\.\w{2,5})?$",
    re.IGNORECASE,
)
_SAFE: Final = "/:@!$&'()*+,;=~%-._"


def absolute(reference: str, base: str) -> str | None:
    """Returns the web address that a page at `base` means by `reference`, else None.

    Fragments are cut off; spaces and letters with marks are written as %XX.
    """
    text = reference.strip()
    if not text or len(text) > LONGEST_URL or text.startswith("#"):
        return None
    try:
        parts = urlsplit(urljoin(base, text))
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[parts.scheme]:
        netloc += f":{port}"
    if "@" in parts.netloc:
        return None
    path = quote(parts.path or "/", safe=_SAFE)
    query = quote(parts.query, safe=_SAFE + "?")
    try:
        return web_address(urlunsplit((parts.scheme, netloc, path, query, "")))
    except IngestError:
        return None


def plain_address(url: str) -> str:
    """Returns `url` without session ids, campaigns, print and AMP views, and page 1."""
    parts = urlsplit(url)
    path = _AMP_PATH.sub("/", _SESSION_PATH.sub("", parts.path))
    kept = [
        piece
        for piece in parts.query.split("&")
        if piece
        and not _NOISE_KEYS.fullmatch(unquote(piece.split("=")[0]))
        and not _FIRST_PAGE.fullmatch(piece)
    ]
    return urlunsplit((parts.scheme, parts.netloc, path or "/", "&".join(kept), ""))


def address_key(url: str) -> str:
    """Returns what the addresses of one page have in common, also http and https, with www."""
    parts = urlsplit(plain_address(url))
    host = parts.netloc.lower().removeprefix("www.")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = unquote(parts.path).rstrip("/") or "/"
    return f"{host}{path}" + (f"?{query}" if query else "")


def same_site(one: str, other: str) -> bool:
    """Tells whether two addresses are of one host and port, "www." left out."""
    hosts = (urlsplit(url).netloc.lower().removeprefix("www.") for url in (one, other))
    return next(hosts) == next(hosts)


def is_print_view(url: str) -> bool:
    """Tells whether an address is the print view of a page."""
    return bool(_PRINT.search(url))


def suffix(url: str) -> str:
    """Returns the suffix of the file that an address names: ".pdf", or ""."""
    name = unquote(urlsplit(url).path).rsplit("/", 1)[-1].lower()
    dot = name.rfind(".")
    return name[dot:] if dot > 0 else ""


def is_document(url: str) -> bool:
    """Tells whether an address names a document rather than a page."""
    path = unquote(urlsplit(url).path).lower()
    # Liferay puts a key behind the name: "/documents/1/2/ke-hoach.pdf/0a1b-...".
    named = any(f"{s}/" in path or path.endswith(s) for s in DOCUMENT_SUFFIXES)
    return named or "/get_file" in path


def may_be_document(reference: str) -> bool:
    """Tells whether what a page refers to by `reference` may be a document: told at once."""
    return bool(_MAY_BE_DOCUMENT.search(reference))


def is_media(url: str) -> bool:
    """Tells whether an address names a picture, a film or a part of the site's design."""
    return suffix(url) in _MEDIA_SUFFIXES


def page_number(url: str) -> tuple[str, int] | None:
    """Returns the key of the listing and the page's number, where an address has one.

    >>> page_number("https://a.example/tin/page/3")
    ('a.example/tin', 3)
    """
    parts = urlsplit(url)
    match = _PAGE_PATH.fullmatch(parts.path)
    if match is not None:
        path = match["base"] + (match["end"] or "")
        return address_key(urlunsplit(parts._replace(path=path or "/"))), int(match["number"])
    for key, value in reversed(parse_qsl(parts.query, keep_blank_values=True)):
        if _PAGE_KEYS.fullmatch(key) and re.fullmatch(r"\d{1,6}", value):
            return listing_key(url), int(value)
    return None


def listing_key(url: str) -> str:
    """Returns what all pages of one listing have in common."""
    parts = urlsplit(url)
    match = _PAGE_PATH.fullmatch(parts.path)
    path = match["base"] + (match["end"] or "") if match is not None else parts.path
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        # Liferay names the box that is paged in keys of its own.
        if not _PAGE_KEYS.fullmatch(key) and not re.match(r"p_p_|p_r_p_|_\w+_", key)
    ]
    return address_key(urlunsplit(parts._replace(path=path or "/", query=urlencode(query))))
