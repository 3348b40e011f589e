"""The composition root: builds the bot and registers its handlers, top-down."""

from __future__ import annotations

from typing import Final

from telegram import Update
from telegram.ext import (
    Application,
    ContextTypes,
    Defaults,
    JobQueue,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.clock import Clock, SystemClock
from bot.commands import NEW
from bot.context import App, BotData, Context, Services
from bot.delivery import PatientLimiter
from bot.department import Department
from bot.examples import Examples
from bot.faults import on_error
from bot.handlers import (
    about,
    adding,
    backups,
    basics,
    broadcast,
    buttons,
    chats,
    curating,
    editing,
    exporting,
    figures,
    followed,
    following,
    handing_on,
    inline,
    language,
    lexicon,
    officers,
    people,
    prompted,
    questions,
    reindexing,
    removing,
    rest,
    searching,
    sources,
    staff_groups,
    topics,
    unanswered,
)
from bot.jobs import schedule
from bot.menu import on_any_update
from bot.pace import Pace
from bot.ports import AssistantPort
from bot.updates import ChatByChat
from bot.wording import Wordings
from bot.worker import Worker
from index.errors import SettingError
from index.settings import Settings

HANDLERS: Final = (
    basics,
    about,
    questions,
    searching,
    topics,
    following,
    followed,
    exporting,
    inline,
    language,
    figures,
    reindexing,
    sources,
    adding,
    editing,
    removing,
    backups,
    people,
    lexicon,
    broadcast,
    handing_on,
    officers,
    staff_groups,
    curating,
    unanswered,
    prompted,
    buttons,
    chats,
    rest,
)
"""The modules whose `handlers()` are asked, in this order; `rest` takes what is left."""
BEFORE_THE_REPLY: Final = -1
"""The handler group of what is done for a command before it is worked on."""
AFTER_THE_REPLY: Final = 1
"""The handler group of what is done for every update once it was answered."""


def build_application(
    settings: Settings,
    assistant: AssistantPort,
    department: Department,
    wordings: Wordings,
    *,
    get_updates_request: HTTPXRequest | None = None,
    clock: Clock | None = None,
) -> App:
    """Builds the bot; it does nothing until it is started (see `bot.run`).

    Raises SettingError when there is no token.
    """
    if settings.token is None:
        raise SettingError("TELEGRAM_BOT_TOKEN", "is not set; get one from @BotFather")
    worker, clock = Worker(assistant), clock or SystemClock()
    pace = Pace(clock)
    app = (
        Application.builder()
        .token(settings.token.reveal())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .get_updates_request(get_updates_request or HTTPXRequest(connection_pool_size=1))
        .rate_limiter(PatientLimiter(pace, clock))
        .concurrent_updates(ChatByChat())
        .job_queue(JobQueue[Context]())
        .defaults(Defaults(tzinfo=settings.time_zone))
        .context_types(ContextTypes(context=Context, bot_data=BotData))
        .build()
    )
    app.bot_data.services = Services(
        settings=settings,
        wordings=wordings,
        department=department,
        worker=worker,
        examples=Examples(worker, department, clock, settings.time_zone),
        clock=clock,
        pace=pace,
    )
    add_handlers(app)
    schedule(app)
    return app


def add_handlers(app: App) -> None:
    """Registers what is done with which update; the first that fits does it."""
    app.add_handler(
        MessageHandler(NEW & filters.COMMAND, prompted.on_any_command), BEFORE_THE_REPLY
    )
    for module in HANDLERS:
        for handler in module.handlers():
            app.add_handler(handler)
    app.add_handler(TypeHandler(Update, on_any_update), AFTER_THE_REPLY)
    app.add_error_handler(on_error)
