"""The webhook: Telegram calls us with each update.

PTB's own answers an update that it cannot read with 400, so that Telegram sends it again for as
long as it keeps updates, and the others wait behind it.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from telegram import Update
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.context import App
from bot.updates import ALLOWED_UPDATES
from index.settings import Webhook

MOST_BYTES: Final = 2**20
"""An update has some kilobytes."""
_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"

log = logging.getLogger(__name__)


class WebhookListener:
    """Receives updates over HTTP and hands them to the bot, as polling does."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._server: HTTPServer | None = None

    async def start(self, webhook: Webhook) -> None:
        """Listens, then tells Telegram where.

        Raises OSError: the address is taken; TelegramError: Telegram does not take the webhook.
        """
        route = rf"{re.escape(urlsplit(webhook.url).path.rstrip('/'))}/?"
        handed = {"app": self._app, "secret": webhook.secret.reveal()}
        server = HTTPServer(_Silent([(route, _UpdateHandler, handed)]), max_buffer_size=MOST_BYTES)
        server.listen(webhook.port, address=webhook.host)
        self._server = server
        await self._app.bot.set_webhook(
            webhook.url,
            secret_token=webhook.secret.reveal(),
            allowed_updates=ALLOWED_UPDATES,
        )

    async def stop(self) -> None:
        """Listens no more; what was received is in the bot's queue."""
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()


class _Silent(Application):
    """Logs no requests: what they ask for is logged where it is done."""

    def log_request(self, handler: RequestHandler) -> None:
        """Does nothing; see the base class."""


class _UpdateHandler(RequestHandler):
    """Takes one update from whoever knows the secret."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, app: App, secret: str) -> None:
        """Takes what the server hands on; see the base class."""
        self._app = app
        self._secret = secret

    async def post(self) -> None:
        """Puts the update into the bot's queue; one that cannot be read is passed over."""
        given = self.request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        try:
            update = Update.de_json(json.loads(self.request.body), self._app.bot)
        except Exception as error:  # noqa: BLE001 - the boundary: PTB's classes raise anything
            # Its message may hold somebody's words.
            log.warning("an update cannot be read and is passed over: %s", type(error).__name__)
            return
        await self._app.update_queue.put(update)
