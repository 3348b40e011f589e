// What the page keeps for each person and chat: drafts, and up to where they have read.
// It outlives a reload of the page, not another sandbox.

import { chatsOf, threadOf } from "/static/view.js";
import { world } from "/static/world.js";

const NAME = "hoidap-sandbox";
let kept = { run: "", drafts: {}, read: {} };

const key = (person, chat, thread) => `${person.id}/${chat.id}/${thread}`;

export function recall() {
  try {
    kept = JSON.parse(sessionStorage.getItem(NAME)) ?? kept;
  } catch {
    // What is no longer to be read is forgotten.
  }
  if (kept.run !== world.run) kept = { run: world.run, drafts: {}, read: {} };
}

function keep() {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

export const draftOf = (person, chat, thread) => kept.drafts[key(person, chat, thread)] ?? "";

export function keepDraft(person, chat, thread, text) {
  if (text.trim()) kept.drafts[key(person, chat, thread)] = text;
  else delete kept.drafts[key(person, chat, thread)];
  keep();
}

// The first draft of a chat in any topic, for the list of chats.
export function anyDraft(person, chat) {
  const start = `${person.id}/${chat.id}/`;
  const found = Object.keys(kept.drafts).find((one) => one.startsWith(start));
  return found ? kept.drafts[found] : "";
}

export function markRead(person, chat, thread) {
  const there = chat.messages.filter((message) => threadOf(message) === thread);
  const last = there[there.length - 1]?.message_id ?? 0;
  if (kept.read[key(person, chat, thread)] === last) return;
  kept.read[key(person, chat, thread)] = last;
  keep();
}

// How many messages of others a person has not seen; in all topics unless one is named.
export function unread(person, chat, thread = null) {
  return chat.messages.filter((message) => {
    const place = threadOf(message);
    return message.from.id !== person.id
      && (thread === null || place === thread)
      && message.message_id > (kept.read[key(person, chat, place)] ?? 0);
  }).length;
}

export function unreadOf(person) {
  return chatsOf(person).reduce((sum, chat) => sum + unread(person, chat), 0);
}
