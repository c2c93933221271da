"use strict";
(() => {
  const { sheet, language, questions, parts, words, points, decimal } = JSON.parse(document.getElementById("answers").textContent);
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

  // nearly.js

  // --- grading: each way gives null while there is no answer, else whether it is right, which share of the points it
  // is worth, and the marks to set. It is null where the student is the one to say: of an essay, and of a typed answer that
  // is nearly right ---

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
      const rights = fields.map((field, index) => isTaken(field.value, accept[index], language));
      const nearest = fields.map((field, index) => (rights[index] ? null : findNearest(field.value, accept[index], language)));
      if (rights.every(Boolean) || !fields.every((_, index) => rights[index] || nearest[index])) return gradeFields(fields, rights);
      const nearly = fields.flatMap((field, index) => (rights[index] ? [] : [{ typed: field.value.trim(), right: nearest[index] }]));
      return { isRight: null, marks: [], nearly };
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
      const isNew = all.every((question) => question.state === "open" && !question.isAnswered);
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
      form.addEventListener("input", showScore);
      this.reset();
    }

    get answered() {
      return this.fields.map((field) => (IS_MARK.test(field.type) ? field.checked : field.value));
    }

    get isAnswered() {
      return this.answered.some(Boolean);
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

    show({ isRight, share, marks, nearly }) {
      // The answers' HTML is ours, escaped when the page was made.
      this.shown.innerHTML = this.answer.shown;
      if (this.answer.way === "pick") this.explainOptions();
      if (this.answer.way === "select") this.explainMatched();
      for (const { at, is, word } of marks) at.append(make("span", `tick is-${is}`, `${SYMBOLS[is]} ${word ?? words[is].toLowerCase()}`));
      if (nearly) this.showDifference(nearly);
      if (isRight === null) this.set("compare", nearly ? words.nearly : words.compare);
      else this.settle(isRight, share);
    }

    showDifference(nearly) {
      for (const { typed, right } of nearly.reverse()) {
        const line = make("p", "difference");
        line.append(make("span", "also", words.difference), " ", ...compareLetters(typed, right).map(({ tag, text }) => make(tag, "", text)));
        this.shown.prepend(line);
      }
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

  // --- the sheet: the bar has one line, also on a phone; what was reached part by part stands below the questions ---

  const STAGES = ["right", "compare", "wrong", "given"];
  const bar = make("div", "bar");
  const barLine = make("div", "bar-line");
  const progress = make("div", "progress");
  progress.setAttribute("aria-hidden", "true"); // the score says the same
  const stretches = STAGES.map((stage) => make("span", `is-${stage}`));
  progress.append(...stretches);
  const score = make("p", "score");
  score.setAttribute("role", "status");
  const checkAll = makeButton("main-button", words.check_all, () => {
    all.filter((question) => question.state === "open").forEach((question) => question.check());
    showScore();
  });

  function answerAgain(some) {
    some.forEach((question) => question.reset());
    some[0].form.scrollIntoView();
    some[0].fields[0].focus({ preventScroll: true });
    showScore();
  }

  const wrongAgain = makeButton("", words.wrong_again, () => answerAgain(all.filter(({ state }) => state === "wrong")));
  const startAgain = makeButton("", words.start_again, () => answerAgain(all));

  const result = make("section", "result");
  result.setAttribute("aria-label", words.result);
  const reached = make("table", "reached");
  result.append(make("h2", "", words.result), reached, startAgain);

  const count = (state, among = all) => among.filter((question) => question.state === state).length;
  const worth = (among) => among.reduce((sum, { answer }) => sum + (answer.points ?? 0), 0);
  const got = (among) => among.reduce((sum, { share, answer }) => sum + share * (answer.points ?? 0), 0);

  function makeRow(name, among) {
    const row = make("tr", "");
    const heading = make("th", "", name);
    heading.scope = "row";
    row.append(heading, make("td", "count", fill(words.score, { right: count("right", among), all: among.length })));
    if (points) row.append(make("td", "count", sayPoints(got(among), worth(among))));
    return row;
  }

  function showResult() {
    result.hidden = count("open") === all.length;
    const rows = parts.map((part) => makeRow(part.name, part.questions.map((index) => all[index])));
    reached.replaceChildren(...rows, makeRow(words.total, all));
    reached.lastChild.className = "total";
  }

  function showScore() {
    const given = all.filter((question) => question.state === "open" && question.isAnswered).length;
    const said = [fill(words.score, { right: count("right"), all: all.length })];
    if (points) said.push(sayPoints(got(all), points));
    for (const [many, text] of [
      [count("wrong"), words.wrong_count],
      [count("open") - given, words.open_count],
      [count("compare"), words.compare_count],
    ]) {
      if (many) said.push(fill(text, { count: many }));
    }
    // A text that is set again would be read aloud again.
    if (score.textContent !== said.join(" · ")) score.replaceChildren(make("span", "in-full", said.join(" · ")));
    score.dataset.right = `${SYMBOLS.right} ${count("right")}/${all.length}`;
    score.dataset.points = points ? `Σ ${inDecimals(got(all))}/${inDecimals(points)}` : "";
    STAGES.forEach((stage, index) => {
      stretches[index].style.width = `${(100 * (stage === "given" ? given : count(stage))) / all.length}%`;
    });
    wrongAgain.hidden = !count("wrong");
    checkAll.hidden = !count("open");
    showResult();
    keep();
  }

  const all = [...document.querySelectorAll(".question")].map((form, index) => new Question(form, questions[index]));
  barLine.append(score, checkAll, wrongAgain);
  bar.append(progress, barLine);
  document.querySelector(".pages").append(result);
  document.body.append(bar);
  document.documentElement.classList.add("live");
  restore();
  showScore();
})();
