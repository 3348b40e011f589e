"""What `hoidap doctor` asks of Telegram: token, webhook, privacy mode, the menu's commands."""

from __future__ import annotations

from typing import Final

from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    WebhookInfo,
)
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.findings import Finding, Level
from bot.menu import commands
from bot.wording import Wordings
from index.model import Language, Role
from index.settings import Settings

_TIMEOUT_S: Final = 10.0
_LONG_QUEUE: Final = 100
"""Updates that wait for a bot which keeps up are fewer."""


async def telegram_findings(settings: Settings, wordings: Wordings) -> list[Finding]:
    """Asks Telegram; nothing is changed there. Its faults are findings, too."""
    if settings.token is None:
        return [Finding("telegram", Level.OK, "no TELEGRAM_BOT_TOKEN: only the sandbox can run")]
    request = HTTPXRequest(connect_timeout=_TIMEOUT_S, read_timeout=_TIMEOUT_S)
    bot = Bot(settings.token.reveal(), base_url=f"{settings.api_url}/bot", request=request)
    try:
        async with bot:
            return [
                Finding("telegram", Level.OK, f"@{bot.username} answers"),
                _webhook(await bot.get_webhook_info(), settings),
                _groups(bot),
                _inline(bot),
                await _menu(bot, wordings),
            ]
    except InvalidToken:
        detail = "TELEGRAM_BOT_TOKEN is refused; take the current one from @BotFather"
    except TelegramError as error:
        detail = (
            f"{settings.api_url} does not answer ({error.message}); check the network and the "
            "setting TELEGRAM_API_URL"
        )
    return [Finding("telegram", Level.BAD, detail)]


def _webhook(hook: WebhookInfo, settings: Settings) -> Finding:
    wanted = settings.webhook.url if settings.webhook else ""
    if hook.url != wanted:
        return _look(
            "webhook",
            f"it is {hook.url or 'not set'}, wanted is {wanted or 'polling'}; `hoidap run` sets "
            "that when it starts. If it does run, another program uses the token",
        )
    if hook.url and hook.last_error_message:
        return _look(
            "webhook",
            f"Telegram could not deliver ({hook.last_error_message}); check that {hook.url} "
            "leads to this machine and that its certificate is valid",
        )
    if hook.pending_update_count > _LONG_QUEUE:
        return _look(
            "webhook",
            f"{hook.pending_update_count} updates wait; check that `hoidap run` is running",
        )
    return Finding("webhook", Level.OK, hook.url or "none: polling")


def _groups(bot: Bot) -> Finding:
    if bot.can_read_all_group_messages:
        return _look(
            "privacy mode",
            "off: the bot is sent all that is said in groups; @BotFather, /setprivacy, Enable, "
            "then take it out of its groups and in again",
        )
    if not bot.can_join_groups:
        return _look("privacy mode", "on, but no group can take it in; @BotFather, /setjoingroups")
    return Finding("privacy mode", Level.OK, "on")


def _inline(bot: Bot) -> Finding:
    if not bot.supports_inline_queries:
        return _look("inline mode", "off; @BotFather, /setinline switches it on")
    return Finding("inline mode", Level.OK, "on")


async def _menu(bot: Bot, wordings: Wordings) -> Finding:
    """Compares everybody's menu, and looks for menus that would stand before it."""
    wrong = []
    for language, code in ((Language.VIETNAMESE, None), (Language.ENGLISH, "en")):
        shown = await bot.get_my_commands(BotCommandScopeDefault(), language_code=code)
        if list(shown) != commands(Role.CITIZEN, wordings[language]):
            wrong.append(f"the menu in {language.value} is not the wanted one")
    for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
        if await bot.get_my_commands(scope):
            wrong.append(f"the menu of {scope.type} hides it, delete it (deleteMyCommands)")
    if not wrong:
        return Finding("commands", Level.OK, "the menu is as wanted")
    return _look("commands", f"{'; '.join(wrong)}; `hoidap run` sets the menu when it starts")


def _look(name: str, detail: str) -> Finding:
    return Finding(name, Level.LOOK, detail)
