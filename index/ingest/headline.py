"""Which line above an article is its title? Not the site's name, a menu or a sidebar's news."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from index.ingest.blocks import Block
from index.ingest.datelines import is_dateline

# A title stands so near above its article, furniture not counted.
_REACH: Final = 6
_FEWEST_WORDS: Final = 4
_MOST_WORDS: Final = 45
# How much of the article a title is compared with: it says what the lead says.
_LEAD_BLOCKS: Final = 8
# The weights of the evidence, set on development pages; only their order matters much.
_STEP: Final = 0.12
_REPEATED: Final = 0.5
_DATED: Final = 0.35
_DATED_ABOVE: Final = 0.2
_ENDED: Final = 0.5
_SHORT: Final = 0.4
_SITE: Final = 0.6
_LEAST_SCORE: Final = -0.2

_SENTENCE_END: Final = re.compile(r"[.;:,][\"”’)]*$")
# A title may ask or cry out, at no great length; a paragraph seldom does at its end.
_ASKED: Final = re.compile(r"[?!][\"”’')]*$|[\"”’'][)]?$")
_QUESTION_WORDS: Final = 30
_PATH: Final = re.compile(r"\w\s*[»›]\s*\w|\w\s+(?:>{1,2}|->)\s+\w")
_SITE_NAME: Final = re.compile(
    r"^(?:cổng|trang|website|báo|sở|bộ|cục|ủy ban|uỷ ban|ubnd|hđnd|tỉnh|thành phố|huyện|đảng bộ|"
    r"tỉnh đoàn|hội|liên đoàn|trường|trung tâm|chi cục|ban)\b(?:\s+\S+){1,10}$",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"\b(?:tổ chức|khai mạc|triển khai|ban hành|công bố|tập huấn|kiểm tra|làm việc|tham gia|thăm|"
    r"tặng|trao|đạt|đẩy mạnh|tăng cường|phát động|ra mắt|họp|tiếp|phối hợp|hướng dẫn|thông báo|"
    r"tổng kết|sơ kết|bế mạc|khánh thành|khởi công|kỷ niệm|gặp mặt|bàn giao|phấn đấu|hoàn thành|"
    r"ra quân|"
    r"xử phạt|cảnh báo|giải quyết|thu hút|đón|mở|cấp|nâng cao|bầu|bổ nhiệm|chúc mừng|dâng|có|"
    r"được|đã|"
    r"sẽ|là|bị|tại|từ|để|cho|tuyển|thi đua|"
    r"lần thứ|năm \d{4}|nhiệm kỳ|kết quả|hội nghị|đại hội)\b",
    re.IGNORECASE,
)


def find_title(blocks: Sequence[Block], start: int, *, known: str | None = None) -> int | None:
    """Returns where the title of the article that starts at `start` stands, or None.

    `known` is a title from elsewhere (a page's metadata): its own line is looked for.
    """
    if known is not None:
        wanted = _key(known)
        matches = [i for i, b in enumerate(blocks) if _key(b.text) == wanted]
        # The last one above the article: the first may be a breadcrumb's or the window's.
        return max((i for i in matches if i <= start), default=min(matches, default=None))
    lead = _words(b.text for b in blocks[start : start + _LEAD_BLOCKS] if not b.is_furniture)
    best: tuple[float, int] | None = None
    steps = 0
    for i in range(start, -1, -1):
        if steps > _REACH:
            break
        if not _may_be_title(blocks[i]):
            continue
        score = _score(blocks, i, lead) - _STEP * steps
        steps += 1
        if best is None or score > best[0]:
            best = score, i
    return best[1] if best is not None and best[0] > _LEAST_SCORE else None


def names_agency(text: str) -> bool:
    """Tells whether `text` is an agency's or a site's name, and says nothing of it."""
    return bool(_SITE_NAME.match(text)) and not _VERB.search(text)


def is_path(text: str) -> bool:
    """Tells whether `text` is the way to a page ("Tin tức » Hoạt động"), and no title."""
    return bool(_PATH.search(text))


def reads_as_headline(text: str) -> bool:
    """Tells whether `text` ends as a title may that asks or quotes, at no great length."""
    return bool(_ASKED.search(text)) and len(text.split()) <= _QUESTION_WORDS


def _may_be_title(block: Block) -> bool:
    if block.furniture is not None or is_dateline(block.text) or is_path(block.text):
        return False
    if block.is_sentence and not reads_as_headline(block.text):
        return False
    return _FEWEST_WORDS - 1 <= block.words <= _MOST_WORDS and not block.text.startswith("(")


def _score(blocks: Sequence[Block], at: int, lead: set[str]) -> float:
    text = blocks[at].text
    own = _words([text])
    score = len(own & lead) / max(1, len(own))
    if _is_repeated(blocks, at):
        score += _REPEATED
    if any(is_dateline(b.text) for b in blocks[at + 1 : at + 3]):
        score += _DATED
    elif at and is_dateline(blocks[at - 1].text):
        score += _DATED_ABOVE
    if _SENTENCE_END.search(text):
        score -= _ENDED
    if len(text.split()) <= _FEWEST_WORDS + 1:
        score -= _SHORT
    if names_agency(text):
        score -= _SITE
    return score


def _is_repeated(blocks: Sequence[Block], at: int) -> bool:
    """Tells whether a window's title or a breadcrumb has the line too, at its beginning or end."""
    key = _key(blocks[at].text)
    if len(key.split()) <= _FEWEST_WORDS:
        return False
    others = (_key(b.text) for i, b in enumerate(blocks) if i != at and b.words <= 2 * _MOST_WORDS)
    return any(other.startswith(key) or other.endswith(key) for other in others)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", text.lower())}


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))
