// Progress by fact id, kept by the browser. Nothing but the learner deletes any of it: a fact that a release no longer
// has keeps its place, in case it comes back.
//
// {format: 1, facts: {id: {digest, cards: {number: [box, due day, answered at (ms), met on day]}}},
//  recalls: {id: [asked on a later day, forgotten then]}, misses: {id: day}, rounds: [{day, right, asked}],
//  sittings: {exam id: {at, answers: {item id: {digest, picks}}, flags: [item id], spent (ms), hidden}},
//  results: [{exam, day, at (ms), seconds, right, asked, answers, flags}]}

const KEY = `dea-export:${data.study.id}`;
const DAY = 86400000;
let progress = noProgress();
let storageTrouble = "";

function noProgress() {
  return {format: 1, facts: Object.create(null), recalls: Object.create(null), misses: Object.create(null), rounds: [], sittings: Object.create(null), results: []};
}

// Days since 1970 where the learner is.
function today() {
  return dayOf(Date.now());
}

function dayOf(milliseconds) {
  return Math.floor((milliseconds - new Date(milliseconds).getTimezoneOffset() * 60000) / DAY);
}

function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

// What a text holds of progress; throws if it is none. Whatever is not as it should be is left out.
function readProgress(text) {
  const found = JSON.parse(text);
  if (!found || found.format !== 1 || typeof found.facts !== "object" || !found.facts) {
    throw new Error("no progress of this page");
  }
  const clean = noProgress();
  for (const [id, known] of Object.entries(found.facts)) {
    const cards = Object.entries(known?.cards ?? {}).filter(
      ([number, card]) => /^\d+$/.test(number) && Array.isArray(card) && card.length === 4 && card.every(isNumber));
    if (cards.length) clean.facts[id] = {digest: String(known.digest), cards: Object.fromEntries(cards)};
  }
  for (const [id, counts] of Object.entries(found.recalls ?? {})) {
    if (Array.isArray(counts) && counts.length === 2 && counts.every(isNumber)) clean.recalls[id] = counts;
  }
  for (const [id, day] of Object.entries(found.misses ?? {})) if (isNumber(day)) clean.misses[id] = day;
  const rounds = Array.isArray(found.rounds) ? found.rounds : [];
  clean.rounds = rounds.filter(one => one && isNumber(one.day) && isNumber(one.right) && isNumber(one.asked));
  for (const [id, one] of Object.entries(found.sittings ?? {})) {
    if (isNumber(one?.at) && isNumber(one.spent)) {
      clean.sittings[id] = {at: Math.max(0, Math.floor(one.at)), spent: one.spent, hidden: one.hidden === true, ...readAnswers(one)};
    }
  }
  const results = Array.isArray(found.results) ? found.results : [];
  clean.results = results.filter(one => one && [one.day, one.at, one.seconds, one.right, one.asked].every(isNumber))
    .map(one => ({exam: String(one.exam), day: one.day, at: one.at, seconds: one.seconds, right: one.right, asked: one.asked, ...readAnswers(one)}));
  return clean;
}

function readAnswers(one) {
  const answers = Object.create(null);
  for (const [id, answer] of Object.entries(one.answers ?? {})) {
    if (Array.isArray(answer?.picks)) answers[id] = {digest: String(answer.digest), picks: answer.picks.filter(isNumber)};
  }
  return {answers, flags: Array.isArray(one.flags) ? one.flags.map(String) : []};
}

function loadProgress() {
  try {
    const text = localStorage.getItem(KEY);
    if (text !== null) progress = readProgress(text);
    localStorage.setItem(`${KEY}:try`, "1");
    localStorage.removeItem(`${KEY}:try`);
  } catch (error) {
    sayTrouble(error);
  }
}

function saveProgress() {
  try {
    localStorage.setItem(KEY, JSON.stringify(progress));
    if (storageTrouble) sayTrouble(null);
  } catch (error) {
    sayTrouble(error);
  }
}

function sayTrouble(error) {
  storageTrouble = error ? say("page.not_kept") : "";
  part("storage").hidden = !storageTrouble;
  part("storage").textContent = storageTrouble;
}

function hasProgress() {
  return [progress.facts, progress.misses, progress.sittings, progress.results, progress.rounds].some(one => Object.keys(one).length);
}

function cardOf(fact, number) {
  return progress.facts[fact.id]?.cards[number] ?? null;
}

function isMet(fact) {
  return fact.id in progress.facts;
}

// Whether the text is another one than that which was learnt.
function isCorrected(fact) {
  return isMet(fact) && progress.facts[fact.id].digest !== fact.digest;
}

// When a card of a fact was last answered, in ms; 0 when none was.
function answeredAt(id) {
  return Math.max(0, ...Object.values(progress.facts[id]?.cards ?? {}).map(card => card[2]));
}

// Of each card the later answer counts, so that a file of another device, or an old one, spoils nothing.
function mergeProgress(other) {
  for (const [id, theirs] of Object.entries(other.facts)) {
    const ours = progress.facts[id] ?? {digest: theirs.digest, cards: {}};
    for (const [number, card] of Object.entries(theirs.cards)) {
      const own = ours.cards[number];
      if (!own || card[2] > own[2]) {
        ours.cards[number] = card;
        ours.digest = theirs.digest;
      }
    }
    progress.facts[id] = ours;
  }
  for (const [id, day] of Object.entries(other.misses)) if (answeredAt(id) < (day + 1) * DAY) progress.misses[id] = Math.max(day, progress.misses[id] ?? 0);
  for (const [id, counts] of Object.entries(other.recalls)) if (!(progress.recalls[id]?.[0] >= counts[0])) progress.recalls[id] = counts;
  const played = new Set(progress.rounds.map(one => JSON.stringify(one)));
  progress.rounds.push(...other.rounds.filter(one => !played.has(JSON.stringify(one))));
  progress.rounds.sort((a, b) => a.day - b.day);
  const sat = new Set(progress.results.map(one => `${one.exam} ${one.at}`));
  const known = new Set(other.results.map(one => `${one.exam} ${one.at}`));
  const over = new Set(progress.results.filter(one => !known.has(`${one.exam} ${one.at}`)).map(one => one.exam)); // submitted since
  for (const [id, one] of Object.entries(other.sittings)) if (!over.has(id) && !(progress.sittings[id]?.spent >= one.spent)) progress.sittings[id] = one;
  progress.results.push(...other.results.filter(one => !sat.has(`${one.exam} ${one.at}`)));
  progress.results.sort((a, b) => a.at - b.at);
}
