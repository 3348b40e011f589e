// The page: who speaks, in which chat, and what is seen of it.

import { closePopup, focusComposer, replyTo, say, setComposerView, setUpComposer, startEdit, write } from "/static/composer.js";
import { avatar, byId, element, initials, modal, toast } from "/static/dom.js";
import { messageItem, summary } from "/static/message.js";
import { act, chatOf, listen, load, onEvent, personOf, world } from "/static/world.js";
import { day, language, setLanguage, word } from "/static/words.js";

const TYPING_MS = 5000;

let view = null;
let typingUntil = 0;
let typingTimer = 0;
let lost = false;

const actions = {
  say,
  start: (parameter) => startBot(parameter),
  reply: replyTo,
  edit: startEdit,
  press: pressButton,
  startParameter,
};

function botName() {
  return world.bot.names?.[language()] || world.bot.first_name;
}

function chatName(chat) {
  return chat.type === "private" ? botName() : chat.title;
}

// The chats a person has: with the bot, then the groups they are in.
function chatsOf(person) {
  const own = world.chats.filter((chat) => chat.members.includes(person.id));
  return own.sort((a, b) => Number(b.type === "private") - Number(a.type === "private"));
}

// ---- Choosing the person, the chat and the language; the address bar remembers.

function show(personId, chatId) {
  const person = personOf(personId) ?? world.people[0];
  const chats = chatsOf(person);
  const chat = chats.find((one) => one.id === chatId) ?? chats[0];
  view = { person, chat, group: chat.type !== "private", start: startBot };
  typingUntil = 0;
  const address = new URLSearchParams({ person: person.id, chat: chat.id, lang: language() });
  history.replaceState(null, "", `?${address}`);
  setComposerView(view);
  drawSide();
  drawChat();
}

function chooseLanguage(chosen) {
  setLanguage(chosen);
  show(view.person.id, view.chat.id);
}

function drawSide() {
  const people = world.people.map((person) => element("button",
    { type: "button", className: "entry", "aria-pressed": String(person === view.person), onclick: () => show(person.id, null) },
    avatar(person.id, person.first_name),
    element("span", { className: "entry-text" }, element("strong", {}, person.first_name), element("span", {}, roleOf(person)))));
  byId("people").replaceChildren(...people);
  byId("person-select").replaceChildren(...world.people.map((person) =>
    new Option(`${roleOf(person)} – ${person.first_name}`, person.id, false, person === view.person)));
  drawChats();
}

function roleOf(person) {
  const role = word(`role_${person.role}`);
  return person.language_code === "vi" ? role : `${role} (${person.language_code})`;
}

function drawChats() {
  const chats = chatsOf(view.person);
  byId("chats").replaceChildren(...chats.map((chat) => {
    const last = chat.messages[chat.messages.length - 1];
    return element("button",
      { type: "button", className: "entry", "aria-pressed": String(chat.id === view.chat.id), onclick: () => show(view.person.id, chat.id) },
      avatar(chat.type === "private" ? world.bot.id : chat.id, chatName(chat)),
      element("span", { className: "entry-text" }, element("strong", {}, chatName(chat)), element("span", {}, last ? summary(last) : "")));
  }));
  byId("chat-select").replaceChildren(...chats.map((chat) =>
    new Option(chatName(chat), chat.id, false, chat.id === view.chat.id)));
}

// ---- The chat.

function drawChat() {
  const { chat } = view;
  const face = byId("head-avatar");
  face.textContent = initials(chatName(chat));
  face.className = `avatar tint${Math.abs(view.group ? chat.id : world.bot.id) % 7}`;
  byId("head-name").textContent = chatName(chat);
  drawStatus();
  drawBlocked();
  drawGreeting();
  const list = byId("messages");
  list.replaceChildren();
  let before = null;
  for (const message of chat.messages) {
    appendMessage(list, message, before);
    before = message;
  }
  drawReplyKeyboard();
  scrollToEnd();
}

function appendMessage(list, message, before) {
  if (!before || day(before.date) !== day(message.date)) {
    list.append(element("li", { className: "day" }, day(message.date)));
  }
  list.append(messageItem(message, view, actions));
}

function drawStatus() {
  const status = byId("head-status");
  const typing = Date.now() < typingUntil;
  const usual = view.group ? word("members", { n: view.chat.members.length + 1 }) : word("bot_status");
  status.textContent = lost ? word("offline") : typing ? word("typing") : usual;
  status.classList.toggle("lively", lost || typing);
}

function drawBlocked() {
  const { chat } = view;
  const button = byId("block");
  button.hidden = view.group;
  button.textContent = word(chat.blocked ? "unblock" : "block");
  const shut = chat.closed || (chat.blocked && !view.group);
  byId("closed").hidden = !shut;
  byId("closed").textContent = word(chat.closed ? "closed" : "blocked");
  byId("composer").hidden = shut;
}

