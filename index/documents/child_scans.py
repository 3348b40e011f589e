"""Run in a limited child: what tesseract reads on pages of a PDF that are pictures.

Argument: the numbers of the pages from 0, comma-separated. One line of JSON is printed of each:
`{"page", "text"}`. A fault ends the child: the pages stay unread.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium

# What tesseract reads best; an A4 page is 8.7 million pixels then, and no page more than this.
_DPI: Final = 300
_MOST_PIXELS: Final = 20_000_000
_PAGE_S: Final = 60


def read_pictures(document: pdfium.PdfDocument, numbers: list[int]) -> None:
    """Prints what tesseract reads on the pages `numbers`; one it cannot read is empty."""
    for number in numbers:
        page = document[number]
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder, "page.pgm")
            bitmap = page.render(scale=scale, grayscale=True)
            pixels = bytes(bitmap.buffer)
            starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
            rows = [pixels[start : start + bitmap.width] for start in starts]
            head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
            picture.write_bytes(head + b"".join(rows))
            bitmap.close()
            command = ["tesseract", str(picture), "stdout", "-l", "vie", "--psm", "3"]
            try:
                read = subprocess.run(command, capture_output=True, timeout=_PAGE_S, check=False)  # noqa: S603
                text = read.stdout.decode("utf-8", "replace")
            except subprocess.TimeoutExpired:
                text = ""
        tell({"page": number, "text": text})
        page.close()


def tell(value: dict[str, Any]) -> None:
    """Prints one line for the parent, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def main(numbers: str) -> None:
    """Reads the pages `numbers` of the PDF on standard input."""
    document = pdfium.PdfDocument(sys.stdin.buffer.read())
    read_pictures(document, [int(number) for number in numbers.split(",")])


if __name__ == "__main__":
    main(*sys.argv[1:])
