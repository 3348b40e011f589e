"""Which article is meant? Told by its address, by the card that is replied to, or by words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final
from urllib.parse import urldefrag

from telegram import Message, MessageEntity

from bot.addressed import command_in
from bot.callbacks import Press
from bot.context import Context, Place
from bot.kept import keep, kept
from bot.markup import clean, one_line
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.render import MAX_QUESTION_CHARS
from bot.render_articles import ARTICLE, PAGE_SIZE, Choice, choices_reply
from bot.reply import Reply
from bot.wording import Wording
from index import hide_personal
from index.model import Article, Role

WORDS: Final = "words"
"""The kind of kept words by which an article is looked for."""
MOST_IN_CARD: Final = 10
_EVERYBODYS: Final = Role.ADMIN.audiences


async def meant(message: Message, context: Context) -> Sequence[Choice]:
    """Returns the articles that a command names by address, or by the card it replies to."""
    typed = _typed(message)
    urls: list[str]
    titles: list[str]
    if typed and ("://" in typed or typed.startswith("file:")):
        urls, titles = [typed, urldefrag(typed).url], []
    elif not typed and message.reply_to_message is not None:
        urls, titles = _of_card(message.reply_to_message)
    else:
        return ()

    def find(assistant: AssistantPort) -> list[Choice]:
        found: dict[str, Article] = {}
        for url in urls:
            if article := assistant.archive.article(url):
                found[article.url] = article
        for title in titles if not found else ():
            _, rows = assistant.archive.latest(_EVERYBODYS, "title = ?", [title], 2, 0)
            found |= {row.article.url: row.article for row in rows}
        return [_choice(assistant, one) for one in list(found.values())[:MOST_IN_CARD]]

    return await context.services.worker.run(find)


async def found_by_words(
    message: Message, place: Place, context: Context, words: Wording, kind: str, list_kind: str
) -> Reply | None:
    """Returns the articles that the words of a command find, to choose one; None for no words."""
    typed = hide_personal(one_line(clean(_typed(message)))[:MAX_QUESTION_CHARS]).text
    if not typed:
        return None
    if "://" in typed:
        return Reply(words.html("managing.unknown_address"))
    words_id = await context.services.worker.run(lambda a: keep(a, WORDS, typed))
    page = await _page(typed, Press(list_kind, words_id), kind, place, context, words)
    return page or Reply(words.html("search.none", words=typed))


async def turn_page(pressed: Pressed, context: Context, kind: str) -> None:
    """Shows another page of the articles that words have found."""
    press = pressed.press
    typed = await context.services.worker.run(partial(kept, kind=WORDS, kept_id=press.query_id))
    if typed is None:
        await pressed.expired()
        return
    page = await _page(typed, press, kind, pressed.place, context, pressed.words)
    if page is None:
        await pressed.answer(pressed.words.plain("alert.no_more"))
        return
    await pressed.answer()
    await pressed.show(context, page)


async def article_of(pressed: Pressed, context: Context) -> Article | None:
    """Returns the article that a button is of; says so where it is not there any more."""
    kept_id = pressed.press.query_id

    def find(assistant: AssistantPort) -> tuple[bool, Article | None]:
        value = kept(assistant, ARTICLE, kept_id)
        return value is not None, assistant.archive.article(value["url"]) if value else None

    is_known, article = await context.services.worker.run(find)
    if not is_known:
        await pressed.expired()
    elif article is None:
        await pressed.answer(pressed.words.plain("alert.article_gone"), alert=True)
    return article


def keep_article(assistant: AssistantPort, url: str) -> str:
    """Keeps the address of an article for buttons; returns its id."""
    return keep(assistant, ARTICLE, {"url": url})


async def _page(
    typed: str, here: Press, kind: str, place: Place, context: Context, words: Wording
) -> Reply | None:
    def search(assistant: AssistantPort) -> tuple[int, list[Choice]]:
        page = assistant.search(typed, role=place.reading, limit=PAGE_SIZE, offset=here.offset)
        articles = (assistant.archive.article(hit.url) for hit in page.hits[:PAGE_SIZE])
        return page.total, [_choice(assistant, one) for one in articles if one]

    total, choices = await context.services.worker.run(search)
    return choices_reply(choices, words, kind, total=total, here=here) if choices else None


def _choice(assistant: AssistantPort, article: Article) -> Choice:
    return Choice(
        article.title,
        article.url,
        article.published,
        article.audience,
        keep_article(assistant, article.url),
    )


def _typed(message: Message) -> str:
    """Returns the words of a command, or of the message that answers the question for them."""
    command = command_in(message)
    return command[1] if command else message.text or ""


def _of_card(card: Message) -> tuple[list[str], list[str]]:
    """Returns the addresses, without what opens them at a sentence, and the lines of a message.

    An article without a web address is shown by its title alone, on a line of its own.
    """
    links = [entity.url for entity in _entities(card) if entity.type == MessageEntity.TEXT_LINK]
    keys = card.reply_markup.inline_keyboard if card.reply_markup else ()
    links += [button.url for row in keys for button in row]
    given = [link for link in links if link]
    lines = (card.text or card.caption or "").split("\n")
    return _unique([*given, *(urldefrag(link).url for link in given)]), _unique(lines)


def _entities(card: Message) -> Iterable[MessageEntity]:
    return (*(card.entities or ()), *(card.caption_entities or ()))


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))
