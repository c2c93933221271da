"""A public build: a site for students, whose keys, if any, stand apart, and whose PDFs come in zip files."""

from __future__ import annotations

import io
import re
import zipfile

from pypdf import PdfReader

from tests.projects import Project

RECIPE = "decks/lighthouse.yaml"


def names_in(archive: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.namelist()


def test_students_are_given_no_key(project: Project) -> None:
    project.replace(RECIPE, "name: everything,", "name: everything, key: end,")
    done = project.run("build", "--public", "--out", "public")
    assert done.code == 0, done.err
    files = project.files("public")
    assert {"index.html", "chapter-1.html", "everything-a.html", "lighthouse.apkg"} <= set(files)
    assert not any("key" in name for name in files)
    for name in ("index.html", "chapter-1.html", "everything-a.html"):
        assert b"Answer key" not in re.sub(rb"(?s)<style>.*?</style>", b"", files[name]), name


def test_keys_stand_below_their_own_folder(project: Project) -> None:
    project.replace(RECIPE, "name: everything,", "name: everything, key: end,")
    done = project.run("build", "--public", "--keys", "--out", "public")
    assert done.code == 0, done.err
    files = project.files("public")
    keys = {name for name in files if "key" in name}
    assert {"keys/index.html", "keys/chapter-1-key.html", "keys/everything-key.html"} <= keys
    assert all(name.startswith("keys/") for name in keys)
    assert b"keys/" not in files["index.html"], "the students' page does not lead there"
    led = re.findall(r'<li><a href="([^"]+)"', files["keys/index.html"].decode())
    assert {f"keys/{name}" for name in led} == keys - {"keys/index.html"}
    assert project.run("build", "--public", "--out", "public").code == 0
    assert not any("key" in name for name in project.files("public"))


def test_pdfs_come_in_both_sizes_in_a_file_for_each_chapter(project: Project, chromium: str) -> None:
    done = project.run("build", "--public", "--keys", "--pdf", "--out", "public")
    assert done.code == 0, done.err
    files = project.files("public")
    assert not any(name.endswith(".pdf") for name in files)
    assert names_in(files["sheets-1.zip"]) == ["a4/chapter-1.pdf", "letter/chapter-1.pdf"]
    assert names_in(files["sheets-several.zip"]) == [
        f"{paper}/everything-{version}.pdf" for paper in ("a4", "letter") for version in "ab"
    ]
    assert names_in(files["keys/keys-2.zip"]) == ["a4/chapter-2-key.pdf", "letter/chapter-2-key.pdf"]
    assert b'href="sheets-1.zip">1. The Lamp</a>' in files["index.html"]
    assert b'href="keys-2.zip">2. The Clock</a>' in files["keys/index.html"]
    with zipfile.ZipFile(io.BytesIO(files["sheets-1.zip"])) as opened:
        sizes = [PdfReader(io.BytesIO(opened.read(name))).pages[0].mediabox.width for name in opened.namelist()]
    assert [round(size) for size in map(float, sizes)] == [595, 612]


def test_what_does_nothing_says_so(project: Project) -> None:
    assert "--keys does nothing here" in project.run("build", "--keys").err


def test_every_sheet_without_a_recipe_is_listed(project: Project) -> None:
    def listed() -> list[str]:
        return re.findall(r'<li><a href="([^"]+)"', project.read("build/sheet/index.html"))

    assert project.run("sheet", "--chapter", "2", "--count", "2").code == 0
    assert project.run("sheet", "--chapter", "1", "--count", "2", "--versions", "2", "--public").code == 0
    assert listed() == ["sheet-1-a.html", "sheet-1-b.html", "sheet-2.html"]
    page = project.read("build/sheet/index.html")
    assert page.count('href="sheet-1-key.html"') == 2
    assert page.count('href="sheet-2-key.html"') == 1
    assert "your own use" in page, "the first one holds passages of the book"
    (project.root / "build/sheet/sheet-1-b.html").unlink()
    project.write("build/sheet/sheet-1-a.html", "mine")
    assert project.run("sheet", "--count", "3").code == 0
    assert listed() == ["sheet-2.html", "sheet.html"]
    project.write("build/sheet/index.html", "mine")
    assert "file-taken" in project.run("sheet", "--chapter", "1", "--count", "2").err
