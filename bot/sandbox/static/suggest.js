// What the text in the composer offers: commands, the bot's name, inline results.

import { avatar, byId, element, tint } from "/static/dom.js";
import { closeList, extendList, note, openList, option } from "/static/list.js";
import { botName, inGroup, threadSent, view } from "/static/view.js";
import { act, commandsOf, world } from "/static/world.js";
import { word } from "/static/words.js";

const PAUSE_MS = 300;
const LONGEST_COMMAND = /^\/\w{0,32}$/;

let actions = null;
let timer = 0;
let asked = 0;

export function setUpSuggestions(given) {
  actions = given;
}

// The words after `@bot `, null where the text is no inline query.
export function inlineQuery(text) {
  const match = text.match(/^@(\w+)\s([^]*)$/);
  return match && match[1].toLowerCase() === world.bot.username.toLowerCase() ? match[2] : null;
}

export function suggest() {
  const text = byId("text").value;
  clearTimeout(timer);
  asked += 1;
  const query = inlineQuery(text);
  const name = `@${world.bot.username}`;
  if (query !== null) {
    timer = setTimeout(() => showResults(query), PAUSE_MS);
  } else if (LONGEST_COMMAND.test(text)) {
    showCommands(null, text);
  } else if (text.startsWith("@") && name.toLowerCase().startsWith(text.toLowerCase())) {
    const line = [avatar(world.bot.id, botName(), true), texts(name, word("inline_hint"))];
    openList(null, word("results"), [option(line, () => actions.write(`${name} `))]);
  } else {
    closeList();
  }
}

export function forgetSuggestions() {
  clearTimeout(timer);
  asked += 1;
  closeList();
}

const texts = (title, detail, more = null) => element("span", { className: "choice-text" },
  element("strong", {}, title), detail ? element("span", {}, detail) : null, more);

export async function showCommands(button, start = "/") {
  const mine = ++asked;
  const commands = await commandsOf(view.person.id, view.chat.id);
  if (mine !== asked) return;
  const fitting = commands.filter(({ command }) => `/${command}`.startsWith(start));
  if (!fitting.length && start !== "/") {
    closeList();
    return;
  }
  const address = inGroup() ? `@${world.bot.username}` : "";
  const rows = fitting.map(({ command, description }) => option(
    [element("span", { className: "command" }, `/${command}`), element("span", { className: "command-text" }, description)],
    () => actions.sendCommand(`/${command}${address}`), "command-line"));
  openList(button, word("commands"), rows.length ? rows : [note(word("no_commands"))]);
}

async function showResults(query) {
  const mine = ++asked;
  openList(null, word("results"), [note(word("searching"))]);
  const answer = await inlineAnswer(query, "");
  if (answer === null || mine !== asked) return;
  const rows = resultRows(query, answer, mine);
  if (answer.button) rows.unshift(startRow(answer.button));
  openList(null, word("results"), rows.length ? rows : [note(word("no_results"))]);
}

const inlineAnswer = (query, offset) =>
  act("inline", { person: view.person.id, chat: view.chat.id, query, offset });

function resultRows(query, answer, mine) {
  const rows = answer.results.map((result) =>
    option(card(result), () => choose(query, answer.query_id, result.id), "card"));
  if (answer.next_offset && answer.results.length) {
    rows.push(option([word("more")], () => showMore(query, answer.next_offset, mine), "more"));
  }
  return rows;
}

async function showMore(query, offset, mine) {
  const answer = await inlineAnswer(query, offset);
  if (answer !== null && mine === asked) extendList(resultRows(query, answer, mine));
}

function card(result) {
  const host = result.url ? new URL(result.url, location.href).hostname : "";
  const letter = [...result.title.trim()][0]?.toUpperCase() ?? "";
  const face = element("span", { className: `letter tint${tint(result.title.length)}`, "aria-hidden": "true" }, letter);
  return [face, texts(result.title, result.description, host ? element("span", { className: "host" }, host) : null)];
}

const startRow = (button) =>
  option([button.text], () => actions.start(button.start_parameter), "start-row");

async function choose(query, queryId, resultId) {
  forgetSuggestions();
  actions.clear();
  await act("choose", {
    person: view.person.id, chat: view.chat.id, thread: threadSent(), query, query_id: queryId, result_id: resultId,
  });
}
