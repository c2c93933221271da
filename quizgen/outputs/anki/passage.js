// The passage is folded away on the back.
const fold = root.querySelector("details");
if (fold && isAndroid) {
  const passage = fold.lastElementChild;
  const button = makeButton("fold", say("card_passage"), () => show(passage.hidden));
  const show = (isShown) => {
    passage.hidden = !isShown;
    button.setAttribute("aria-expanded", String(isShown));
  };
  show(false);
  fold.replaceWith(button, passage);
} else if (fold) {
  const summary = fold.querySelector("summary");
  if (isDesktop) summary.append(" ", element("span", "keys", keyName(0)));
  else summary.setAttribute("aria-label", say("card_passage")); // some readers find no name in what is hidden around it
  onDigit((digit) => { if (digit === 0) fold.open = !fold.open; });
}
