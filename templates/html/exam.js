// The exam view: one question of a mock exam at a time, its clock, and the way to any other; the keyboard suffices.

const sat = {exam: null, step: "question"}; // step: question, paused, overview, or left

function openExam(id) {
  const exam = examById.get(id);
  if (!exam || !sittingOf(exam)) {
    location.replace("#/test");
    return;
  }
  if (sat.exam !== exam || sat.step === "left") Object.assign(sat, {exam, step: "question"});
  startClock(exam);
  showStep();
}

// Who looks at anything else stops the clock.
function leaveExam() {
  if (!clock.exam) return;
  stopClock();
  saveProgress();
}

function beginExam(exam) {
  if (!sittingOf(exam)) beginSitting(exam);
  location.hash = `#/exam/${exam.id}`;
}

function currentItem() {
  return sat.exam.items[Math.min(sittingOf(sat.exam).at, sat.exam.items.length - 1)];
}

function showStep() {
  ({question: showItem, paused: showPaused, overview: showOverview})[sat.step]();
  showTime();
  view("exam").querySelector("h2").focus({preventScroll: true});
  scrollTo(0, 0);
}

function goToStep(step) {
  sat.step = step;
  if (step === "paused") leaveExam();
  else startClock(sat.exam);
  showStep();
}

function goToItem(index) {
  if (index < 0 || index >= sat.exam.items.length) return;
  sittingOf(sat.exam).at = index;
  saveProgress();
  goToStep("question");
}

function nextItem() {
  const next = sittingOf(sat.exam).at + 1;
  if (next < sat.exam.items.length) goToItem(next);
  else goToStep("overview");
}

function previousItem() {
  goToItem(sittingOf(sat.exam).at - 1);
}

function fillExam(...children) {
  view("exam").replaceChildren(make("div", {class: "sitting"}, ...children));
}

function showItem() {
  const [sitting, item] = [sittingOf(sat.exam), currentItem()];
  const number = sat.exam.items.indexOf(item) + 1;
  const flag = button(say("exam.flag"), () => flagItem(item), {"aria-pressed": String(sitting.flags.includes(item.id)), "data-part": "flag", "aria-keyshortcuts": "M"});
  fillExam(
    examBar(say("test.question", {number, all: sat.exam.items.length})),
    make("div", {class: "card item"}, markup(item.stem, "div", {class: "body"}), optionsField(item), make("p", {role: "status", class: "wrong", "data-part": "too-many"})),
    make("div", {class: "buttons steps"},
      button(say("exam.back"), previousItem, {disabled: number === 1, "aria-keyshortcuts": "P"}), flag,
      button(number < sat.exam.items.length ? say("test.next") : say("exam.to_the_end"), nextItem, {class: "main", "aria-keyshortcuts": "N"})),
    questionGrid(),
    make("p", {class: "quiet keys"}, say("exam.keys")),
  );
}

// Radio buttons, or boxes to tick where several are right; the question is their legend.
function optionsField(item) {
  const type = picksAsked(item) > 1 ? "checkbox" : "radio";
  const picks = picksOf(item, sittingOf(sat.exam).answers);
  const options = item.options.map((option, index) => make("label", {class: "choice"},
    make("input", {type, name: "option", checked: picks.includes(index), onchange: () => pickOption(item, index)}),
    make("b", {}, letterOf(index)), markup(option.text, "span")));
  return make("fieldset", {}, markup(item.question, "legend"), ...options);
}

function letterOf(index) {
  return String.fromCharCode(65 + index);
}

function pickOption(item, index) {
  const taken = togglePick(sat.exam, item, index);
  const picks = picksOf(item, sittingOf(sat.exam).answers);
  view("exam").querySelectorAll(".choice input").forEach((input, at) => { input.checked = picks.includes(at); });
  part("too-many").textContent = taken ? "" : say("exam.too_many", {n: picks.length});
  refreshGrid();
}

