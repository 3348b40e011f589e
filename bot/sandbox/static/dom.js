// Building elements. Text from the server only ever becomes text nodes.

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== "list") made[name] = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

export const tint = (id) => Math.abs(id) % 7;

function initials(name) {
  const words = name.trim().split(/\s+/);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return picked.map((one) => [...one][0]?.toUpperCase() ?? "").join("");
}

// A round picture: initials on a colour; the bot's own for the bot.
export function avatar(id, name, isBot = false) {
  const className = isBot ? "avatar bot-face" : `avatar tint${tint(id)}`;
  return element("span", { className, "aria-hidden": "true" }, isBot ? "" : initials(name));
}

// Only these may be opened, whatever the server says.
export function safeHref(href) {
  return /^(https?:\/\/|\/article\?)/i.test(href) ? href : null;
}

let toastTimer = 0;

export function toast(text) {
  const place = byId("toast");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.classList.remove("shown"), 4000);
}

// Shows a modal text with one button for each choice; resolves to the chosen value.
export function modal(text, choices) {
  const dialog = byId("alert");
  byId("alert-text").textContent = text;
  return new Promise((resolve) => {
    const buttons = choices.map(({ label, value, picture }) =>
      element("button", { type: "button", onclick: () => { dialog.close(); resolve(value); } }, picture, label));
    byId("alert-choices").classList.toggle("many", choices.length > 2);
    byId("alert-choices").replaceChildren(...buttons);
    dialog.oncancel = () => resolve(undefined);
    dialog.showModal();
  });
}
