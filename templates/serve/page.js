"use strict";
const status = document.querySelector("output");
const problems = document.querySelector("section");
const frame = name => document.querySelector(`iframe[name=${name}]`);

function problem({ level, text }) {
  const box = document.createElement("article");
  box.className = level;
  for (const line of text.split("\n")) {
    const excerpt = /^ *\d* \| /.test(line);
    if (!excerpt || box.lastChild?.tagName !== "PRE") box.append(document.createElement(excerpt ? "pre" : "p"));
    box.lastChild.textContent += line.trimEnd() + "\n";
  }
  return box;
}

for (const button of document.querySelectorAll("nav button")) {
  button.addEventListener("click", () => {
    for (const other of document.querySelectorAll("nav button")) {
      other.setAttribute("aria-pressed", String(other === button));
      frame(other.dataset.shows).hidden = other !== button;
    }
  });
}

const events = new EventSource("events");
events.addEventListener("problems", event => {
  const found = JSON.parse(event.data);
  status.textContent = found.summary;
  problems.replaceChildren(...found.problems.map(problem));
});
events.addEventListener("failure", event => problems.prepend(problem(JSON.parse(event.data))));
events.addEventListener("sheet", event => { frame("sheet").src = "sheet.pdf?" + event.lastEventId; });
events.addEventListener("renew", () => frame("cards").contentWindow.location.reload());
events.addEventListener("error", () => { status.textContent = "dea-export serve has ended"; });
