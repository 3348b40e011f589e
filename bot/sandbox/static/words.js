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

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(chosen, { hour: "2-digit", minute: "2-digit", hour12: false });
}

export function day(seconds) {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return word("today");
  return date.toLocaleDateString(chosen === "vi" ? "vi" : "en-GB", { day: "numeric", month: "long", year: "numeric" });
}
