// What the scripts of every kind share. They run together, inside of one function: on the desktop the page
// outlives the card, so no name may be global. Nothing is stored.
const root = document.querySelector(".quiz:not(.ready)");
if (!root) return;
root.classList.add("ready");
const isBack = root.classList.contains("back");
const verdict = root.querySelector(".verdict");

// --- words ---
// A note whose book has other words than `ENGLISH` brings them along, as attributes of an element behind its title.
const brought = root.querySelector(".words");
const spoken = brought ? brought.lang : "en";

// A word by its name, with `values` in the places that it has in braces.
function say(name, values = {}) {
  const word = (brought && brought.dataset[name]) || ENGLISH[name];
  return word.replace(/\{(\w+)\}/g, (_, place) => values[place]);
}

const task = root.querySelector(".task");
task.lang = spoken;

// --- where the card is shown ---
// Anki's desktop lets its pages call it. It keeps 1 to 7, Enter and the space bar to itself, except in a field.
const isDesktop = typeof window.pycmd === "function";
// The page of AnkiDroid's older study screen. Its taps turn the card unless they are on a link, and it opens a keyboard only
// where "Type answer into the card" is on: else the page never has the focus.
const isAndroid = document.documentElement.classList.contains("android");

// --- an order that is new every day ---
// It comes from the question's id and the day, so that both sides of a card and all of a reader's devices agree.

function today() {
  const day = new Date(Date.now() - 4 * 3600 * 1000); // Anki's day begins at four
  return [day.getFullYear(), day.getMonth(), day.getDate()].join("-");
}

// FNV-1a, and the last steps of MurmurHash3, without which names that differ at their end stay in order.
function hash(text) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

// Where an item belongs, counted from 1; equal texts may change places.
function numbers(item, name) {
  return (item.dataset[name] || "").split(" ").map(Number);
}

function shuffle(list) {
  const seed = root.dataset.id + "/" + today() + "/";
  const ranks = new Map(Array.from(list.children, (item, index) => [item, hash(seed + index)]));
  const isFixed = (item) => "fixed" in item.dataset; // it stays where it is
  const free = Array.from(list.children).filter((item) => !isFixed(item)).sort((one, other) => ranks.get(one) - ranks.get(other));
  const mixed = Array.from(list.children, (item) => (isFixed(item) ? item : free.shift()));
  // An order to be found never stands there already.
  const isSolved = mixed.every((item, index) => numbers(item, "place").includes(index + 1));
  if (isSolved) mixed.push(mixed.shift());
  mixed.forEach((item) => list.appendChild(item));
}

// --- what is tapped ---

function element(tag, className, words = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  if (words) made.lang = spoken; // words of ours, within texts of the book's language
  return made;
}

function makeButton(className, words, act) {
  const button = element(isAndroid ? "a" : "button", className, words);
  Object.assign(button, isAndroid ? { href: "#" } : { type: "button" });
  if (isAndroid) button.setAttribute("role", "button");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    // A pointer leaves the focus to the page, where the space bar shows the answer.
    if (event.detail > 0) button.blur();
    if (!button.hasAttribute("aria-disabled")) act();
  });
  button.addEventListener("keydown", (event) => {
    // These press the button, and do not turn the card as well.
    const isPress = event.key === "Enter" || event.key === " ";
    if (isPress && !button.hasAttribute("aria-disabled")) event.stopPropagation();
    if (!isAndroid || event.key !== " ") return;
    event.preventDefault();
    button.click();
  });
  return button;
}

function turnOff(button, isOff = true) {
  if (isOff) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

// Lays a clear link over another control, for AnkiDroid's taps.
function spare(target, act = () => target.click()) {
  if (!isAndroid) return;
  const cover = Object.assign(element("a", "cover"), { href: "#", tabIndex: -1 });
  cover.setAttribute("aria-hidden", "true");
  cover.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    cover.blur();
    act();
  });
  target.append(cover);
}

// <li>text</li> → a box with a key before the text: a button, if there is something to do.
function dress(item, key, act) {
  // As the book has it, where it runs from right to left; else as the item's text has it, before words of ours come in.
  item.dir = item.parentElement.closest('[dir="rtl"], .quiz').dir || "auto";
  item.dir = getComputedStyle(item).direction;
  const box = act ? makeButton("option", "", act) : element("div", "option");
  const option = { item, box, key: element("span", "key"), said: element("span", "said"), text: element("span", "text") };
  option.key.textContent = key;
  option.key.setAttribute("aria-hidden", "true");
  option.said.lang = spoken;
  option.text.append(...item.childNodes);
  box.append(option.key, option.said, option.text);
  item.append(box);
  return option;
}

function mark(option, state, glyph, word) {
  option.item.classList.add(state);
  if (glyph) option.key.textContent = glyph;
  if (word) option.said.textContent = word + ": ";
}

function judge(isRight, words) {
  root.querySelectorAll(".keys").forEach((keys) => keys.remove());
  verdict.replaceChildren(element("p", isRight ? "right" : "wrong", words));
}

// HTML of the note's, with the math in it that Anki's MathJax found no more than an attribute before.
function fill(made, html) {
  made.innerHTML = html;
  if (window.MathJax && MathJax.typesetPromise) MathJax.typesetPromise([made]);
  return made;
}

// What was tapped gives way to how it is right: a line for each text, under a wrong one what was said, and then why.
function showResults(list, results) {
  const lines = element("ul", "options results");
  for (const { isRight, texts, said, whys = [] } of results) {
    const item = element("li", "");
    item.append(...texts);
    lines.append(item);
    list.parentElement.insertBefore(lines, list); // in the page, as the direction of its texts is asked for
    const option = dress(item, "");
    mark(option, isRight ? "right" : "wrong", isRight ? "✓" : "✗", isRight ? say("quiz_right") : say("quiz_wrong"));
    if (!isRight) {
      const chosen = element("div", "why");
      chosen.append(element("span", "", said[0] + " "), ...said.slice(1));
      item.append(chosen);
    }
    whys.forEach((why) => item.append(fill(element("div", "why"), why)));
  }
  const hadFocus = list.contains(document.activeElement);
  list.remove();
  if (!hadFocus) return;
  lines.tabIndex = -1;
  lines.focus();
}

// --- keys ---
// Digits with Alt, which the desktop leaves to the page.

function onDigit(act) {
  document.addEventListener("keydown", function onKey(event) {
    if (!root.isConnected) return document.removeEventListener("keydown", onKey);
    // Which key it is: what it writes with Alt is "¡" on a Mac.
    const digit = /^Digit(\d)$/.exec(event.code);
    if (digit && event.altKey && !event.ctrlKey && !event.metaKey) act(Number(digit[1]));
  });
}

function keyName(digit) {
  return (/^Mac/.test(navigator.platform) ? "⌥" : "Alt+") + digit;
}

function keyNames(count) {
  return count > 1 ? keyName(1) + " – " + keyName(Math.min(count, 9)) : keyName(1);
}

// Keys are named only where they work.
function tellKeys(place, words) {
  if (isDesktop) place.after(element("p", "keys", words));
}

root.querySelectorAll("[data-shuffle]").forEach(shuffle);
