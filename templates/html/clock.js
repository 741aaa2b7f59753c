// The clock of a mock exam: it runs while a question is looked at, stands while one looks at anything else, and can be
// stopped or hidden.

const SLEPT = 180000; // milliseconds without a tick, after which the device slept and the clock stands
const KEPT = 10000; // milliseconds after which the time is saved
const WARNED = [30, 10, 5, 1, 0]; // minutes left that are said
const clock = {exam: null, seen: 0, saved: 0}; // the exam whose time runs, when it was last looked at, and saved

function startClock(exam) {
  Object.assign(clock, {exam, seen: Date.now()});
}

function stopClock() {
  tickClock();
  clock.exam = null;
}

// Counts the time since the last look; false if the clock stands, also because the device slept.
function tickClock() {
  const sitting = clock.exam && sittingOf(clock.exam);
  if (!sitting) return false;
  const gone = Date.now() - clock.seen;
  clock.seen = Date.now();
  if (gone > SLEPT) clock.exam = null;
  else sitting.spent += Math.max(0, gone);
  return clock.exam !== null;
}

// Milliseconds that are left, below zero after the end; null for an exam without a time.
function timeLeft(exam) {
  return exam.minutes ? exam.minutes * 60000 - sittingOf(exam).spent : null;
}

// What stands above every step of an exam.
function examBar(title) {
  const sitting = sittingOf(sat.exam);
  return make("div", {class: "bar"},
    make("div", {}, make("p", {class: "quiet"}, sat.exam.title), make("h2", {tabindex: "-1"}, title)),
    make("div", {class: "clock"},
      make("span", {role: "timer", "data-part": "time"}),
      button(sitting.hidden ? say("exam.show_time") : say("exam.hide_time"), hideTime, {"aria-keyshortcuts": "H", "data-part": "hide"}),
      sat.step === "paused" ? null : button(say("exam.pause"), pauseExam, {"aria-keyshortcuts": "S"})));
}

function showTime() {
  const {hidden, spent} = sittingOf(sat.exam);
  const left = timeLeft(sat.exam);
  part("time").textContent = hidden ? "" : left === null ? sayTime(spent) : left < 0 ? say("exam.over", {time: sayTime(-left)}) : sayTime(left);
  part("time").classList.toggle("over", left !== null && left < 0);
}

function hideTime() {
  const sitting = sittingOf(sat.exam);
  sitting.hidden = !sitting.hidden;
  part("hide").textContent = sitting.hidden ? say("exam.show_time") : say("exam.hide_time");
  saveProgress();
  showTime();
}

function pauseExam() {
  goToStep(sat.step === "paused" ? "question" : "paused");
}

function onTick() {
  if (!clock.exam || !sittingOf(clock.exam)) return; // another tab may have ended it
  const before = timeLeft(clock.exam);
  if (!tickClock()) goToStep("paused");
  else if (before !== null) sayWarning(before, timeLeft(clock.exam));
  showTime();
  if (Date.now() - clock.saved < KEPT) return;
  clock.saved = Date.now();
  saveProgress();
}

// To those who do not look at the clock, too: at some minutes before the end, and at the end.
function sayWarning(before, left) {
  const passed = WARNED.find(minutes => left <= minutes * 60000 && before > minutes * 60000);
  if (passed === undefined) return;
  announce(passed ? say("exam.left", {n: passed}) : say("exam.time_over"));
}
