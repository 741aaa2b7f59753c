// The signals: what decides a question, and what it points to, read off the scenarios that are found.

function openSignals() {
  if (isFilled("signals")) return;
  fillByDomain("signals", [make("h2", {class: "title"}, say("signals.title"))], facts.filter(one => one.options && found.has(one)), signalTable);
}

function signalTable(some) {
  const head = [say("signals.read"), say("signals.think"), ""].map(text => make(text ? "th" : "td", text ? {scope: "col"} : {}, text));
  return tableBox("signals", make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...some.map(signalRow))));
}

function signalRow(fact) {
  const picks = fact.options.filter(isRight).map(([html]) => markup(html));
  const link = make("a", {class: "to", href: `#${fact.id}`, "aria-label": fact.id}, "→");
  return make("tr", {}, markup(fact.answer, "td"), make("td", {class: "pick"}, ...picks), make("td", {}, link));
}
