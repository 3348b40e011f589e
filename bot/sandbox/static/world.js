// What the page knows of the sandbox, kept up to date by server-sent events.

import { toast } from "/static/dom.js";
import { setWording, word } from "/static/words.js";

export const world = { bot: {}, people: [], chats: [], n: 0, run: "" };
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
  for (const chat of world.chats) chat.seen = new Set(chat.seen);
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

// How each kind of event changes a chat.
const CHANGES = {
  message: (chat, event) => chat.messages.push(Object.assign(event.message, { keyboard: event.keyboard })),
  edited: (chat, event) => {
    const at = chat.messages.findIndex((one) => one.message_id === event.message.message_id);
    if (at < 0) return;
    const { reactions, keyboard } = chat.messages[at];
    chat.messages[at] = { ...event.message, reactions, keyboard };
  },
  deleted: (chat, event) => {
    chat.messages = chat.messages.filter((one) => one.message_id !== event.message_id);
  },
  reaction: (chat, event) => {
    const message = chat.messages.find((one) => one.message_id === event.message_id);
    if (message) message.reactions = event.emoji;
  },
  seen: (chat, event) => chat.seen.add(event.message_id),
  blocked: (chat, event) => { chat.blocked = event.blocked; },
};

function apply(event) {
  world.n = event.n;
  if (event.kind === "chats") {
    reload();
    return;
  }
  const chat = chatOf(event.chat_id);
  if (chat) CHANGES[event.kind]?.(chat, event);
  tell(event);
}

// The result of a request, or null once it was shown why there is none.
async function answered(path, request) {
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    toast(word("error_network"));
    return null;
  }
  const answer = await response.json().catch(() => ({ error: String(response.status) }));
  if (response.ok) return answer.result;
  toast(response.status === 504 ? word("error_timeout") : word("error", { reason: answer.error }));
  return null;
}

// Does something as a person; shows why when it fails, and then returns null.
export function act(name, body) {
  return answered(`/page/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export function upload(file, given) {
  const known = Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return answered(`/page/upload?${new URLSearchParams(known)}`, {
    method: "PUT",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });
}

export async function commandsOf(person, chat) {
  const response = await fetch(`/page/commands?person=${person}&chat=${chat}`);
  return response.ok ? (await response.json()).commands : [];
}
