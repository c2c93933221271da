// Items are tapped one after the other; each gets its number, and loses it when tapped again.
const items = root.querySelector(".items");
if (items) {
  const tapped = [];
  const options = Array.from(items.children, (item) => {
    const option = dress(item, "", () => tap(option));
    return option;
  });

  function tap(option) {
    if (!items.isConnected) return;
    if (tapped.includes(option)) tapped.splice(tapped.indexOf(option), 1);
    else tapped.push(option);
    if (tapped.length === options.length) return finish();
    for (const each of options) {
      const number = tapped.indexOf(each) + 1;
      each.key.textContent = number || "";
      each.said.textContent = number ? number + ": " : "";
      each.box.setAttribute("aria-pressed", String(number > 0));
    }
  }

  function finish() {
    const results = [];
    const settle = (option, place, isRight) => {
      const number = element("b", "place");
      number.textContent = place;
      const said = [say("card_had_place", { number: tapped.indexOf(option) + 1 })];
      results[place - 1] = { isRight, texts: [number, " ", ...option.text.childNodes], said };
    };
    const isRight = (option) => numbers(option.item, "place").includes(tapped.indexOf(option) + 1);
    const right = tapped.filter(isRight);
    right.forEach((option) => settle(option, tapped.indexOf(option) + 1, true));
    for (const option of tapped.filter((each) => !right.includes(each))) {
      settle(option, numbers(option.item, "place").find((place) => !results[place - 1]), false);
    }
    showResults(items, results);
    const isAll = right.length === tapped.length;
    judge(isAll, isAll ? say("card_right") : say("card_order", { right: right.length, all: tapped.length }));
  }

  items.className = "options";
  task.textContent = say("card_tap_order", { task: task.textContent });
  options.forEach((option) => option.box.setAttribute("aria-pressed", "false"));
  tellKeys(items, say("card_keys_order", { keys: keyNames(options.length) }));
  onDigit((digit) => { if (options[digit - 1]) tap(options[digit - 1]); });
}
