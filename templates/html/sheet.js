// The cheat sheet: what the printed one says of a fact, in as many columns as the window has room for. All that could be on
// it, or what of it is found: here no page ends.

const MARKS = {must: "●", should: "○", could: "·"}; // as on paper

function openSheet() {
  if (isFilled("sheet")) return;
  const some = facts.filter(fact => Object.hasOwn(data.sheet, fact.id) && found.has(fact));
  const head = [make("h2", {class: "title"}, say("name.sheet")), make("p", {class: "quiet"}, say("page.sheet_about")), legend(some)];
  fillByDomain("sheet", head, some, sheetColumns);
}

function legend(some) {
  const present = PRIORITIES.filter(one => some.some(fact => fact.sheet === one));
  return present.length ? make("p", {class: "legend quiet"}, ...present.map(one => make("span", {}, `${MARKS[one]} ${say(`priority.${one}`)}`))) : null;
}

// Under the service that a fact is about, or its topic.
function sheetColumns(some) {
  const groups = grouped(some, fact => fact.services.length ? serviceById.get(fact.services[0]).label : fact.topic.title);
  return make("div", {class: "sheet"}, ...[...groups].map(([name, own]) =>
    make("section", {}, name ? make("h3", {}, name) : null, ...own.map(sheetLine))));
}

function sheetLine(fact) {
  const mark = fact.sheet ? make("span", {class: "mark", role: "img", "aria-label": say(`priority.${fact.sheet}`)}, MARKS[fact.sheet]) : null;
  return make("div", {class: "entry"}, mark, markup(data.sheet[fact.id]), make("a", {class: "to", href: `#${fact.id}`, "aria-label": fact.id}, "→"));
}
