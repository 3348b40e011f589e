// Where a person writes: text, replies, edits, commands, attachments and inline queries.

import { byId, element, toast } from "/static/dom.js";
import { summary } from "/static/message.js";
import { act, commandsOf, world } from "/static/world.js";
import { word } from "/static/words.js";

const MOST_FILE_BYTES = 10 * 2 ** 20;
const INLINE_PAUSE_MS = 300;

let view = null;
let context = null;
let opener = null;
let inlineTimer = 0;
let inlineAsked = 0;

export function setComposerView(next) {
  view = next;
  setContext(null);
  closePopup();
}

export function focusComposer() {
  byId("text").focus();
}

export function write(text) {
  byId("text").value = text;
  grow();
  focusComposer();
  lookAtText();
}

export function replyTo(message) {
  setContext({ kind: "reply", message, label: word("reply_to", { name: message.from.first_name }) });
  focusComposer();
}

export function startEdit(message) {
  setContext({ kind: "edit", message, label: word("editing") });
  write(message.text);
}

function setContext(next) {
  context = next;
  const bar = byId("context");
  bar.hidden = !next;
  byId("send").setAttribute("aria-label", word(next?.kind === "edit" ? "save" : "send"));
  if (!next) return;
  const cancel = () => {
    if (context?.kind === "edit") byId("text").value = "";
    setContext(null);
    focusComposer();
  };
  bar.replaceChildren(
    element("div", {}, element("strong", {}, next.label), element("span", {}, summary(next.message))),
    element("button", { type: "button", className: "icon", "aria-label": word("cancel"), onclick: cancel }, "✕"));
}

export async function say(text) {
  return act("say", { person: view.person.id, chat: view.chat.id, text });
}

async function submit() {
  const field = byId("text");
  const text = field.value;
  if (!text.trim() || inlineQuery(text) !== null) return;
  const person = view.person.id;
  const done = context?.kind === "edit"
    ? await act("edit", { person, message_id: context.message.message_id, text })
    : await act("say", { person, chat: view.chat.id, text, reply_to: context?.message.message_id });
  if (done === null) return;
  field.value = "";
  grow();
  setContext(null);
  closePopup();
}

function grow() {
  const field = byId("text");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
}

// ---- The list above the composer: commands, attachments, inline results.

function openPopup(button, label, ...children) {
  const popup = byId("popup");
  opener?.setAttribute("aria-expanded", "false");
  opener = button;
  opener?.setAttribute("aria-expanded", "true");
  popup.setAttribute("role", "group");
  popup.setAttribute("aria-label", label);
  popup.replaceChildren(...children);
  popup.hidden = false;
}

export function closePopup() {
  byId("popup").hidden = true;
  opener?.setAttribute("aria-expanded", "false");
  opener = null;
  inlineAsked += 1;
}

function choice(title, detail, onclick) {
  return element("button", { type: "button", className: "choice", onclick },
    element("strong", {}, title), detail ? element("span", {}, detail) : null);
}

async function showCommands(start = "") {
  const commands = await commandsOf(view.person.id, view.chat.id);
  const fitting = commands.filter(({ command }) => `/${command}`.startsWith(start));
  if (start && (!fitting.length || byId("text").value !== start)) {
    closePopup();
    return;
  }
  const address = view.group ? `@${world.bot.username}` : "";
  const rows = fitting.map(({ command, description }) => choice(`/${command}`, description, () => {
    closePopup();
    byId("text").value = "";
    grow();
    say(`/${command}${address}`);
    focusComposer();
  }));
  const empty = element("p", { className: "empty" }, word("no_commands"));
  openPopup(byId("commands"), word("commands"), ...(rows.length ? rows : [empty]));
}

function showAttachments() {
  const person = view.person.id;
  const chat = view.chat.id;
  openPopup(byId("attach"), word("attach"),
    choice(word("sticker"), "", () => { closePopup(); act("sticker", { person, chat }); }),
    choice(word("voice"), "", () => { closePopup(); act("voice", { person, chat }); }),
    choice(word("file"), "", () => { closePopup(); byId("file").click(); }));
}

async function sendFile(file) {
  if (file.size > MOST_FILE_BYTES) {
    toast(word("file_too_big"));
    return;
  }
  const reader = new FileReader();
  reader.onload = () => act("document", {
    person: view.person.id,
    chat: view.chat.id,
    name: file.name,
    mime_type: file.type,
    data: String(reader.result).split(",")[1] ?? "",
  });
  reader.readAsDataURL(file);
}

// ---- Inline mode: `@bot words`.

function inlineQuery(text) {
  const match = text.match(/^@(\w+)\s([^]*)$/);
  return match && match[1].toLowerCase() === world.bot.username.toLowerCase() ? match[2] : null;
}

function lookAtText() {
  const text = byId("text").value;
  clearTimeout(inlineTimer);
  const query = inlineQuery(text);
  if (query !== null) {
    inlineTimer = setTimeout(() => showInline(query, "", []), INLINE_PAUSE_MS);
  } else if (/^\/\w*$/.test(text)) {
    showCommands(text);
  } else {
    closePopup();
  }
}

async function showInline(query, offset, before) {
  const asked = ++inlineAsked;
  if (!before.length) openPopup(null, word("results"), element("p", { className: "empty" }, word("searching")));
  const answer = await act("inline", { person: view.person.id, chat: view.chat.id, query, offset });
  if (answer === null || asked !== inlineAsked) return;
  const rows = [...before, ...answer.results.map((result) =>
    choice(result.title, result.description, () => choose(query, answer.query_id, result.id)))];
  const shown = rows.length ? [...rows] : [element("p", { className: "empty" }, word("no_results"))];
  if (answer.button) {
    shown.unshift(choice(answer.button.text, "", () => view.start(answer.button.start_parameter)));
  }
  if (answer.next_offset) {
    shown.push(element("button", { type: "button", className: "choice more", onclick: () => showInline(query, answer.next_offset, rows) }, word("more")));
  }
  openPopup(null, word("results"), ...shown);
}

async function choose(query, queryId, resultId) {
  closePopup();
  byId("text").value = "";
  grow();
  await act("choose", { person: view.person.id, chat: view.chat.id, query, query_id: queryId, result_id: resultId });
  focusComposer();
}

// ---- Keys and buttons.

function movePopupFocus(event) {
  const choices = [...byId("popup").querySelectorAll("button")];
  if (byId("popup").hidden || !choices.length) return;
  if (event.key === "Escape") {
    closePopup();
    focusComposer();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const at = choices.indexOf(document.activeElement);
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = at < 0 && step < 0 ? choices.length - 1 : (at + step + choices.length) % choices.length;
    choices[next].focus();
  }
}

export function setUpComposer() {
  const field = byId("text");
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  field.addEventListener("input", () => { grow(); lookAtText(); });
  field.addEventListener("keydown", (event) => {
    // isComposing: Enter ends a word of a Vietnamese input method, it does not send.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && context && byId("popup").hidden) {
      setContext(null);
    } else if (!byId("popup").hidden && /^(Arrow(Up|Down)|Escape)$/.test(event.key)) {
      movePopupFocus(event);
    }
  });
  byId("popup").addEventListener("keydown", movePopupFocus);
  byId("commands").addEventListener("click", () => (opener === byId("commands") ? closePopup() : showCommands()));
  byId("attach").addEventListener("click", () => (opener === byId("attach") ? closePopup() : showAttachments()));
  byId("file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) sendFile(file);
    event.target.value = "";
  });
}
