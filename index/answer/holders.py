"""Who in a sentence holds the post that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.answer.roles import Post, posts_in
from index.language.sentences import Span

# Farther apart a person and a post have nothing to do with each other, in characters.
_REACH: Final = 140
# "Giám đốc Sở giao đồng chí X", "X nhận quyết định của Giám đốc Sở": the post is another's.
_ANOTHERS: Final = re.compile(
    r"(?<!\w)(?:giao|trao|tặng|cho|mời|cùng|với|chúc mừng|đề nghị|yêu cầu|nhận|ký|gửi|tiếp|thay|"
    r"của|do|phát biểu|báo cáo|thưa|kính gửi|bổ nhiệm|điều động|phân công|giới thiệu)(?!\w)"
)
# "X được điều động, bổ nhiệm giữ chức vụ Giám đốc Sở": whatever came before, it is X's.
_TAKES_OFFICE: Final = re.compile(
    r"(?:bầu|giữ|làm|được giao|nhận nhiệm vụ|bổ nhiệm|đảm nhiệm|đảm nhận|đắc cử|"
    r"trúng cử|chức|cương vị|là|tái cử)"
    r"(?: (?:lại|trực tiếp|giữ|chức|vụ|danh|làm|là|cương vị|quyền|phụ trách|[Pp]hó))*\W*$"
)
# "Ông X thay ông Y giữ chức Giám đốc": Y does not come between.
_REPLACED: Final = re.compile(
    r"(?:thay|kế nhiệm|thay thế)(?: cho)?(?: đồng chí| ông| bà| đ/c)?\s*$"
)
# "Giám đốc X và hai Phó Giám đốc là Y, Z": the second post is not X's.
_JOINED: Final = re.compile(r"(?:,|(?<!\w)và)(?: (?:hai|ba|bốn|các|\d+))?(?: [Pp]hó)? ?$")
_NAMES_ANOTHER: Final = re.compile(r" ?(?:là|gồm|:)(?!\w)")
_BODY_KNOWN: Final = 1.0
# "Giám đốc Sở Nội vụ" where "Giám đốc Sở" is asked: maybe, maybe another department's.
_BODY_WIDER: Final = -0.4


def post_fit(text: str, span: Span, spans: Sequence[Span], asked: Sequence[Post]) -> float | None:
    """Returns how surely the person at `span` holds an asked post, up to 1.

    None: the sentence does not say that this person holds one. 0 where no post is asked.
    `spans` are all persons of the sentence.
    """
    if not asked:
        return 0.0
    posts = posts_in(text)
    groups = [post for post in posts if _names_several(text, post)]
    # Where one asked body is known to the word, a wider one is another body.
    exact = any(len(wanted.body) > 1 for wanted in asked)
    fits = [
        _held(text, span, post, _body_fit(post, wanted, exact=exact))
        for post in posts
        if _belongs(text, span, post, spans)
        or (post in groups and _is_one_of(text, span, post, spans))
        for wanted in asked
        if post.same(wanted)
    ]
    return max((fit for fit in fits if fit is not None), default=None)


# "Giám đốc Sở Nội vụ trước hợp nhất", "Giám đốc Sở cũ": held it once.
_ONCE: Final = re.compile(
    r"^[^,;.:]{0,40}?(?<!\w)(?:trước (?:hợp nhất|sáp nhập|đây|khi)|cũ(?!\w)|tiền nhiệm|khóa trước)"
)
# "trao quyết định nghỉ hưu cho đồng chí X, Chánh Thanh tra": holds it no more.
_LEAVES: Final = re.compile(
    r"(?<!\w)(?:nghỉ hưu|nghỉ công tác|thôi giữ chức|thôi việc|chia tay|miễn nhiệm)(?!\w)[^.;]*$"
)
# "X thôi giữ chức Giám đốc, được bổ nhiệm giữ chức Phó Cục trưởng".
_GIVES_UP: Final = re.compile(
    r"(?<!\w)(?:thôi|rời|hết|miễn nhiệm|từ nhiệm)(?: (?:giữ|chức|vụ|danh|làm|nhiệm|cương vị))*\W*"
    r"(?:[Pp]hó )?$"
)
_LEAVING_REACH: Final = 60
_HELD_ONCE: Final = -0.5
# "X, Giám đốc Sở" may be said of one who has gone since; "bổ nhiệm X giữ chức" is the turn.
_MENTIONED: Final = 0.8


def holding(text: str, span: Span, post: Post, spans: Sequence[Span]) -> float | None:
    """Returns how surely a person holds a post of the sentence, whichever is asked; None: it is
    not said to be this person's.
    """
    return _held(text, span, post, _BODY_KNOWN) if _belongs(text, span, post, spans) else None


def _held(text: str, span: Span, post: Post, fit: float | None) -> float | None:
    if fit is None or fit < 0:
        return fit
    if _ONCE.search(text[post.end : post.end + 70]):
        return _HELD_ONCE
    if _LEAVES.search(text[max(0, span.start - _LEAVING_REACH) : span.start]):
        return _HELD_ONCE
    if _GIVES_UP.search(text[max(0, post.start - 30) : post.start]):
        return _HELD_ONCE
    between = text[span.end : post.start] if span.end <= post.start else ""
    if between and _is_promoted(text, span, post, between):
        return _HELD_ONCE
    return fit if _TAKES_OFFICE.search(between) else fit * _MENTIONED


# "bổ nhiệm đồng chí X, Giám đốc Trung tâm, giữ chức Phó Giám đốc Sở": X leaves the Centre.
_APPOINTED: Final = re.compile(
    r"(?<!\w)(?:bổ nhiệm|điều động|luân chuyển|phân công|chỉ định|giới thiệu)(?!\w)[^.;]{0,40}$"
)
_NEW_POST: Final = re.compile(
    r"[^.;:]{0,60}?(?<!\w)(?:giữ|làm|đảm nhiệm|đảm nhận|nhận)(?: (?:chức vụ|chức|nhiệm vụ))?(?!\w)"
)


def _is_promoted(text: str, span: Span, post: Post, between: str) -> bool:
    """Tells whether a post is the one that a person leaves for another one named behind it."""
    appointed = _APPOINTED.search(text[max(0, span.start - _LEAVING_REACH) : span.start])
    if not appointed or _TAKES_OFFICE.search(between):
        return False
    new = _NEW_POST.match(text, post.end)
    return new is not None and any(new.end() <= p.start <= new.end() + 20 for p in posts_in(text))


# "các Phó Giám đốc", "bốn đồng chí giữ chức vụ Phó Giám đốc".
_SEVERAL: Final = re.compile(
    r"(?<!\w)(?:các|những|hai|ba|bốn|năm|sáu|bảy|\d{1,2})(?: đồng chí| ông| bà| người)?"
    r"(?: (?:được bầu |được bổ nhiệm )?(?:giữ chức vụ|giữ chức|làm))? (?:phó )?$",
    re.IGNORECASE,
)
_TOLD_BEHIND: Final = re.compile(r":|(?<!\w)(?:là|gồm)(?!\w)")
_AND: Final = re.compile(
    r"(?:[,;]|(?<!\w)(?:và|cùng|đồng chí|ông|bà|đ/c|anh|chị)(?!\w)|\s|TS\.?|ThS\.?)*"
)


def _names_several(text: str, post: Post) -> bool:
    """Tells whether a post is said to be that of several people."""
    return bool(_SEVERAL.search(text[max(0, post.start - 50) : post.start]))


def _is_one_of(text: str, span: Span, post: Post, spans: Sequence[Span]) -> bool:
    """Tells whether a person is one of several that a post is told of: listed behind a colon,
    "là" or "gồm", or right behind it.
    """
    if span.start < post.end or span.start - post.end > _GROUP_REACH:
        return False
    between = text[post.end : span.start]
    if re.search(r"[.](?!\w)", between):
        return False
    first = min(s.start for s in spans if s.start >= post.end)
    if _TOLD_BEHIND.search(text[post.end : first]):
        told = text[post.end : first]
        return not re.search(r";", told)
    for other in spans:
        if post.end <= other.start < span.start:
            between = between.replace(text[other.start : other.end], "", 1)
    return bool(_AND.fullmatch(between))


_GROUP_REACH: Final = 500


def _body_fit(post: Post, wanted: Post, *, exact: bool) -> float | None:
    """Says whether the post is in the body that is asked; None: in another.

    "Bí thư Chi đoàn" is another post than "Bí thư Đảng ủy". Asked or told without a body,
    a post may be any body's.
    """
    if not wanted.body or not post.body:
        return _BODY_KNOWN
    if post.body == wanted.body or post.body == wanted.body[: len(post.body)]:
        return _BODY_KNOWN
    wider = not exact and wanted.body == post.body[: len(wanted.body)]
    return _BODY_WIDER if wider else None


def _belongs(text: str, span: Span, post: Post, spans: Sequence[Span]) -> bool:
    """Tells whether a post is the person's: nothing between them speaks against it."""
    before = post.end <= span.start
    left, right = (post.end, span.start) if before else (span.end, post.start)
    if right < left or right - left > _REACH:
        return False
    between = text[left:right]
    if not before and _JOINED.search(between) and _NAMES_ANOTHER.match(text, post.end):
        return False
    others = [other for other in spans if other != span and left <= other.start < right]
    if any(not _REPLACED.search(text[max(0, other.start - 25) : other.start]) for other in others):
        return False
    if re.search(r"(?<!TS)(?<!ThS)(?<!BS)(?<!GS)(?<!ĐD)[;.](?!\w)", between):
        return False
    if before and _is_taken(text, post, spans):
        return False
    if (
        before
        and re.search(r"[,–—(:]", between)
        and not re.search(r",\s*\S*\s*(?:chí)?\s*$", between)
    ):
        return False
    return not _ANOTHERS.search(between) or bool(not before and _TAKES_OFFICE.search(between))


def _is_taken(text: str, post: Post, spans: Sequence[Span]) -> bool:
    """Tells whether somebody named before the post holds it: "X, Bí thư Chi đoàn, và Y"."""
    earlier = [other for other in spans if other.end <= post.start]
    return bool(earlier) and _belongs(text, earlier[-1], post, spans)
