// The progress view: by domain as a picture, results of the tests over time, and progress as a file.

const THIN = {"vector-effect": "non-scaling-stroke"};
const STATES = [["known", say("record.known")], ["learning", say("record.learning")], ["due", say("record.due")], ["unmet", say("record.new")]];

function openRecord() {
  const rows = data.domains.filter(domain => domain.topics.length).map(domain => [domain, countStates(domain)]);
  view("record").replaceChildren(
    make("h2", {}, say("page.progress")),
    drawStates(rows),
    make("p", {class: "legend"}, ...STATES.map(([state, words]) => make("span", {class: `key ${state}`}, words))),
    stateTable(rows),
    ...weakPart(),
    ...drawResults(),
    ...drawRounds(),
    make("h3", {}, say("record.keep")),
    make("p", {}, say("record.keep_about")),
    make("p", {class: "buttons"}, button(say("record.save"), exportProgress), importField()),
    make("p", {"data-part": "imported"}),
  );
}

function countStates(domain) {
  const counts = {known: 0, learning: 0, due: 0, unmet: 0};
  for (const fact of domain.topics.flatMap(topic => topic.facts)) {
    for (const number of fact.cards) {
      const card = cardOf(fact, number);
      const state = !card ? "unmet" : isDue(fact, number) ? "due" : card[0] >= KNOWN ? "known" : "learning";
      counts[state] += 1;
    }
  }
  return counts;
}

function total(counts) {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

// A bar a domain, as long as its share of the cards.
function drawStates(rows) {
  const most = Math.max(1, ...rows.map(([, counts]) => total(counts)));
  return make("div", {class: "states", "aria-hidden": "true"}, ...rows.flatMap(([domain, counts]) => {
    const picture = draw("svg", {viewBox: "0 0 100 10", class: "bars", preserveAspectRatio: "none"});
    let x = 0;
    for (const [state] of STATES) {
      const width = 100 * counts[state] / most;
      picture.append(draw("rect", {x, y: 0, width, height: 10, class: state}));
      x += width;
    }
    return [make("p", {class: `domain ${domain.colour}`}, numbered(domain, domain.label)), picture];
  }));
}

// A picture from 0 to 100 % right.
function plot(size, ...marks) {
  const lines = [25, 50, 75].map(y => draw("line", {x1: 0, x2: 100, y1: y, y2: y, class: "grid", ...THIN}));
  return make("div", {class: `plot ${size}`, "aria-hidden": "true"}, make("p", {}, ...[100, 50, 0].map(n => make("span", {}, sayPercent(n)))),
    draw("svg", {viewBox: "0 0 100 100", preserveAspectRatio: "none"}, ...lines, ...marks));
}

function stateTable(rows) {
  const head = [say(data.domains[0].number ? "name.domain" : "name.topic"), ...STATES.map(([, words]) => words), say("record.cards")];
  const body = rows.map(([domain, counts]) => make("tr", {},
    make("th", {scope: "row"}, numbered(domain, domain.label)),
    ...[...STATES.map(([state]) => counts[state]), total(counts)].map(count => make("td", {}, sayNumber(count)))));
  return tableBox("", make("table", {class: "figures"},
    make("thead", {}, make("tr", {}, ...head.map(word => make("th", {scope: "col"}, word)))), make("tbody", {}, ...body)));
}

// What one forgets most: by domain, and the facts themselves, to learn, to read, to print, to search for in Anki.
function weakPart() {
  const weak = weakest(new Set(facts));
  const rows = data.domains.map(domain => [domain, ...countRecalls(domain)]).filter(([, asked]) => asked);
  rows.sort((a, b) => b[2] / b[1] - a[2] / a[1]);
  if (!weak.length && !rows.length) return [];
  return [make("h3", {}, say("record.weak")), rows.length ? recallTable(rows) : null, weak.length ? weakList(weak) : null].filter(Boolean);
}

// How often facts of a domain were asked on a later day, and how often forgotten then.
function countRecalls(domain) {
  const counts = domain.topics.flatMap(topic => topic.facts).map(fact => progress.recalls[fact.id] ?? [0, 0]);
  return [0, 1].map(i => counts.reduce((sum, one) => sum + one[i], 0));
}

function recallTable(rows) {
  const head = [say(data.domains[0].number ? "name.domain" : "name.topic"), say("record.asked"), say("record.forgotten"), say("result.share")];
  const body = rows.map(([domain, asked, forgotten]) => make("tr", {}, make("th", {scope: "row"}, numbered(domain, domain.label)),
    ...[sayNumber(asked), sayNumber(forgotten), sayPercent(percent(forgotten, asked))].map(text => make("td", {}, text))));
  return tableBox("", make("table", {class: "figures"},
    make("thead", {}, make("tr", {}, ...head.map(word => make("th", {scope: "col"}, word)))), make("tbody", {}, ...body)));
}

function weakList(weak) {
  return make("section", {class: "missed"},
    make("p", {}, say("record.weak_about", {facts: say("count.facts", {n: weak.length})})),
    make("details", {open: weak.length <= 10}, make("summary", {}, say("test.which")), factLinks(weak)),
    make("div", {class: "buttons"}, button(say("test.learn"), () => learnDeck("weak")), button(say("record.read_weak"), readWeak)),
    searchField(weak));
}

// Those alone, to read and to print.
function readWeak() {
  form.reset();
  form.elements.mine.value = "weak";
  applyFilters();
  location.hash = "#/read";
}

// The mock exams over time: the share of right answers, with the margin within which another form might have lain.
function drawResults() {
  const results = progress.results.filter(one => examById.has(one.exam)).slice(-20);
  if (!results.length) return [];
  const width = 100 / results.length;
  const height = share => 100 - Math.max(0, Math.min(100, share));
  const marks = results.flatMap((one, i) => {
    const [x, share, margin] = [width * (i + .5), 100 * one.right / Math.max(1, one.asked), examById.get(one.exam).margin];
    const margins = {x1: x, x2: x, y1: height(share + margin), y2: height(share - margin), class: "margin", ...THIN};
    const point = {x1: x, x2: x, y1: height(share), y2: height(share), class: "point", ...THIN};
    return [draw("line", margins), draw("line", point)];
  });
  const rows = results.toReversed().map(one => make("tr", {},
    make("th", {scope: "row"}, sayDay(one.day)), make("td", {}, make("a", {href: `#/result/${one.exam}`}, examById.get(one.exam).title)),
    make("td", {}, sayOf(one.right, one.asked)), make("td", {}, sayPercent(percent(one.right, one.asked))), make("td", {}, say("record.minutes", {n: Math.max(1, Math.round(one.seconds / 60))}))));
  const head = ["record.day", "record.exam", "name.right", "result.share", "record.time"].map(key => make("th", {scope: "col"}, say(key)));
  return [
    make("h3", {}, say("record.exams")),
    plot("", ...marks),
    make("p", {class: "quiet"}, say("record.exams_about")),
    tableBox("", make("table", {class: "figures"}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows))),
  ];
}

