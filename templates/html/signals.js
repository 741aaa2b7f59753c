// The signals: what decides a question, and what it points to, read off the scenarios that are found.

function openSignals() {
  const rows = new Map(); // domain -> rows of its table
  for (const fact of facts.filter(one => one.options && found.has(one))) {
    rows.set(fact.domain, [...rows.get(fact.domain) ?? [], signalRow(fact)]);
  }
  const tables = [...rows].flatMap(([domain, some]) => [domainTitle(domain), signalTable(some)]);
  fill(view("signals"), make("h2", {class: "title"}, say("signals.title")),
    ...(tables.length ? tables : [make("p", {}, say("page.nothing_found"))]));
}

function signalTable(rows) {
  const head = [say("signals.read"), say("signals.think"), ""].map(text => make(text ? "th" : "td", text ? {scope: "col"} : {}, text));
  const box = make("div", {class: "table signals"}, make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)));
  widths.observe(box);
  return box;
}

function signalRow(fact) {
  const picks = fact.options.filter(isRight).map(([html]) => markup(html));
  const link = make("a", {href: `#${fact.id}`, "aria-label": fact.id}, "→");
  return make("tr", {}, markup(fact.answer, "td"), make("td", {class: "pick"}, ...picks), make("td", {}, link));
}
