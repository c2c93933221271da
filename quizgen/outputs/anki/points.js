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
    box.addEventListener("change", () => {
      verdict.textContent = boxes.filter((each) => each.checked).length + " of " + boxes.length;
      // A pointer leaves the keys to Anki.
      if (!box.matches(":focus-visible")) box.blur();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === " ") event.stopPropagation();
    });
    return box;
  });
}
