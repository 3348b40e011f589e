"""What does a date mean, going by the words around it? Rules of Vietnamese and English.

`before` and `after` are the rest of the date's sentence on either side.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from index.language.dates import DateMention

# An event of several days; anything longer is a period, a campaign or a term.
_LONGEST_EVENT_DAYS: Final = 7
_STAND_IN_LEAP_YEAR: Final = 2024

_I: Final = re.IGNORECASE
_PART: Final = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm)"
_WEEKDAY: Final = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|\w+day)"
_HOUR: Final = (
    r"(?:lúc|từ|đúng|vào lúc|vào hồi|hồi|khoảng)?\s*\d{1,2}\s*(?:h|giờ|:)\s*\d{0,2}\s*(?:phút)?"
)
# What stands right before the day of an event: "Sáng ngày", "Hôm nay (", "Trong hai ngày".
_DAYTIME_WORDS: Final = (
    rf"(?:{_PART}(?:\s+(?:và|,)\s*{_PART})?(?:\s+(?:nay|qua|mai|cùng))?|hôm (?:nay|qua))"
    rf"[\s,(\-–]*(?:{_WEEKDAY}[\s,(]*)?(?:ngày[\s(]*)?(?:(?:mùng|mồng)\s)?"
)
_DAYTIME: Final = re.compile(rf"(?:^|[^\w]){_DAYTIME_WORDS}$", _I)
# A place, an agency or a kind opening before the day: "Thanh Hóa, ", "(TTTH) - ", "Vừa qua, ".
_PREFIX: Final = (
    r"(?:\W*(?:[(\[][^)\]]{1,40}[)\]]|[A-ZĐÀ-Ỹ][\w.&]*(?:\s[A-ZĐÀ-Ỹ][\w.&]*){0,5})\s*[-–—:,]\s*)?"
    r"(?:(?:[Vv]ừa qua|[Mm]ới đây|[Tt]heo đó)\s*,\s*)?"
)
_OPENING: Final = re.compile(
    rf"{_PREFIX}[\W]*(?:(?i:vào|{_HOUR})[\s,]*)?"
    r"(?:(?i:trong\s+)?(?i:các|hai|ba|bốn|năm|\d|"
    r"những)\s+(?i:ngày)(?:\s*\((?i:từ)(?:\s(?i:ngày))?)?|(?i:trong )?(?i:từ )?(?i:ngày)|(?i:hôm)|"
    rf"(?i:{_WEEKDAY})|(?i:on)|(?i:from)|"
    rf"(?i:date))?[\s,(]*(?:(?i:{_WEEKDAY})[\s,(]*)?(?:(?i:ngày)[\s(]*)?"
    r"(?:(?i:mùng|mồng)\s)?"
)
_HELD: Final = re.compile(
    r"(?:(?:đã|vừa)\s+(?:được\s+)?(?:diễn ra|tổ chức|khai mạc|bế mạc|kết thúc)|diễn ra|tổ chức|"
    r"took place|was held|were held)\s+(?:vào\s+|trong\s+)?(?:(?:hai|ba|các|\d)\s+)?(?:ngày|"
    r"on)?\s*$",
    _I,
)
_ASIDE: Final = re.compile(r",\s*(?:vào\s+)?ngày\s*$", _I)
_AFTER_AN_EVENT: Final = re.compile(
    r"(?:^|[,;]\s)\s*(?:sau|trước|khắc phục|trong vụ|vụ)\s[^,;]{0,80}$", _I
)
_DOES: Final = re.compile(
    r"^\s*[,)]{1,2}\s*[^,;]{2,90}\b(?:tổ chức|khai mạc|bế mạc|mở|tiến hành|phối hợp|ra quân|thăm|"
    r"tặng|trao|"
    r"làm việc|họp|tham gia|kiểm tra|khai trương|khánh thành|phát động|ra mắt|tiếp|đón|đến|dự|"
    r"chủ trì)\b",
    _I,
)
_AT_PLACE: Final = re.compile(r"^\s*,?\s*(?:tại|ở)\s", _I)

_DOCUMENT_NAMES: Final = (
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Công văn|Kế hoạch|Chỉ thị|Công điện|Tờ trình|"
    r"Thông báo|Văn bản|Giấy mời|Giấy phép|Luật|Bộ luật|Hướng dẫn|Báo cáo|Hợp đồng|Chương trình|"
    r"Đề án|Sắc lệnh|Pháp lệnh|Quy chế|Quy định|Kết luận|Thông tri|Công ước|Hiệp định|Lệnh|"
    r"QĐ|NQ|NĐ|Decision|Decree|Circular|Resolution|Plan|Directive|Dispatch)"
)
_DOCUMENT: Final = re.compile(rf"\b{_DOCUMENT_NAMES}\b[^.;]{{0,140}}$", _I)
_NUMBERED: Final = re.compile(
    r"số\s*:?\s*\d+[\w./\-]*|\b\d+/[\wĐ\-/]*(?:QĐ|NQ|KH|CV|TB|CT|TT|NĐ)", _I
)
_ISSUED: Final = re.compile(
    r"^[^;]{0,140}\b(?:ban hành|ký|phê duyệt|thông qua|có|phát hành|gửi|ra|nhận được|issued|"
    r"signed|approved)\s+"
    rf"(?:(?:và|ký|ban hành|các|một số|Luật|triển khai)\s+)*{_DOCUMENT_NAMES}\b",
    _I,
)
_CEREMONY: Final = re.compile(
    r"tổ chức|hội nghị|kỳ họp|công bố|trao|lễ\b|diễn ra|họp|làm việc|held|meeting", _I
)
_NOT_THE_DAY: Final = re.compile(
    r"(?:trước|đến|tới|hạn|hạn cuối|hạn chót|thời hạn|hạn nộp|chậm nhất(?: là)?|muộn nhất(?: là)?|"
    r"đến hết|hết|tính đến|tính tới|kể từ|(?<!\w)từ|sau|hiệu lực(?: thi hành)?|áp dụng|thi hành|"
    r"cấp|"
    r"sinh|ký|ban hành|nhân|nhân dịp|kỷ niệm|kỉ niệm|chào mừng|mừng|thành lập|ra đời|"
    r"cuối cùng|gồm|là|giỗ|truyền thống|before|by|until|since|from|deadline|born|effective|as of)"
    r"[\s:(]*(?:vào\s*)?(?:hết\s*)?(?:(?:thứ \w+|chủ nhật)[\s,]*)?(?:ngày|on)?[\s:(]*$",
    _I,
)
_RANGE_START: Final = re.compile(r"(?:từ|from)\s+(?:ngày\s+)?$", _I)
_FUTURE: Final = re.compile(
    r"\b(?:sẽ|dự kiến|sắp tới|sắp diễn ra|tới đây|chuẩn bị (?:diễn ra|tổ chức)|theo kế hoạch|"
    r"theo lịch|kế hoạch tổ chức|lịch|mời|will|is expected|is scheduled|upcoming)\b",
    _I,
)
_PAST: Final = re.compile(
    r"\b(?:đã|tổ chức|diễn ra|khai mạc|làm việc|chủ trì|tham dự|dự|long trọng|held|visited|was)\b",
    _I,
)
_COMING: Final = re.compile(r"^\s*(?:tới|sắp tới|next|upcoming)\b", _I)
_PURPOSE: Final = re.compile(
    r"^\W*(?:là|hết|hạn|trở đi|hằng năm|hàng năm|âm lịch|có hiệu lực|bắt đầu có hiệu lực|trở về|"
    r"này|"
    r"của năm|mới|được (?:chọn|lấy|coi))\b|"
    r"^[^;]{0,160}\b(?:có hiệu lực|hết hạn|hết hiệu lực|bắt đầu áp dụng|chính thức áp dụng|"
    r"takes effect|comes into force|come into force)\b",
    _I,
)
_SERVICE: Final = re.compile(
    r"\b(?:nhận hồ sơ|tiếp nhận|đăng ký|nộp|tạm dừng|tạm ngừng|ngừng|nghỉ|lấy ý kiến|bình chọn|"
    r"cắt điện|phát hành|bán|tuyển sinh|thu phí|áp dụng|thực hiện|nhận bài|gửi bài|thời gian)\b",
    _I,
)
_BACK_IN_TIME: Final = re.compile(
    r"\b(?:cách đây|ra đời|hằng năm|hàng năm|sắc lệnh|sinh ngày|sinh năm|trước đó|trước đây|"
    r"năm xưa|lịch sử|được chọn là|được lấy làm|cách mạng tháng tám|đã đi vào|khởi công từ|"
    r"years ago|was born|founded|established in)\b|\b(?:được|chính thức) thành lập\b",
    _I,
)
_JUBILEE: Final = re.compile(
    r"(?:kỷ niệm|kỉ niệm|chào mừng|nhân|hưởng ứng)\s[^;,]{0,120}[(\s]$|[-–]\s*$", _I
)
_GOAL: Final = re.compile(
    r"(?:đến|tới|tầm nhìn|giai đoạn|nhiệm kỳ|mục tiêu|định hướng)\b[^,]{0,30}$", _I
)


def is_event(before: str, after: str, *, first: bool) -> bool:
    """Tells whether the date stands where a report puts the day of its event.

    A part of the day ("chiều ngày") does anywhere in the lead; "Ngày ..." must open the
    sentence, follow "diễn ra", or stand aside (", ngày 5/6, tại", ", ngày 5/6, Sở tổ chức"),
    the last only in the `first` sentences.
    """
    if _DAYTIME.search(before) or _OPENING.fullmatch(before):
        return True
    if _HELD.search(before):
        return True
    return first and bool(_ASIDE.search(before)) and _names_what_happens(after)


def is_refused(before: str, after: str, *, several: bool = False) -> bool:
    """Tells whether the words around a date make it another day than the event's.

    `several` says that the date is a few days ("3-5/6"), for which "từ ngày" is no start of
    a period.
    """
    daytime = bool(_DAYTIME.search(before))
    range_start = bool(_RANGE_START.search(before))
    if _NOT_THE_DAY.search(before) and not daytime and not (several and range_start):
        return True
    if _AFTER_AN_EVENT.search(before):
        return True
    if several and _SERVICE.search(after) and range_start:
        return True
    if _JUBILEE.search(before) and not daytime and not _OPENING.fullmatch(before):
        return True
    if not daytime and _is_of_document(before, after):
        return True
    around = f"{before} {after}"
    return (
        comes_later(before, after)
        or bool(_PURPOSE.search(after))
        or bool(_BACK_IN_TIME.search(around))
    )


def comes_later(before: str, after: str) -> bool:
    """Tells whether the sentence speaks of a day that is still to come."""
    if _COMING.search(after) or _FUTURE.search(before):
        return True
    future, past = _FUTURE.search(after), _PAST.search(after)
    return future is not None and (past is None or future.start() < past.start())


def is_looking_back(before: str) -> bool:
    """Tells whether a year after `before` is a goal or the end of a term, not now."""
    return bool(_GOAL.search(before))


def is_document_date(text: str) -> bool:
    """Tells whether `text` opens as a document does: its name alone on an early line."""
    first_lines = [line.strip() for line in text.splitlines() if line.strip()][:6]
    return any(re.fullmatch(rf"{_DOCUMENT_NAMES}", line, _I) for line in first_lines)


def joined_range(sentence: str, first: DateMention, last: DateMention) -> DateMention | None:
    """Returns "12/5 đến ngày 14/5/2021" as one mention of its last day, if it is a short one."""
    between = sentence[first.end : last.start]
    if not re.fullmatch(r"\s*(?:[-–—]|đến|tới|và|to)\s*(?:hết\s*)?(?:ngày\s*)?", between, _I):
        return None
    if None in (first.day, first.month, last.day, last.month):
        return None
    year = last.year or first.year
    start = _day(first, first.year or year)
    end = _day(last, year)
    if start is None or end is None or not 0 < (end - start).days < _LONGEST_EVENT_DAYS:
        return None
    return DateMention(
        first.start, last.end, last.day, last.month, year, first.day, marked=first.marked
    )


def _day(mention: DateMention, year: int | None) -> date | None:
    try:
        return date(year or _STAND_IN_LEAP_YEAR, mention.month or 0, mention.day or 0)
    except ValueError:
        return None


def _is_of_document(before: str, after: str) -> bool:
    """Tells whether the day is a decision's: signed or numbered, not handed over at a meeting."""
    if _OPENING.fullmatch(before) or _ASIDE.search(before):
        issued = _ISSUED.search(after)
        if issued and not _CEREMONY.search(after[: issued.end()]):
            return True
        if _OPENING.fullmatch(before):
            return False
    document = _DOCUMENT.search(before)
    if document is None:
        return False
    # "Thực hiện Kế hoạch số 12 của Sở, ngày 15/3, tại ...": the day is the meeting's.
    return not (_ASIDE.search(before) and _names_what_happens(after))


def _names_what_happens(after: str) -> bool:
    """Tells whether a place ("tại ...") or somebody who does something follows a date."""
    return bool(_AT_PLACE.search(after) or _DOES.search(after))
