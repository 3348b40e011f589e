// Line icons, drawn on a grid of 24.

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  menu: "M5 7.5h14M5 12h14M5 16.5h14",
  attach: "M19.5 11.4 12 18.8a4.6 4.6 0 0 1-6.5-6.5l7.9-7.8a3.1 3.1 0 0 1 4.4 4.3l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.2l7-6.9",
  send: "M3.5 20.5v-6.8l9.200-1.700-9.200-1.700V3.500L21.500 12z",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  reply: "M10 6 4.5 11.5 10 17M5 11.5h8c4 0 6.5 2.3 6.5 6",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18z",
  file: "M7 3.5h7l4 4v13H7zM13.5 3.5V8H18",
  photo: "M4.5 6.5h15v12h-15zM4.5 16l4.5-4.5 4 4 2.5-2.5 4 4M15 10v.01",
  sticker: "M12 4a8 8 0 1 0 8 8M12 4a8 8 0 0 1 8 8c-5 0-8-3-8-8zM9 14.5c1 1 2.6 1.2 4 .6",
  voice: "M12 4a2.6 2.6 0 0 1 2.6 2.6v5a2.6 2.6 0 0 1-5.2 0v-5A2.6 2.6 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5",
  down: "M6 9.5l6 6 6-6",
  open: "M9 6h9v9M18 6 7 17",
  copy: "M9 9h10v11H9zM6 15H5V4h10v2",
  search: "M11 5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15.5 15.5 20 20",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1",
  sent: "M5.5 12.5l4 4 9-9",
  seen: "M2.5 12.5l4 4 9-9M11 15.5l1.2 1L21.5 7.5",
};

const SPACE = "http://www.w3.org/2000/svg";

export function icon(name, className = "icon") {
  const drawn = document.createElementNS(SPACE, "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("class", `${className} icon-${name}`);
  drawn.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", PATHS[name]);
  drawn.append(path);
  return drawn;
}
