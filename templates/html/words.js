// The words of the page in the study's language, by key; a number `n` chooses among the forms of a word.

const data = JSON.parse(part("data").textContent);
const plural = new Intl.PluralRules(data.words.language);

// say("count.facts", {n: 3})
function say(key, values = {}) {
  const word = data.words.texts[key];
  const text = typeof word === "string" ? word : word[plural.select(values.n)] ?? word.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => sayNumber(values[name]));
}

// A number in groups of three digits, anything else as it is.
function sayNumber(value) {
  return typeof value === "number" ? value.toLocaleString(data.words.locale) : value;
}

function sayPercent(n) {
  return say("list.percent", {n});
}

// A label in front of a text.
function labelled(label) {
  return say("list.colon", {label});
}

// 3 of 10
function sayOf(n, all) {
  return say("list.of", {n, all});
}

function sayDay(day) {
  return new Date(day * 86400000).toLocaleDateString(data.words.locale, {day: "numeric", month: "short", year: "numeric", timeZone: "UTC"});
}

function sayMinutes(seconds) {
  return say("count.minutes", {n: Math.max(1, Math.round(seconds / 60))});
}

// 1:05:09 or 5:09; whole seconds.
function sayTime(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = number => String(number).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
