// Search and filters. Every word typed must stand in the fact, whole or not, with or without accents.

const form = part("filters");
const NAMES = ["domain", "task", "service", "rank", "kind", "sheet", "tag"];
// By one's own progress, which changes while one learns.
const MINE = {
  weak: [say("page.weak"), isWeak],
  due: [say("record.due"), fact => fact.cards.some(number => isDue(fact, number))],
  unmet: [say("record.new"), fact => !isMet(fact)],
};
let found = new Set(facts);
let index = null; // [fact, folded text, values by filter], once somebody searches

function buildSearch() {
  fillFilters();
  fillMine();
  form.addEventListener("input", applyFilters);
  part("all").addEventListener("click", resetFilters);
  form.addEventListener("submit", event => event.preventDefault());
  form.elements.words.addEventListener("focus", () => setTimeout(searchIndex));
}

function searchIndex() {
  index ??= facts.map(fact => [fact, folded(allWords(fact)), valuesOf(fact)]);
  return index;
}

// Everything that is said in a fact and of it, former names of its services too.
function allWords(fact) {
  const services = fact.services.map(id => serviceById.get(id));
  const names = services.flatMap(one => [one.id, one.name, one.label, ...one.formerly]);
  const said = [fact.body, fact.prompt, fact.answer, ...(fact.options ?? []).flat(), ...fact.about.map(([, , html]) => html)];
  return [fact.id, ...said.filter(Boolean).map(plain), fact.topic.title || fact.domain.title, ...fact.tags, ...names].join("\n");
}

const SIGNS = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&"};

// The words of HTML that markup made: only to be searched.
function plain(html) {
  return html.replace(/<\/?(?:p|li|ul|ol|td|th|tr|div|br|pre)\b[^>]*>/g, " ").replace(/<[^>]*>/g, "")
    .replace(/&(?:lt|gt|quot|#x27|amp);/g, sign => SIGNS[sign]);
}

function fillFilters() {
  const every = facts.map(valuesOf);
  const labels = {
    domain: data.domains.map(one => [one.name, numbered(one, one.label)]),
    task: data.domains.flatMap(one => one.tasks).map(([id, title]) => [id, `${id} ${title}`]),
    rank: [1, 2, 3].map(rank => [String(rank), say(`page.rank_${rank}`)]),
    sheet: PRIORITIES.map(one => [one, say(`page.${one}`)]),
    service: data.services.map(one => [one.id, one.label]).sort((a, b) => a[1].localeCompare(b[1], data.words.language)),
    kind: [...new Set(facts.map(fact => fact.kind))].sort().map(one => [one, say(`kind.${one}`)]),
  };
  for (const name of NAMES) {
    const present = new Set(every.flatMap(values => values[name]));
    const options = (labels[name] ?? [...present].sort().map(value => [value, value])).filter(([value]) => present.has(value));
    form.elements[name].append(...options.map(([value, label]) => make("option", {value}, label)));
    form.elements[name].closest("label").hidden = options.length < 2;
  }
}

function fillMine() {
  form.elements.mine.append(...Object.entries(MINE).map(([value, [label]]) => make("option", {value}, label)));
}

function applyFilters() {
  const words = folded(form.elements.words.value).split(/\s+/).filter(Boolean);
  const wanted = NAMES.map(name => [name, form.elements[name].value]).filter(([, value]) => value);
  const mine = MINE[form.elements.mine.value]?.[1];
  found = new Set();
  for (const [fact, text, values] of searchIndex()) {
    const fits = wanted.every(([name, value]) => values[name].includes(value)) && (!mine || mine(fact)) && words.every(word => text.includes(word));
    if (fits) found.add(fact);
  }
  showFound(found);
  const every = say("count.facts", {n: facts.length});
  const filtered = words.length || wanted.length || mine;
  part("found").textContent = filtered ? say("page.found", {n: found.size, facts: every}) : every;
  part("all").hidden = !filtered;
  document.dispatchEvent(new Event("filtered"));
}

function resetFilters() {
  form.reset();
  applyFilters();
}
