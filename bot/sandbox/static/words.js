// What the page says, in the language that was chosen.

let texts = {};
let chosen = "vi";

export function setWording(wording) {
  texts = wording;
}

export function setLanguage(language) {
  chosen = language in texts ? language : "vi";
  document.documentElement.lang = chosen;
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = word(element.dataset.label);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = word(element.dataset.placeholder);
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
}

export function language() {
  return chosen;
}

export function word(key, values = {}) {
  const text = texts[chosen]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

const place = () => (chosen === "vi" ? "vi" : "en-GB");

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(place(), { hour: "2-digit", minute: "2-digit", hour12: false });
}

const sameDay = (one, other) => one.toDateString() === other.toDateString();

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const now = new Date();
  if (sameDay(date, now)) return word("today");
  const thisYear = date.getFullYear() === now.getFullYear();
  return date.toLocaleDateString(place(), { day: "numeric", month: "long", year: thisYear ? undefined : "numeric" });
}

// For the list of chats: the time today, else the date.
export function clockOrDay(seconds) {
  const date = new Date(seconds * 1000);
  if (sameDay(date, new Date())) return clock(seconds);
  return date.toLocaleDateString(place(), { day: "2-digit", month: "2-digit", year: "2-digit" });
}

export function size(bytes) {
  const [amount, unit] = bytes < 2 ** 20 ? [bytes / 2 ** 10, "KB"] : [bytes / 2 ** 20, "MB"];
  const digits = amount < 10 ? 1 : 0;
  return `${amount.toLocaleString(place(), { maximumFractionDigits: digits })} ${unit}`;
}
