// The side: who speaks, and their chats.

import { avatar, byId, element } from "/static/dom.js";
import { anyDraft, draftOf, unread, unreadOf } from "/static/memory.js";
import { summary } from "/static/message.js";
import { chatIsSeen, chatName, chatsOf, roleOf, view } from "/static/view.js";
import { world } from "/static/world.js";
import { clockOrDay, word } from "/static/words.js";

let actions = null;

export function setUpSide(given) {
  actions = given;
}

function badge(count) {
  if (!count) return null;
  return element("span", { className: "badge" },
    element("span", { "aria-hidden": "true" }, count > 99 ? "99+" : String(count)),
    element("span", { className: "hidden" }, word("unread", { n: count })));
}

const givenName = (person) => (person.is_bot ? person.first_name : person.first_name.split(/\s+/)[0]);

export function drawPeople() {
  const focused = byId("people").contains(document.activeElement) ? document.activeElement.dataset.person : null;
  byId("people").replaceChildren(...world.people.map((person) => element("li", {}, personButton(person))));
  if (focused) byId("people").querySelector(`[data-person="${focused}"]`)?.focus();
}

function personButton(person) {
  const made = element("button",
    { type: "button", className: "person", "aria-pressed": String(person === view.person), title: person.first_name, onclick: () => actions.becomePerson(person) },
    element("span", { className: "face" }, avatar(person.id, person.first_name), badge(unreadOf(person))),
    element("strong", {}, givenName(person)),
    element("span", {}, roleOf(person)));
  made.dataset.person = person.id;
  return made;
}

export function drawChats(typing) {
  const focused = byId("chats").contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  byId("chats").replaceChildren(...chatsOf(view.person).map((chat) =>
    element("li", {}, chatButton(chat, typing(chat.id)))));
  if (focused) byId("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
}

function chatButton(chat, isTyping) {
  const last = chat.messages[chat.messages.length - 1];
  const isPrivate = chat.type === "private";
  const made = element("button",
    { type: "button", className: "entry", "aria-current": chat === view.chat ? "true" : null, onclick: () => actions.openChat(chat) },
    avatar(chat.id, chatName(chat), isPrivate),
    element("span", { className: "entry-text" },
      element("span", { className: "entry-line" },
        element("strong", {}, chatName(chat)),
        last ? element("time", {}, clockOrDay(last.date)) : null),
      element("span", { className: "entry-line" }, preview(chat, last, isTyping), badge(unread(view.person, chat)))));
  made.dataset.chat = chat.id;
  return made;
}

function preview(chat, last, isTyping) {
  if (isTyping) return element("span", { className: "preview lively" }, word("typing"));
  const draft = chat === view.chat && chatIsSeen() ? "" : anyDraft(view.person, chat);
  if (draft) {
    return element("span", { className: "preview" }, element("em", {}, `${word("draft")}: `), draft);
  }
  if (!last) {
    const text = chat.type === "private" ? word("press_start") : word("members", { n: chat.members.length + 1 });
    return element("span", { className: "preview" }, text);
  }
  const own = last.from.id === view.person.id;
  const who = own ? word("you") : chat.type === "private" ? "" : givenName(last.from);
  return element("span", { className: "preview" },
    who ? element("span", { className: "who" }, `${who}: `) : null, summary(last));
}

// The topics of a forum, above its messages.
export function drawTopics() {
  const { chat, person } = view;
  const place = byId("topics");
  place.hidden = !chat.topics.length;
  if (place.hidden) return;
  const topics = [{ id: 0, name: word("general") }, ...chat.topics];
  place.replaceChildren(...topics.map(({ id, name }) => element("button",
    { type: "button", className: "topic", "aria-current": id === view.thread ? "true" : null, onclick: () => actions.openTopic(id) },
    name, badge(unread(person, chat, id)),
    id !== view.thread && draftOf(person, chat, id) ? element("em", {}, word("draft")) : null)));
}
