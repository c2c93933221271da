// --- a typed answer that is nearly right ---

const FEWEST_LETTERS = 4; // of a shorter word, one letter more or less is often another word
const LETTERS_A_SLIP = 8;
const MOST_LETTERS = 200;

// Capitals and marks on letters are no slips of their own, but are shown.
const bareLetters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// How many letters are too many, missing, wrong, or in the place of their neighbour (optimal string alignment).
function countSlips(one, other) {
  const rows = [[...other, ""].map((_, index) => index)];
  for (let i = 1; i <= one.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      let least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, rows[i - 2][j - 2] + 1);
      rows[i].push(least);
    }
  }
  return rows[one.length][other.length];
}

// Of the right answers, the one that was nearly typed: some slips of the pen, or the same words in another order.
// A figure that differs is no slip.
function findNearest(typed, accepted, language) {
  const simple = (text) => wordsOf(text, primary(language)).join(" ") || text.trim(); // numbers as they are spelt
  const own = bareLetters(simple(typed));
  const letters = [...own];
  const digits = (text) => text.replace(/\P{Nd}/gu, "");
  const inOrder = (text) => text.split(" ").sort().join(" ");
  let nearest = null;
  for (const text of accepted) {
    const right = bareLetters(simple(text));
    const most = Math.ceil(Math.min([...right].length, letters.length) / LETTERS_A_SLIP);
    if (Math.min(letters.length, [...right].length) < FEWEST_LETTERS || Math.max(letters.length, [...right].length) > MOST_LETTERS) continue;
    if (digits(own) !== digits(right)) continue;
    const slips = inOrder(own) === inOrder(right) ? 0 : countSlips(letters, [...right]);
    if (slips <= most && (nearest === null || slips < nearest.slips)) nearest = { slips, text };
  }
  return nearest?.text ?? null;
}

// What was typed and what is right as one text, in pieces: of both, typed alone ("del"), or missing ("ins").
function compareLetters(typed, right) {
  const [one, other] = [[...typed.normalize("NFC")], [...right.normalize("NFC")]];
  const isSame = (i, j) => one[i].toLowerCase() === other[j].toLowerCase();
  const common = Array.from({ length: one.length + 1 }, () => new Array(other.length + 1).fill(0));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) common[i][j] = isSame(i, j) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  }
  const pieces = [];
  const add = (tag, text) => {
    if (pieces.at(-1)?.tag === tag) pieces.at(-1).text += text;
    else pieces.push({ tag, text });
  };
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && isSame(i, j)) add("span", other[j++], i++);
    else if (i < one.length && (j === other.length || common[i + 1][j] >= common[i][j + 1])) add("del", one[i++]);
    else add("ins", other[j++]);
  }
  return pieces;
}
