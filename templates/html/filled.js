// Views that show what is found by domain. The first part stands at once, each other in a frame of its own, all on paper:
// so a search is as quick as one types. A view is filled anew only for other facts: one comes back to where one was.

const filled = new Map(); // view -> {of: what was found when it was filled, waiting: functions that make its other parts}

// `build` makes the element of a part from its facts, `split` the parts of a domain from what is found of it.
function fillByDomain(name, head, some, build, split = own => [own]) {
  const parts = [...grouped(some, fact => fact.domain)].flatMap(([domain, own]) =>
    split(own).map((piece, index) => () => (index ? [build(piece)] : [domainTitle(domain), build(piece)])));
  filled.set(name, {of: found, waiting: parts});
  fill(view(name), ...head, some.length ? null : make("p", {}, say("page.nothing_found")));
  fillOn(name);
}

function isFilled(name) {
  return filled.get(name)?.of === found;
}

function fillOn(name) {
  const next = filled.get(name).waiting.shift();
  if (!next) return;
  view(name).append(...next());
  requestAnimationFrame(() => fillOn(name));
}

addEventListener("beforeprint", () => {
  for (const [name, {waiting}] of filled) view(name).append(...waiting.splice(0).flatMap(next => next()));
});
