"""A folder of Markdown is one book, in the order that its tool says."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.copies.copy import Copy, read_copy
from quizgen.copies.formats.extract import Fault
from quizgen.copies.formats.markdown_folder import find_files

PAGES = {"zebra.md": "# Zebra\n\nIt runs.", "apple.md": "# Apple\n\nIt falls.", "sub/pear.md": "# Pear\n\nIt hangs."}


def make(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


def read(folder: Path) -> Copy:
    copy, diagnostics = read_copy(folder)
    assert copy is not None, diagnostics
    return copy


def titles(folder: Path) -> list[tuple[str, int]]:
    copy = read(folder)
    return [(copy.lines[at], level) for at, level in copy.headings.items()]


@pytest.mark.parametrize(
    ("order", "listed"),
    [
        (
            "SUMMARY.md",
            "# Summary\n\n[Zebra](zebra.md)\n\n- [Pear](./sub/pear.md#x)\n- [Draft]()\n- [Apple](apple.md)\n",
        ),
        (
            "mkdocs.yml",
            "site_name: zebra\nnav:\n  - Zebra: zebra.md\n  - Part:\n    - 'sub/pear.md' # a fruit\n  - apple.md\n",
        ),
        ("_toc.yml", "root: zebra\nchapters:\n- file: sub/pear\n- file: apple\n"),
        ("sidebars.js", "module.exports = {docs: ['zebra', {type: 'doc', id: \"sub/pear\"}, 'apple']};"),
    ],
)
@pytest.mark.parametrize("place", ["", "docs/"])
def test_the_order_of_a_tool(tmp_path: Path, order: str, listed: str, place: str) -> None:
    files = {f"{place}{name}": content for name, content in PAGES.items()} | {f"{place}other.md": "left out"}
    folder = make(
        tmp_path / "b", files | {order: listed.replace("](", f"]({place}") if order == "SUMMARY.md" else listed}
    )
    assert [title for title, _ in titles(folder)] == ["Zebra", "Pear", "Apple"]
    found = find_files(folder)
    assert not isinstance(found, Fault)
    assert folder / order in found
    assert folder / f"{place}other.md" not in found


def test_a_page_below_another_has_lower_headings(tmp_path: Path) -> None:
    listed = "- [Zebra](zebra.md)\n  - [Apple](apple.md)\n    - [Pear](sub/pear.md)\n"
    assert titles(make(tmp_path / "a", PAGES | {"SUMMARY.md": listed})) == [("Zebra", 1), ("Apple", 2), ("Pear", 3)]
    lower = {"apple.md": "## Apple\n\n### Core", "sub/pear.md": "### Pear"}
    folder = make(tmp_path / "b", PAGES | lower | {"SUMMARY.md": listed})
    assert titles(folder) == [("Zebra", 1), ("Apple", 2), ("Core", 3), ("Pear", 3)], "they say so themselves"


def test_without_a_list_pages_stand_by_position_and_name(tmp_path: Path) -> None:
    files = {
        "README.md": "# Book", "2.md": "# Two", "10.md": "# Ten", "LICENSE.md": "# no", ".hidden/a.md": "# no",
        "last.md": "---\nsidebar_position: 1.5\n---\n# First", "node_modules/a.md": "# no", "a.txt": "no",
        "part/a.md": "# Part", "early/_category_.json": '{"label": "x", "position": 3}', "early/x.md": "# Early",
    }  # fmt: skip
    folder = make(tmp_path / "b", files)
    assert [title for title, _ in titles(folder)] == ["Book", "First", "Early", "Two", "Ten", "Part"]
    found = find_files(folder)
    assert not isinstance(found, Fault)
    assert folder / "early" / "_category_.json" in found, "what is kept has the same order"


def test_front_matter_gives_a_title_where_the_page_has_none(tmp_path: Path) -> None:
    files = {"1.md": '---\ntitle: "The Lamp"\n---\nIt burns.\n\n## Oil', "2.md": "---\ntitle: No\n---\n# Yes\n"}
    assert titles(make(tmp_path / "b", files)) == [("The Lamp", 1), ("Oil", 2), ("Yes", 1)]


def test_code_and_directives_are_no_headings(tmp_path: Path) -> None:
    text = "# One\n\n```sh\n# no heading\n```\n\n:::note\n\nRead it.\n\n:::\n\n{{#include a.md}}\n\n{% hint %}\n\nend"
    copy = read(make(tmp_path / "b", {"1.md": text}))
    assert copy.lines == ("One", "# no heading", "Read it.", "end")
    assert copy.headings == {0: 1}


def test_no_page_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    listed = "[a](../secret.md) [b](/etc/passwd) [c](link.md) [d](one.md) [e](two.md) [f](..%2Fsecret.md)"
    folder = make(tmp_path / "b", {"SUMMARY.md": listed, "one.md": "one", "two.md": "two"})
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    assert read(folder).lines == ("one", "two")
    (folder / "SUMMARY.md").unlink()
    assert read(folder).lines == ("one", "two")


def test_pages_in_a_folder_below_and_web_pages_at_the_top(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", {"book.toml": "", "src/one.md": "one"})
    assert read(folder).lines == ("one",)
    (folder / "page.html").write_text("<p>page</p>")
    assert read(folder).lines == ("page",)
    copy, (diagnostic,) = read_copy(make(tmp_path / "none", {"a/b.txt": ""}))
    assert (copy, diagnostic.code) == (None, "copy-empty")
