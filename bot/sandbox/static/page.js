// The page: who speaks, in which chat, and what happens there.

import { addMessage, changeMessage, drawChat, drawStatus, goTo, markSeen, removeMessage, setUpChat } from "/static/chat.js";
import { focusComposer, followForceReply, openComposer, replyTo, say, setUpComposer, startEdit, write } from "/static/composer.js";
import { avatar, byId, modal, toast } from "/static/dom.js";
import { icon } from "/static/icons.js";
import { setUpViewer } from "/static/media.js";
import { markRead, recall } from "/static/memory.js";
import { drawChats, drawPeople, drawTopics, setUpSide } from "/static/side.js";
import { drawTheme, setUpTheme } from "/static/theme.js";
import { chatIsSeen, chatName, chatsOf, inGroup, roleOf, threadOf, view } from "/static/view.js";
import { act, chatOf, listen, load, onEvent, personOf, world } from "/static/world.js";
import { language, setLanguage, word } from "/static/words.js";

const TYPING_MS = 5000;

const typingUntil = new Map();
let lost = false;

const isTyping = (chatId) => (typingUntil.get(chatId) ?? 0) > Date.now();

// ---- Choosing the person, the chat and the language; the address bar remembers.

function show(personId, chatId, thread = 0) {
  const person = personOf(personId) ?? world.people[0];
  const chat = chatsOf(person).find((one) => one.id === chatId) ?? chatsOf(person)[0];
  const known = chat.topics.some((topic) => topic.id === thread);
  Object.assign(view, { person, chat, thread: known ? thread : 0 });
  read();
  keepAddress();
  openComposer();
  drawChat();
  drawAround();
}

function read() {
  if (chatIsSeen()) markRead(view.person, view.chat, view.thread);
}

function keepAddress() {
  const { person, chat, thread } = view;
  const address = new URLSearchParams({ person: person.id, chat: chat.id, lang: language() });
  if (thread) address.set("topic", thread);
  history.replaceState(history.state, "", `?${address}`);
}

function drawAround() {
  drawPeople();
  drawChats(isTyping);
  drawTopics();
  drawStatus(lost, isTyping(view.chat.id));
}

// On a phone the list of chats and the chat are two screens; "back" leads from one to the other.
function setScreen(name) {
  if (document.body.dataset.screen === name) return;
  if (name === "chat") history.pushState({ screen: "chat" }, "");
  document.body.dataset.screen = name;
}

function openChat(chat, thread = 0) {
  setScreen("chat");
  show(view.person.id, chat.id, thread);
  focusComposer();
}

// Everybody is taken to the chat that is open, where they are in it.
function becomePerson(person) {
  const there = view.chat.members.includes(person.id) && inGroup();
  show(person.id, there ? view.chat.id : person.id, there ? view.thread : 0);
}

async function choosePerson() {
  const choices = world.people.map((person) => ({
    label: `${person.first_name} – ${roleOf(person)}`,
    value: person,
    picture: avatar(person.id, person.first_name),
  }));
  const person = await modal(word("speak_as"), choices);
  if (person) becomePerson(person);
}

function chooseLanguage(chosen) {
  setLanguage(chosen);
  drawTheme();
  show(view.person.id, view.chat.id, view.thread);
}

// ---- What happens.

function took(event) {
  lost = event.kind === "lost";
  if (event.kind === "reloaded" || event.kind === "blocked") {
    recall();
    show(view.person.id, view.chat.id, view.thread);
    return;
  }
  if (event.kind === "action") noteTyping(event.chat_id);
  if (event.kind === "message" && event.message.from.is_bot) typingUntil.delete(event.chat_id);
  if (event.chat_id === view.chat.id) drawHappening(event);
  drawAround();
}

function noteTyping(chatId) {
  typingUntil.set(chatId, Date.now() + TYPING_MS);
  setTimeout(drawAround, TYPING_MS + 50);
}

function drawHappening(event) {
  const id = event.message?.message_id ?? event.message_id;
  if (event.kind === "message" && (!view.chat.topics.length || threadOf(event.message) === view.thread)) {
    read();
    addMessage(event.message);
    followForceReply(event.message);
  }
  if (event.kind === "edited" || event.kind === "reaction") changeMessage(id);
  if (event.kind === "seen") markSeen(id);
  if (event.kind === "deleted") removeMessage(id);
}

