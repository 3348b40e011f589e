"""Posts: which one is asked for, and which one a person in a sentence holds.

"Bí thư" is not "Phó Bí thư": a post is its words and whether "phó" or "nguyên" stands
before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from index.language.lexicon import Key, PhraseTable, key_of, lexicon_rows
from index.language.normalize import fold
from index.language.tokens import Token, tokenize

_DEPUTY: Final = frozenset({"phó", "pho"})
_ACTING: Final = frozenset({"quyền", "q"})
_FORMER: Final = frozenset({"nguyên", "cựu"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post named in a text: its folded words, and where it stands (code points)."""

    words: Key
    deputy: bool
    former: bool
    start: int
    end: int
    acting: bool = False
    """"Quyền Giám đốc": who heads a body until a head is appointed."""
    body: Key = ()
    """The folded word after it that names whose post it is: "chi đoàn"."""

    def same(self, other: Post) -> bool:
        """Tells whether two mentions name the same post; who held it once does not hold it.

        Who acts in a post holds it, if not the other way round.
        """
        if other.acting and not self.acting:
            return False
        return (self.words, self.deputy, self.former) == (other.words, other.deputy, other.former)


@cache
def known_posts() -> PhraseTable[Key]:
    """Returns the posts of `data/lexicon/roles.tsv` by their folded words, read once."""
    rows = lexicon_rows("roles.tsv", 1)
    keys = [tuple(fold(term) for term in key_of(columns[0])) for _, columns in rows]
    return PhraseTable.of({key: key for key in keys if key})


@lru_cache(maxsize=8192)
def posts_in(text: str) -> tuple[Post, ...]:
    """Returns the posts that `text` names, in order, the longest names first."""
    tokens = tokenize(text)
    folded = [token.folded for token in tokens]
    table = known_posts()
    found: list[Post] = []
    board: Key = ()
    at = 0
    while at < len(tokens):
        short = _abbreviated(text, tokens, at)
        match = short[:2] if short else table.match(folded, at)
        if match is None:
            at += 1
            continue
        length, words = match
        before = tokens[at - 1].text if at else ""
        two_before = tokens[at - 2].text if at > 1 else ""
        body = _body(text, tokens[at + length : at + length + 3])
        if before == "ban":
            board = body
        found.append(
            Post(
                words=words,
                deputy=before in _DEPUTY or (short is not None and short[2]),
                former=before in _FORMER or two_before in _FORMER,
                acting=before in _ACTING,
                start=tokens[at].start,
                end=tokens[at + length - 1].end,
                # "Ban Giám đốc Sở gồm Giám đốc X": of the Sở.
                body=body or board,
            )
        )
        at += length
    return tuple(found)


# "GĐ Sở", "PCT UBND", "bt chi đoàn": written short before a body, or in capitals.
_SHORT: Final[dict[str, Key]] = {
    "gd": ("giam", "doc"), "ct": ("chu", "tich"), "bt": ("bi", "thu"),
    "tgd": ("tong", "giam", "doc"), "cvp": ("chanh", "van", "phong"),
    "cct": ("chi", "cuc", "truong"),
}  # fmt: skip
_BEFORE_BODY: Final = frozenset(
    {"sở", "so", "ubnd", "hđnd", "hdnd", "trung", "tt", "bệnh", "benh", "bv", "công", "cong", "ca",
     "chi", "htx", "hội", "hoi", "đoàn", "doan", "xã", "xa", "phường", "phuong", "tỉnh", "tinh",
     "huyện", "huyen", "mttq", "ubmttq", "ub", "ủy", "uy", "đảng", "dang", "kho", "ngân", "ngan"}
)  # fmt: skip


def _abbreviated(text: str, tokens: Sequence[Token], at: int) -> tuple[int, Key, bool] | None:
    """Returns (1, the post's words, whether it is a deputy's) of a post written short."""
    token = tokens[at]
    written = text[token.start : token.end]
    name = token.folded
    deputy = name not in _SHORT and name[:1] == "p" and name[1:] in _SHORT
    words = _SHORT.get(name[1:] if deputy else name)
    if words is None:
        return None
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    headed = following in _BEFORE_BODY or (
        following[:1] == "s"
        and following.isalpha()
        and (text[tokens[at + 1].start : tokens[at + 1].end].isupper())
    )
    certain = written.isupper() and (deputy or "Đ" in written)
    return (1, words, deputy) if headed or certain else None


