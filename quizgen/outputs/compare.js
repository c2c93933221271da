// What someone typed, read as it is meant: the same on a worksheet and on a card.
// typed words

// --- words: as `text/typed_answers.py` does, which is tested with this on one table ---

const QUOTES = "[\"'`´‘’‚‛“”„‟«»‹›]";
const listed = (words) => (words ? words.split(" ") : []);
const primary = (language) => language.toLowerCase().split("-")[0];
const withoutMarks = (word) => word.normalize("NFD").replace(/[\u0300-\u036f]/g, "");

// Whether a typed answer is one of those that are accepted, in a language.
function isTaken(typed, accepted, language) {
  const tag = primary(language);
  if (accepted.some((text) => strict(typed) === strict(text))) return true;
  if (FORMULA.test(typed)) return false;
  const words = accepted.filter((text) => !FORMULA.test(text));
  const squeeze = (text) => foldText(text, tag).replace(/(\p{L}) (?=\p{L})/gu, "$1"); // sharecropping is share cropping
  const own = formsOf(typed, tag, true).map(squeeze);
  return words.some((text) => formsOf(text, tag, false).some((form) => own.includes(squeeze(form))));
}

// What makes of a text a formula, in which each sign counts: a minus, a power, a factorial, a function.
const FORMULA = /[\u2212\u00b2\u00b3\u00b9\u2070-\u209c+=^*<>|{}[\]√∫∑]|\d!|(?<!\d)[.,]\d|[\p{L}\p{N}]['′’]?[(][\p{L}\p{N}]/u;
const strict = (text) => text.normalize("NFC").toLowerCase().replace(/[‐‑‒–—−]/g, "-").trim().replace(/\s+/g, " ");

// A text, and what it may be shortened to: a possessive, an elided article, and if it was typed an "in".
function formsOf(text, tag, isTyped) {
  const forms = [text];
  const shorten = (pattern, flags) => forms.push(text.replace(new RegExp(pattern, flags), ""));
  if (tag === "en") forms.push(text.replace(new RegExp("(\\p{L})" + QUOTES + "s\\s*$", "u"), "$1"));
  if (tag === "fr" || tag === "it") shorten("^\\s*(?:l|un)" + QUOTES + "(?=\\p{L}|\\p{N})", "iu");
  if (isTyped && LANGUAGES[tag]) shorten("^\\s*(?:" + listed(LANGUAGES[tag].before).join("|") + ")\\s+(?=\\S)", "i");
  return forms;
}

// A text without what makes no difference: case, quotes, dashes, an article before it, how numbers are written.
function foldText(text, tag) {
  const tokens = wordsOf(text, tag);
  const roman = tokens.length > 1 && !/^\p{Nd}+$/u.test(tokens[tokens.length - 2]) ? readRoman(tokens[tokens.length - 1]) : 0;
  if (roman) tokens[tokens.length - 1] = String(roman);
  const joined = countWords(tokens, tag).join(" ") || foldLetters(text.normalize("NFKC").toLowerCase(), tag).trim();
  return joined.replace(/(\p{Nd}) %/gu, "$1%");
}

const STOPS = /^[.,;:!?()。、]+|[.,;:!?()。、]+$/g;
const BREAK = "\0"; // stands behind a word with a comma: numbers before and behind it are two
const HYPHEN = /(?<=\p{L}\p{L})-(?=\p{L})|(?<=[\p{L}\p{N}])-(?=\p{L}\p{L})/gu; // between two letters it is a minus

function wordsOf(text, tag) {
  const words = LANGUAGES[tag] || {};
  const apart = text.replace(/[¼-¾⅐-⅞]/g, " $&"); // else 3½ is 31/2
  const folded = foldLetters(apart.normalize("NFKC").toLowerCase(), tag);
  let bare = folded
    .replace(new RegExp(QUOTES, "g"), "")
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/⁄/g, "/")
    .replace(/\b(?:per ?cent|prozent|pour ?cent|por ?ciento|per ?cento)\b/g, "%");
  if (words.grouping) bare = bare.replace(new RegExp("(\\d)[" + words.grouping + "](?=\\d{3}(?!\\d))", "g"), "$1");
  const written = bare.split(/\s+/).filter(Boolean);
  if (written.length > 1 && ["the", "a", "an", ...listed(words.articles)].includes(written[0].replace(STOPS, ""))) written.shift();
  const tokens = [];
  written.forEach((word) => {
    const parts = word.replace(HYPHEN, " ").split(" ").map((part) => part.replace(STOPS, ""));
    tokens.push(...parts.filter(Boolean));
    if (/[,;:]$/.test(word) && tokens.length) tokens.push(BREAK);
  });
  while (tokens.length && tokens[tokens.length - 1] === BREAK) tokens.pop();
  return tokens.map((token, place) => foldWord(token, tag, place === tokens.length - 1));
}

function foldLetters(text, tag) {
  const plain = tag === "en" ? text.normalize("NFD").replace(/([a-z])[\u0300-\u036f]+/g, "$1").normalize("NFC") : text;
  const others = LETTERS[tag] || {};
  return plain.replace(/[^\x00-\x7f]/g, (letter) => others[letter] || letter);
}

// A word in one spelling: initials without points, and in English one of its spellings.
function foldWord(word, tag, isLast) {
  const bare = /^\p{L}(?:\.\p{L})+$/u.test(word) ? word.replace(/\./g, "") : word;
  if (bare === "&") return (LANGUAGES[tag] || {}).and || bare;
  if (tag !== "en") return bare;
  if (bare === "st" && !isLast) return "saint";
  return SPELLINGS.reduce((spelt, [pattern, one]) => spelt.replace(new RegExp(pattern), one), bare);
}

