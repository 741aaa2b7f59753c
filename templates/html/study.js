// The study: facts in reading order, by id, in the order of study; services by id.

const data = JSON.parse(part("data").textContent);
const facts = [];
for (const domain of data.domains) {
  for (const topic of domain.topics) {
    for (const fact of topic.facts) facts.push(Object.assign(fact, {domain, topic}));
  }
}
const factById = new Map(facts.map(fact => [fact.id, fact]));
const serviceById = new Map(data.services.map(service => [service.id, service]));
const studyOrder = data.order.map(id => factById.get(id));

// What one may type in place of a letter with a sign; the same for the text searched.
function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u2060]/g, "").toLowerCase();
}

// How much a fact belongs on the cheat sheet; who wants what could be there wants what must be, too.
const PRIORITIES = ["must", "should", "could"];

// By what a fact is found, beside its words.
function valuesOf(fact) {
  return {
    domain: [String(fact.domain.number)],
    task: [fact.task],
    service: fact.services,
    rank: [String(fact.rank)],
    kind: [fact.kind],
    sheet: fact.sheet ? PRIORITIES.slice(PRIORITIES.indexOf(fact.sheet)) : [],
    tag: fact.tags,
  };
}
