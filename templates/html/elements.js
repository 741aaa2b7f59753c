// Elements of the page. Texts become text; HTML is only ever what the study's markup made (`markup`).

// make("button", {type: "button", class: "good", onclick: f}, "text", element …)
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

// The same for pictures drawn here.
function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function markup(html, name = "div", attributes = {}) {
  const element = make(name, attributes);
  element.innerHTML = html;
  for (const table of element.querySelectorAll(".table")) widths.observe(table);
  return element;
}

// A table that is too wide for its box can be scrolled by the keyboard, too.
const widths = new ResizeObserver(seen => {
  for (const {target} of seen) {
    const wide = target.scrollWidth > target.clientWidth;
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", say("page.wide_table")]]) {
      if (wide) target.setAttribute(name, value);
      else target.removeAttribute(name);
    }
  }
});

function tableBox(name, table) {
  const box = make("div", {class: `table ${name}`.trim()}, table);
  widths.observe(box);
  return box;
}

// What an element holds from now on; null is nothing.
function fill(element, ...children) {
  element.replaceChildren(...children.filter(child => child !== null));
}

function button(text, onclick, attributes = {}) {
  return make("button", {type: "button", onclick, ...attributes}, text);
}

function part(name) {
  return document.querySelector(`[data-part="${name}"]`);
}

function view(name) {
  return document.querySelector(`[data-view="${name}"]`);
}

// To those who do not look: a screen reader says what a region that was there before now holds.
function announce(text) {
  part("said").textContent = text;
}

// Key -> what has it, in order.
function grouped(list, keyOf) {
  const groups = new Map();
  for (const one of list) {
    if (!groups.has(keyOf(one))) groups.set(keyOf(one), []);
    groups.get(keyOf(one)).push(one);
  }
  return groups;
}

function shuffled(list) {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(Math.random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}