// The share of right answers of the last rounds.
function drawRounds() {
  const rounds = progress.rounds.slice(-40);
  if (!rounds.length) return [];
  const words = rounds.slice(-5).map(one => sayOf(one.right, one.asked)).join(say("list.comma"));
  const points = rounds.map((one, i) => `${rounds.length > 1 ? 100 * i / (rounds.length - 1) : 50},${100 - 100 * one.right / Math.max(1, one.asked)}`);
  const line = draw("polyline", {points: points.join(" "), class: "line", ...THIN});
  return [
    make("h3", {}, say("test.quick")),
    plot("low", line),
    make("p", {}, say("record.last", {tests: say("count.tests", {n: progress.rounds.length}), scores: words})),
  ];
}

function exportProgress() {
  const file = new Blob([JSON.stringify(progress)], {type: "application/json"});
  const link = make("a", {href: URL.createObjectURL(file), download: `${data.study.id}-progress.json`});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function importField() {
  const field = make("input", {type: "file", accept: ".json,application/json", onchange: async event => {
    const [file] = event.target.files;
    if (file) importProgress(await file.text());
  }});
  return make("label", {class: "file"}, `${say("record.take")} `, field);
}

function importProgress(text) {
  let said;
  try {
    const other = readProgress(text);
    mergeProgress(other);
    saveProgress();
    facts.forEach(markCorrected);
    openRecord();
    said = say(other.results.length ? "record.taken_results" : "record.taken",
      {facts: say("count.facts", {n: Object.keys(other.facts).length}), results: say("count.results", {n: other.results.length})});
  } catch {
    said = say("record.not_taken");
  }
  part("imported").textContent = said;
  announce(said);
}
