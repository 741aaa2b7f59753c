// The study: facts in reading order, by id, in the order of study; services by id.

const COLOURS = 8; // as on paper; the ninth domain begins again
const facts = [];
for (const [index, domain] of data.domains.entries()) {
  domain.colour = `d${((domain.number ?? index + 1) - 1) % COLOURS + 1}`;
  domain.name = String(domain.number ?? domain.title); // by which filters know it
  for (const topic of domain.topics) {
    for (const fact of topic.facts) facts.push(Object.assign(fact, {domain, topic}));
  }
}
const factById = new Map(facts.map(fact => [fact.id, fact]));
const serviceById = new Map(data.services.map(service => [service.id, service]));
const severalRanks = new Set(facts.map(fact => fact.rank)).size > 1; // else there is nothing to say of them
const studyOrder = data.order.map(id => factById.get(id));

// What one may type in place of a letter with a sign; the same for the text searched.
function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u2060]/g, "").toLowerCase();
}

// A text about a domain with its number before it; a topic in place of a domain has none.
function numbered(domain, text) {
  return domain.number ? `${domain.number} ${text}` : text;
}

// How much a fact belongs on the cheat sheet; who wants what could be there wants what must be, too.
const PRIORITIES = ["must", "should", "could"];

// By what a fact is found, beside its words.
function valuesOf(fact) {
  return {
    domain: [fact.domain.name],
    task: fact.task ? [fact.task] : [],
    service: fact.services,
    rank: [String(fact.rank)],
    kind: [fact.kind],
    sheet: fact.sheet ? PRIORITIES.slice(PRIORITIES.indexOf(fact.sheet)) : [],
    tag: fact.tags,
  };
}