_BODIES: Final = frozenset(
    {("chi", "doan"), ("chi", "bo"), ("dang", "uy"), ("dang", "bo"), ("cong", "doan"),
     ("tinh", "uy"), ("thanh", "uy"), ("huyen", "uy"), ("tinh", "doan"), ("doan", "khoi"),
     ("hoi", "cuu"), ("hoi", "nha"), ("uy", "ban"), ("doan", "co"), ("trung", "tam"),
     ("hoi", "dong"), ("mat", "tran"), ("dang", "doan"), ("lien", "doan")}
)  # fmt: skip
# Of "Sở": their second words look like a person's name, or their first ones like no name at all.
_DEPARTMENTS: Final = frozenset(
    {("tu", "phap"), ("cong", "thuong"), ("noi", "vu"), ("tai", "chinh"), ("ke", "hoach"),
     ("nong", "nghiep"), ("xay", "dung"), ("giao", "thong"), ("giao", "duc"), ("tai", "nguyen"),
     ("thong", "tin"), ("lao", "dong"), ("van", "hoa"), ("khoa", "hoc"), ("y", "te"),
     ("ngoai", "vu"), ("du", "lich"), ("dan", "toc"), ("quy", "hoach")}
)  # fmt: skip
_SHORT_BODIES: Final = frozenset({"ubnd", "hdnd", "so", "ubmttq", "hoi", "phong", "doan"})


_NO_NAME: Final = frozenset(
    [
        "la",
        "ai",
        "hien",
        "nay",
        "moi",
        "nao",
        "dang",
        "bay",
        "gio",
        "vay",
        "the",
        "a",
        "gi",
        "co",
        "cua",
        "tinh",
        "minh",
        "ta",
        "o",
        "dau",
        "khi",
        "tu",
        "den",
        "va",
        "nghi",
        "duoc",
        "da",
        "se",
        "bi",
        "ky",
        "nam",
        "trao",
        "lam",
        "phat",
        "sinh",
        "que",
        "ve",
        "len",
        "thoi",
        "giu",
        "ten",
        "truoc",
        "sau",
        "tiep",
        "di",
        "con",
        "nhan",
        "nghe",
    ]
)
_GOVERNMENTS: Final = frozenset({"ubnd", "hdnd", "ubmttq"})
_LEVELS: Final = frozenset({"tinh", "thanh", "huyen", "xa", "phuong", "quan", "thi"})


def _body(text: str, after: Sequence[Token]) -> Key:
    """Returns the folded words that name whose post it is: the kind of body, and for a
    short kind the first word of its name ("sở", "nội").
    """
    folded = tuple(token.folded for token in after)
    if folded[:2] in _BODIES:
        return folded[:2]
    if not folded or folded[0] not in _SHORT_BODIES:
        return ()
    if folded[0] in _GOVERNMENTS and len(folded) > 1 and folded[1] in _LEVELS:
        return folded[:2]
    if folded[1:] in _DEPARTMENTS:
        return folded[:2]
    # Typed in small letters, a body is named by them: "giám đốc sở y tế".
    small = len(after) > 1 and text[after[0].start].islower() and folded[1] not in _NO_NAME
    named = len(after) > 1 and _adjoin(text, after[0], after[1])
    named = named and (small or text[after[1].start].isupper())
    # "Giám đốc Sở Nguyễn Văn A" names a person; "Sở GD&ĐT" is one of capitals alone.
    third = text[after[2].start : after[2].end] if len(after) > 2 else ""  # noqa: PLR2004
    is_person = third[:1].isupper() and (len(third) == 1 or not third.isupper())
    return folded[:2] if named and not is_person else folded[:1]


def _adjoin(text: str, first: Token, second: Token) -> bool:
    return text[first.end : second.start] == " "
