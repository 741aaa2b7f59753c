// The sides of cards, and what a fact says about itself.

const FEW = 3; // links that an aside may have to stand open

// A body with the gaps of one card hidden, or shown; those of other cards are plain, as in Anki.
function bodySide(fact, number, shown) {
  const body = markup(fact.body, "div", {class: "body"});
  for (const gap of body.querySelectorAll(".gap")) {
    if (Number(gap.dataset.gap) !== number) gap.classList.remove("gap");
    else if (!shown) gap.textContent = `[${gap.dataset.hint ?? "..."}]`;
  }
  if (!shown) narrow(body);
  return body;
}

// Of a tree, the way to what is asked; its reasons would tell it.
function narrow(body) {
  for (const one of body.querySelectorAll(".tree li, .tree .reason")) {
    if (!one.querySelector(".gap")) one.remove();
  }
}

// A tree is drawn whole; folded, one opens the branch that holds, and sees what parts there.
function walkable(body) {
  let whole = true;
  const turn = event => {
    whole = !whole;
    for (const branch of body.querySelectorAll(".tree details")) branch.open = whole;
    event.target.textContent = say(whole ? "page.walk" : "page.whole_tree");
  };
  body.querySelector(".tree")?.before(button(say("page.walk"), turn, {class: "walk"}));
  return body;
}

// The options of a choice as buttons, mixed; one is picked, then all say why.
function choiceSide(fact, picked) {
  const list = make("ol", {class: "options"});
  const order = shuffled(fact.options);
  const verdict = make("div", {class: "reply", hidden: true, tabindex: "-1"});
  const pick = option => {
    for (const [index, one] of order.entries()) showOption(list.children[index], one, option);
    verdict.hidden = false;
    if (option) verdict.append(make("p", {class: isRight(option) ? "right" : "wrong"}, say(isRight(option) ? "learn.right" : "learn.wrong")));
    verdict.append(markup(fact.answer, "div", {class: "deciding"}));
    picked(option ? isRight(option) : false);
    verdict.focus();
  };
  for (const option of order) list.append(make("li", {}, markup(option[0], "button", {type: "button"})));
  order.forEach((option, index) => list.children[index].firstChild.addEventListener("click", () => pick(option)));
  return {list, verdict, reveal: () => pick(null), choose: index => list.children[index]?.querySelector("button")?.click()};
}

function isRight(option) {
  return option[1] === null;
}

function showOption(item, option, chosen) {
  const text = markup(option[0], "div", {class: "option"});
  const sign = isRight(option) ? "✓ " : option === chosen ? "✗ " : "";
  text.prepend(sign);
  item.className = isRight(option) ? "pick" : option === chosen ? "missed" : "";
  item.replaceChildren(text);
  if (!isRight(option)) item.append(markup(option[1], "div", {class: "loses"}));
}

// A fact as it is read: answers marked.
function readingSide(fact) {
  if (fact.body !== undefined) return walkable(markup(fact.body, "div", {class: "body"}));
  const side = make("div", {class: "body"}, markup(fact.prompt, "div", {class: "prompt"}));
  if (!fact.options) {
    side.append(markup(fact.answer, "div", {class: "answer"}));
    return side;
  }
  const list = make("ul", {class: "options"});
  for (const option of [...fact.options].sort((a, b) => isRight(b) - isRight(a))) {
    const item = make("li");
    showOption(item, option, null);
    if (isRight(option)) item.append(markup(fact.answer, "div", {class: "deciding"}));
    list.append(item);
  }
  side.append(list);
  return side;
}

function aboutSide(fact) {
  const about = make("div", {class: "about"});
  for (const [name, label, html] of fact.about) {
    const line = markup(html, "div", {class: `aside ${name === "why" ? "why" : ""}`.trim()});
    if (name !== "why") line.prepend(make("span", {class: "label"}, labelled(label)));
    about.append(line.querySelectorAll("a").length > FEW ? foldedAside(line) : line);
  }
  return about;
}

// An aside that leads to many facts, under how many they are.
function foldedAside(line) {
  const links = line.querySelectorAll("a").length;
  return make("details", {class: "aside"}, make("summary", {}, make("span", {}, line.firstChild, say("count.facts", {n: links}))), line);
}

function placeLine(fact) {
  const services = fact.services.map(id => serviceById.get(id).label);
  const words = [fact.task, ...services, severalRanks ? say("page.rank", {rank: fact.rank}) : "", say(`kind.${fact.kind}`), ...fact.tags].filter(Boolean);
  return make("p", {class: "place"}, `${words.join(" · ")} `, make("a", {href: `#${fact.id}`}, fact.id));
}
