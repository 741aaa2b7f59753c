// The progress view: by domain as a picture, results of the tests over time, and progress as a file.

const STATES = [["known", "known"], ["learning", "learning"], ["due", "due"], ["unmet", "new"]];

function openRecord() {
  const rows = data.domains.filter(domain => domain.topics.length).map(domain => [domain, countStates(domain)]);
  view("record").replaceChildren(
    make("h2", {}, "Progress"),
    drawStates(rows),
    make("p", {class: "legend"}, ...STATES.map(([state, words]) => make("span", {class: `key ${state}`}, words))),
    stateTable(rows),
    ...drawRounds(),
    make("h3", {}, "Keep it, move it"),
    make("p", {}, "Progress stays in this browser, under the facts' names: a new edition of this page takes it up, and what was corrected"
      + " since you learnt it comes back. Save it as a file to move it to another device, or before you clear the browser."),
    make("p", {class: "buttons"}, button("Save as a file", exportProgress), importField()),
    make("p", {role: "status", "data-part": "imported"}),
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
  const picture = draw("svg", {viewBox: `0 0 100 ${rows.length * 9}`, class: "bars", "aria-hidden": "true", preserveAspectRatio: "none"});
  rows.forEach(([, counts], row) => {
    let x = 0;
    for (const [state] of STATES) {
      const width = 100 * counts[state] / most;
      picture.append(draw("rect", {x, y: row * 9 + 1, width, height: 7, class: state}));
      x += width;
    }
  });
  return picture;
}

function stateTable(rows) {
  const head = [data.domains[0].number ? "Domain" : "Topic", ...STATES.map(([, words]) => words), "cards"];
  const body = rows.map(([domain, counts]) => make("tr", {},
    make("th", {scope: "row"}, numbered(domain, domain.label)),
    ...[...STATES.map(([state]) => counts[state]), total(counts)].map(count => make("td", {}, count.toLocaleString("en")))));
  return make("div", {class: "table"}, make("table", {class: "figures"},
    make("thead", {}, make("tr", {}, ...head.map(word => make("th", {scope: "col"}, word)))), make("tbody", {}, ...body)));
}

// The share of right answers of the last rounds.
function drawRounds() {
  const rounds = progress.rounds.slice(-40);
  if (!rounds.length) return [];
  const words = rounds.slice(-5).map(one => `${one.right} of ${one.asked}`).join(", ");
  const points = rounds.map((one, i) => `${rounds.length > 1 ? 100 * i / (rounds.length - 1) : 50},${30 - 28 * one.right / Math.max(1, one.asked)}`);
  const line = draw("polyline", {points: points.join(" "), class: "line", "vector-effect": "non-scaling-stroke"});
  return [
    make("h3", {}, "Tests"),
    draw("svg", {viewBox: "0 0 100 32", class: "rounds", "aria-hidden": "true", preserveAspectRatio: "none"}, line),
    make("p", {}, `${counted(progress.rounds.length, "test")}; the last: ${words}.`),
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
  return make("label", {class: "file"}, "Take up a file ", field);
}

function importProgress(text) {
  let said;
  try {
    const other = readProgress(text);
    mergeProgress(other);
    saveProgress();
    facts.forEach(markCorrected);
    openRecord();
    said = `Taken up: ${counted(Object.keys(other.facts).length, "fact")}. Where both had answers, the later ones count.`;
  } catch {
    said = "That file holds no progress of this page; nothing was changed.";
  }
  part("imported").textContent = said;
}
