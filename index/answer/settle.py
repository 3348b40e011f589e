"""After the last step: what an unanswered question is, if not one for this archive.

A question that the news may answer is searched, whatever words it has. Only where no
article answers is it told by them whose matter it is: another province's, an officer's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from index.answer.provinces import Province, provinces_in
from index.answer.small_talk import leaning
from index.archive.archive import Archive
from index.engines.contract import Reader
from index.language.analyzer import Field
from index.language.tokens import bigrams
from index.model import Answer, Quote, Status, Step

_UNANSWERED: Final = frozenset({Status.RELATED, Status.NOT_FOUND})
# A province in so many passages is the archive's own, or as good as one.
_OWN_SHARE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Home:
    """What the archive knows of provinces.

    `share` is the share of the passages that name a province, 0 to 1; `named` tells whether
    the article of a quote names it; `own` are the department's.
    """

    share: Callable[[Province], float]
    named: Callable[[Province, Quote], bool]
    own: frozenset[Province] = frozenset()


def settled(answer: Answer, home: Home) -> Answer:
    """Returns the answer, with another status where the question is for somebody else.

    Hits stay, for `--explain` and measuring; a quote from an article that does not name the
    province that was asked for goes.
    """
    if answer.status in _UNANSWERED and (talk := leaning(answer.question)) is not None:
        return _handed_on(answer, talk.kind)
    if answer.status not in _UNANSWERED | {Status.ANSWERED}:
        return answer
    asked = provinces_in(answer.question)
    own = {province.now for province in home.own}
    if not asked or any(province.now in own for province in asked):
        return answer
    if any(_is_elsewhere(answer, province, home) for province in asked):
        return _handed_on(answer, Status.OTHER_PROVINCE)
    return answer


def _handed_on(answer: Answer, status: Status) -> Answer:
    step = Step("settle", 0.0, {"status": status.value, "was": answer.status.value})
    return replace(
        answer,
        status=status,
        quote=None,
        overdue_days=None,
        newer=None,
        steps=(*answer.steps, step),
    )


def _is_elsewhere(answer: Answer, province: Province, home: Home) -> bool:
    share = home.share(province)
    if share >= _OWN_SHARE:
        return False
    if answer.quote is not None:
        return not home.named(province, answer.quote)
    return answer.status is Status.NOT_FOUND or share == 0


# --- what the archive knows of provinces ----------------------------------------------


def home_of(archive: Archive, reader: Reader, department_file: Path | None) -> Home:
    """Returns the home of an archive; `department_file` None is the sample's."""

    def share(province: Province) -> float:
        most = max(_frequency(reader, name) for name in province.names)
        return most / max(1, reader.passages)

    def named(province: Province, quote: Quote) -> bool:
        article = archive.article(quote.url)
        texts = (article.title, article.text) if article is not None else (quote.sentence,)
        return any(province in provinces_in(text) for text in texts)

    return Home(share, named, _own_provinces(department_file))


def _frequency(reader: Reader, name: tuple[str, ...]) -> int:
    """Returns in how many passages a name can stand at most: those with its rarest pair."""
    if len(name) == 1:
        return reader.document_frequency(Field.SYLLABLES, name[0])
    pairs = bigrams(list(name))
    return min(reader.document_frequency(Field.BIGRAMS, pair) for pair in pairs)


def _own_provinces(department_file: Path | None) -> frozenset[Province]:
    try:
        if department_file is not None:
            told = department_file.read_text("utf-8")
        else:
            told = (files("data") / "department.toml").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return frozenset()  # the bot, which speaks for the department, says what is wrong
    return frozenset(provinces_in(told))
