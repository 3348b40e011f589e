"""Numbers of documents as people write them: "123/QĐ-UBND", "QĐ 123", "Nghị định 30/2020".

Pure grammar: which document is named where. Two mentions name the same document when
nothing that both of them state differs.

>>> [(m.kind, m.number, m.year) for m in find_documents("theo NĐ số 30/2020 và 45/KH-UBND")]
[('nđ', '30', 2020), ('kh', '45', None)]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.language.normalize import fold, normalize_token

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "qđ": ("quyết định", "decision"),
    "nđ": ("nghị định", "decree"),
    "nq": ("nghị quyết", "resolution"),
    "tt": ("thông tư", "circular"),
    "ct": ("chỉ thị", "directive"),
    "kh": ("kế hoạch", "plan"),
    "cv": ("công văn", "official letter", "official dispatch"),
    "tb": ("thông báo", "notice"),
    "hd": ("hướng dẫn", "guidance"),
    "cđ": ("công điện", "telegram"),
    "bc": ("báo cáo", "report"),
    "ttr": ("tờ trình", "submission"),
    "kl": ("kết luận", "conclusion"),
    "qh": ("luật", "law"),
}
"""Codes of the kinds of documents, and their names, the Vietnamese one first."""
UNKNOWN: Final = ""
"""The kind of a number that only an issuer follows: "123/STTTT-VP"."""

_NAMES: Final = {
    fold(name): code for code, names in _KINDS.items() for name in (code, *names)
}  # fmt: skip
_ANY_NAME: Final = "|".join(
    sorted({n for c, names in _KINDS.items() for name in (c, *names) for n in (name, fold(name))},
           key=len, reverse=True)
)  # fmt: skip
_NUMBER: Final = r"(?P<number>\d{1,5}[a-zđ]?)"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
# With its code after it; before it perhaps the name of its kind.
_CODED: Final = re.compile(
    rf"(?:(?<![^\W_])(?P<kind>{_ANY_NAME})\s*)?(?P<marked>(?<!\w)(?:số|so|no\.?):?\s*)?"
    rf"(?<![\d/.,])0*{_NUMBER}(?:\s?/\s?{_YEAR})?\s?[/-]\s?(?P<code>[^\W\d_][\w&]{{1,9}})",
    re.IGNORECASE,
)
# With the name of its kind alone; what follows says whether it is a number of anything.
_NAMED: Final = re.compile(
    rf"(?<![^\W_])(?P<kind>{_ANY_NAME})\s*(?P<marked>(?<!\w)(?:số|so|no\.?)\s*)?0*{_NUMBER}"
    rf"(?:(?:\s?/\s?|\s+(?:năm|nam|of)\s+){_YEAR})?(?![.,]?\d|[^\W\d_]|\s?%|/\d)"
    r"(?=(?:\s+(?P<after>[^\W\d_]+)(?P<then>\s+\d)?)?)",
    re.IGNORECASE,
)
# Kinds whose names are no verbs and head no plans: any number after them is theirs.
_SURE_KINDS: Final = frozenset({"nđ", "tt", "nq", "ct"})
_COUNTED: Final = frozenset(
    fold(
        "năm tháng ngày tuần giờ phút người tỷ tỉ triệu nghìn ngàn đồng việc bước điểm nhiệm giải "
        "đơn dự cán xã phường huyện đợt lần trường cá tập hộ chỉ ha km m căn suất cái loại lĩnh "
        "thủ nhóm mức cấp vụ lớp em học công sở ban mục chương bên"
    ).split()
)
"""First words of what a number may count."""
_TOLD: Final = frozenset(
    fold(
        "của về do là quy nói ký có gì nào ai ban ngày hướng phê được bao số thì thế ở tại cho "
        "of on about from dated was is who what when"
    ).split()
)
"""Words that go on about a document after its number."""
_BARE_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LONGEST_CODE: Final = max(map(len, _KINDS))
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """A document named in a text: `text[start:end]`.

    `kind` is a code of documents ("qđ"), or "" where only an issuer is told; `number` is
    without leading zeros.
    """

    start: int
    end: int
    kind: str
    number: str
    year: int | None = None

    def same(self, other: DocumentMention) -> bool:
        """Tells whether both may name one document: number, kind and year where both tell."""
        return (
            self.number == other.number
            and (self.kind == other.kind or UNKNOWN in (self.kind, other.kind))
            and (self.year == other.year or None in (self.year, other.year))
        )

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The ways to write it, as tokens of articles."""
        if self.kind == UNKNOWN:
            return (("số", self.number),)
        name = tuple(normalize_token(word) for word in _KINDS[self.kind][0].split())
        numbers: list[tuple[str, ...]] = [(self.number,)]
        if self.year is not None:
            numbers.insert(0, (self.number, str(self.year)))
        return tuple(
            way
            for number in numbers
            for way in (
                (*number, self.kind), (*name, "số", *number), (*name, *number),
                (self.kind, *number), (self.kind, "số", *number),
            )
        )  # fmt: skip


def find_documents(text: str) -> tuple[DocumentMention, ...]:
    """Returns the documents that `text` (NFC) names by number, in order."""
    found = [_coded(match) for match in _CODED.finditer(text)]
    mentions = [mention for mention in found if mention is not None]
    for match in _NAMED.finditer(text):
        if any(match.start() < m.end and m.start < match.end() for m in mentions):
            continue
        if not _numbered(match):
            continue
        mentions.append(_mention(match, _NAMES[fold(match["kind"])]))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _numbered(match: re.Match[str]) -> bool:
    """Tells whether the number after the name of a kind is a document's."""
    if match["marked"] is not None or match["year"] is not None:
        return True
    after = fold(match["after"] or "")
    dated = after in ("ngay", "nam") and match["then"] is not None
    if _BARE_YEAR.fullmatch(match["number"]) or (after in _COUNTED and not dated):
        return after == "ban" and not _BARE_YEAR.fullmatch(match["number"])
    abbreviated = len(match["kind"]) <= _LONGEST_CODE
    sure = abbreviated or _NAMES[fold(match["kind"])] in _SURE_KINDS
    return sure or dated or not after or after in _TOLD


def _coded(match: re.Match[str]) -> DocumentMention | None:
    code = _LETTERS.findall(match["code"])[0]
    kind = _NAMES.get(fold(code), UNKNOWN) if code.isupper() or match["kind"] is None else UNKNOWN
    if kind == UNKNOWN and match["kind"] is not None:
        kind = _NAMES[fold(match["kind"])]
    if kind == UNKNOWN and not (code.isupper() or (match["marked"] and "/" in match.group())):
        return None  # "30/tháng", "5-người"
    return _mention(match, kind)


def _mention(match: re.Match[str], kind: str) -> DocumentMention:
    year = int(match["year"]) if match["year"] else None
    return DocumentMention(match.start(), match.end(), kind, match["number"].lower(), year)