// ---- What a person does.

async function pressButton(message, button) {
  if ("callback_data" in button) {
    const answer = await act("press", {
      person: view.person.id, chat: message.chat.id, message_id: message.message_id, data: button.callback_data,
    });
    if (answer?.text && answer.show_alert) await modal(answer.text, [{ label: word("ok"), value: true }]);
    else if (answer?.text) toast(answer.text);
    const parameter = answer?.url ? startParameter(answer.url) : null;
    if (parameter !== null) start(parameter);
  } else if ("switch_inline_query_current_chat" in button) {
    write(`@${world.bot.username} ${button.switch_inline_query_current_chat}`);
  } else if ("copy_text" in button) {
    await navigator.clipboard.writeText(button.copy_text.text);
    toast(word("copied"));
  } else {
    const query = button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query ?? "";
    const choices = chatsOf(view.person).map((chat) => ({ label: chatName(chat), value: chat }));
    const chosen = await modal(word("choose_chat"), [...choices, { label: word("cancel"), value: undefined }]);
    if (!chosen) return;
    openChat(chosen);
    write(`@${world.bot.username} ${query}`);
  }
}

// The parameter of a link that starts this bot, "" for none; null for any other link.
function startParameter(href) {
  const match = href.match(/^https?:\/\/t\.me\/(\w+)(?:\?start=([\w-]*))?$/i);
  return match && match[1].toLowerCase() === world.bot.username.toLowerCase() ? match[2] ?? "" : null;
}

async function start(parameter) {
  openChat(chatOf(view.person.id));
  await say(parameter ? `/start ${parameter}` : "/start");
  focusComposer();
}

async function unblock() {
  if (await act("block", { person: view.person.id, blocked: false }) !== null) await say("/start");
}

// The menu of the chat: what else a person can do to the bot there.
async function showMenu() {
  const person = view.person.id;
  const chat = view.chat.id;
  const { blocked } = view.chat;
  const choices = inGroup()
    ? [{ label: word(blocked ? "add_bot" : "remove_bot"), value: () => act("membership", { person, chat, member: blocked }) }]
    : [{ label: word(blocked ? "unblock" : "block"), value: () => (blocked ? unblock() : act("block", { person, blocked: true })) }];
  if (view.chat.type === "group" && !view.chat.closed) {
    choices.push({ label: word("migrate"), value: () => act("migrate", { person, chat }) });
  }
  const chosen = await modal(chatName(view.chat), [...choices, { label: word("cancel"), value: null }]);
  if (chosen) await chosen();
}

const actions = {
  say, start, unblock, goTo, startParameter, becomePerson, openChat,
  reply: replyTo,
  edit: startEdit,
  press: pressButton,
  openTopic: (thread) => show(view.person.id, view.chat.id, thread),
};

function setUpButtons() {
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => chooseLanguage(button.dataset.language));
  }
  byId("back").append(icon("back"));
  byId("back").addEventListener("click", () => (history.state?.screen === "chat" ? history.back() : setScreen("list")));
  byId("menu").append(icon("more"));
  byId("menu").addEventListener("click", showMenu);
  byId("head-person").addEventListener("click", choosePerson);
  byId("to-end").append(icon("down"));
  addEventListener("popstate", (event) => {
    document.body.dataset.screen = event.state?.screen ?? "list";
    keepAddress();
    drawAround();
  });
}

async function main() {
  await load();
  recall();
  const wanted = new URLSearchParams(location.search);
  setLanguage(wanted.get("lang") ?? "vi");
  setUpTheme();
  setUpSide(actions);
  setUpChat(actions);
  setUpComposer(start);
  setUpViewer();
  setUpButtons();
  onEvent(took);
  document.body.dataset.screen = wanted.has("chat") ? "chat" : "list";
  show(Number(wanted.get("person")), Number(wanted.get("chat")), Number(wanted.get("topic")));
  listen();
}

main();
