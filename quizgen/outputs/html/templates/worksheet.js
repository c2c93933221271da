"use strict";
(() => {
  const { sheet, questions, words } = JSON.parse(document.getElementById("answers").textContent);
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

  // --- grading: each way gives null while there is no answer, else whether it is right and the marks to set ---

  const marksOf = (fields, rights) => fields.map((field, index) => ({ at: field.parentElement, is: rights[index] ? "right" : "wrong" }));

  const gradeFields = (fields, rights) => ({ isRight: rights.every(Boolean), marks: marksOf(fields, rights) });

  const GRADERS = {
    pick(fields, { accept }) {
      if (!fields.some((field) => field.checked)) return null;
      const marks = [];
      fields.forEach((field, index) => {
        if (accept.includes(index)) marks.push({ at: field.parentElement, is: "right", word: words.right_answer });
        else if (field.checked) marks.push({ at: field.parentElement, is: "wrong", word: words.your_answer });
      });
      return { isRight: fields.every((field, index) => field.checked === accept.includes(index)), marks };
    },
    text(fields, { accept }) {
      if (fields.every((field) => !field.value.trim())) return null;
      return gradeFields(fields, fields.map((field, index) => accept[index].map(simple).includes(simple(field.value))));
    },
    number(fields, { accept: [low, high], unit }) {
      const numbers = readings(fields[0].value, unit);
      if (!numbers.length) return null;
      return gradeFields(fields, [numbers.some((number) => low <= number && number <= high)]);
    },
    select(fields, { accept, distinct }) {
      const chosen = fields.map((field) => field.value);
      if (chosen.every((value) => !value)) return null;
      const isOnce = (value) => !distinct || chosen.indexOf(value) === chosen.lastIndexOf(value);
      return gradeFields(fields, chosen.map((value, index) => accept[index].includes(value) && isOnce(value)));
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
      else localStorage.setItem(NAME, JSON.stringify(all.map(({ state, answered }) => ({ state, answered }))));
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
    restore({ state, answered }) {
      this.fields.forEach((field, index) => { field[IS_MARK.test(field.type) ? "checked" : "value"] = answered[index]; });
      if (state === "open") return;
      this.show(GRADERS[this.answer.way](this.fields, this.answer) ?? { isRight: false, marks: [] });
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

    show({ isRight, marks }) {
      // The answers' HTML is ours, escaped when the page was made.
      this.shown.innerHTML = this.answer.shown;
      if (this.answer.way === "pick") this.explainChosen();
      for (const { at, is, word } of marks) at.append(make("span", `tick is-${is}`, `${SYMBOLS[is]} ${word ?? words[is].toLowerCase()}`));
      if (isRight === null) this.set("compare", words.compare);
      else this.settle(isRight);
    }

    explainChosen() {
      const list = make("ul", "whys");
      this.fields.forEach((field, index) => {
        const why = this.answer.whys[index];
        if (!why || !field.checked) return;
        const line = make("li", "");
        line.innerHTML = why;
        line.prepend(`${SYMBOLS.wrong} `, make("b", "mark", field.nextElementSibling.textContent), " ");
        list.append(line);
      });
      if (list.children.length) this.shown.prepend(list);
    }

    settle(isRight) {
      const is = isRight ? "right" : "wrong";
      this.set(is, `${SYMBOLS[is]} ${words[is]}`);
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
