// The list above the composer: commands, inline results, attachments. The focus stays where
// it is; arrows move through the list.

import { byId, element } from "/static/dom.js";

let active = -1;
let opener = null;

const options = () => [...byId("list").querySelectorAll("[role=option]")];

export const listIsOpen = () => !byId("list").hidden;
export const openedBy = (button) => listIsOpen() && opener === button;

export function option(children, choose, className = "") {
  const made = element("div", { role: "option", className: `choice ${className}`, "aria-selected": "false" }, ...children);
  made.addEventListener("click", choose);
  // The focus is not taken from the text.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  return made;
}

export const note = (text) => element("p", { className: "empty", role: "presentation" }, text);

export function openList(button, label, children) {
  const list = byId("list");
  closeList();
  opener = button;
  opener?.setAttribute("aria-expanded", "true");
  list.setAttribute("aria-label", label);
  list.replaceChildren(...children);
  options().forEach((one, index) => { one.id = `option${index}`; });
  list.hidden = false;
  list.scrollTop = 0;
  byId("text").setAttribute("aria-controls", "list");
}

// Adds further options in place of the last one, which asked for them.
export function extendList(children) {
  const list = byId("list");
  options().at(-1)?.remove();
  list.append(...children);
  options().forEach((one, index) => { one.id = `option${index}`; });
  mark(Math.min(active, options().length - 1));
}

export function closeList() {
  byId("list").hidden = true;
  byId("list").replaceChildren();
  opener?.setAttribute("aria-expanded", "false");
  opener = null;
  mark(-1);
  byId("text").removeAttribute("aria-controls");
}

function mark(index) {
  active = index;
  options().forEach((one, at) => one.setAttribute("aria-selected", String(at === index)));
  const chosen = options()[index];
  chosen?.scrollIntoView({ block: "nearest" });
  if (chosen) byId("text").setAttribute("aria-activedescendant", chosen.id);
  else byId("text").removeAttribute("aria-activedescendant");
}

// The way into the private chat stands above the results; the arrows begin at these.
const firstResult = () => Math.max(0, options().findIndex((one) => !one.classList.contains("start-row")));

// Whether the key was for the list.
export function listTakes(event) {
  const count = options().length;
  if (!listIsOpen() || event.isComposing) return false;
  if (event.key === "Escape") {
    closeList();
  } else if (event.key === "ArrowDown" && count) {
    mark(active < 0 ? firstResult() : (active + 1) % count);
  } else if (event.key === "ArrowUp" && count) {
    mark(active <= 0 ? count - 1 : active - 1);
  } else if ((event.key === "Enter" || event.key === "Tab") && active >= 0) {
    options()[active].click();
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}
