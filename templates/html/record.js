// The progress view: by domain as a picture, results of the tests over time, and progress as a file.

const THIN = {"vector-effect": "non-scaling-stroke"};
const STATES = [["known", "known"], ["learning", "learning"], ["due", "due"], ["unmet", "new"]];

function openRecord() {
  const rows = data.domains.filter(domain => domain.topics.length).map(domain => [domain, countStates(domain)]);
  view("record").replaceChildren(
    make("h2", {}, "Progress"),
    drawStates(rows),
    make("p", {class: "legend"}, ...STATES.map(([state, words]) => make("span", {class: `key ${state}`}, words))),
    stateTable(rows),
    ...drawResults(),
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
  return make("div", {class: "states", "aria-hidden": "true"}, ...rows.flatMap(([domain, counts]) => {
    const picture = draw("svg", {viewBox: "0 0 100 10", class: "bars", preserveAspectRatio: "none"});
    let x = 0;
    for (const [state] of STATES) {
      const width = 100 * counts[state] / most;
      picture.append(draw("rect", {x, y: 0, width, height: 10, class: state}));
      x += width;
    }
    return [make("p", {}, numbered(domain, domain.label)), picture];
  }));
}

// A picture from 0 to 100 % right.
function plot(size, ...marks) {
  const lines = [25, 50, 75].map(y => draw("line", {x1: 0, x2: 100, y1: y, y2: y, class: "grid", ...THIN}));
  return make("div", {class: `plot ${size}`, "aria-hidden": "true"}, make("p", {}, ...["100 %", "50 %", "0 %"].map(word => make("span", {}, word))),
    draw("svg", {viewBox: "0 0 100 100", preserveAspectRatio: "none"}, ...lines, ...marks));
}

function stateTable(rows) {
  const head = [data.domains[0].number ? "Domain" : "Topic", ...STATES.map(([, words]) => words), "cards"];
  const body = rows.map(([domain, counts]) => make("tr", {},
    make("th", {scope: "row"}, numbered(domain, domain.label)),
    ...[...STATES.map(([state]) => counts[state]), total(counts)].map(count => make("td", {}, count.toLocaleString("en")))));
  return make("div", {class: "table"}, make("table", {class: "figures"},
    make("thead", {}, make("tr", {}, ...head.map(word => make("th", {scope: "col"}, word)))), make("tbody", {}, ...body)));
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
    make("td", {}, `${one.right} of ${one.asked}`), make("td", {}, `${percent(one.right, one.asked)} %`), make("td", {}, `${Math.max(1, Math.round(one.seconds / 60))} min`)));
  const head = ["Day", "Exam", "Right", "Share", "Time"].map(word => make("th", {scope: "col"}, word));
  return [
    make("h3", {}, "Mock exams"),
    plot("", ...marks),
    make("p", {class: "quiet"}, "From 0 to 100 % right, the oldest first. The bars are the margin: another form might have given so much more or less."),
    make("div", {class: "table"}, make("table", {class: "figures"}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows))),
  ];
}

// The share of right answers of the last rounds.
function drawRounds() {
  const rounds = progress.rounds.slice(-40);
  if (!rounds.length) return [];
  const words = rounds.slice(-5).map(one => `${one.right} of ${one.asked}`).join(", ");
  const points = rounds.map((one, i) => `${rounds.length > 1 ? 100 * i / (rounds.length - 1) : 50},${100 - 100 * one.right / Math.max(1, one.asked)}`);
  const line = draw("polyline", {points: points.join(" "), class: "line", ...THIN});
  return [
    make("h3", {}, "Quick questions"),
    plot("low", line),
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
    said = `Taken up: ${counted(Object.keys(other.facts).length, "fact")}${other.results.length ? `, ${counted(other.results.length, "exam result")}` : ""}. Where both had answers, the later ones count.`;
  } catch {
    said = "That file holds no progress of this page; nothing was changed.";
  }
  part("imported").textContent = said;
}
