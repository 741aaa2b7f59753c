// The learn view: what is due, then new cards in the order of study; one card at a time, the keyboard suffices.

const SOON = 600000; // milliseconds
const learning = {card: null, shown: false, perDay: 20, deck: "plan", side: null};

function openLearn() {
  if (!view("learn").children.length) buildLearn();
  if (!learning.card || !found.has(learning.card[0])) nextCard();
}

function buildLearn() {
  const perDay = make("input", {type: "number", min: "0", max: "999", value: String(learning.perDay), onchange: event => {
    learning.perDay = Math.max(0, Number(event.target.value) || 0);
    nextCard();
  }});
  const deck = make("select", {"data-part": "deck", onchange: event => {
    learning.deck = event.target.value;
    nextCard();
  }}, make("option", {value: "plan"}, say("learn.plan")), make("option", {value: "misses"}, say("learn.misses")), make("option", {value: "weak"}, say("page.weak")));
  view("learn").append(
    make("div", {class: "bar"}, make("h2", {}, say("page.learn")), make("p", {class: "left", "aria-live": "polite", "data-part": "left"})),
    make("div", {class: "card", tabindex: "-1", role: "group", "aria-label": say("learn.card"), "aria-describedby": "card/front", "data-part": "card"}),
    make("div", {class: "buttons steps", "data-part": "buttons"}),
    make("p", {class: "settings"}, make("label", {}, labelled(say("learn.cards")), deck), " ", make("label", {}, labelled(say("learn.per_day")), perDay)),
    make("p", {class: "quiet keys"}, say("learn.keys")),
    make("p", {class: "quiet"}, say("learn.boxes")),
  );
}

// Goes to the learn view with other cards than those that the plan has for today.
function learnDeck(name) {
  location.hash = "#/learn";
  showView();
  part("deck").value = name;
  part("deck").dispatchEvent(new Event("change"));
}

function waitingCards() {
  if (learning.deck === "misses") return cardsOf(new Set([...found].filter(fact => fact.id in progress.misses)));
  if (learning.deck === "weak") return weakest(found).flatMap(fact => fact.cards.map(number => [fact, number])).filter(card => !isKnownToday(card));
  const left = Math.max(0, learning.perDay - metToday());
  const due = dueCards(found);
  const fresh = ([fact, number]) => Date.now() - cardOf(fact, number)[2] < SOON; // just answered wrong: after the others
  return [...due.filter(card => !fresh(card)), ...newCards(found).slice(0, left), ...due.filter(fresh)];
}

function nextCard() {
  const waiting = waitingCards();
  const due = waiting.filter(([fact, number]) => cardOf(fact, number)).length;
  part("left").textContent = learning.deck === "plan" ? say("learn.left", {due, new: waiting.length - due})
    : say(learning.deck === "weak" ? "learn.left_weak" : "learn.left_missed", {n: waiting.length});
  learning.card = waiting[0] ?? null;
  learning.shown = false;
  if (learning.card) showFront();
  else showEnd();
}

function showFront() {
  const [fact, number] = learning.card;
  const front = make("div", {class: "front", id: "card/front"}); // no fact's id has a slash
  if (isCorrected(fact)) front.append(make("p", {class: "corrected"}, say("page.corrected")));
  learning.side = null;
  if (fact.body !== undefined) front.append(bodySide(fact, number, false));
  else front.append(markup(fact.prompt, "div", {class: "body"}));
  if (fact.options) {
    learning.side = choiceSide(fact, showPicked);
    front.append(learning.side.list, learning.side.verdict);
  }
  part("card").replaceChildren(front);
  part("buttons").replaceChildren(button(say("learn.show"), showBack, {class: "main", "aria-keyshortcuts": "Space"}));
}

function showBack() {
  if (learning.shown || !learning.card) return;
  const [fact, number] = learning.card;
  if (learning.side) {
    learning.side.reveal();
    return;
  }
  const back = make("div", {class: "back", tabindex: "-1"});
  if (fact.body !== undefined) {
    back.append(bodySide(fact, number, true));
    part("card").replaceChildren(back);
  } else {
    back.append(make("hr"), markup(fact.answer, "div", {class: "answer"}));
    part("card").append(back);
  }
  back.append(aboutSide(fact), placeLine(fact));
  showGrades(false);
  back.focus({preventScroll: true});
}

// A choice says itself whether one knew it; who only looked decides.
function showPicked(right) {
  const [fact] = learning.card;
  part("card").append(aboutSide(fact), placeLine(fact));
  showGrades(!right);
}

function showGrades(missed) {
  learning.shown = true;
  part("buttons").replaceChildren(
    button(say("learn.key", {text: say("learn.again"), key: "1"}), () => grade(false), {class: missed ? "main" : null, "aria-keyshortcuts": "1"}),
    button(say("learn.key", {text: say("learn.knew"), key: "2"}), () => grade(true), {class: missed ? null : "main", "aria-keyshortcuts": "2"}),
  );
  learning.missed = missed;
}

function grade(knew) {
  const [fact, number] = learning.card;
  answerCard(fact, number, knew);
  markCorrected(fact);
  nextCard();
  if (learning.card) part("card").focus({preventScroll: true});
  view("learn").scrollIntoView({block: "nearest"});
}

function showEnd() {
  const words = say({misses: "learn.no_misses", weak: "learn.no_weak", plan: "learn.done"}[learning.deck]);
  part("card").replaceChildren(make("p", {}, found.size ? words : say("learn.filtered")));
  part("buttons").replaceChildren();
}

function learnKey(event) {
  if (!learning.card) return;
  const on = learning.shown ? () => grade(!learning.missed) : showBack;
  const press = {" ": on, Enter: on};
  const digit = Number(event.key);
  if (!learning.shown && learning.side && digit) press[event.key] = () => learning.side.choose(digit - 1);
  else if (learning.shown) Object.assign(press, {1: () => grade(false), 2: () => grade(true)});
  if (!press[event.key]) return;
  event.preventDefault();
  press[event.key]();
}
