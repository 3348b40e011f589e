// Text with entities as elements. Offsets count UTF-16 units, as JavaScript's strings do.

import { element, safeHref } from "/static/dom.js";
import { language, word } from "/static/words.js";

const PLAIN_TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

export function formatted(text, entities, actions) {
  const fragment = document.createDocumentFragment();
  fragment.append(...pieces(text, 0, text.length, entities ?? [], actions));
  return fragment;
}

function pieces(text, start, end, entities, actions) {
  const made = [];
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const stop = entity.offset + entity.length;
    const inner = [];
    index += 1;
    while (index < entities.length && entities[index].offset < stop) inner.push(entities[index++]);
    const block = BLOCKS.has(entity.type);
    let before = text.slice(at, entity.offset);
    // A block stands on lines of its own: the line break beside it is not shown again.
    if (block && before.endsWith("\n")) before = before.slice(0, -1);
    if (before) made.push(before);
    const children = pieces(text, entity.offset, stop, inner, actions);
    made.push(wrapped(entity, text.slice(entity.offset, stop), children, actions));
    at = block && text[stop] === "\n" ? stop + 1 : stop;
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

function wrapped(entity, covered, children, actions) {
  if (entity.type === "text_link" || entity.type === "url") return link(entity.href, children, actions);
  if (entity.type === "email") return element("a", { href: `mailto:${covered}` }, ...children);
  if (entity.type === "bot_command") {
    return element("button", { type: "button", className: "inline-link", onclick: () => actions.say(covered) }, ...children);
  }
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "expandable_blockquote") return expandable(children);
  if (entity.type === "pre" && entity.language) {
    return element("pre", { "data-code": entity.language }, ...children);
  }
  if (entity.type in PLAIN_TAGS) return element(PLAIN_TAGS[entity.type], {}, ...children);
  return element("span", { className: `entity-${entity.type}` }, ...children);
}

// An anchor for a link: sample articles in the page's language, links to the bot as /start.
export function link(href, children, actions, className = "") {
  const safe = safeHref(href ?? "");
  if (!safe) return element("span", { className }, ...children);
  const start = actions.startParameter(safe);
  if (start !== null) {
    const onclick = (event) => { event.preventDefault(); actions.start(start); };
    return element("a", { href: safe, className, onclick }, ...children);
  }
  const [address, ...fragment] = safe.split("#");
  const inLanguage = safe.startsWith("/article?") ? `${address}&lang=${language()}` : address;
  const target = [inLanguage, ...fragment].join("#");
  return element("a", { href: target, target: "_blank", rel: "noopener noreferrer", className, title: linkTitle(target) }, ...children);
}

function linkTitle(target) {
  const shown = target.startsWith("/article?") ? new URLSearchParams(target.slice(9)).get("url") : target;
  return `${shown.split("#")[0]} (${word("opens_page")})`;
}

function spoiler(children) {
  const hidden = element("span", { className: "spoiler", role: "button", tabIndex: 0, "aria-label": word("spoiler") });
  const inside = element("span", { "aria-hidden": "true" }, ...children);
  const reveal = () => {
    hidden.classList.add("open");
    hidden.removeAttribute("role");
    hidden.removeAttribute("aria-label");
    inside.removeAttribute("aria-hidden");
  };
  hidden.append(inside);
  hidden.addEventListener("click", reveal);
  hidden.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      reveal();
    }
  });
  return hidden;
}

function expandable(children) {
  const body = element("div", { className: "folded" }, ...children);
  const button = element("button", { type: "button", className: "fold", "aria-expanded": "false" }, word("expand"));
  button.addEventListener("click", () => {
    const open = !body.classList.toggle("folded");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = word(open ? "collapse" : "expand");
  });
  return element("blockquote", {}, body, button);
}
