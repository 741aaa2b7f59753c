// Which view is shown, by the address: `#/learn`, `#/exam/form-1`, or `#fact-id`, which opens that fact.

const VIEWS = {read: hideWelcome, sheet: openSheet, signals: openSignals, learn: openLearn, test: openTest, record: openRecord, exam: openExam, result: openResult};
const KEYS = {learn: learnKey, test: testKey, exam: examKey};
const UNFILTERED = ["record", "exam", "result"];
const UNDER = {exam: "test", result: "test"}; // views that belong to another one
const followed = new Map(); // view -> the link by which one left it, to come back to
let current = "read";

function showView() {
  const hash = location.hash.slice(1);
  const fact = factById.get(hash);
  const [name, id] = hash.startsWith("/") ? hash.slice(1).split("/") : [];
  const wanted = Object.hasOwn(VIEWS, name ?? "") ? name : "read";
  leaveExam();
  current = wanted;
  document.body.dataset.showing = wanted;
  document.title = [wanted === "read" ? "" : view(wanted).ariaLabel, data.study.title].filter(Boolean).join(" – ");
  for (const one of Object.keys(VIEWS)) view(one).hidden = one !== wanted;
  for (const link of document.querySelectorAll("header nav a")) {
    if (link.getAttribute("href") === `#/${UNDER[wanted] ?? wanted}`) markLink(link);
    else link.removeAttribute("aria-current");
  }
  form.hidden = UNFILTERED.includes(wanted);
  sayRetired(hash);
  VIEWS[wanted](id);
  if (fact) goTo(fact);
  else followed.get(wanted)?.focus();
}

// An address of a fact that nobody should learn any more says why, and leads to those to learn instead.
function sayRetired(id) {
  const gone = Object.hasOwn(data.retired, id) ? data.retired[id] : null;
  part("gone").hidden = !gone;
  if (!gone) return;
  const links = gone.instead.filter(one => factById.has(one)).flatMap(one => [" ", make("a", {href: `#${one}`}, one)]);
  fill(part("gone"), say("page.retired", {id, reason: gone.reason}), ...links);
}

// The view one is in; where the row of views is wider than the window, it stands in its middle.
function markLink(link) {
  link.setAttribute("aria-current", "page");
  const [own, row] = [link.getBoundingClientRect(), link.parentElement.getBoundingClientRect()];
  link.parentElement.scrollLeft += (own.left + own.right - row.left - row.right) / 2;
}

function onKey(event) {
  const busy = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea");
  const pressable = event.target.closest({" ": "button, summary", Enter: "button, summary, a"}[event.key] ?? "nothing");
  if (busy || pressable || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    form.elements.words.focus();
  } else if (KEYS[current]) KEYS[current](event);
}

loadProgress();
buildRead();
buildSearch();
showFound(found);
part("more").open = matchMedia("(min-width: 60rem)").matches;
part("skip").addEventListener("click", event => {
  event.preventDefault();
  document.querySelector("main").focus();
});
document.querySelector("main").addEventListener("click", event => {
  const link = event.target.closest("a");
  if (link) followed.set(current, link);
});
document.addEventListener("keydown", onKey);
document.addEventListener("filtered", () => {
  if (current === "learn") openLearn();
  if (current === "sheet") openSheet();
  if (current === "signals") openSignals();
  if (current === "test" && !testing.facts.length) closeResult();
});
addEventListener("hashchange", showView);
addEventListener("storage", event => {
  if (event.key !== KEY) return;
  loadProgress();
  facts.forEach(markCorrected);
  if (current === "exam") showView(); // which another tab may have ended
});
addEventListener("pagehide", leaveExam);
addEventListener("pageshow", event => event.persisted && showView());
document.addEventListener("visibilitychange", () => document.hidden && clock.exam && saveProgress());
setInterval(onTick, 1000);
showView();
(window.requestIdleCallback ?? setTimeout)(searchIndex); // before somebody types
