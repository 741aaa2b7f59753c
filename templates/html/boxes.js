// Boxes by Leitner: what one knew moves up a box and comes back later, what one did not know goes back to box 0.

const WAITS = [0, 1, 3, 7, 14, 30, 60]; // days that a card of each box waits
const KNOWN = 4; // the box from which on a card counts as known

function answerCard(fact, number, knew) {
  const before = cardOf(fact, number);
  const corrected = isCorrected(fact);
  const known = progress.facts[fact.id] ??= {digest: fact.digest, cards: {}};
  if (corrected) forgetOthers(known, number);
  known.digest = fact.digest;
  if (before && !corrected && dayOf(before[2]) < today()) countRecall(fact, knew);
  const box = knew ? Math.min((before?.[0] ?? 0) + 1, WAITS.length - 1) : 0;
  known.cards[number] = [box, today() + WAITS[box], Date.now(), before?.[3] ?? today()];
  if (knew) delete progress.misses[fact.id];
  saveProgress();
}

// What one still knew on a later day, and what not; what is asked again on the same day says nothing.
function countRecall(fact, knew) {
  const counts = progress.recalls[fact.id] ??= [0, 0];
  counts[0] += 1;
  if (!knew) counts[1] += 1;
}

// Missed in a test, or forgotten and not known since.
function isWeak(fact) {
  const climbing = fact.cards.some(number => (cardOf(fact, number)?.[0] ?? 0) < KNOWN);
  return fact.id in progress.misses || (climbing && progress.recalls[fact.id]?.[1] > 0);
}

// Those of some facts, the weakest first: by how often they were forgotten, then missed ones first.
function weakest(some) {
  const forgotten = fact => progress.recalls[fact.id]?.[1] ?? 0;
  const missed = fact => Number(fact.id in progress.misses);
  return studyOrder.filter(fact => some.has(fact) && isWeak(fact)).sort((a, b) => forgotten(b) - forgotten(a) || missed(b) - missed(a));
}

function isKnownToday([fact, number]) {
  const card = cardOf(fact, number);
  return card !== null && card[0] > 0 && dayOf(card[2]) === today();
}

// The other cards of a corrected fact are due too.
function forgetOthers(known, number) {
  for (const [other, card] of Object.entries(known.cards)) if (Number(other) !== number) card[1] = today();
}

function isDue(fact, number) {
  const card = cardOf(fact, number);
  return card !== null && (card[1] <= today() || isCorrected(fact));
}

const APART = 10; // cards between the two of a pair, of which the one answers the other

// [fact, number] of every card of some facts, in the order of study.
function cardsOf(some) {
  const cards = studyOrder.filter(fact => some.has(fact)).flatMap(fact => fact.cards.map(number => [fact, number]));
  const placed = cards.map(([fact, number], index) => [index + (fact.apart && number === 2 ? APART : 0), [fact, number]]);
  return placed.sort(([a], [b]) => a - b).map(([, card]) => card);
}

// What is due, the longest unanswered first.
function dueCards(some) {
  return cardsOf(some).filter(([fact, number]) => isDue(fact, number))
    .sort(([a, n], [b, m]) => cardOf(a, n)[2] - cardOf(b, m)[2]);
}

function newCards(some) {
  return cardsOf(some).filter(([fact, number]) => cardOf(fact, number) === null);
}

function metToday() {
  return Object.values(progress.facts).flatMap(known => Object.values(known.cards)).filter(card => card[3] === today()).length;
}