// The number of a Roman numeral below 40, else 0.
function readRoman(word) {
  const found = /^(x{0,3})(ix|iv|v?i{0,3})$/.exec(word);
  if (!found) return 0;
  const [, tens, units] = found;
  return 10 * tens.length + ({ ix: 9, iv: 4 }[units] || units.replace(/v/, "iiiii").length);
}

// The number words of a language below a hundred, folded as the words of an answer are.
function numbersOf(tag) {
  const { numbers, tens } = LANGUAGES[tag];
  const small = listed(numbers);
  const found = new Map();
  const add = (word, value) => found.set(withoutMarks(foldLetters(word, tag)), value);
  small.forEach(add);
  [small[20], ...listed(tens)].forEach((ten, index) => {
    const value = 10 * (index + 2);
    add(ten, value);
    small.slice(1, 10).forEach((name, place) => {
      const unit = place + 1;
      if (tag === "de") add((unit === 1 ? "ein" : name) + "und" + ten, value + unit);
      if (tag === "es" && value === 20) add("veinti" + name, value + unit);
      if (tag === "it") add((unit === 1 || unit === 8 ? ten.slice(0, -1) : ten) + name, value + unit);
    });
  });
  const others = { fr: { une: 1, vingts: 20 }, de: { ein: 1, eine: 1 }, es: { una: 1 } }[tag] || {};
  Object.keys(others).forEach((word) => add(word, others[word]));
  return found;
}

// A hundred, a thousand or a million; 0 if a word is none of them, or needs a number before it.
function scaleOf(word, tag, isCounted) {
  const scales = { hundred: 100, thousand: 1000, million: 1000000 };
  const names = (name) => listed(LANGUAGES[tag][name]).slice(0, isCounted || name === "hundred" ? undefined : 1).map(withoutMarks);
  return scales[Object.keys(scales).find((name) => names(name).includes(word))] || 0;
}

// The words of a text with digits for its number words: numbers, and in English ranks (#3) and shares (2/3).
function countWords(tokens, tag) {
  if (!LANGUAGES[tag]) return tokens;
  const [numbers, ranks] = [numbersOf(tag), listed(LANGUAGES[tag].ranks)];
  const done = [];
  let [total, current] = [0, -1]; // what is closed by a thousand or million, and what is open; -1 if nothing is
  let last = 0; // the thousand or million that closed it
  const beyond = (place) => scaleOf(withoutMarks(tokens[place + 2] || ""), tag, true);
  const put = (text) => {
    done.push(text);
    [total, current] = [0, -1];
  };
  const close = () => current >= 0 && put(String(total + current));
  const inDigits = (word) => Number((/^(\d{1,9})(?:st|nd|rd|th)$/.exec(word) || [0, 0])[1]);
  const rankOf = (word) => (ranks.length ? ranks.indexOf(word) + 1 || inDigits(word) : 0);
  const shareOf = (word) => {
    if (ranks.length && /^(half|halves|quarters?)$/.test(word)) return word.startsWith("hal") ? 2 : 4;
    const rank = rankOf(word.replace(/s$/, ""));
    return rank > 2 ? rank : 0;
  };
  tokens.forEach((token, place) => {
    const [word, after] = [withoutMarks(token), withoutMarks(tokens[place + 1] || "")];
    const isAfterScale = total > 0 && current === 0;
    const value = numbers.has(word) ? numbers.get(word) : -1;
    const next = numbers.has(after) ? numbers.get(after) : -1;
    const scale = scaleOf(word, tag, current >= 0);
    const [rank, share] = [rankOf(word), shareOf(word)];
    if (value >= 0) {
      const joined = isAfterScale ? value : joinNumbers(current, value, tag);
      if (joined < 0) close();
      current = joined < 0 ? value : joined;
    } else if (scale) {
      if (current >= scale || isAfterScale) close();
      const counted = (current < 0 ? 1 : current) * scale;
      if (scale > 100 && total && scale >= last) {
        done.push(String(total));
        total = 0;
      }
      [total, current] = scale === 100 ? [total, counted] : [total + counted, 0];
      last = scale > 100 ? scale : last;
    } else if (token === BREAK) {
      close();
    } else if (word === LANGUAGES[tag].and && (isAfterScale ? beyond(place) < last : beyond(place) !== 100 && isJoined(current, next, tag))) {
      return;
    } else if (rank && current % 100 >= 20 && current % 10 === 0 && rank < 10) {
      put("#" + (total + current + rank));
    } else if (share && current > 0 && current < share && !total) {
      put(current + "/" + share);
    } else if (/^\d{1,9}$/.test(word) && scaleOf(after, tag, true)) {
      close();
      current = Number(word);
    } else {
      close();
      done.push(rank ? "#" + rank : token);
    }
  });
  close();
  return done;
}

// The number of two number words in a row, as 80 and 5; -1 if they are two numbers.
function joinNumbers(current, value, tag) {
  if (current < 0) return -1;
  if (current >= 100 && current % 100 === 0) return current + value;
  if (tag === "fr" && current === 4 && value === 20) return 80;
  if (tag === "fr" && (((current === 60 || current === 80) && value < 20) || (current === 10 && value >= 7 && value <= 9))) return current + value;
  if (tag === "en" && current >= 11 && current <= 20 && value >= 10) return 100 * current + value; // nineteen seventeen
  return current % 100 >= 20 && current % 10 === 0 && value >= 1 && value <= 9 ? current + value : -1;
}

// Whether an "and" stands inside one number: a hundred and five, vingt et un.
function isJoined(current, value, tag) {
  if (tag === "en") return current >= 100 && current % 100 === 0 && value > 0;
  return current >= 20 && current <= 90 && current % 10 === 0 && ((value >= 1 && value <= 9) || value === 11);
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
