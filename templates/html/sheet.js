// The cheat sheet: what the printed one says of a fact, in as many columns as the window has room for. All that could be on
// it, or what of it is found: here no page ends.

const RUN_OF_LINES = 30; // at least: about a window of them, so that one reads a column to its end without scrolling back
const MARKS = {must: "●", should: "○", could: "·"}; // as on paper

function openSheet() {
  if (isFilled("sheet")) return;
  const some = facts.filter(fact => Object.hasOwn(data.sheet, fact.id) && found.has(fact));
  const head = [make("h2", {class: "title"}, say("name.sheet")), make("p", {class: "quiet"}, say("page.sheet_about")), legend(some)];
  fillByDomain("sheet", head, some, sheetColumns, sheetRuns);
}

// Facts that share columns, those of a heading together.
function sheetRuns(some) {
  const runs = [];
  for (const own of grouped(some, sheetHeading).values()) {
    if (runs.length && runs.at(-1).length < RUN_OF_LINES) runs.at(-1).push(...own);
    else runs.push([...own]);
  }
  return runs;
}

function legend(some) {
  const present = PRIORITIES.filter(one => some.some(fact => fact.sheet === one));
  return present.length ? make("p", {class: "legend quiet"}, ...present.map(one => make("span", {}, `${MARKS[one]} ${say(`priority.${one}`)}`))) : null;
}

// The service that a fact is about, or its topic.
function sheetHeading(fact) {
  return fact.services.length ? serviceById.get(fact.services[0]).label : fact.topic.title;
}

function sheetColumns(some) {
  return make("div", {class: "sheet"}, ...[...grouped(some, sheetHeading)].map(([name, own]) =>
    make("section", {}, name ? make("h3", {}, name) : null, ...own.map(sheetLine))));
}

function sheetLine(fact) {
  const mark = fact.sheet ? make("span", {class: "mark", role: "img", "aria-label": say(`priority.${fact.sheet}`)}, MARKS[fact.sheet]) : null;
  return make("div", {class: "entry"}, mark, markup(data.sheet[fact.id]), make("a", {class: "to", href: `#${fact.id}`, "aria-label": fact.id}, "→"));
}
