// What a good answer contains, to be ticked off.
const points = root.querySelector(".points");
if (points) {
  const boxes = Array.from(points.children, (item) => {
    const label = element("label", "tappable");
    const box = element("input", "tappable");
    const text = element("span", "text");
    box.type = "checkbox";
    text.append(...item.childNodes);
    label.append(box, text);
    item.append(label);
    spare(label, () => box.click()); // through the label it would take the focus too
    box.addEventListener("change", () => {
      verdict.textContent = say("card_points", { got: boxes.filter((each) => each.checked).length, all: boxes.length });
      verdict.lang = spoken;
      // A pointer leaves the keys to Anki.
      if (!box.matches(":focus-visible")) box.blur();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === " ") event.stopPropagation();
    });
    return box;
  });
  tellKeys(points, say("card_keys", { keys: keyNames(boxes.length) }));
  onDigit((digit) => { if (boxes[digit - 1]) boxes[digit - 1].click(); });
}
