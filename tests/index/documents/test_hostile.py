"""Documents made to harm: each ends in an error, within limits of memory and time."""

from __future__ import annotations

import io
import os
import resource
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import MOST_BYTES, read_document
from index.documents.limited import Limits, run_limited
from index.errors import IngestError
from tests.index.documents import samples

MIB = 1024 * 1024
_TWICE = b"/Filter[/FlateDecode/FlateDecode]"
_OPERATORS = b"BT /F 9 Tf 10 10 Td (aaaa) Tj ET\n" * 32768
_LARGEST_CHILD_MIB = 800
_LONGEST_S = 60


def _unpacks_to_gigabytes() -> bytes:
    data = zlib.compress(samples.packed(b" " * MIB, 2048))
    return samples.one_page(samples.stream(data, _TWICE))


def _text_without_end() -> bytes:
    data = zlib.compress(samples.packed(_OPERATORS, 200))
    return samples.one_page(samples.stream(data, _TWICE))


def _forms_in_forms() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</X 5 0 R>>>>>>"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects.append(samples.stream(b"/X Do " * 10))
    objects += [samples.stream(b"/X Do " * 10, form % (n + 1)) for n in range(5, 20)]
    return samples.pdf_of([*objects, samples.stream(b"BT (a) Tj ET")])


def _pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (at + 3) for at in range(count))
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return samples.pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", tree, *[page] * count])


def _pages_in_a_circle() -> bytes:
    tree = b"<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 300>>"
    return samples.pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", tree])


def _xml_entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = (
        f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]><w:document xmlns:w="{space}"><w:body><w:p>'
        "<w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>"
    )
    return samples.docx_of("", document=document.encode())


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(1024):
            part.write(b" " * MIB)
    return out.getvalue()


def _lying_zip() -> bytes:
    data = bytearray(_zip_bomb())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")  # its size unpacked, as it claims
    return bytes(data)


CASES: dict[str, Callable[[], bytes]] = {
    "unpacks to gigabytes": _unpacks_to_gigabytes,
    "text without end": _text_without_end,
    "forms in forms": _forms_in_forms,
    "10,000 pages": lambda: _pages(10_000),
    "pages in a circle": _pages_in_a_circle,
    "nested arrays": lambda: samples.one_page(b"[" * 3_000_000),
    "nested dictionaries": lambda: samples.one_page(b"<</A" * 3_000_000),
    "nested states": lambda: samples.one_page(
        samples.stream(samples.packed(b"q " * (MIB // 2), 20), b"/Filter/FlateDecode")
    ),
    "cut off": lambda: samples.plain()[:4000],
    "nothing but a head": lambda: b"%PDF-1.7\n" + bytes(1000),
    "XML entities": _xml_entities,
    "zip bomb": _zip_bomb,
    "zip bomb that lies of its size": _lying_zip,
    "nested XML": lambda: samples.docx_of("<w:sdt>" * 50_000),
    "too large": lambda: b"%PDF-" + bytes(MOST_BYTES),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessPoolExecutor]:
    """A process whose only children are those that read documents, to tell their memory by."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


def _outcome(case: str) -> tuple[str, float, float]:
    """Returns the error, the seconds, and the memory in MiB of the largest child so far."""
    data = CASES[case]()
    begun = time.monotonic()
    with pytest.raises(IngestError) as caught:
        read_document(data, "a.pdf")
    seconds = time.monotonic() - begun
    return str(caught.value), seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_hostile_document_ends_in_an_error_within_the_limits(
    case: str, reader: ProcessPoolExecutor
) -> None:
    error, seconds, largest = reader.submit(_outcome, case).result()
    assert seconds < _LONGEST_S
    assert 0 < largest < _LARGEST_CHILD_MIB
    assert len(error) < 300
    assert "\n" not in error


def test_too_much_text_is_named() -> None:
    body = "<w:p><w:r><w:t>xã</w:t></w:r></w:p>" * 50_000
    assert len(read_document(samples.docx_of(body), "a.docx").text) == 149_999
    long = f"<w:p><w:r><w:t>{'xã ' * 700_000}</w:t></w:r></w:p>"
    with pytest.raises(IngestError, match="too much text"):
        read_document(samples.docx_of(long), "a.docx")


def test_too_many_pages_are_named() -> None:
    with pytest.raises(IngestError, match="10,000 pages, 500 are read at most"):
        read_document(_pages(10_000), "a.pdf")


def test_a_child_over_its_time_is_killed() -> None:
    begun = time.monotonic()
    data = b"%PDF-1.7\n" + os.urandom(64)
    with pytest.raises(IngestError, match="more memory or time"):
        run_limited("child_pdf.py", data, [1, 1], Limits(768, 1, 10, 0.001))
    assert time.monotonic() - begun < _LONGEST_S


def test_a_child_cannot_write_without_end() -> None:
    with pytest.raises(IngestError, match="more memory or time"):
        run_limited("child_pdf.py", samples.plain(count=600), [500, 10**7], Limits(768, 0, 10, 60))


def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    seen: list[dict[str, str]] = []

    def started(*_: object, env: dict[str, str], **__: object) -> NoReturn:
        seen.append(env)
        raise OSError

    monkeypatch.setattr("index.documents.limited.subprocess.Popen", started)
    with pytest.raises(OSError):
        run_limited("child_pdf.py", b"", [], Limits(768, 1, 10, 10))
    assert seen
    assert "123:secret" not in str(seen)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=300))
def test_damage_anywhere_is_an_error_or_a_document(changes: list[tuple[int, int]]) -> None:
    data = bytearray(_SOUND)
    for place, byte in changes:
        data[place % len(data)] = byte
    try:
        assert read_document(bytes(data), "a.pdf").text
    except IngestError as fault:
        assert str(fault)


_SOUND = samples.administrative()[0]
