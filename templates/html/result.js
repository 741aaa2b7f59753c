// The result of a mock exam: the score by domain and task and how far it can be trusted, then each question with the
// reason for every option and the way to the facts behind it.

const REVIEWED = ["missed", "flagged", "all"];
const reviewed = {result: null, what: "missed"};

function openResult(id) {
  const exam = examById.get(id);
  const result = exam && lastResult(exam);
  if (!result) location.replace("#/test");
  else if (reviewed.result !== result) showExamResult(exam, result);
}

function showExamResult(exam, result) {
  Object.assign(reviewed, {result, what: result.right < result.asked ? "missed" : "all"});
  const title = make("h2", {tabindex: "-1"}, say("result.score", {right: result.right, asked: result.asked, percent: sayPercent(percent(result.right, result.asked))}));
  const took = {exam: exam.title, day: sayDay(result.day), minutes: sayMinutes(result.seconds), n: exam.minutes};
  fill(
    view("result"),
    make("p", {class: "quiet when"}, say(exam.minutes ? "result.took_of" : "result.took", took)),
    title,
    make("p", {class: "note"}, exam.note),
    scoreTable(exam, result),
    make("p", {class: "quiet"}, say("result.few")),
    lessonPart(exam, result),
    make("h3", {}, say("result.review")),
    reviewChoice(exam, result),
    make("div", {"data-part": "reviewed"}),
  );
  showReviewed(exam, result);
  title.focus({preventScroll: true});
  scrollTo(0, 0);
}

function percent(some, all) {
  return Math.round(100 * some / Math.max(1, all));
}

// A row for each domain and its tasks.
function scoreTable(exam, result) {
  const rows = data.domains.flatMap(domain => {
    const tasks = domain.tasks.map(([task, title]) => [`${task} ${title}`, exam.items.filter(item => item.task === task)]).filter(([, own]) => own.length);
    const own = tasks.flatMap(([, items]) => items);
    return own.length ? [scoreRow(`${domain.number} ${domain.title}`, own, result, "whole"), ...tasks.map(([title, items]) => scoreRow(title, items, result, ""))] : [];
  });
  const head = make("tr", {}, ...["result.domain_and_task", "name.right", "result.share"].map(key => make("th", {scope: "col"}, say(key))));
  return tableBox("", make("table", {class: "scores"}, make("thead", {}, head), make("tbody", {}, ...rows)));
}

function scoreRow(title, items, result, kind) {
  const right = items.filter(item => isItemRight(item, result.answers)).length;
  const bar = draw("svg", {viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true", class: "share"},
    draw("rect", {x: 0, y: 0, width: 100, height: 8, class: "unmet"}), draw("rect", {x: 0, y: 0, width: percent(right, items.length), height: 8, class: "known"}));
  return make("tr", {class: kind}, make("th", {scope: "row"}, title), make("td", {}, sayOf(right, items.length)), make("td", {}, bar));
}

// What to do with the misses: learn their facts here, or in Anki.
function lessonPart(exam, result) {
  const missed = exam.items.filter(item => !isItemRight(item, result.answers));
  const ids = new Set(missed.flatMap(item => factsMissed(item, picksOf(item, result.answers))));
  const behind = facts.filter(fact => ids.has(fact.id));
  return behind.length ? make("section", {},
    make("h3", {}, say("result.learn")),
    make("p", {}, say("result.behind", {n: behind.length, questions: say("count.questions", {n: missed.length})})),
    make("div", {class: "buttons"}, button(say("result.learn_here"), () => learnDeck("misses"), {class: "main"})),
    searchField(behind)) : null;
}

function reviewChoice(exam, result) {
  const show = event => {
    reviewed.what = event.target.value;
    showReviewed(exam, result);
  };
  return make("fieldset", {class: "pills"}, make("legend", {}, say("result.to_show")), ...REVIEWED.map(value => make("label", {},
    make("input", {type: "radio", name: "review", value, checked: value === reviewed.what, onchange: show}), say("learn.key", {text: say(`result.${value}`), key: toReview(exam, result, value).length}))));
}

function toReview(exam, result, what) {
  const fits = {missed: item => !isItemRight(item, result.answers), flagged: item => result.flags.includes(item.id), all: () => true};
  return exam.items.filter(fits[what]);
}

function showReviewed(exam, result) {
  part("reviewed").replaceChildren(...toReview(exam, result, reviewed.what).map(item => reviewedItem(exam, item, result)));
}

function reviewedItem(exam, item, result) {
  const picks = picksOf(item, result.answers);
  const right = isItemRight(item, result.answers);
  const verdict = say(right ? "result.right" : picks.length ? "result.missed" : result.answers[item.id] ? "result.changed" : "exam.not_answered");
  return make("article", {class: "review"},
    make("h4", {}, `${exam.items.indexOf(item) + 1} `, make("span", {class: right ? "right" : "wrong"}, `${right ? "✓" : "✗"} ${verdict}`),
      make("small", {}, ` ${say(result.flags.includes(item.id) ? "result.place_flagged" : "result.place", {task: item.task, level: say(`level.${item.level}`)})}`)),
    markup(item.stem, "div", {class: "body"}),
    markup(item.question, "p", {class: "prompt"}),
    make("ol", {class: "options"}, ...item.options.map((option, index) => reviewedOption(option, picks.includes(index)))),
    deciding(item));
}

function reviewedOption(option, picked) {
  const text = markup(option.text, "div", {class: "option"});
  text.prepend(option.pick ? "✓ " : picked ? "✗ " : "");
  if (picked) text.append(" ", make("span", {class: "picked"}, say("result.your_answer")));
  const reason = option.reason ? markup(option.reason, "div", {class: "loses"}) : make("div", {class: "loses"});
  reason.append(" ", ...groundsOf(option));
  return make("li", {class: option.pick ? "pick" : picked ? "missed" : ""}, text, reason);
}

function deciding(item) {
  const line = make("p", {class: "aside"}, make("span", {class: "label"}, labelled(say("result.decides"))), markup(say("list.quoted", {text: item.deciding}), "span"), " ");
  line.append(...groundsOf(item));
  return line;
}

// What says so: facts of this page, and a page of the vendor.
function groundsOf(one) {
  const words = (one.facts ?? []).map(id => (factById.has(id) ? make("a", {href: `#${id}`, class: "fact"}, id) : make("span", {class: "fact"}, id)));
  if (one.source) words.push(make("a", {href: one.source[0]}, one.source[1]));
  return words.flatMap(word => [word, " "]);
}
