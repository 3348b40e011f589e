"""Unpacks what came over the wire, piece by piece, and stops at a limit.

httpx would unpack as well, but as much as one network chunk holds: 64 KB of gzip are 64 MB
of zeros. Here no step makes more than a piece of some tens of kilobytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import brotli

from index.fetch.errors import FetchError, Reason

ACCEPTED: Final = "gzip, deflate, br"
"""The value of the `Accept-Encoding` header."""
_PIECE: Final = 1 << 16
_GZIP_START: Final = b"\x1f"
_GZIP: Final = zlib.MAX_WBITS | 16
# A page packed once is usual, twice is a misconfigured proxy, more is no accident.
_MOST_LAYERS: Final = 2

Unpack = Callable[[Iterable[bytes]], Iterator[bytes]]


def read_body(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Returns the unpacked body.

    Args:
        chunks: the body as it is sent, without its transfer encoding.
        encoding: the value of the `Content-Encoding` header, "" for none.
        limit: the most bytes that the body may have, packed and unpacked.

    Raises:
        FetchError: it is larger, packed in a way that was not asked for, damaged or cut off.
    """
    pieces = bounded(chunks, limit)
    for unpack in _layers(encoding):
        pieces = bounded(unpack(pieces), limit)
    return b"".join(pieces)


def bounded(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Passes pieces on until they are more than `limit` bytes.

    Raises FetchError: they are.
    """
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise too_large(limit)
        yield piece


def too_large(limit: int) -> FetchError:
    """Returns the fault of a body of more than `limit` bytes."""
    size = f"{limit / (1 << 20):g} MB" if limit >= 1 << 20 else f"{limit:,} bytes"
    return FetchError(Reason.TOO_LARGE, f"is larger than {size}")


def _layers(encoding: str) -> list[Unpack]:
    """Returns what undoes the encodings, the last applied first."""
    names = [name.strip().lower() for name in encoding.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > _MOST_LAYERS:
        raise FetchError(Reason.DAMAGED, f"is packed {len(names)} times over")
    known: dict[str, Unpack] = {
        "gzip": _gunzip,
        "x-gzip": _gunzip,
        "deflate": _inflate,
        "br": _unbrotli,
    }
    for name in names:
        if name not in known:
            raise FetchError(Reason.DAMAGED, f"is packed as {name[:20]!r}, which was not asked for")
    return [known[name] for name in reversed(names)]


def _gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpacks one gzip member after another; what follows the last and is none is ignored."""
    member = zlib.decompressobj(_GZIP)
    started = False
    for chunk in chunks:
        data = chunk
        while data:
            if member.eof:
                if not data.startswith(_GZIP_START):
                    return
                member = zlib.decompressobj(_GZIP)
            started = True
            yield _step(member, data, "gzip")
            data = member.unused_data if member.eof else member.unconsumed_tail
    if started and not member.eof:
        raise _cut_off()


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpacks zlib's format, which is what "deflate" means, or a bare stream, as some send it."""
    stream = None
    for chunk in chunks:
        data = chunk
        while data:
            if stream is None:
                stream = zlib.decompressobj(zlib.MAX_WBITS if _is_zlib(data) else -zlib.MAX_WBITS)
            if stream.eof:
                return
            yield _step(stream, data, "deflate")
            data = stream.unconsumed_tail
    # A bare stream ends without a sum: its last byte may be read before all is written.
    while stream is not None and not stream.eof:
        rest = _step(stream, b"", "deflate")
        if not rest:
            raise _cut_off()
        yield rest


def _is_zlib(data: bytes) -> bool:
    """The two bytes of zlib's header: method 8 and a sum that 31 divides."""
    deflated = data[0] & 0x0F == 8  # noqa: PLR2004
    # A header that is torn apart after its first byte does not come from any real server.
    return deflated and (len(data) < 2 or int.from_bytes(data[:2]) % 31 == 0)  # noqa: PLR2004


def _step(stream: zlib._Decompress, data: bytes, name: str) -> bytes:
    try:
        return stream.decompress(data, _PIECE)
    except zlib.error:
        raise _damaged(name) from None


def _unbrotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    started = False
    for chunk in chunks:
        if stream.is_finished():
            return
        started = True
        yield from _brotli_steps(stream, chunk)
    if started and not stream.is_finished():
        raise _cut_off()


def _brotli_steps(stream: brotli.Decompressor, chunk: bytes) -> Iterator[bytes]:
    """Yields all that `chunk` unpacks to: the decoder keeps what is more than a piece."""
    data = chunk
    while True:
        try:
            piece = stream.process(data, output_buffer_limit=_PIECE)
        except brotli.error:
            raise _damaged("brotli") from None
        yield piece
        data = b""
        if stream.is_finished() or (not piece and stream.can_accept_more_data()):
            return


def _damaged(name: str) -> FetchError:
    return FetchError(Reason.DAMAGED, f"says that it is packed with {name}, but is not or not well")


def _cut_off() -> FetchError:
    return FetchError(Reason.CUT_OFF, "broke off before its end")
