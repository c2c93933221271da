// Options become buttons that say at once what was right; lists come in an order that is new every day.
// The order comes from the question's id and the day, so that both sides of a card and all of a reader's
// devices agree on it; nothing is stored. On the desktop the page outlives the card: no global names.
(function () {
  "use strict";
  const root = document.querySelector(".quiz:not(.ready)");
  if (!root) return;
  const isBack = root.classList.contains("back");
  const isSeveral = root.dataset.kind === "multiple";

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

  function shuffle(list) {
    const seed = root.dataset.id + "/" + today() + "/";
    const ranks = new Map(Array.from(list.children, (item, index) => [item, hash(seed + index)]));
    const mixed = Array.from(list.children).sort((one, other) => ranks.get(one) - ranks.get(other));
    // An order to be found never stands there already.
    const isSolved = mixed.every((item, index) => Number(item.dataset.place) === index + 1);
    if (isSolved) mixed.push(mixed.shift());
    mixed.forEach((item) => list.appendChild(item));
  }

  function element(tag, className) {
    const made = document.createElement(tag);
    made.className = className;
    return made;
  }

  // <li>text</li> → a button (on the back a plain box) with its number, and the hidden reason under it.
  function dress(item, index) {
    const box = element(isBack ? "div" : "button", "option");
    const key = element("span", "key");
    const said = element("span", "said");
    const text = element("span", "text");
    const why = element("div", "why");
    key.textContent = index + 1;
    key.setAttribute("aria-hidden", "true");
    text.append(...item.childNodes);
    why.innerHTML = item.dataset.why || "";
    why.hidden = true;
    box.append(key, said, text);
    item.append(box, why);
    if (!isBack) {
      box.type = "button";
      if (isSeveral) box.setAttribute("aria-pressed", "false");
    }
    return { item, box, key, said, why, isRight: "right" in item.dataset, isChosen: false };
  }

  function mark(option, state, glyph, word) {
    option.item.classList.add(state);
    if (glyph) option.key.textContent = glyph;
    if (word) option.said.textContent = word + ": ";
    option.why.hidden = !option.why.innerHTML || (!isBack && state !== "wrong");
  }

  function reveal(options) {
    for (const option of options) {
      if (option.isRight) mark(option, "right", "✓", isBack || option.isChosen ? "Right" : isSeveral ? "Missed" : "The right one");
      else if (option.isChosen) mark(option, "wrong", "✗", "Wrong");
      else mark(option, "rest");
      if (!isBack) option.box.setAttribute("aria-disabled", "true");
      if (option.isRight && isSeveral && !isBack && !option.isChosen) option.item.classList.add("missed");
    }
  }

  function verdict(options) {
    const right = options.filter((option) => option.isRight);
    const isRight = options.every((option) => option.isRight === option.isChosen);
    if (isRight) return "Right.";
    if (!isSeveral) return "Not this one.";
    const found = right.filter((option) => option.isChosen).length;
    const wrong = options.filter((option) => option.isChosen && !option.isRight).length;
    return "Found " + found + " of " + right.length + (wrong ? ", and " + wrong + " wrong." : ".");
  }

  function ask(list, options) {
    const status = root.querySelector(".verdict");
    const check = element("button", "check");
    let isDone = false;

    function finish() {
      isDone = true;
      check.remove();
      reveal(options);
      status.textContent = verdict(options);
      status.classList.add(options.every((option) => option.isRight === option.isChosen) ? "right" : "wrong");
    }

    function choose(option) {
      if (isDone) return;
      option.isChosen = !option.isChosen;
      if (!isSeveral) return finish();
      option.box.setAttribute("aria-pressed", String(option.isChosen));
      check.disabled = !options.some((each) => each.isChosen);
    }

    function press(button, event) {
      // A pointer leaves the focus to the page, where the space bar shows the answer.
      if (event.detail > 0) button.blur();
    }

    for (const option of options) {
      option.box.addEventListener("click", (event) => {
        press(option.box, event);
        choose(option);
      });
    }
    if (isSeveral) {
      check.type = "button";
      check.textContent = "Check";
      check.disabled = true;
      check.addEventListener("click", (event) => {
        press(check, event);
        finish();
      });
      list.after(check);
    }
    document.addEventListener("keydown", function onKey(event) {
      if (!root.isConnected) return document.removeEventListener("keydown", onKey);
      if (event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
      // The desktop keeps 1 to 4 to itself, so that there Alt+1 chooses; a Mac makes "¡" of that.
      const digit = event.altKey ? /^Digit([1-9])$/.exec(event.code) : /^([1-9])$/.exec(event.key);
      const option = digit && options[digit[1] - 1];
      if (option) choose(option);
    });
  }

  // Anki shows a gap as [...] or [hint].
  function dressGap(gap) {
    const hint = gap.textContent.replace(/^\[([^]*)\]$/, "$1");
    gap.textContent = hint === "..." ? "" : hint;
    gap.classList.add(hint === "..." ? "blank" : "hint");
    if (hint === "...") gap.append(Object.assign(element("span", "said"), { textContent: "blank" }));
  }

  root.querySelectorAll("[data-shuffle]").forEach(shuffle);
  if (!isBack) root.querySelectorAll(".cloze").forEach(dressGap);
  const list = root.querySelector(".options");
  if (list) {
    const options = Array.from(list.children, dress);
    if (isBack) reveal(options);
    else ask(list, options);
  }
  root.classList.add("ready");
})();
