"""Code, a table, verse and pictures, and questions that have them wherever a text may stand."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from quizgen.assembly.quiz import Item
from quizgen.project.images import Media
from tests.samples import item

LONG_LINE = "    print(\"a long line of code: \" + str(sum(range(100_000_000_000))) + ' and on', file=sys.stderr)"
CODE = f"```python\ndef f(x):\n\n\tif x:\n\t\treturn 1\n{LONG_LINE}\n```"
LOOP = "```\nfor i in range(3):\n    print(i)\n```"
ENDLESS = "```\nwhile True:\n    pass\n```"
TABLE = "| City | People | River |\n|:--|--:|:-:|\n| Paris | 2,102,650 | Seine |\n| Roma | 2,748,109 | Tevere |"
MANY_COLUMNS = "\n".join(
    f"| {' | '.join(row)} |" for row in ([f"Longheading{n}" for n in range(9)], ["---"] * 9, ["word"] * 9)
)
VERSE = "Tyger Tyger, burning bright,\n  In the forests of the night;\nWhat immortal hand or eye,"


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PICTURES = {
    "wide.png": png(1600, 500, (40, 90, 160)),
    "tall.png": png(400, 1900, (160, 60, 40)),
    "square.png": png(600, 600, (40, 140, 80)),
    "why.png": png(700, 600, (140, 140, 80)),
}
MEDIA = {
    name: Media(f"quizgen-{zlib.crc32(content):08x}.png", "image/png", content) for name, content in PICTURES.items()
}


def items_with_blocks() -> tuple[Item, ...]:
    """A question of nearly every form, whose texts are code, tables, verse and pictures."""
    made = [
        item(
            "choice",
            id="code",
            prompt=f"What does this print?\n\n{CODE}",
            answer=LOOP,
            distractors=[{"text": ENDLESS, "why": f"It never ends:\n\n{ENDLESS}"}, "`x  =  1`", "nothing"],
            explanation=f"Because:\n\n{LOOP}",
        ),
        item("choice", id="table", prompt=f"Read.\n\n{TABLE}", answer="Roma", distractors=["Paris", TABLE, "none"]),
        item("short", id="verse", prompt=f"Who wrote this?\n\n{VERSE}", answer="William\nBlake", also=["W.\nBlake"]),
        item("short", id="wide-table", prompt=MANY_COLUMNS, derived=f"So:\n\n{LOOP}"),
        item(
            "choice",
            id="pictures",
            prompt="Which is a square? ![a sea](wide.png)",
            answer="![four equal sides](square.png)",
            distractors=["![low](wide.png)", "![high](tall.png)", {"text": "other", "why": "See ![why](why.png)"}],
            explanation="So: ![high](tall.png)",
        ),
        item(
            "match",
            id="match",
            pairs=[["![four sides](square.png)", "square"], [LOOP, "loop"], ["tower", "![high](tall.png)"]],
            distractors=["one\ntwo"],
        ),
        item("order", id="order", items=["```\ndef f():\n```", "```\n    return 1\n```", "![high](tall.png)"]),
        item("cloze", id="cloze", text="```\nfor {{1::i}} in x:\n    print({{2::i::what?}})\n```\n\n![why](why.png)"),
        item("term", id="term", term="loop ![why](why.png)", definition=LOOP),
        item("essay", id="essay", prompt=f"Explain.\n\n{CODE}", points=["`a`", ENDLESS]),
        item("true-false", id="judge", prompt=f"This ends:\n\n{ENDLESS}", instead=f"This does:\n\n{LOOP}"),
    ]
    return tuple(replace(each, media=MEDIA) for each in made)
