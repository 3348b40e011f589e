// Light or dark: as the computer has it, until somebody chooses.

import { byId } from "/static/dom.js";
import { icon } from "/static/icons.js";
import { word } from "/static/words.js";

const NAME = "hoidap-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

const isDark = () => (chosen() ?? (system.matches ? "dark" : "light")) === "dark";

export function drawTheme() {
  const dark = isDark();
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const button = byId("theme");
  button.replaceChildren(icon(dark ? "sun" : "moon"));
  button.setAttribute("aria-label", word(dark ? "theme_light" : "theme_dark"));
  button.title = button.getAttribute("aria-label");
}

export function setUpTheme() {
  byId("theme").addEventListener("click", () => {
    try {
      localStorage.setItem(NAME, isDark() ? "light" : "dark");
    } catch {
      document.documentElement.dataset.theme = isDark() ? "light" : "dark";
      return;
    }
    drawTheme();
  });
  system.addEventListener("change", drawTheme);
  drawTheme();
}
