// Where a person writes: text, replies, edits, and what is attached.

import { byId, element, toast } from "/static/dom.js";
import { icon } from "/static/icons.js";
import { closeList, listIsOpen, listTakes, openedBy, openList, option } from "/static/list.js";
import { fileFace } from "/static/media.js";
import { draftOf, keepDraft } from "/static/memory.js";
import { summary } from "/static/message.js";
import { forgetSuggestions, inlineQuery, setUpSuggestions, showCommands, suggest } from "/static/suggest.js";
import { inGroup, shownMessages, threadSent, view } from "/static/view.js";
import { act, upload } from "/static/world.js";
import { size, word } from "/static/words.js";

const MOST_FILE_BYTES = 50 * 2 ** 20;
const TALLEST_PX = 140;

let context = null;
let attached = null;

// Takes up what was being written there.
export function openComposer() {
  forgetSuggestions();
  attached = null;
  context = null;
  byId("text").value = draftOf(view.person, view.chat, view.thread);
  byId("commands-word").hidden = inGroup();
  drawBars();
  grow();
}

// On a phone the keyboard comes with the focus; it is not called up unasked.
export function focusComposer() {
  if (matchMedia("(hover: hover)").matches) byId("text").focus();
}

function setText(text) {
  byId("text").value = text;
  keepDraft(view.person, view.chat, view.thread, context?.kind === "edit" ? "" : text);
  grow();
}

export function write(text) {
  setText(text);
  byId("text").focus();
  suggest();
}

export function replyTo(message) {
  context = { kind: "reply", message };
  drawBars();
  byId("text").focus();
}

export function startEdit(message) {
  context = { kind: "edit", message };
  drawBars();
  write(message.text);
}

// Telegram opens a reply by itself where the bot asks for one.
export function followForceReply(message) {
  if (message.keyboard?.force_reply && message.from.is_bot && !inGroup()) replyTo(message);
}

// ---- The bars above the text: what is answered or edited, what is attached.

function drawBars() {
  const bars = [];
  if (context) {
    const name = context.message.from.first_name;
    const label = context.kind === "edit" ? word("editing") : word("reply_to", { name });
    bars.push(bar(icon(context.kind), label, summary(context.message), dropContext));
  }
  if (attached) {
    const face = attached.address
      ? element("img", { src: attached.address, alt: "", className: "thumb" })
      : fileFace(attached.file.name);
    bars.push(bar(face, attached.file.name, size(attached.file.size), dropFile));
  }
  byId("bars").replaceChildren(...bars);
  byId("send").setAttribute("aria-label", word(context?.kind === "edit" ? "save" : "send"));
  byId("text").placeholder = word(attached ? "placeholder_caption" : "placeholder");
}

function bar(face, title, detail, drop) {
  return element("div", { className: "bar" }, face,
    element("div", { className: "bar-text" }, element("strong", {}, title), element("span", {}, detail)),
    element("button", { type: "button", className: "round", "aria-label": word("cancel"), title: word("cancel"), onclick: drop }, icon("close")));
}

function dropContext() {
  if (context?.kind === "edit") setText("");
  context = null;
  drawBars();
  focusComposer();
}

function dropFile() {
  attached = null;
  drawBars();
  focusComposer();
}

// ---- Sending.

export async function say(text) {
  return act("say", { person: view.person.id, chat: view.chat.id, thread: threadSent(), text });
}

async function submit() {
  const text = byId("text").value;
  if (!attached && (!text.trim() || inlineQuery(text) !== null)) return;
  const place = { person: view.person.id, chat: view.chat.id };
  const there = { ...view };
  const sending = { text, context, attached };
  setText("");
  context = null;
  attached = null;
  drawBars();
  forgetSuggestions();
  const done = await sent(place, sending);
  if (done === null) restore(there, sending);
}

function sent(place, sending) {
  const { text } = sending;
  const answered = sending.context?.message.message_id;
  if (sending.context?.kind === "edit") return act("edit", { ...place, message_id: answered, text });
  const more = { ...place, thread: threadSent(), reply_to: answered };
  if (!sending.attached) return act("say", { ...more, text });
  const { file } = sending.attached;
  return upload(file, { ...more, name: file.name, type: file.type, caption: text });
}

// What could not be sent is not lost, wherever one has gone meanwhile.
function restore(there, sending) {
  const here = there.person === view.person && there.chat === view.chat && there.thread === view.thread;
  if (!here) {
    keepDraft(there.person, there.chat, there.thread, sending.text);
    return;
  }
  ({ context, attached } = sending);
  setText(sending.text);
  drawBars();
}

function grow() {
  const field = byId("text");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
  byId("composer").classList.toggle("writing", field.value !== "");
}

// ---- Attachments.

function showAttachments() {
  const place = { person: view.person.id, chat: view.chat.id, thread: threadSent() };
  const line = (name, label, choose) => option([icon(name), label], () => { closeList(); choose(); }, "attachment");
  openList(byId("attach"), word("attach"), [
    line("photo", word("file"), () => byId("file").click()),
    line("sticker", word("sticker"), () => act("sticker", place)),
    line("voice", word("voice"), () => act("voice", place)),
  ]);
}

async function attach(file) {
  if (file.size > MOST_FILE_BYTES) {
    toast(word("file_too_big"));
    return;
  }
  const shown = /^image\/(png|jpeg)$/.test(file.type);
  attached = { file, address: shown ? await addressOf(file) : null };
  drawBars();
  byId("text").focus();
}

// The page's policy lets no other addresses than these show a picture.
function addressOf(file) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(file);
  });
}

// ---- Keys and buttons.

function onKey(event) {
  if (listTakes(event)) return;
  const field = byId("text");
  // isComposing: Enter ends a word of a Vietnamese input method, it does not send.
  if (event.isComposing || event.target !== field) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape" && (context || attached)) {
    event.stopPropagation();
    if (attached) dropFile();
    else dropContext();
  } else if (event.key === "ArrowUp" && !field.value) {
    const own = shownMessages().filter((one) => one.from.id === view.person.id && one.text && !one.via_bot);
    if (!own.length) return;
    event.preventDefault();
    startEdit(own[own.length - 1]);
  }
}

export function setUpComposer(start) {
  const field = byId("text");
  byId("send").append(icon("send"));
  byId("attach").append(icon("attach"));
  byId("commands").prepend(icon("menu"));
  setUpSuggestions({
    write,
    start,
    clear: () => { setText(""); focusComposer(); },
    sendCommand: (text) => { forgetSuggestions(); setText(""); say(text); focusComposer(); },
  });
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  byId("composer").addEventListener("keydown", onKey);
  field.addEventListener("input", () => { setText(field.value); suggest(); });
  field.addEventListener("paste", (event) => {
    const [file] = event.clipboardData?.files ?? [];
    if (!file) return;
    event.preventDefault();
    attach(file);
  });
  byId("commands").addEventListener("click", () => (openedBy(byId("commands")) ? closeList() : showCommands(byId("commands"))));
  byId("attach").addEventListener("click", () => (openedBy(byId("attach")) ? closeList() : showAttachments()));
  byId("file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) attach(file);
    event.target.value = "";
  });
  document.addEventListener("click", (event) => {
    if (listIsOpen() && !byId("foot").contains(event.target)) closeList();
  });
  takeDroppedFiles();
}

function takeDroppedFiles() {
  const place = byId("scroll");
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file && !byId("composer").hidden) attach(file);
  });
}
