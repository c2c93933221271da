// Options become buttons that say at once what was right; several are chosen first, then checked.
const list = root.querySelector(".options");
if (list) {
  const isSeveral = root.dataset.kind === "multiple";
  let isDone = isBack;

  const options = Array.from(list.children, (item, index) => {
    const option = dress(item, index + 1, isBack ? null : () => choose(option));
    return Object.assign(option, { isRight: "right" in item.dataset, isChosen: false });
  });

  const check = makeButton("check", "Check", finish);

  function choose(option) {
    if (isDone) return;
    option.isChosen = !option.isChosen;
    if (!isSeveral) return finish();
    option.box.setAttribute("aria-pressed", String(option.isChosen));
    check.disabled = !options.some((each) => each.isChosen);
  }

  function finish() {
    isDone = true;
    check.remove();
    reveal();
    weigh();
  }

  function reveal() {
    for (const option of options) {
      const isMissed = option.isRight && isSeveral && !isBack && !option.isChosen;
      if (isMissed) mark(option, "missed", "✓", "Missed");
      else if (option.isRight) mark(option, "right", "✓", isBack || option.isChosen ? "Right" : "The right one");
      else if (option.isChosen) mark(option, "wrong", "✗", "Wrong");
      else mark(option, "rest");
      if (isBack || option.isChosen || option.isRight) explain(option.item);
      if (!isBack) option.box.setAttribute("aria-disabled", "true");
    }
  }

  function explain(item) {
    if (item.dataset.why) item.append(fill(element("div", "why"), item.dataset.why));
  }

  function weigh() {
    if (options.every((option) => option.isRight === option.isChosen)) return judge(true, "Right.");
    if (!isSeveral) return judge(false, "Not this one.");
    const right = options.filter((option) => option.isRight);
    const found = right.filter((option) => option.isChosen).length;
    const wrong = options.filter((option) => option.isChosen && !option.isRight).length;
    return judge(false, "Found " + found + " of " + right.length + (wrong ? ", and " + wrong + " wrong." : "."));
  }

  if (isBack) reveal();
  else {
    if (isSeveral) {
      check.disabled = true;
      list.after(check);
      options.forEach((option) => option.box.setAttribute("aria-pressed", "false"));
    }
    // The desktop keeps the Enter key to itself too: there Alt+0 checks.
    onDigit((digit) => {
      if (digit === 0 && !check.disabled && check.isConnected) finish();
      else if (options[digit - 1]) choose(options[digit - 1]);
    });
  }
}
