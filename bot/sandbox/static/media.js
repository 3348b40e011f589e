// Pictures and files in messages, and the picture alone when it is opened.

import { byId, element } from "/static/dom.js";
import { size, word } from "/static/words.js";

const WIDEST_PX = 460;
const TALLEST_PX = 340;

export function photo(message) {
  const largest = message.photo[message.photo.length - 1];
  const source = `/page/file/${largest.file_id}`;
  const alt = message.caption || word("sent_photo");
  // Its place is known before it is loaded: nothing moves.
  const scale = Math.min(1, WIDEST_PX / largest.width, TALLEST_PX / largest.height);
  const [width, height] = [largest.width, largest.height].map((side) => Math.max(1, Math.round(side * scale)));
  const picture = element("img", { src: source, alt, width, height });
  return element("button", { type: "button", className: "photo", "aria-label": word("open_photo", { name: alt }), onclick: () => openPhoto(source, alt) }, picture);
}

function openPhoto(source, alt) {
  const viewer = byId("viewer");
  byId("viewer-picture").src = source;
  byId("viewer-picture").alt = alt;
  viewer.showModal();
}

const ending = (name) => (name.match(/\.([A-Za-z0-9]{1,4})$/)?.[1] ?? "").toLowerCase();

const KINDS = { pdf: 0, doc: 5, docx: 5, xls: 3, xlsx: 3, csv: 3, zip: 1, ppt: 1, pptx: 1 };

export function fileFace(name) {
  return element("span", { className: `file-face tint${KINDS[ending(name)] ?? 4}`, "aria-hidden": "true" }, ending(name) || "?");
}

export function fileLine(file) {
  const name = file.file_name ?? word("file");
  return element("a", { className: "file", href: `/page/file/${file.file_id}`, download: name },
    fileFace(name),
    element("span", { className: "file-text" },
      element("span", { className: "hidden" }, `${word("sent_document")}: `),
      element("strong", {}, name),
      element("span", {}, size(file.file_size))));
}

export function setUpViewer() {
  const viewer = byId("viewer");
  viewer.addEventListener("click", () => viewer.close());
}
