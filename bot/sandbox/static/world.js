// What the page knows of the sandbox, kept up to date by server-sent events.

import { toast } from "/static/dom.js";
import { setWording, word } from "/static/words.js";

export const world = { bot: {}, people: [], chats: [], n: 0 };
const listeners = [];
let source = null;

export function onEvent(listener) {
  listeners.push(listener);
}

export const personOf = (id) => world.people.find((person) => person.id === id);
export const chatOf = (id) => world.chats.find((chat) => chat.id === id);

export async function load() {
  const response = await fetch("/page/world");
  Object.assign(world, await response.json());
  setWording(world.wording);
}

export function listen() {
  source?.close();
  source = new EventSource(`/page/events?after=${world.n}`);
  let lost = false;
  source.onmessage = (message) => apply(JSON.parse(message.data));
  source.addEventListener("reload", reload);
  source.onerror = () => {
    lost = true;
    tell({ kind: "lost" });
  };
  source.onopen = () => {
    // The server may be another one by now: read everything anew.
    if (lost) reload();
  };
}

async function reload() {
  try {
    await load();
  } catch {
    return;
  }
  listen();
  tell({ kind: "reloaded" });
}

function tell(event) {
  for (const listener of listeners) listener(event);
}

function apply(event) {
  world.n = event.n;
  const chat = chatOf(event.chat_id);
  if (event.kind === "chats") {
    reload();
    return;
  }
  if (chat && event.kind === "message") chat.messages.push(event.message);
  if (chat && event.kind === "edited") {
    const at = chat.messages.findIndex((one) => one.message_id === event.message.message_id);
    if (at >= 0) chat.messages[at] = { ...event.message, reactions: chat.messages[at].reactions };
  }
  if (chat && event.kind === "deleted") {
    chat.messages = chat.messages.filter((one) => one.message_id !== event.message_id);
  }
  if (chat && event.kind === "reaction") {
    const message = chat.messages.find((one) => one.message_id === event.message_id);
    if (message) message.reactions = event.emoji;
  }
  if (chat && event.kind === "blocked") chat.blocked = event.blocked;
  tell(event);
}

// Does something as a person; shows why when it fails, and then returns null.
export async function act(name, body) {
  let response;
  try {
    response = await fetch(`/page/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    toast(word("error_network"));
    return null;
  }
  const answer = await response.json().catch(() => ({ error: String(response.status) }));
  if (response.ok) return answer.result;
  toast(response.status === 504 ? word("error_timeout") : word("error", { reason: answer.error }));
  return null;
}

export async function commandsOf(person, chat) {
  const response = await fetch(`/page/commands?person=${person}&chat=${chat}`);
  return response.ok ? (await response.json()).commands : [];
}
