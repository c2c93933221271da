// A left side and a right side are tapped, in either order; the right one then shows the left one's number.
const columns = root.querySelector(".columns");
if (columns) {
  const [lefts, rights] = Array.from(columns.querySelectorAll("ol"), (side) => Array.from(side.children, (item, index) => {
    const isLeft = side === columns.querySelector("ol");
    const option = dress(item, isLeft ? index + 1 : "", () => tap(option));
    return Object.assign(option, { isLeft, number: index + 1, partner: null });
  }));
  let picked = null;

  function tap(option) {
    if (!columns.isConnected) return;
    if (picked === option) picked = null;
    else if (picked && picked.isLeft !== option.isLeft) {
      const [left, right] = picked.isLeft ? [picked, option] : [option, picked];
      left.partner = right;
      picked = null;
    } else {
      option.partner = null;
      picked = option;
    }
    if (lefts.every((left) => left.partner)) finish();
    else draw();
  }

  function draw() {
    for (const option of [...lefts, ...rights]) {
      const partners = option.isLeft ? [option.partner].filter(Boolean) : lefts.filter((left) => left.partner === option);
      if (!option.isLeft) option.key.textContent = partners.map((left) => left.number).join(" ");
      option.item.classList.toggle("paired", partners.length > 0);
      option.said.textContent = partners.length ? say("card_paired", { partners: partners.map((each) => each.text.textContent).join(", ") }) + " " : "";
      option.box.setAttribute("aria-pressed", String(option === picked));
    }
  }

  function finish() {
    const textOf = (option) => Array.from(option.text.childNodes, (node) => node.cloneNode(true));
    const results = lefts.map((left) => {
      const isOfLeft = (right) => numbers(right.item, "pairs").includes(left.number);
      const answer = element("b", "");
      answer.append(...textOf(rights.find(isOfLeft)));
      const said = [say("card_you_chose"), ...textOf(left.partner)];
      const isRight = isOfLeft(left.partner);
      const whys = [isRight ? "" : left.partner.item.dataset.why, left.item.dataset.why].filter(Boolean);
      return { isRight, texts: [...textOf(left), " — ", answer], said, whys };
    });
    showResults(columns, results);
    const right = results.filter((result) => result.isRight).length;
    const isAll = right === lefts.length;
    judge(isAll, isAll ? say("card_right") : say("card_pairs", { right, all: lefts.length }));
  }

  columns.querySelectorAll("ol").forEach((side) => { side.className = "options"; });
  task.textContent = say("card_tap_pairs", { task: task.textContent });
  draw();
  tellKeys(columns, say("card_keys_pairs", { lefts: keyNames(lefts.length), rights: keyNames(rights.length) }));
  // A digit counts on the left, and once something is picked there, on the right.
  onDigit((digit) => {
    const option = (picked && picked.isLeft ? rights : lefts)[digit - 1];
    if (option) tap(option);
  });
}