function flagItem(item) {
  toggleFlag(sat.exam, item);
  part("flag").setAttribute("aria-pressed", String(sittingOf(sat.exam).flags.includes(item.id)));
  refreshGrid();
}

// Every question as a button: answered, flagged, where one is.
function questionGrid() {
  return make("nav", {class: "questions side", "aria-label": say("exam.questions_nav"), "data-part": "questions"}, ...gridButtons(),
    button(say("exam.submit"), () => goToStep("overview"), {class: "wide", "aria-keyshortcuts": "O"}));
}

function gridButtons(items = sat.exam.items) {
  const sitting = sittingOf(sat.exam);
  return items.map(item => {
    const index = sat.exam.items.indexOf(item);
    const [answered, flagged] = [isAnswered(item, sitting), sitting.flags.includes(item.id)];
    const words = [say("exam.number", {number: index + 1}), say(answered ? "exam.answered" : "exam.not_answered"), ...(flagged ? [say("exam.flagged")] : [])];
    return button(String(index + 1), () => goToItem(index), {
      class: `${answered ? "done" : ""} ${flagged ? "flagged" : ""}`, "aria-label": words.join(say("list.comma")),
      "aria-current": sat.step === "question" && index === sitting.at ? "step" : null});
  });
}

function refreshGrid() {
  part("questions").querySelectorAll("button:not(.wide)").forEach(one => one.remove());
  part("questions").prepend(...gridButtons());
}

function showOverview() {
  const sitting = sittingOf(sat.exam);
  const open = sat.exam.items.filter(item => !isAnswered(item, sitting));
  const flagged = sat.exam.items.filter(item => sitting.flags.includes(item.id));
  const rows = [[say("exam.open_title"), open], [say("exam.flagged_title"), flagged], [say("exam.all_title"), sat.exam.items]].filter(([, items]) => items.length);
  fillExam(
    examBar(say("exam.before_submit")),
    make("p", {}, say(open.length ? "exam.some_open" : "exam.none_open")),
    make("div", {class: "buttons"}, button(say("exam.submit_now"), submitExam, {class: "main"}), button(say("exam.back_to_question"), () => goToStep("question"))),
    ...rows.flatMap(([title, items]) => [
      make("h3", {}, labelled(title) + sayNumber(items.length)), make("nav", {class: "questions", "aria-label": title}, ...gridButtons(items))]),
    make("div", {class: "buttons"}, button(say("exam.discard"), discardExam)),
  );
}

function showPaused() {
  fillExam(
    examBar(say("exam.stands")),
    make("p", {}, say("exam.stands_about")),
    make("div", {class: "buttons"}, button(say("exam.go_on"), () => goToStep("question"), {class: "main", "aria-keyshortcuts": "S"})),
  );
}

function submitExam() {
  submitSitting(sat.exam);
  sat.step = "left";
  location.hash = `#/result/${sat.exam.id}`;
}

function discardExam() {
  if (!confirm(say("exam.discard_sure", {exam: sat.exam.title}))) return;
  discardSitting(sat.exam);
  sat.step = "left";
  location.hash = "#/test";
}

const EXAM_KEYS = {s: () => pauseExam(), h: () => hideTime(), o: () => goToStep("overview")};
const ITEM_KEYS = {
  ...EXAM_KEYS, n: nextItem, enter: nextItem, arrowright: nextItem,
  p: previousItem, arrowleft: previousItem, m: () => flagItem(currentItem()),
};

function examKey(event) {
  const key = event.key.toLowerCase();
  const index = Math.max("abcdef".indexOf(key), "123456".indexOf(key));
  const picks = sat.step === "question" && key.length === 1 && currentItem().options[index];
  const press = (sat.step === "question" ? ITEM_KEYS : EXAM_KEYS)[key];
  const taken = event.target.matches("input") && key.startsWith("arrow"); // by the radio buttons
  if (taken || !(picks || press)) return;
  event.preventDefault();
  if (picks) pickOption(currentItem(), index);
  else press();
}