function drawGreeting() {
  const greeting = byId("greeting");
  greeting.hidden = view.chat.messages.length > 0;
  if (greeting.hidden) return;
  if (view.group) {
    greeting.replaceChildren(element("p", {}, word("group_text", { name: world.bot.username })));
    return;
  }
  const descriptions = world.bot.descriptions ?? {};
  const description = descriptions[view.person.language_code] || descriptions[""] || word("greeting_text");
  greeting.replaceChildren(
    element("strong", {}, word("greeting_title")),
    element("p", {}, description),
    element("button", { type: "button", className: "start", onclick: () => startBot("") }, word("start")));
}

function drawReplyKeyboard() {
  const place = byId("reply-keyboard");
  const own = view.chat.messages.filter((message) => message.reply_markup?.keyboard || message.reply_markup?.remove_keyboard);
  const rows = own[own.length - 1]?.reply_markup.keyboard ?? [];
  place.hidden = !rows.length;
  place.replaceChildren(...rows.map((row) => element("div", { className: "keys" }, ...row.map((button) =>
    element("button", { type: "button", className: "key", onclick: () => say(button.text) }, button.text)))));
}

function scrollToEnd() {
  const scroll = byId("scroll");
  const last = byId("messages").lastElementChild;
  scroll.scrollTop = scroll.scrollHeight;
  // A message longer than the window is read from its beginning.
  if (last && last.offsetHeight > scroll.clientHeight) last.scrollIntoView({ block: "start" });
}

// ---- What happens.

function took(event) {
  lost = event.kind === "lost";
  if (event.kind === "reloaded" || event.kind === "blocked") {
    show(view.person.id, view.chat.id);
    return;
  }
  if (event.kind === "action" && event.chat_id === view.chat.id) {
    typingUntil = Date.now() + TYPING_MS;
    clearTimeout(typingTimer);
    typingTimer = setTimeout(drawStatus, TYPING_MS + 50);
  }
  if (event.chat_id === view.chat.id) drawHappening(event);
  drawStatus();
  drawChats();
}

function drawHappening(event) {
  const list = byId("messages");
  const { messages } = view.chat;
  if (event.kind === "message") {
    if (event.message.from.is_bot) typingUntil = 0;
    appendMessage(list, event.message, messages[messages.length - 2]);
    scrollToEnd();
  }
  if (event.kind === "edited" || event.kind === "reaction") {
    const id = event.message?.message_id ?? event.message_id;
    const message = messages.find((one) => one.message_id === id);
    const item = list.querySelector(`[data-id="${id}"]`);
    const focused = item?.contains(document.activeElement);
    if (message && item) item.replaceWith(messageItem(message, view, actions));
    if (focused) list.querySelector(`[data-id="${id}"] .key`)?.focus();
  }
  if (event.kind === "deleted") list.querySelector(`[data-id="${event.message_id}"]`)?.remove();
  drawGreeting();
  drawReplyKeyboard();
}

// ---- What a person does.

async function pressButton(message, button) {
  if ("callback_data" in button) {
    const answer = await act("press", { person: view.person.id, message_id: message.message_id, data: button.callback_data });
    if (answer?.text && answer.show_alert) await modal(answer.text, [{ label: word("ok"), value: true }]);
    else if (answer?.text) toast(answer.text);
    const parameter = answer?.url ? startParameter(answer.url) : null;
    if (parameter !== null) startBot(parameter);
  } else if ("switch_inline_query_current_chat" in button) {
    write(`@${world.bot.username} ${button.switch_inline_query_current_chat}`);
  } else if ("copy_text" in button) {
    await navigator.clipboard.writeText(button.copy_text.text);
    toast(word("copied"));
  } else {
    const query = button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query ?? "";
    const choices = chatsOf(view.person).map((chat) => ({ label: chatName(chat), value: chat.id }));
    const chosen = await modal(word("choose_chat"), [...choices, { label: word("cancel"), value: undefined }]);
    if (chosen === undefined) return;
    show(view.person.id, chosen);
    write(`@${world.bot.username} ${query}`);
  }
}

// The parameter of a link that starts this bot, "" for none; null for any other link.
function startParameter(href) {
  const match = href.match(/^https?:\/\/t\.me\/(\w+)(?:\?start=([\w-]*))?$/i);
  return match && match[1].toLowerCase() === world.bot.username.toLowerCase() ? match[2] ?? "" : null;
}

async function startBot(parameter) {
  closePopup();
  show(view.person.id, view.person.id);
  await say(parameter ? `/start ${parameter}` : "/start");
  focusComposer();
}

async function main() {
  await load();
  const wanted = new URLSearchParams(location.search);
  setLanguage(wanted.get("lang") ?? "vi");
  setUpComposer();
  onEvent(took);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => chooseLanguage(button.dataset.language));
  }
  byId("person-select").addEventListener("change", (event) => show(Number(event.target.value), null));
  byId("chat-select").addEventListener("change", (event) => show(view.person.id, Number(event.target.value)));
  byId("block").addEventListener("click", () => act("block", { person: view.person.id, blocked: !view.chat.blocked }));
  show(Number(wanted.get("person")), Number(wanted.get("chat")));
  listen();
}

main();
