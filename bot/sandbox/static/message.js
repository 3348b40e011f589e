// One message as a bubble with its buttons.

import { avatar, element } from "/static/dom.js";
import { formatted, link } from "/static/text.js";
import { clock, word } from "/static/words.js";

export function messageItem(message, view, actions) {
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) {
    return element("li", { className: "service" }, word("migrated"));
  }
  const own = message.from.id === view.person.id;
  const bubble = element("div", { className: "bubble" });
  if (view.group && !own) bubble.append(senderLine(message.from));
  if (message.via_bot) bubble.append(element("p", { className: "via" }, word("via", { name: message.via_bot.username })));
  if (message.reply_to_message) bubble.append(quoted(message.reply_to_message));
  bubble.append(...contents(message, actions));
  bubble.append(metaLine(message, own, actions));
  const body = element("div", { className: "stack" }, bubble, ...keyboard(message, actions));
  const picture = view.group && !own ? avatar(message.from.id, message.from.first_name) : null;
  const item = element("li", { className: own ? "message own" : "message" }, picture, body);
  item.dataset.id = message.message_id;
  if (!view.group || own) bubble.prepend(element("span", { className: "hidden" }, `${own ? word("you") : message.from.first_name}: `));
  return item;
}

function senderLine(sender) {
  return element("p", { className: `sender ink${Math.abs(sender.id) % 7}` }, sender.first_name);
}

function quoted(message) {
  return element("div", { className: "reply" },
    element("strong", {}, message.from.first_name),
    element("span", {}, summary(message)));
}

// A message in one line, for quotes and the list of chats.
export function summary(message) {
  if (message.text ?? message.caption) return (message.text ?? message.caption).replace(/\s+/g, " ");
  if (message.sticker) return word("sent_sticker", { emoji: message.sticker.emoji ?? "" });
  if (message.voice) return word("sent_voice", { n: message.voice.duration });
  if (message.photo) return word("sent_photo");
  if (message.document) return word("sent_document", { name: message.document.file_name ?? "" });
  return word("migrated");
}

function contents(message, actions) {
  const made = [];
  if (message.sticker) made.push(element("p", { className: "sticker", role: "img", "aria-label": summary(message) }, message.sticker.emoji ?? "▢"));
  if (message.voice) made.push(element("p", { className: "voice" }, summary(message)));
  if (message.photo) {
    const photo = message.photo[message.photo.length - 1];
    made.push(element("img", { src: `/page/file/${photo.file_id}`, alt: message.caption ?? word("sent_photo"), width: photo.width, height: photo.height, className: "photo" }));
  }
  if (message.document) {
    const name = message.document.file_name ?? "";
    made.push(element("a", { className: "file", href: `/page/file/${message.document.file_id}`, download: name }, word("sent_document", { name })));
  }
  const text = message.text ?? message.caption;
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  if (text) made.push(element("div", { className: "text" }, formatted(text, entities, actions)));
  return made;
}

function metaLine(message, own, actions) {
  const time = element("time", { dateTime: new Date(message.date * 1000).toISOString() }, clock(message.date));
  const line = element("p", { className: "meta" });
  for (const emoji of message.reactions ?? []) {
    line.append(element("span", { className: "reaction", role: "img", "aria-label": word("reaction", { emoji }) }, emoji));
  }
  line.append(element("button", { type: "button", className: "tool", onclick: () => actions.reply(message) }, word("reply")));
  if (own && message.text && !message.via_bot) {
    line.append(element("button", { type: "button", className: "tool", onclick: () => actions.edit(message) }, word("edit")));
  }
  if (message.edit_date) line.append(element("span", {}, word("edited")));
  line.append(time);
  return line;
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return [];
  const drawn = rows.map((row) =>
    element("div", { className: "keys" }, ...row.map((button) => key(message, button, actions))));
  return [element("div", { className: "keyboard" }, ...drawn)];
}

function key(message, button, actions) {
  if ("href" in button) {
    const anchor = link(button.href, [button.text], actions, "key away");
    return anchor;
  }
  const made = element("button", { type: "button", className: "key" }, button.text);
  made.addEventListener("click", async () => {
    made.setAttribute("aria-busy", "true");
    made.disabled = true;
    await actions.press(message, button);
    made.disabled = false;
    made.removeAttribute("aria-busy");
  });
  return made;
}
