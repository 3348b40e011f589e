"""Documents made for the tests: PDFs with fpdf2 and by hand, DOCX with python-docx."""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Literal

import fontpkg_be_vietnam_pro
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

_FONTS = fontpkg_be_vietnam_pro.ROOT / "files"
_TEXT = (
    "Ủy ban nhân dân tỉnh yêu cầu các sở ban ngành khẩn trương rà soát hoàn thiện hồ sơ người "
    "đứng đầu chịu trách nhiệm về tiến độ chất lượng kinh phí thực hiện nguồn ngân sách được "
    "giao những hộ nghèo xã miền núi thuộc huyện Quan Hóa Mường Lát đã nhận đủ tiền hỗ trợ"
)
_WORDS = _TEXT.split()

HEAD = (
    ("UBND TỈNH THANH HÓA", "SỞ TÀI CHÍNH", "Số: 125/KH-STC"),
    (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Thanh Hóa, ngày 15 tháng 3 năm 2024",
    ),
)
SIGNATURE = (("Nơi nhận:", "- Như trên;", "- Lưu: VT."), ("GIÁM ĐỐC", "(Đã ký)", "Lê Văn Đạt"))
TABLE = (
    ("TT", "Đơn vị", "Số tiền"),
    ("1", "Phòng Kế hoạch - Tài chính huyện Đông Sơn và các xã", "1.500.000"),
    ("2", "Ban Quản lý dự án", "2.000.000"),
)


def prose(count: int, seed: int = 1, words: int = 60) -> list[str]:
    """Paragraphs that are all different, each one sentence."""
    source = random.Random(seed)
    found = []
    for number in range(count):
        text = " ".join(source.choices(_WORDS, k=words)).capitalize()
        found.append(f"{text} đợt thứ {number + 1}.")
    return found


class Writer(FPDF):
    """A PDF in a font with Vietnamese letters, with running head and foot if wanted."""

    def __init__(self, head: str = "", foot: str = "") -> None:
        self.head, self.foot = head, foot
        super().__init__()
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font("V", style, _FONTS / f"BeVietnamPro-{name}.ttf")
        self.set_font("V", size=11)
        self.add_page()

    def header(self) -> None:
        if self.head:
            self.cell(0, 6, self.head, align="C", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        if self.foot:
            self.set_y(-15)
            self.cell(0, 6, self.foot.replace("#", str(self.page_no())), align="C")

    def paragraphs(self, texts: Iterable[str], left: float = 10, width: float = 190) -> None:
        for text in texts:
            self.set_x(left)
            self.multi_cell(width, 6, text, new_x="LMARGIN", new_y="NEXT")
            self.ln(2)

    def lines_of(self, text: str, width: float) -> list[str]:
        lines = self.multi_cell(width, 6, text, dry_run=True, output=MethodReturnValue.LINES)
        assert isinstance(lines, list)
        return lines

    def side_by_side(self, left: Sequence[str], right: Sequence[str], y: float) -> None:
        """Lines in two centred columns, written row by row as many programs do."""
        for row in range(max(len(left), len(right))):
            for texts, x, width in ((left, 10, 70), (right, 90, 110)):
                if row < len(texts):
                    self.set_xy(x, y + 6 * row)
                    self.cell(width, 6, texts[row], align="C")
        self.set_xy(10, y + 6 * max(len(left), len(right)) + 6)

    def data(self) -> bytes:
        return bytes(self.output())


def administrative() -> tuple[bytes, list[str]]:
    """A plan with head, title, a table and signatures, and its lines in reading order."""
    pdf = Writer()
    pdf.side_by_side(*HEAD, y=15)
    pdf.set_font("V", "B", 13)
    title = ("KẾ HOẠCH", "Kiểm tra công tác quản lý ngân sách năm 2024")
    for line in title:
        pdf.cell(0, 8, line, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("V", size=11)
    body = prose(2)
    pdf.paragraphs(body)
    with pdf.table(width=150, col_widths=(1, 3, 2)) as table:
        for cells in TABLE:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    pdf.side_by_side(*SIGNATURE, y=pdf.get_y() + 6)
    rows = ["\t".join(cells) for cells in TABLE]
    lines = [*HEAD[0], *HEAD[1], *title, *body, *rows, *SIGNATURE[0], *SIGNATURE[1]]
    return pdf.data(), lines


def two_columns(interleaved: bool) -> tuple[bytes, list[str]]:
    """Prose in two columns, written column by column or line by line across both."""
    pdf, texts = Writer(), prose(6)
    halves = texts[:3], texts[3:]
    if not interleaved:
        for half, left in zip(halves, (10, 110), strict=True):
            pdf.set_y(25)
            pdf.paragraphs(half, left, 90)
        return pdf.data(), texts
    lines = [[line for text in half for line in pdf.lines_of(text, 90)] for half in halves]
    for number in range(max(map(len, lines))):
        for column, left in zip(lines, (10, 110), strict=True):
            if number < len(column):
                pdf.text(left, 25 + 6 * number, column[number])
    return pdf.data(), texts


def plain(
    form: Literal["NFC", "NFD"] = "NFC", count: int = 3, head: str = "", foot: str = ""
) -> bytes:
    """Paragraphs in a normal form of Unicode."""
    pdf = Writer(head, foot)
    pdf.paragraphs(unicodedata.normalize(form, text) for text in prose(count))
    return pdf.data()


def scan(pages: int = 1) -> bytes:
    """Pages that are pictures."""
    picture = stream(
        zlib.compress(bytes(200 * 280)),
        b"/Type/XObject/Subtype/Image/Width 200/Height 280/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode",
    )
    content = stream(b"q 595 0 0 842 0 0 cm /X Do Q")
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + at) for at in range(pages))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</X 3 0 R>>>>>>"
    )
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", tree, picture, content, *[page] * pages])


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + head + table + tail


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def one_page(content: bytes) -> bytes:
    """A PDF of one page with this object as its contents, Helvetica at hand as /F."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F %s>>>>>>" % font
    )
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, content])


def packed(unit: bytes, times: int) -> bytes:
    """`unit` repeated, packed without ever being held whole."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(unit) for _ in range(times)]
    return b"".join([*parts, packer.flush()])


def docx_of(body: str, **parts: bytes) -> bytes:
    """A DOCX with this body as XML; `parts` replace or add files of its folder `word`."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    files = {"document": document.encode(), **parts}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"word/{name}.xml", data)
    return out.getvalue()
