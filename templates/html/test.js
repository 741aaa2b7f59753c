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
  const scenarios = [...found].filter(fact => fact.options).length;
  fill(
    view("test"),
    make("h2", {}, say("page.test")),
    make("section", {class: "offer"},
      make("h3", {}, say("test.quick")),
      make("p", {}, count ? say("test.offer", {questions: say("count.questions", {n: count}), scenarios: say("test.scenarios", {n: scenarios})})
        : say("test.no_scenario")),
      count ? make("div", {class: "buttons"}, button(say("test.start"), startTest, {class: "main"})) : null),
    ...data.exams.map(offerExam),
    missedPart(),
  );
}

// A mock exam: to begin, to go on with, to look at again.
function offerExam(exam) {
  const [sitting, last] = [sittingOf(exam), lastResult(exam)];
  const answered = sitting ? exam.items.filter(item => isAnswered(item, sitting)).length : 0;
  const left = sitting && timeLeft(exam);
  const state = sitting ? say(left > 0 ? "exam.begun_left" : "exam.begun", {n: answered, minutes: sayMinutes(left / 1000)})
    : last ? say("exam.last", {right: last.right, asked: last.asked, day: sayDay(last.day)}) : say("exam.answers_at_end");
  const words = {questions: say("count.questions", {n: exam.items.length}), minutes: say("count.minutes", {n: exam.minutes ?? 0})};
  const size = say(exam.minutes ? "exam.questions_timed" : "exam.questions", words);
  return make("section", {class: "offer"},
    make("h3", {}, exam.title),
    make("p", {}, `${size} ${state}`),
    make("div", {class: "buttons"},
      button(say(sitting ? "exam.go_on" : "exam.begin"), () => beginExam(exam), {class: "main", "aria-label": say(sitting ? "exam.go_on_with" : "exam.begin_one", {exam: exam.title})}),
      last ? make("a", {href: `#/result/${exam.id}`}, say("exam.last_result")) : null));
}

function startTest() {
  Object.assign(testing, {facts: drawQuestions(), at: 0, right: [], missed: [], over: false});
  showQuestion();
}

function showQuestion() {
  const fact = testing.facts[testing.at];
  testing.side = choiceSide(fact, right => answered(fact, right));
  const place = make("h2", {tabindex: "-1"}, say("test.question", {number: testing.at + 1, all: testing.facts.length}));
  const card = make("div", {class: "card"}, markup(fact.prompt, "div", {class: "body"}), testing.side.list, testing.side.verdict);
  fill(view("test"), place, card, make("div", {class: "buttons steps"}));
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
  view("test").querySelector(".buttons").append(button(last ? say("page.result") : say("test.next"), last ? showResult : showQuestion, {class: "main"}));
}

function showResult() {
  const [right, asked] = [testing.right.length, testing.facts.length];
  progress.rounds.push({day: today(), right, asked});
  saveProgress();
  const rows = data.domains.map(domain => {
    const own = testing.facts.filter(fact => fact.domain === domain).length;
    return own ? make("li", {}, labelled(domain.label) + sayOf(testing.right.filter(fact => fact.domain === domain).length, own)) : null;
  });
  Object.assign(testing, {facts: [], over: true});
  const title = make("h2", {tabindex: "-1"}, say("test.score", {right, asked}));
  fill(view("test"), title, make("ul", {}, ...rows), make("div", {class: "buttons"}, button(say("test.more"), startTest, {class: "main"}), button(say("test.all"), closeResult)), missedPart());
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
    make("h3", {}, say("test.missed", {n: missed.length})),
    make("details", {open: missed.length <= 10}, make("summary", {}, say("test.which")),
      factLinks(missed)),
    make("div", {class: "buttons"}, button(say("test.learn"), () => learnDeck("misses"))),
    searchField(missed));
}

function factLinks(some) {
  return make("ul", {}, ...some.map(fact => make("li", {}, make("a", {href: `#${fact.id}`}, plain(fact.prompt ?? fact.body)))));
}

function searchField(some) {
  const search = `"tag:${data.study.id}::*" (${some.map(fact => `Id:${fact.id}`).join(" OR ")})`;
  return make("label", {class: "block"}, say("test.in_anki"),
    make("textarea", {readonly: true, rows: "3", onfocus: event => event.target.select()}, search));
}

function testKey(event) {
  const digit = Number(event.key);
  if (testing.side && digit) testing.side.choose(digit - 1);
  else if (event.key === " " || event.key === "Enter") view("test").querySelector("button.main")?.click();
  else return;
  event.preventDefault();
}
