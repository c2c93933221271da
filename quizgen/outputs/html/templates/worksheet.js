"use strict";
(() => {
  const { sheet, questions, words, points, decimal } = JSON.parse(document.getElementById("answers").textContent);
  const SYMBOLS = { right: "✓", wrong: "✗" };

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const make = (tag, className, text = "") => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const makeButton = (className, text, onClick) => {
    const button = make("button", className, text);
    button.type = "button";
    button.addEventListener("click", onClick);
    return button;
  };

  // compare.js

  // --- grading: each way gives null while there is no answer, else whether it is right, which share of the points it
  // is worth, and the marks to set ---

  // As `score` in quizgen/assembly/scoring.py.
  const shareOf = (scoring, right, of, wrong = 0, others = 0) =>
    scoring === "all" ? Number(right === of && !wrong) : Math.max(0, right / of - wrong / Math.max(others, 2));

  // At most two decimals; what floating point makes of a half is still rounded up.
  const inDecimals = (number) => String(Math.round(number * 100 + 1e-6) / 100).replace(".", decimal);

  const sayPoints = (got, all) => fill(words.points, { got: inDecimals(got), all: inDecimals(all) });

  const marksOf = (fields, rights) => fields.map((field, index) => ({ at: field.parentElement, is: rights[index] ? "right" : "wrong" }));

  const gradeFields = (fields, rights, scoring = "all") => ({
    isRight: rights.every(Boolean),
    share: shareOf(scoring, rights.filter(Boolean).length, rights.length),
    marks: marksOf(fields, rights),
  });

  const GRADERS = {
    pick(fields, { accept, scoring }) {
      if (!fields.some((field) => field.checked)) return null;
      const marks = [];
      fields.forEach((field, index) => {
        if (accept.includes(index)) marks.push({ at: field.parentElement, is: "right", word: words.right_answer });
        else if (field.checked) marks.push({ at: field.parentElement, is: "wrong", word: words.your_answer });
      });
      const chosen = fields.map((field, index) => field.checked && index).filter((index) => index !== false);
      const right = chosen.filter((index) => accept.includes(index)).length;
      const share = shareOf(scoring, right, accept.length, chosen.length - right, fields.length - accept.length);
      return { isRight: right === accept.length && right === chosen.length, share, marks };
    },
    text(fields, { accept }) {
      if (fields.every((field) => !field.value.trim())) return null;
      return gradeFields(fields, fields.map((field, index) => accept[index].map(simple).includes(simple(field.value))));
    },
    number(fields, { accept, unit }) {
      const numbers = readings(fields[0].value, unit);
      if (!numbers.length) return null;
      return gradeFields(fields, [isWithin(numbers, accept)]);
    },
    select(fields, { accept, distinct, scoring }) {
      const chosen = fields.map((field) => field.value);
      if (chosen.every((value) => !value)) return null;
      const isOnce = (value) => !distinct || chosen.indexOf(value) === chosen.lastIndexOf(value);
      return gradeFields(fields, chosen.map((value, index) => accept[index].includes(value) && isOnce(value)), scoring);
    },
    self(fields) {
      return fields[0].value.trim() ? { isRight: null, marks: [] } : null;
    },
  };

  // --- what the browser keeps, where it can: nothing of this is needed to answer the sheet ---

  const IS_MARK = /^(radio|checkbox)$/;
  const NAME = `quizgen ${sheet}`;

  function keep() {
    try {
      const isNew = all.every((question) => question.state === "open" && !question.answered.some(Boolean));
      if (isNew) localStorage.removeItem(NAME);
      else localStorage.setItem(NAME, JSON.stringify(all.map(({ state, share, answered }) => ({ state, share, answered }))));
    } catch { /* a private window, or no room */ }
  }

  function restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(NAME));
      if (kept?.length === all.length) all.forEach((question, index) => question.restore(kept[index]));
    } catch {
      all.forEach((question) => question.reset());
    }
  }

  // --- a question: open, compare (its answer is shown, the student says), right or wrong ---

  class Question {
    constructor(form, answer) {
      this.form = form;
      this.answer = answer;
      this.fields = [...form.querySelectorAll(".field")];
      this.button = make("button", "");
      this.button.type = "submit";
      this.give = makeButton("", words.show, () => this.reveal());
      this.had = makeButton("", words.had_it, () => this.assess(true));
      this.hadNot = makeButton("", words.had_not, () => this.assess(false));
      this.verdict = make("p", "verdict");
      this.verdict.setAttribute("role", "status");
      this.shown = make("div", "shown");
      const panel = make("div", "panel");
      const line = make("div", "panel-line");
      line.append(this.button, this.verdict, this.give, this.had, this.hadNot);
      panel.append(line, this.shown);
      form.append(panel);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (this.state !== "open") this.reset();
        else this.check();
        if (this.state === "open") this.fields[0].focus();
        showScore();
      });
      form.addEventListener("input", keep);
      this.reset();
    }

    get answered() {
      return this.fields.map((field) => (IS_MARK.test(field.type) ? field.checked : field.value));
    }

    // What was kept of this question: what was answered, and whether it had been checked.
    restore({ state, share, answered }) {
      this.fields.forEach((field, index) => { field[IS_MARK.test(field.type) ? "checked" : "value"] = answered[index]; });
      if (state === "open") return;
      const grade = GRADERS[this.answer.way](this.fields, this.answer) ?? { isRight: false, marks: [] };
      const isGivenUp = share === 0 && grade.isRight !== null; // the answer was shown instead
      this.show(isGivenUp ? { isRight: false, marks: grade.marks } : grade);
      if (this.state === "compare" && state !== "compare") this.settle(state === "right");
    }

    reset() {
      this.form.reset();
      this.set("open", "");
      this.shown.replaceChildren();
      this.form.querySelectorAll(".tick").forEach((tick) => tick.remove());
    }

    set(state, verdict) {
      this.state = state;
      this.share = 0;
      const isOpen = state === "open";
      this.form.classList.toggle("checked", !isOpen);
      this.fields.forEach((field) => { field.disabled = !isOpen; });
      this.button.textContent = isOpen ? words.check : words.again;
      this.verdict.className = `verdict is-${state}`;
      this.verdict.textContent = verdict;
      this.give.hidden = !(isOpen && verdict);
      this.had.hidden = this.hadNot.hidden = state !== "compare";
      this.shown.hidden = isOpen;
    }

    check() {
      const grade = GRADERS[this.answer.way](this.fields, this.answer);
      if (grade) this.show(grade);
      else this.set("open", this.answer.way === "number" && this.fields[0].value.trim() ? words.no_number : words.open);
    }

    reveal() {
      this.show({ isRight: this.answer.way === "self" ? null : false, marks: [] });
      (this.had.hidden ? this.button : this.had).focus();
      showScore();
    }

    show({ isRight, share, marks }) {
      // The answers' HTML is ours, escaped when the page was made.
      this.shown.innerHTML = this.answer.shown;
      if (this.answer.way === "pick") this.explainOptions();
      if (this.answer.way === "select") this.explainMatched();
      for (const { at, is, word } of marks) at.append(make("span", `tick is-${is}`, `${SYMBOLS[is]} ${word ?? words[is].toLowerCase()}`));
      if (isRight === null) this.set("compare", words.compare);
      else this.settle(isRight, share);
    }

    explainOptions() {
      const list = make("ul", "whys");
      this.fields.forEach((field, index) => {
        const why = this.answer.whys[index];
        const isRight = this.answer.accept.includes(index);
        if (!why || !(field.checked || isRight)) return;
        const line = make("li", "");
        line.innerHTML = why;
        line.prepend(`${SYMBOLS[isRight ? "right" : "wrong"]} `, make("b", "mark", field.nextElementSibling.textContent), " ");
        list.append(line);
      });
      if (list.children.length) this.shown.prepend(list);
    }

    explainMatched() {
      const list = make("ul", "whys");
      for (const letter of new Set(this.fields.map((field) => field.value))) {
        const { selectedIndex } = this.fields.find((field) => field.value === letter);
        const why = letter && this.answer.whys[selectedIndex - 1]; // before the letters stands the choice of none
        if (!why) continue;
        const line = make("li", "");
        line.innerHTML = why;
        line.prepend(`${SYMBOLS.wrong} `, make("b", "mark", letter), " ");
        list.append(line);
      }
      if (list.children.length) this.shown.prepend(list);
    }

    settle(isRight, share = Number(isRight)) {
      const is = isRight ? "right" : "wrong";
      const isPartly = share > 0 && share < 1;
      const verdict = [`${SYMBOLS[is]} ${isPartly ? words.partly : words[is]}`];
      if (isPartly && this.answer.points) verdict.push(sayPoints(share * this.answer.points, this.answer.points));
      this.set(is, verdict.join(" · "));
      this.share = share;
    }

    assess(isRight) {
      this.settle(isRight);
      this.button.focus();
      showScore();
    }
  }

  // --- the sheet ---

  const bar = make("div", "bar");
  const barLine = make("div", "bar-line");
  const score = make("p", "score");
  score.setAttribute("role", "status");
  const checkAll = makeButton("main-button", words.check_all, () => {
    all.filter((question) => question.state === "open").forEach((question) => question.check());
    showScore();
  });
  const wrongAgain = makeButton("", words.wrong_again, () => {
    const wrong = all.filter((question) => question.state === "wrong");
    wrong.forEach((question) => question.reset());
    wrong[0].form.scrollIntoView();
    wrong[0].fields[0].focus({ preventScroll: true });
    showScore();
  });

  const startAgain = makeButton("", words.start_again, () => {
    all.forEach((question) => question.reset());
    all[0].form.scrollIntoView();
    all[0].fields[0].focus({ preventScroll: true });
    showScore();
  });

  const count = (state) => all.filter((question) => question.state === state).length;

  function showScore() {
    const parts = [fill(words.score, { right: count("right"), all: all.length })];
    if (points) {
      const got = all.reduce((sum, question) => sum + question.share * (question.answer.points ?? 0), 0);
      parts.push(sayPoints(got, points));
    }
    for (const [state, text] of [["wrong", words.wrong_count], ["open", words.open_count], ["compare", words.compare_count]]) {
      if (count(state)) parts.push(fill(text, { count: count(state) }));
    }
    score.textContent = parts.join(" · ");
    wrongAgain.hidden = !count("wrong");
    checkAll.hidden = !count("open");
    startAgain.hidden = count("open") > 0;
    keep();
  }

  const all = [...document.querySelectorAll(".question")].map((form, index) => new Question(form, questions[index]));
  barLine.append(score, checkAll, wrongAgain, startAgain);
  bar.append(barLine);
  document.body.append(bar);
  document.documentElement.classList.add("live");
  restore();
  showScore();
})();
