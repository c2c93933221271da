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

// --- numbers ---

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const PERCENT = ["%", "percent", "prozent", "pourcent", "porciento"];

// Digits, signs and powers in one spelling: 10²³ is 10^23 (else NFKC makes 1023 of it), 3½ is 3 1/2.
function tidy(text) {
  return text
    .replace(/([⁺⁻]?)([⁰¹²³⁴-⁹]+)/g, (_, sign, digits) => "^" + sign + [...digits].map((digit) => RAISED.indexOf(digit)).join(""))
    .replace(/[¼-¾⅐-⅞]/g, (fraction) => " " + fraction.normalize("NFKC"))
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‐‑‒–—−⁻]/g, "-")
    .replace(/⁄/g, "/")
    .replace(/[\\](?:cdot|times)(?![a-z])/g, "*")
    .replace(/[\\][,;:! ]?|[{}'’]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

const withoutBlanks = (text) => text.replace(/\s/g, "");
// m/s^2, m/s2 and m/s² are one unit, and kg·m is kg m.
const nameOf = (unit) => withoutBlanks(unit).replace(/[\^*·⋅]/g, "");

// What was typed without its unit, if it is the right one.
function withoutUnit(typed, unit) {
  const name = nameOf(unit);
  if (!name) return typed;
  const names = PERCENT.some((each) => name.startsWith(each)) ? [name, ...PERCENT] : [name];
  for (let at = 0; at < typed.length; at += 1) {
    if (names.includes(nameOf(typed.slice(at))) && !/[\^*·⋅]$/.test(typed.slice(0, at).trim())) return typed.slice(0, at).trim();
  }
  return /^\p{Sc}$/u.test(name) && typed.startsWith(name) ? typed.slice(name.length).trim() : typed;
}

// "1,234" may be meant as 1.234 or as 1234: every reading counts, with a point before its decimals.
function decimals(digits) {
  const found = [];
  if (/^(\d+[.,]?\d*|[.,]\d+)$/.test(digits)) found.push(digits.replace(",", "."));
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)) found.push(digits.replace(/,/g, ""));
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(digits)) found.push(digits.replace(/\./g, "").replace(",", "."));
  return found;
}

const FRACTION = /^([+-]?) ?(?:(\d+) )?(\d+) ?\/ ?(\d+)$/;
const POWER = /^([+-]?)(?:(.+?)(?:e|[*x×·⋅∙•]10(?:\^|\*\*))|10(?:\^|\*\*))([+-]?\d{1,3})$/;

// The numbers that may be meant by what was typed: 12.5, 12,5, 1/2, 50 %, 6.022e23 or 6,022 · 10²³, each with its unit
// or without. None means that it is no number.
function readings(text, unit) {
  const typed = withoutUnit(tidy(text), tidy(unit));
  const fraction = FRACTION.exec(typed);
  if (fraction) {
    const [, sign, whole = "0", above, below] = fraction;
    return Number(below) ? [Number(sign + "1") * ((whole * below + Number(above)) / below)] : [];
  }
  const bare = withoutBlanks(typed);
  const power = POWER.exec(bare);
  if (power) return decimals(power[2] || "1").map((digits) => Number(power[1] + digits + "e" + power[3]));
  const [, sign, digits, percent] = /^([+-]?)(.*?)(%?)$/s.exec(bare);
  if (percent && unit) return [];
  return decimals(digits).flatMap((number) => (percent ? ["", "e-2"] : [""]).map((scale) => Number(sign + number + scale)));
}

// Whether a number is in one of the intervals that are right, each with its lowest and its highest number.
const isWithin = (numbers, intervals) => numbers.some((number) => intervals.some(([low, high]) => low <= number && number <= high));
