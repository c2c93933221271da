"""The note types that readers have: nothing Anki knows them by may change, and a new look needs a newer ``mod``."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict

import pytest

from quizgen.outputs.anki.notetypes import NOTE_TYPES, NoteType

SHARED = ["Explanation", "Derived", "Place", "Passage", "Notice", "Kind", "Id", "Book", "Language"]
SHARED += ["Extra1", "Extra2", "Extra3"]

# name: its id, the ids of its first field and of its templates, and the fields of its own
FROZEN = {
    "quizgen choice": (1_763_801_000_001, 7_140_310_001, [7_140_310_101], ["Prompt", "Task", "Options", "Answer"]),
    "quizgen answer": (1_763_801_000_002, 7_140_320_001, [7_140_320_101], ["Prompt", "Task", "Exercise", "Answer"]),
    "quizgen cloze": (1_763_801_000_003, 7_140_330_001, [7_140_330_101], ["Text"]),
    "quizgen term": (1_763_801_000_004, 7_140_340_001, [7_140_340_101, 7_140_340_102], ["Term", "Definition"]),
}

# name: its mod, and the digest of what that mod stands for
LOOKS = {
    "quizgen choice": (1_796_071_534, "6964bfc24e4e195f"),
    "quizgen answer": (1_796_071_534, "ddf5664da75b0df6"),
    "quizgen cloze": (1_796_071_534, "876173fc526bf4cc"),
    "quizgen term": (1_796_071_534, "d66fb8546471d7cb"),
}


def digest(notetype: NoteType) -> str:
    look = {name: value for name, value in asdict(notetype).items() if name != "mod"}
    return hashlib.sha256(json.dumps(look, sort_keys=True).encode()).hexdigest()[:16]


def test_there_are_four() -> None:
    assert NOTE_TYPES.keys() == FROZEN.keys() == LOOKS.keys()


@pytest.mark.parametrize("name", FROZEN)
def test_ids_and_the_order_of_fields_and_templates_are_frozen(name: str) -> None:
    notetype = NOTE_TYPES[name]
    type_id, first, templates, own = FROZEN[name]
    assert notetype.id == type_id
    assert [template.id for template in notetype.templates] == templates
    assert [(field.id, field.name) for field in notetype.fields] == list(enumerate([*own, *SHARED], first)), (
        "Anki skips every note of a type whose fields differ in number or order; put a spare field to use instead"
    )


@pytest.mark.parametrize("name", LOOKS)
def test_a_changed_look_has_a_newer_mod(name: str) -> None:
    notetype = NOTE_TYPES[name]
    mod, look = LOOKS[name]
    advice = (
        f"The templates, style or script of `{name}` changed, and readers get that only with a newer `mod`. "
        f"In notetypes.py raise its `mod` above {mod} (to now, `date +%s`), and here, "
        f'in LOOKS, write `"{name}": (<the new mod>, "{digest(notetype)}")`.'
    )
    assert (notetype.mod, digest(notetype)) == (mod, look), advice


@pytest.mark.parametrize("notetype", NOTE_TYPES.values(), ids=NOTE_TYPES.keys())
def test_sides_are_whole_and_ask_for_fields_that_exist(notetype: NoteType) -> None:
    for template in notetype.templates:
        for side in (template.front, template.back):
            assert "<!--" not in side
            assert not re.search(
                r"\{\{|\\\(|\[sound:|\[latex\]", "".join(re.findall(r"(?s)<script>.*?</script>", side))
            ), "Anki reads this in a script too"
            asked = set(re.findall(r"\{\{(?:[#^/]|cloze:)?([^}]+)\}\}", side))
            assert asked <= set(notetype.field_names)
        asking = template.front.replace('{{#Place}}<p class="where">{{Place}}</p>{{/Place}}', "")  # of a date alone
        told = set(re.findall(r"\{\{#?(\w+)", asking))
        assert not {"Answer", "Explanation", "Place", "Passage", "Derived"} & told
    assert "http" not in notetype.css and "url(" not in notetype.css and "@import" not in notetype.css


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "black"])
def test_text_contrasts_with_what_it_stands_on(theme: int) -> None:
    rules = re.findall(r"\{([^}]*--paper:[^}]*)\}", NOTE_TYPES["quizgen choice"].css)
    # Black is the dark one, but for what it says itself.
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", rules[1] + rules[2] if theme == 2 else rules[theme]))
    pairs = [(text, "paper", 4.5) for text in ("ink", "quiet", "accent", "right", "wrong")]
    pairs += [
        ("ink", "raised", 4.5),
        ("quiet", "raised", 4.5),
        ("paper", "accent", 4.5),
        ("accent", "accent-soft", 4.5),
    ]
    pairs += [("ink", soft, 4.5) for soft in ("accent-soft", "right-soft", "wrong-soft")]
    pairs += [("right", "right-soft", 4.5), ("paper", "right", 4.5), ("paper", "wrong", 4.5)]
    pairs += [("on-mark", "mark", 4.5), ("on-notice", "notice", 4.5), ("line", "paper", 3), ("line", "raised", 3)]
    for over, under, least in pairs:
        light, dark = sorted((luminance(colours[over]), luminance(colours[under])), reverse=True)
        ratio = (light + 0.05) / (dark + 0.05)
        assert ratio >= least, f"{over} on {under}: {ratio:.2f}"
