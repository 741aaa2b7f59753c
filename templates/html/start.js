// Which view is shown, by the address: `#/learn`, or `#fact-id`, which opens that fact.

const VIEWS = {read: () => {}, learn: openLearn, test: openTest, record: openRecord};
const KEYS = {learn: learnKey, test: testKey};
let current = "read";

function showView() {
  const hash = location.hash.slice(1);
  const fact = factById.get(hash);
  const wanted = hash.startsWith("/") && Object.hasOwn(VIEWS, hash.slice(1)) ? hash.slice(1) : "read";
  current = wanted;
  document.body.dataset.showing = wanted;
  for (const name of Object.keys(VIEWS)) view(name).hidden = name !== wanted;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#/${wanted}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  form.hidden = wanted === "record";
  VIEWS[wanted]();
  if (fact) goTo(fact);
}

function onKey(event) {
  const busy = event.target.closest("input, select, textarea");
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
document.addEventListener("keydown", onKey);
document.addEventListener("filtered", () => {
  if (current === "learn") openLearn();
  if (current === "test" && !testing.facts.length) showStart();
});
addEventListener("hashchange", showView);
addEventListener("storage", event => {
  if (event.key !== KEY) return;
  loadProgress();
  facts.forEach(markCorrected);
});
showView();
(window.requestIdleCallback ?? setTimeout)(searchIndex); // before somebody types
