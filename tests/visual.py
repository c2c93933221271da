"""Text as it is seen: the characters of each line from left to right, by where the browser puts them."""

from __future__ import annotations

from playwright.sync_api import Locator

_LINES = """(root) => {
  const seen = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    for (let at = 0; at < node.data.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { width, left, top, bottom } = range.getBoundingClientRect();
      if (width > 0) seen.push([(top + bottom) / 2, left, node.data[at]]);
    }
  }
  const lines = [];
  let last = -Infinity;
  for (const [middle, left, sign] of seen.sort((one, other) => one[0] - other[0])) {
    if (middle - last > 6) lines.push([]);
    lines.at(-1).push([left, sign]);
    last = middle;
  }
  return lines.map((line) => line.sort((one, other) => one[0] - other[0]).map(([, sign]) => sign).join(""));
}"""


def seen_from_left(text: Locator) -> list[str]:
    """The lines of an element, each from left to right; brackets are as written, not as mirrored."""
    lines: list[str] = text.evaluate(_LINES)
    return lines
