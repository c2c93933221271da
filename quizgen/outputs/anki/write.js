// A field to write a word or a number into. Enter or a button says whether that was right, and what is.
const writing = root.querySelector(".writing");
if (writing) {
  const { accept, low, high, unit = "", shown } = writing.dataset;
  const isNumber = low !== undefined;
  // Each interval that is right: its lowest number and its highest.
  const highs = isNumber ? high.split(" ") : [];
  const bounds = isNumber ? low.split(" ").map((lowest, index) => [Number(lowest), Number(highs[index])]) : [];
  const field = element("input", "field tappable");
  const check = makeButton("check", say("quiz_check"), submit);
  let isEnterDown = false;
  let isDone = false;

  // Right or wrong; null, if no number was written where one is asked for.
  function grade() {
    if (!isNumber) return isTaken(field.value, JSON.parse(accept), writing.closest("[lang]").lang);
    const found = readings(field.value, unit);
    return found.length ? isWithin(found, bounds) : null;
  }

  function submit() {
    if (isDone || !field.value.trim()) return;
    const isRight = grade();
    if (isRight === null) verdict.replaceChildren(element("p", "", say("quiz_no_number")));
    else finish(isRight);
  }

  function finish(isRight) {
    isDone = true;
    field.readOnly = true;
    check.remove();
    writing.classList.add(isRight ? "right" : "wrong");
    judge(isRight, isRight ? say("card_right") : say("card_wrong"));
    const answer = fill(element("div", "answer"), shown);
    answer.dir = "auto";
    answer.lang = writing.closest("[lang]").lang;
    verdict.append(answer);
    if (!isEnterDown) field.blur();
  }

  // What is written is not for Anki, where digits grade and letters are shortcuts. An empty field is left by
  // the keys that show the answer; after an answer the field keeps the focus until the Enter key is up.
  function onKey(event) {
    if (event.key === "Enter") isEnterDown = event.type !== "keyup";
    const isAnkis = !field.value && !event.isComposing && (event.key === "Enter" || event.key === " ");
    const isLeft = isDone ? event.type === "keyup" : event.type === "keydown" && (isAnkis || event.key === "Escape");
    if (!isAnkis) event.stopPropagation();
    if (isLeft) field.blur();
  }

  for (const type of ["keydown", "keypress", "keyup"]) field.addEventListener(type, onKey);
  field.addEventListener("input", () => turnOff(check, !field.value.trim()));
  Object.assign(field, { type: "text", dir: "auto", autocomplete: "off", spellcheck: false, enterKeyHint: "done" });
  field.setAttribute("autocapitalize", "off");
  field.setAttribute("autocorrect", "off");
  field.setAttribute("aria-label", say("your_answer") + (unit ? " (" + unit + ")" : ""));
  // The keys that iOS shows for a decimal have neither a minus sign nor an e.
  if (isNumber && !/e/i.test(low + high) && bounds.every(([lowest]) => lowest >= 0)) field.inputMode = "decimal";
  turnOff(check);

  const line = element("form", isNumber ? "line number" : "line");
  line.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  const box = element("span", "boxed");
  box.append(field);
  // AnkiDroid asks half a second after a tap whether it was on a link, and would find the field there.
  spare(box, () => setTimeout(() => field.focus(), 500));
  line.append(box);
  if (unit) line.append(Object.assign(element("span", "unit"), { textContent: unit, dir: "auto" }));
  line.append(check);
  if (isAndroid && !document.hasFocus()) {
    const aloud = element("p", "aloud", say("card_say_it"));
    if (unit) aloud.append(" ", Object.assign(element("span", "unit"), { textContent: "(" + unit + ")", dir: "auto", lang: "" }));
    writing.append(aloud);
    window.addEventListener("focus", () => aloud.replaceWith(line), { once: true });
  } else writing.append(line);
  // Where there is no keyboard on the screen, nothing covers the card.
  if (matchMedia("(hover: hover) and (pointer: fine)").matches) field.focus({ preventScroll: true });
}
