// One message as a bubble with its buttons.

import { avatar, element, tint } from "/static/dom.js";
import { icon } from "/static/icons.js";
import { fileLine, photo } from "/static/media.js";
import { answersBySwipe } from "/static/swipe.js";
import { formatted, link } from "/static/text.js";
import { inGroup, view } from "/static/view.js";
import { personOf } from "/static/world.js";
import { clock, word } from "/static/words.js";

const SERVICE = ["migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member"];

export const isService = (message) => SERVICE.some((name) => name in message);

export function messageItem(message, actions) {
  if (isService(message)) return element("li", { className: "service" }, serviceText(message));
  const own = message.from.id === view.person.id;
  const named = inGroup() && !own;
  const bubble = element("div", { className: "bubble" });
  if (named) bubble.append(senderLine(message.from));
  else bubble.append(element("span", { className: "hidden" }, `${own ? word("you") : message.from.first_name}: `));
  if (message.via_bot) bubble.append(element("p", { className: "via" }, word("via", { name: message.via_bot.username })));
  if (message.forward_origin) bubble.append(forwardedLine(message.forward_origin));
  const answered = message.reply_to_message;
  if (answered && !answered.forum_topic_created) bubble.append(quoted(answered, actions));
  bubble.append(...contents(message, own, actions));
  const picture = bubble.querySelector(".photo img");
  if (picture) bubble.style.setProperty("--picture", `${picture.getAttribute("width")}px`);
  const stack = element("div", { className: "stack" }, bubble, ...keyboard(message, actions), reactionLine(message));
  const face = named ? avatar(message.from.id, message.from.first_name, message.from.is_bot) : null;
  const item = element("li", { className: own ? "message own" : "message" }, face, stack, tools(message, own, actions));
  item.dataset.id = message.message_id;
  item.dataset.from = message.from.id;
  answersBySwipe(item, () => actions.reply(message));
  return item;
}

// What stands in the chat without a bubble.
export function serviceText(message) {
  const name = message.from.first_name;
  if (message.new_chat_members) return word("bot_added", { name });
  if (message.left_chat_member) return word("bot_removed", { name });
  return word("migrated");
}

function senderLine(sender) {
  const role = personOf(sender.id)?.role ?? "citizen";
  const label = sender.is_bot ? word("bot_status") : role === "citizen" ? "" : word(`role_${role}`);
  return element("p", { className: `sender ink${tint(sender.id)}` }, sender.first_name,
    label ? element("span", { className: "title" }, label) : null);
}

function forwardedLine(origin) {
  return element("p", { className: "via" }, word("forwarded", { name: origin.sender_user?.first_name ?? "" }));
}

function quoted(message, actions) {
  return element("button",
    { type: "button", className: `reply line${tint(message.from.id)}`, "aria-label": word("go_to_answered"), onclick: () => actions.goTo(message.message_id) },
    element("strong", {}, message.from.first_name),
    element("span", {}, summary(message)));
}

// A message in one line, for quotes and the list of chats.
export function summary(message) {
  if (isService(message)) return serviceText(message);
  const text = message.text ?? message.caption;
  const kind = message.photo ? "🖼 " : message.document ? "📄 " : "";
  if (text) return kind + text.replace(/\s+/g, " ");
  if (message.sticker) return word("sent_sticker", { emoji: message.sticker.emoji ?? "" });
  if (message.voice) return word("sent_voice", { n: message.voice.duration });
  if (message.photo) return `${kind}${word("sent_photo")}`;
  if (message.document) return `${kind}${message.document.file_name ?? ""}`;
  return "";
}

function contents(message, own, actions) {
  const made = [];
  const meta = metaLine(message, own);
  if (message.sticker) made.push(element("p", { className: "sticker", role: "img", "aria-label": summary(message) }, message.sticker.emoji ?? "▢"));
  if (message.voice) made.push(element("p", { className: "voice" }, icon("voice"), summary(message)));
  if (message.photo) made.push(photo(message));
  if (message.document) made.push(fileLine(message.document));
  const text = message.text ?? message.caption;
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  if (text) made.push(element("div", { className: "text" }, formatted(text, entities, actions), meta));
  else made.push(meta);
  return made;
}

function metaLine(message, own) {
  const date = new Date(message.date * 1000);
  const time = element("time", { dateTime: date.toISOString(), title: date.toLocaleString() }, clock(message.date));
  return element("span", { className: "meta" },
    message.edit_date ? element("span", {}, word("edited")) : null,
    time, own ? statusMark(message) : null);
}

// One tick: sent. Two: the bot received it; in a group it does not receive everything.
export function statusMark(message) {
  const seen = view.chat.seen.has(message.message_id);
  const label = word(seen ? "status_seen" : "status_sent");
  return element("span", { className: "status", role: "img", "aria-label": label, title: label }, icon(seen ? "seen" : "sent"));
}

function reactionLine(message) {
  if (!message.reactions?.length) return null;
  const marks = message.reactions.map((emoji) =>
    element("span", { className: "reaction", role: "img", "aria-label": word("reaction", { emoji }) }, emoji));
  return element("div", { className: "reactions" }, ...marks);
}

function tools(message, own, actions) {
  const tool = (name, label, onclick) => element("button",
    { type: "button", className: "tool", "aria-label": label, title: label, onclick }, icon(name));
  const made = [tool("reply", word("reply"), () => actions.reply(message))];
  if (own && message.text && !message.via_bot) made.push(tool("edit", word("edit"), () => actions.edit(message)));
  return element("div", { className: "tools" }, ...made);
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return [];
  const drawn = rows.map((row) =>
    element("div", { className: "keys" }, ...row.map((button) => key(message, button, actions))));
  return [element("div", { className: "keyboard" }, ...drawn)];
}

function key(message, button, actions) {
  if ("href" in button) return link(button.href, [button.text, icon("open", "corner")], actions, "key");
  const corner = "copy_text" in button ? "copy" : "callback_data" in button ? null : "search";
  const made = element("button", { type: "button", className: "key" }, button.text, corner ? icon(corner, "corner") : null);
  made.addEventListener("click", async () => {
    // Not disabled: that would take the focus away.
    if (made.getAttribute("aria-busy")) return;
    made.setAttribute("aria-busy", "true");
    await actions.press(message, button);
    made.removeAttribute("aria-busy");
  });
  return made;
}
