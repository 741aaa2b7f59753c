// Mock exams as they are sat: what is answered and flagged. A sitting lives in the progress until it is
// submitted, so that closing the page ends nothing. Answers are numbers of options, kept with the digest of the text
// that was answered: of a question that a new edition changed, nothing is answered.

const examById = new Map(data.exams.map(exam => [exam.id, exam]));
const factsMissed = (item, picks) => [item, ...picks.map(index => item.options[index])].flatMap(one => one.facts ?? []);

function sittingOf(exam) {
  return progress.sittings[exam.id] ?? null;
}

function beginSitting(exam) {
  progress.sittings[exam.id] = {at: 0, answers: Object.create(null), flags: [], spent: 0, hidden: false};
  saveProgress();
}

function discardSitting(exam) {
  stopClock();
  delete progress.sittings[exam.id];
  saveProgress();
}

function picksOf(item, answers) {
  return answers[item.id]?.digest === item.digest ? answers[item.id].picks : [];
}

function picksAsked(item) {
  return item.options.filter(option => option.pick).length;
}

// Takes an option or gives it back; of a question with one answer the other one goes. False if too many are taken.
function togglePick(exam, item, index) {
  const {answers} = sittingOf(exam);
  const before = picksOf(item, answers);
  const others = before.filter(one => one !== index);
  if (picksAsked(item) === 1) answers[item.id] = {digest: item.digest, picks: [index]};
  else if (others.length === picksAsked(item)) return false;
  else answers[item.id] = {digest: item.digest, picks: others.length < before.length ? others : [...before, index]};
  saveProgress();
  return true;
}

function toggleFlag(exam, item) {
  const sitting = sittingOf(exam);
  const others = sitting.flags.filter(id => id !== item.id);
  sitting.flags = others.length < sitting.flags.length ? others : [...sitting.flags, item.id];
  saveProgress();
}

function isAnswered(item, sitting) {
  return picksOf(item, sitting.answers).length === picksAsked(item);
}

function isItemRight(item, answers) {
  const picks = picksOf(item, answers);
  return item.options.every((option, index) => option.pick === picks.includes(index));
}

// The end: a result, and the facts of what was missed among the misses. Only the last result of a form keeps the answers.
function submitSitting(exam) {
  stopClock();
  const {answers, flags, spent} = sittingOf(exam);
  const missed = exam.items.filter(item => !isItemRight(item, answers));
  for (const id of missed.flatMap(item => factsMissed(item, picksOf(item, answers)))) {
    if (factById.has(id)) progress.misses[id] = today();
  }
  for (const one of progress.results) if (one.exam === exam.id) Object.assign(one, {answers: {}, flags: []});
  const [asked, seconds] = [exam.items.length, Math.round(spent / 1000)];
  progress.results.push({exam: exam.id, day: today(), at: Date.now(), seconds, right: asked - missed.length, asked, answers, flags});
  delete progress.sittings[exam.id];
  saveProgress();
}

function lastResult(exam) {
  return progress.results.findLast(one => one.exam === exam.id) ?? null;
}
