// What someone typed, read as it is meant: the same on a worksheet and on a card.
const ARTICLES = ["the", "a", "an"];

// A text without what a reader would not count as wrong: case, quotes, dashes, spaces, an article before it.
function simple(text) {
  const folded = text.normalize("NFKC").toLowerCase();
  const bare = folded
    .replace(/["'`´‘’‚‛“”„‟«»‹›]/g, "")
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/(\p{L})-(?=\p{L})/gu, "$1 ")
    .split(/\s+/)
    .map((word) => word.replace(/^[.,;:!?()]+|[.,;:!?()]+$/g, ""))
    .filter(Boolean);
  if (bare.length > 1 && ARTICLES.includes(bare[0])) bare.shift();
  return bare.join(" ") || folded.trim();
}

// "1,234" may be meant as 1.234 or as 1234: every reading counts. None means that it is no number.
function readings(text, unit) {
  const tidy = (part) => part.normalize("NFKC").toLowerCase().replace(/[\s'’]/g, "").replace(/−/g, "-");
  const [typed, name] = [tidy(text), tidy(unit)];
  const digits = name && typed.endsWith(name) ? typed.slice(0, -name.length) : typed;
  const found = [];
  if (/^[+-]?(\d+[.,]?\d*|[.,]\d+)$/.test(digits)) found.push(digits.replace(",", "."));
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)) found.push(digits.replace(/,/g, ""));
  if (/^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(digits)) found.push(digits.replace(/\./g, "").replace(",", "."));
  return found.map(Number);
}
