// Who is looking, at which chat, and at which of its topics (0 is none, or "General").

import { byId } from "/static/dom.js";
import { world } from "/static/world.js";
import { language, word } from "/static/words.js";

export const view = { person: null, chat: null, thread: 0 };

// On a phone the list of chats may stand in the chat's place.
export const chatIsSeen = () => byId("scroll").offsetParent !== null;

export const inGroup = () => view.chat.type !== "private";

// A topic as the server wants it: none for "General".
export const threadSent = () => view.thread || null;

export function botName() {
  return world.bot.names?.[language()] || world.bot.names?.[""] || world.bot.first_name;
}

export function chatName(chat) {
  return chat.type === "private" ? botName() : chat.title;
}

export const threadOf = (message) => (message.is_topic_message ? message.message_thread_id : 0);

// The messages that are seen now: those of the topic, in a forum.
export function shownMessages() {
  const { chat, thread } = view;
  return chat.topics.length ? chat.messages.filter((one) => threadOf(one) === thread) : chat.messages;
}

// The chats a person has: with the bot, then the groups they are in.
export function chatsOf(person) {
  const own = world.chats.filter((chat) => chat.members.includes(person.id));
  return own.sort((a, b) => Number(b.type === "private") - Number(a.type === "private"));
}

export function roleOf(person) {
  const role = word(`role_${person.role}`);
  return person.language_code === "vi" ? role : `${role} · ${person.language_code.toUpperCase()}`;
}
