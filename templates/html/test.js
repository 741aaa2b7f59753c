// The test view: ten quick questions from the choices, as many of each domain as its weight asks for, and the mock exams.

const QUESTIONS = 10;
const testing = {facts: [], at: 0, right: [], missed: [], side: null, over: false};

function openTest() {
  if (!testing.facts.length && !testing.over) showStart();
}

// How many of `total` each domain gets: by weight, the largest remainders first, never more than it has.
function shares(total, domains) {
  const weigh = ([one, own]) => one.weight ?? own.length; // without weights, as many as there are
  const weight = domains.reduce((sum, one) => sum + weigh(one), 0);
  const exact = domains.map(one => ({own: one[1], wanted: total * weigh(one) / weight}));
  const given = exact.map(({own, wanted}) => Math.min(Math.floor(wanted), own.length));
  const order = exact.map((one, i) => i).sort((a, b) => (exact[b].wanted % 1) - (exact[a].wanted % 1));
  let left = Math.min(total, exact.reduce((sum, one) => sum + one.own.length, 0)) - given.reduce((a, b) => a + b, 0);
  while (left > 0) {
    for (const i of order) {
      if (left > 0 && given[i] < exact[i].own.length) {
        given[i] += 1;
        left -= 1;
      }
    }
  }
  return given;
}

function drawQuestions() {
  const choices = [...found].filter(fact => fact.options);
  const domains = data.domains.map(domain => [domain, choices.filter(fact => fact.domain === domain)]).filter(([, own]) => own.length);
  const given = shares(QUESTIONS, domains);
  return shuffled(domains.flatMap(([, own], i) => shuffled(own).slice(0, given[i])));
}

function showStart() {
  const count = drawQuestions().length;
  fill(
    view("test"),
    make("h2", {}, "Test"),
    make("section", {class: "offer"},
      make("h3", {}, "Quick questions"),
      make("p", {}, count ? `${counted(count, "question")} from ${counted([...found].filter(fact => fact.options).length, "scenario")},`
        + " each domain by its weight in the exam. What you miss is collected." : "No scenario is left by these filters."),
      count ? make("div", {class: "buttons"}, button("Start", startTest, {class: "main"})) : null),
    ...data.exams.map(offerExam),
    missedPart(),
  );
}

// A mock exam: to begin, to go on with, to look at again.
function offerExam(exam) {
  const [sitting, last] = [sittingOf(exam), lastResult(exam)];
  const answered = sitting ? exam.items.filter(item => isAnswered(item, sitting)).length : 0;
  const left = sitting && timeLeft(exam);
  const state = sitting ? `Begun: ${answered} answered${left > 0 ? `, ${sayMinutes(left / 1000)} left` : ""}.`
    : last ? `Last: ${last.right} of ${last.asked} right, ${sayDay(last.day)}.` : "Answers at the end, with a reason for every option.";
  return make("section", {class: "offer"},
    make("h3", {}, exam.title),
    make("p", {}, `${counted(exam.items.length, "question")}${exam.minutes ? ` in ${counted(exam.minutes, "minute")}` : ""}. ${state}`),
    make("div", {class: "buttons"},
      button(sitting ? "Go on" : "Begin", () => beginExam(exam), {class: "main", "aria-label": `${sitting ? "Go on with" : "Begin"} ${exam.title}`}),
      last ? make("a", {href: `#/result/${exam.id}`}, "Last result") : null));
}

function startTest() {
  Object.assign(testing, {facts: drawQuestions(), at: 0, right: [], missed: [], over: false});
  showQuestion();
}

function showQuestion() {
  const fact = testing.facts[testing.at];
  testing.side = choiceSide(fact, right => answered(fact, right));
  const place = make("h2", {tabindex: "-1"}, `Question ${testing.at + 1} of ${testing.facts.length}`);
  const card = make("div", {class: "card"}, markup(fact.prompt, "div", {class: "body"}), testing.side.list, testing.side.verdict);
  fill(view("test"), place, card, make("div", {class: "buttons"}));
  place.focus({preventScroll: true});
  view("test").scrollIntoView({block: "nearest"});
}

function answered(fact, right) {
  testing.side = null;
  (right ? testing.right : testing.missed).push(fact);
  if (right) delete progress.misses[fact.id];
  else progress.misses[fact.id] = today();
  saveProgress();
  testing.at += 1;
  const last = testing.at === testing.facts.length;
  view("test").querySelector(".card").append(aboutSide(fact), placeLine(fact));
  view("test").querySelector(".buttons").append(button(last ? "Result" : "Next", last ? showResult : showQuestion, {class: "main"}));
}

function showResult() {
  const [right, asked] = [testing.right.length, testing.facts.length];
  progress.rounds.push({day: today(), right, asked});
  saveProgress();
  const rows = data.domains.map(domain => {
    const own = testing.facts.filter(fact => fact.domain === domain).length;
    return own ? make("li", {}, `${domain.label}: ${testing.right.filter(fact => fact.domain === domain).length} of ${own}`) : null;
  });
  Object.assign(testing, {facts: [], over: true});
  const title = make("h2", {tabindex: "-1"}, `${right} of ${asked} right`);
  fill(view("test"), title, make("ul", {}, ...rows), make("div", {class: "buttons"}, button("Ten more", startTest, {class: "main"}), button("All tests", closeResult)), missedPart());
  title.focus({preventScroll: true});
}

function closeResult() {
  testing.over = false;
  showStart();
}

function missedPart() {
  const missed = facts.filter(fact => fact.id in progress.misses);
  if (!missed.length) return null;
  return make("section", {class: "missed"},
    make("h3", {}, `${counted(missed.length, "fact")} missed so far`),
    make("details", {open: missed.length <= 10}, make("summary", {}, "Which"),
      make("ul", {}, ...missed.map(fact => make("li", {}, make("a", {href: `#${fact.id}`}, plain(fact.prompt ?? fact.body)))))),
    make("div", {class: "buttons"}, button("Learn them", learnMisses)),
    searchField(missed));
}

function searchField(some) {
  const search = `"tag:${data.study.id}::*" (${some.map(fact => `Id:${fact.id}`).join(" OR ")})`;
  return make("label", {class: "block"}, "The same in Anki: paste this into the search of Browse, or of a filtered deck",
    make("textarea", {readonly: true, rows: "3", onfocus: event => event.target.select()}, search));
}

function learnMisses() {
  location.hash = "#/learn";
  showView();
  part("deck").value = "misses";
  part("deck").dispatchEvent(new Event("change"));
}

function testKey(event) {
  const digit = Number(event.key);
  if (testing.side && digit) testing.side.choose(digit - 1);
  else if (event.key === " " || event.key === "Enter") view("test").querySelector("button.main")?.click();
  else return;
  event.preventDefault();
}
