"""Starts and stops the bot: polling, or a webhook where one is set.

`run_bot` is for the console, `running_bot` for a loop that runs already (the sandbox,
the tests).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Final

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.app import build_application
from bot.clock import Clock
from bot.context import App
from bot.department import Department, load_department
from bot.errors import TelegramUnreachableError
from bot.faults import log_polling_fault
from bot.lifetime import until_stopped
from bot.logs import guard_logs
from bot.menu import set_menus
from bot.outgoing import Sender
from bot.polling import PollRequest
from bot.ports import AssistantPort
from bot.updates import ALLOWED_UPDATES
from bot.webhook import WebhookListener
from bot.wording import Wordings, load_wordings
from index.errors import SettingError
from index.settings import Settings, Webhook

START_PATIENCE_S: Final = 30.0
"""How long the Bot API may be out of reach at the start before we give up."""
FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 10.0

LONG_POLL_S: Final = 25
"""How long Telegram holds a poll open while nothing comes."""
LISTEN_RETRIES: Final = 3
"""How often deleting the webhook is tried again, after Telegram was reached."""

log = logging.getLogger(__name__)


def run_bot(settings: Settings, assistant: AssistantPort) -> None:
    """Runs the bot until SIGINT or SIGTERM. Does not close the assistant.

    Raises SettingError, WordingError or TelegramUnreachableError when it cannot start, and
    SettingError when Telegram revokes the token while it runs.
    """
    asyncio.run(_serve(settings, assistant))


@contextlib.asynccontextmanager
async def running_bot(
    settings: Settings,
    assistant: AssistantPort,
    *,
    department: Department | None = None,
    wordings: Wordings | None = None,
    refused: asyncio.Event | None = None,
    patience_s: float = START_PATIENCE_S,
    clock: Clock | None = None,
) -> AsyncIterator[App]:
    """Runs the bot while the block runs, in the loop that runs already.

    The wording and the department are loaded where they are not given. `refused` is set
    when Telegram refuses the token while the bot polls; it receives nothing from then on.
    `clock` measures pauses, by default that of this machine.

    Raises what `run_bot` raises when it cannot start.
    """
    guard_logs(*_secrets(settings))
    app = build_application(
        settings,
        assistant,
        department or load_department(settings),
        wordings or load_wordings(),
        get_updates_request=PollRequest(refused or asyncio.Event()),
        clock=clock,
    )
    sender, listener = Sender(app), WebhookListener(app)
    try:
        await _connect(app, patience_s)
        await set_menus(app.bot, app.bot_data.services.wordings)
        await app.start()
        await _listen(app, settings, listener)
        sender.start()
        log.info("@%s is ready (%s)", app.bot.username, _way(settings))
        yield app
    finally:
        await _stop(app, sender, listener)


async def _serve(settings: Settings, assistant: AssistantPort) -> None:
    if settings.department_file is None:
        log.warning("DEPARTMENT_FILE is not set: the bot speaks for a fictional department")
    refused = asyncio.Event()
    await until_stopped(running_bot(settings, assistant, refused=refused), or_until=refused)
    if refused.is_set():
        raise _refused_token()


async def _connect(app: App, patience_s: float) -> None:
    """Reaches Telegram, trying again for a while."""
    loop = asyncio.get_running_loop()
    deadline, pause = loop.time() + patience_s, FIRST_PAUSE_S
    while True:
        try:
            await app.initialize()
            return
        except InvalidToken:
            raise _refused_token() from None
        except TelegramError as error:
            if loop.time() + pause > deadline:
                raise TelegramUnreachableError(
                    f"Telegram cannot be reached ({type(error).__name__}); check the network "
                    "and the setting TELEGRAM_API_URL"
                ) from None
            log.warning("Telegram cannot be reached yet (%s)", type(error).__name__)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_S)


async def _listen(app: App, settings: Settings, listener: WebhookListener) -> None:
    try:
        if settings.webhook is not None:
            await _start_webhook(listener, settings.webhook)
        elif app.updater is not None:
            await app.updater.start_polling(
                timeout=LONG_POLL_S,
                bootstrap_retries=LISTEN_RETRIES,
                allowed_updates=ALLOWED_UPDATES,
                error_callback=log_polling_fault,
            )
    except InvalidToken:
        raise _refused_token() from None
    except TelegramError as error:
        raise TelegramUnreachableError(
            f"Telegram cannot be asked for messages: {error.message}"
        ) from None


async def _start_webhook(listener: WebhookListener, webhook: Webhook) -> None:
    try:
        await listener.start(webhook)
    except BadRequest as error:
        raise SettingError("WEBHOOK_URL", f"Telegram does not take it: {error.message}") from None
    except OSError as error:
        raise SettingError(
            "WEBHOOK_LISTEN",
            f"cannot listen on {webhook.host}:{webhook.port}: {error.strerror or error}",
        ) from None


async def _stop(app: App, sender: Sender, listener: WebhookListener) -> None:
    """Stops whatever was started: first what brings updates, last the threads."""
    services = app.bot_data.services
    services.stopping.set()
    await listener.stop()
    if app.updater is not None and app.updater.running:
        try:
            await app.updater.stop()
        except TelegramError as error:  # what ended the polling is raised again here
            log.warning("polling ended: %s", type(error).__name__)
    await sender.stop()
    if app.running:
        await app.stop()
    await app.shutdown()
    await services.worker.close()


def _refused_token() -> SettingError:
    return SettingError(
        "TELEGRAM_BOT_TOKEN",
        "Telegram refuses it; take the current one from @BotFather, and check that "
        "TELEGRAM_API_URL is the root of a Bot API",
    )


def _secrets(settings: Settings) -> list[str]:
    found = [settings.token] if settings.token else []
    if settings.webhook is not None:
        found.append(settings.webhook.secret)
    return [secret.reveal() for secret in found]


def _way(settings: Settings) -> str:
    return "webhook" if settings.webhook else "polling"
