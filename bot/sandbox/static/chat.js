// The chat that is open: its head, its messages, and what stands in the composer's place.

import { avatar, byId, element } from "/static/dom.js";
import { isService, messageItem, statusMark } from "/static/message.js";
import { botName, chatName, inGroup, shownMessages, view } from "/static/view.js";
import { world } from "/static/world.js";
import { day, word } from "/static/words.js";

// Who is this near the end, in pixels, is taken along by a new message.
const NEAR_PX = 140;

let actions = null;
let missed = 0;
let atEnd = true;

export function setUpChat(given) {
  actions = given;
  byId("to-end").addEventListener("click", () => scrollToEnd());
  byId("scroll").addEventListener("scroll", () => {
    atEnd = nearEnd();
    if (atEnd) showMissed(0);
    else drawToEnd();
  });
  // A phone that is turned, its keyboard that opens, a text that grows: the end stays in view.
  const kept = new ResizeObserver(() => { if (atEnd) scrollToEnd(); });
  kept.observe(byId("scroll"));
  kept.observe(byId("messages"));
  byId("messages").addEventListener("click", pick);
}

// A tap on a message shows what can be done with it, where there is no mouse to hover.
function pick(event) {
  const item = event.target.closest(".message");
  const chosen = item && !event.target.closest("a, button") && !item.classList.contains("picked");
  for (const picked of byId("messages").querySelectorAll(".picked")) picked.classList.remove("picked");
  if (chosen) item.classList.add("picked");
}

export function drawChat() {
  drawHead();
  drawGreeting();
  const list = byId("messages");
  const items = [];
  let before = null;
  for (const message of shownMessages()) {
    items.push(...withDay(message, before));
    before = message;
  }
  list.replaceChildren(...items);
  group();
  drawReplyKeyboard();
  drawShut();
  scrollToEnd();
}

function drawHead() {
  const { chat } = view;
  byId("head-avatar").replaceChildren(avatar(chat.id, chatName(chat), !inGroup()));
  byId("head-name").textContent = chatName(chat);
  byId("head-person").replaceChildren(avatar(view.person.id, view.person.first_name));
  const label = word("speak_as_now", { name: view.person.first_name });
  byId("head-person").setAttribute("aria-label", label);
  byId("head-person").title = label;
}

export function drawStatus(lost, typing) {
  const usual = inGroup() ? word("members", { n: view.chat.members.length + 1 }) : word("bot_status");
  const status = byId("head-status");
  status.textContent = lost ? word("offline") : typing ? word("typing") : usual;
  status.classList.toggle("lively", lost || typing);
  byId("typing").hidden = !typing || lost;
}

function withDay(message, before) {
  const item = messageItem(message, actions);
  if (before && day(before.date) === day(message.date)) return [item];
  return [element("li", { className: "day" }, day(message.date)), item];
}

// Marks the first and the last of those that one person sent in a row.
function group() {
  const from = (item) => (item?.classList.contains("message") ? item.dataset.from : null);
  for (const item of byId("messages").children) {
    if (!from(item)) continue;
    item.classList.toggle("first", from(item.previousElementSibling) !== from(item));
    item.classList.toggle("last", from(item.nextElementSibling) !== from(item));
  }
}

export function addMessage(message) {
  const own = message.from.id === view.person.id;
  const follow = own || nearEnd();
  const messages = shownMessages();
  byId("messages").append(...withDay(message, messages[messages.length - 2]));
  group();
  drawGreeting();
  drawReplyKeyboard();
  drawShut();
  if (follow) scrollToEnd();
  else showMissed(missed + 1);
}

export function changeMessage(id) {
  const message = shownMessages().find((one) => one.message_id === id);
  const item = itemOf(id);
  if (!message || !item) return;
  const follow = nearEnd();
  const keys = [...item.querySelectorAll(".key")];
  const held = keys.indexOf(document.activeElement);
  const changed = messageItem(message, actions);
  item.replaceWith(changed);
  group();
  const again = [...changed.querySelectorAll(".key")];
  if (held >= 0) again[Math.min(held, again.length - 1)]?.focus({ preventScroll: true });
  drawReplyKeyboard();
  if (follow) scrollToEnd();
}

export function markSeen(id) {
  const message = shownMessages().find((one) => one.message_id === id);
  const mark = itemOf(id)?.querySelector(".status");
  if (message && mark) mark.replaceWith(statusMark(message));
}

export function removeMessage(id) {
  itemOf(id)?.remove();
  group();
  drawGreeting();
}

const itemOf = (id) => byId("messages").querySelector(`[data-id="${id}"]`);

export function goTo(id) {
  const item = itemOf(id);
  if (!item) return;
  item.scrollIntoView({ block: "center", behavior: "smooth" });
  item.classList.remove("shone");
  requestAnimationFrame(() => item.classList.add("shone"));
}

function drawGreeting() {
  const greeting = byId("greeting");
  greeting.hidden = shownMessages().some((message) => !isService(message));
  if (greeting.hidden) return;
  if (inGroup()) {
    greeting.replaceChildren(element("p", {}, word("group_text", { name: world.bot.username })));
    return;
  }
  const texts = world.bot.descriptions ?? {};
  const description = texts[view.person.language_code] || texts[""] || word("greeting_text");
  greeting.replaceChildren(
    avatar(world.bot.id, botName(), true),
    element("strong", {}, word("greeting_title")),
    element("p", {}, description));
}

// What stands in the composer's place: Start before the first message, or why it is shut.
function drawShut() {
  const { chat } = view;
  const fresh = !inGroup() && !chat.messages.length && !chat.blocked;
  const blocked = chat.blocked && !inGroup();
  byId("composer").hidden = fresh || blocked || chat.closed;
  byId("shut").hidden = !byId("composer").hidden;
  if (byId("shut").hidden) return;
  const made = chat.closed
    ? element("p", {}, word("closed"))
    : element("button", { type: "button", className: "start", onclick: blocked ? actions.unblock : () => actions.start("") },
      word(blocked ? "unblock" : "start"));
  byId("shut").replaceChildren(made);
}

function drawReplyKeyboard() {
  const place = byId("reply-keyboard");
  const given = shownMessages().filter(({ keyboard }) => keyboard?.keyboard || keyboard?.remove_keyboard);
  const rows = given[given.length - 1]?.keyboard.keyboard ?? [];
  place.hidden = !rows.length;
  place.replaceChildren(...rows.map((row) => element("div", { className: "keys" }, ...row.map((button) =>
    element("button", { type: "button", className: "key", onclick: () => actions.say(button.text) }, button.text)))));
}

// ---- Where one is.

function nearEnd() {
  const scroll = byId("scroll");
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
}

export function scrollToEnd() {
  const scroll = byId("scroll");
  const last = byId("messages").lastElementChild;
  scroll.scrollTop = scroll.scrollHeight;
  // A message longer than the window is read from its beginning.
  if (last && last.offsetHeight > scroll.clientHeight) last.scrollIntoView({ block: "start" });
  atEnd = true;
  showMissed(0);
}

function showMissed(count) {
  missed = count;
  byId("to-end-count").hidden = !count;
  byId("to-end-count").textContent = String(count);
  drawToEnd();
}

function drawToEnd() {
  byId("to-end").hidden = nearEnd() && !missed;
}
