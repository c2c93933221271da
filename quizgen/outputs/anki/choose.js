// Options become buttons that say at once what was right; several are chosen first, then checked.
const list = root.querySelector(".options");
if (list) {
  const isSeveral = root.dataset.kind === "multiple";
  let isDone = isBack;

  const options = Array.from(list.children, (item, index) => {
    const option = dress(item, index + 1, isBack ? null : () => choose(option));
    return Object.assign(option, { isRight: "right" in item.dataset, isChosen: false });
  });

  const check = makeButton("check", say("quiz_check"), finish);

  function choose(option) {
    if (isDone) return;
    option.isChosen = !option.isChosen;
    if (!isSeveral) return finish();
    option.box.setAttribute("aria-pressed", String(option.isChosen));
    turnOff(check, !options.some((each) => each.isChosen));
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
      if (isMissed) mark(option, "missed", "✓", say("card_missed"));
      else if (option.isRight) mark(option, "right", "✓", isBack || option.isChosen ? say("quiz_right") : say("card_right_option"));
      else if (option.isChosen) mark(option, "wrong", "✗", say("quiz_wrong"));
      else mark(option, "rest");
      if (isBack || option.isChosen || option.isRight) explain(option.item);
      if (!isBack) turnOff(option.box);
    }
  }

  function explain(item) {
    if (item.dataset.why) item.append(fill(element("div", "why"), item.dataset.why));
  }

  function weigh() {
    if (options.every((option) => option.isRight === option.isChosen)) return judge(true, say("card_right"));
    if (!isSeveral) return judge(false, say("card_wrong_option"));
    const right = options.filter((option) => option.isRight);
    const found = right.filter((option) => option.isChosen).length;
    const wrong = options.filter((option) => option.isChosen && !option.isRight).length;
    const counts = { found, all: right.length, wrong };
    return judge(false, wrong ? say("card_found_and_wrong", counts) : say("card_found", counts));
  }

  if (isBack) reveal();
  else {
    if (isSeveral) {
      turnOff(check);
      list.after(check);
      options.forEach((option) => option.box.setAttribute("aria-pressed", "false"));
    }
    if (isSeveral) tellKeys(check, say("card_keys_check", { keys: keyNames(options.length), check: keyName(0) }));
    else tellKeys(list, say("card_keys", { keys: keyNames(options.length) }));
    onDigit((digit) => {
      if (digit === 0 && check.isConnected) check.click();
      else if (options[digit - 1]) choose(options[digit - 1]);
    });
  }
}
