// Anki shows a gap as [...] or [hint].
for (const gap of root.querySelectorAll(".cloze")) {
  const hint = gap.textContent.replace(/^\[([^]*)\]$/, "$1");
  gap.textContent = hint === "..." ? "" : hint;
  gap.classList.add(hint === "..." ? "blank" : "hint");
  if (hint === "...") gap.append(element("span", "said", say("card_blank")));
}
