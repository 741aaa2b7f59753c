// The read view: facts by domain and topic, each with an address of its own (`#fact-id`). A part of what is found stands
// in the page, more as one scrolls, and all of it on paper: so it is as quick with ten thousand facts.

const PORTION = 10; // facts; about what a window shows, so that a search is as quick as one types
const RUN = 12; // facts that share two columns of paper, at least: fewer leave half of it empty, a thousand take minutes
const AHEAD = 1500; // pixels below the window that stand ready
const articles = new Map(); // fact -> its article, once made
const reading = {found: [], shown: 0, domain: null, topic: null, closed: []};

function buildRead() {
  const more = make("div", {class: "more", "data-part": "end"});
  const nothing = make("p", {"data-part": "nothing", hidden: true}, say("page.nothing_found"));
  view("read").append(welcome(), make("div", {"data-part": "found-facts"}), nothing, more);
  new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && showMore(PORTION), {rootMargin: `${AHEAD}px`}).observe(more);
  addEventListener("beforeprint", () => {
    showMore(Infinity);
    reading.closed = [...document.querySelectorAll(".tree details:not([open])")];
    for (const branch of reading.closed) branch.open = true;
  });
  addEventListener("afterprint", () => reading.closed.forEach(branch => { branch.open = false; }));
}

// What a newcomer reads first; gone once there is any progress, or a search.
function welcome() {
  const link = name => make("a", {href: `#/${name}`, class: "press"}, say(`page.${name}`));
  return make("section", {class: "offer", "data-part": "welcome"}, make("h2", {}, say("page.begin")), make("p", {}, say("page.begin_about", {learn: say("page.learn"), test: say("page.test")})),
    make("p", {class: "buttons"}, link("learn"), link("test")));
}

function hideWelcome() {
  part("welcome").hidden = reading.found.length < facts.length || hasProgress();
}

function showFound(some) {
  Object.assign(reading, {found: facts.filter(fact => some.has(fact)), shown: 0, domain: null, topic: null});
  part("found-facts").replaceChildren();
  part("nothing").hidden = some.size > 0;
  hideWelcome();
  showMore(PORTION);
}

// The next facts of what is found, under headings where a domain or topic begins.
function showMore(count) {
  const next = reading.found.slice(reading.shown, reading.shown + count);
  if (!next.length) return;
  reading.shown += next.length;
  for (const fact of next) {
    if (fact.domain !== reading.domain?.of) reading.domain = beginDomain(fact.domain);
    if (fact.topic !== reading.topic?.of) reading.topic = begin(runOf(reading.domain.section), topicTitle(fact.topic), fact.topic);
    reading.topic.section.append(article(fact));
  }
  // The observer says nothing of an end that was seen already: look once more when there is a picture of the page.
  if (count === PORTION) requestAnimationFrame(() => isNear(part("end")) && showMore(PORTION));
}

// A topic in place of a domain shares columns with others, as a topic of a domain does.
function beginDomain(domain) {
  const all = part("found-facts");
  return begin(domain.number ? all : runOf(all), domainTitle(domain), domain);
}

// The last run within an element, a new one where it is long enough.
function runOf(section) {
  const last = section.lastElementChild;
  if (last?.matches(".run") && last.querySelectorAll("article").length < RUN) return last;
  const run = make("div", {class: "run"});
  section.append(run);
  return run;
}

function isNear(element) {
  return element.offsetParent !== null && element.getBoundingClientRect().top < innerHeight + AHEAD;
}

function begin(parent, title, of) {
  const section = make("section", {}, title);
  parent.append(section);
  return {section, of};
}

function domainTitle(domain) {
  return make("h2", {class: `domain ${domain.colour}`}, `${numbered(domain, domain.title)} `, domain.weight ? make("small", {}, sayPercent(domain.weight)) : null);
}

function topicTitle(topic) {
  return topic.title ? make("h3", {}, topic.title) : null;
}

function article(fact) {
  if (!articles.has(fact)) {
    articles.set(fact, make("article", {id: fact.id, tabindex: "-1"}, readingSide(fact), aboutSide(fact), placeLine(fact)));
    markCorrected(fact);
  }
  return articles.get(fact);
}

// A correction stands at a fact that one has learnt, until it is answered again.
function markCorrected(fact) {
  const made = articles.get(fact);
  made?.querySelector(".corrected")?.remove();
  if (made && isCorrected(fact)) made.prepend(make("p", {class: "corrected"}, say("page.corrected")));
}

function goTo(fact) {
  if (!reading.found.includes(fact)) resetFilters();
  showMore(reading.found.indexOf(fact) + 1 - reading.shown);
  const made = article(fact);
  made.scrollIntoView({block: "start"});
  made.focus({preventScroll: true});
}
