"""What all that people do has in common: where they are, and how a message is sent."""

from __future__ import annotations

from bot.sandbox.chats import Chat, without_reply
from bot.sandbox.membership import reaches_bot
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, Message, Person, bad_request


class Acting:
    """Finds chats and messages as a person sees them, and sends for them.

    A message is named by itself as it was returned, or by its id: then in `chat`, else
    where it is the only one of that id among the person's chats.
    """

    state: State

    def place(self, person: Person, chat_id: int | None) -> Chat:
        """The person's chat of that id, with the bot where it is None. Raises ApiError 400."""
        chat = self.state.chats.get(person.id if chat_id is None else chat_id)
        if chat is None or person.id not in chat.members:
            raise bad_request("chat not found")
        return chat

    def stored(
        self, person: Person, message: Message | int, chat_id: int | None = None
    ) -> tuple[Chat, Message]:
        """A message and its chat, as stored. Raises ApiError 400 when it is not there.

        Raises ValueError where an id alone fits messages of several chats.
        """
        if not isinstance(message, int):
            chat_id, message = int(message["chat"]["id"]), int(message["message_id"])
        if chat_id is not None:
            places = [self.place(person, chat_id)]
        else:
            places = self.state.chats_of(person)
        found = [chat for chat in places if message in chat.messages]
        if not found:
            raise bad_request("message not found")
        if len(found) > 1:
            raise ValueError(f"message {message} is in {len(found)} chats: name the chat")
        return found[0], found[0].messages[message]

    def send(
        self,
        person: Person,
        chat_id: int | None,
        body: JsonObject,
        *,
        reply_to: Message | int | None = None,
        thread: int | None = None,
    ) -> Message:
        """Posts what a person sends, and tells the bot if it is to see it.

        Raises ApiError 400 where the chat is closed, or the topic or the message that is
        answered is not there.
        """
        chat = self.place(person, chat_id)
        if chat.migrated_to is not None or (chat.blocked and not chat.is_group):
            raise bad_request("the chat is closed: unblock the bot, or use the supergroup")
        if reply_to is not None:
            number = reply_to if isinstance(reply_to, int) else int(reply_to["message_id"])
            thread = _answered(chat, number, body, thread)
        if thread is not None:
            chat.check_thread(thread)
            chat.in_thread(body, thread)
        chat.met = True
        message = self.state.post(chat, person.as_json(), body)
        if reaches_bot(self.state, chat, message):
            self.state.updates.add("message", message)
        return dict(message)


def _answered(chat: Chat, number: int, body: JsonObject, thread: int | None) -> int | None:
    """Adds the message that is answered; gives the topic that the answer belongs to."""
    replied = chat.messages.get(number)
    if replied is None:
        raise bad_request("message to be replied not found")
    body["reply_to_message"] = without_reply(replied)
    if replied.get("is_topic_message"):
        return int(replied["message_thread_id"])
    if chat.kind == "supergroup" and not chat.topics:
        body["message_thread_id"] = replied.get("message_thread_id", number)
    return thread
