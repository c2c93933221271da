"""Every registered format has a reader, is detected by its content, and one that is added here is read everywhere."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from quizgen.copies import library
from quizgen.copies.copy import read_copy
from quizgen.copies.formats import detect, plain_text, registry
from quizgen.copies.formats.detect import detect_format
from quizgen.copies.formats.extract import MAX_TEXT_BYTES, Extract, Fault, Unit
from quizgen.copies.formats.registry import FORMATS, Format, Sample, find_format
from tests.conftest import ROOT
from tests.fuzz.readers import lighthouse, make_seeds
from tests.projects import Project

TOY = Format(
    name="paragraphs",
    title="paragraphs between bars",
    suffixes=(".paras",),
    has_signature=True,
    detect=lambda sample: sample.head.startswith(b"%PARAS"),
    max_bytes=MAX_TEXT_BYTES,
    has_pictures=False,
    is_foreign=False,
    reader="plain_text:read_text_file",
)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Format:
    """The formats with one more."""
    for module in (registry, detect):
        monkeypatch.setattr(module, "FORMATS", (*FORMATS, TOY))
    monkeypatch.setattr(library, "SUFFIXES", registry.suffixes())
    return TOY


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_has_a_reader_limits_and_sound_files_for_the_fuzzer(form: Format, tmp_path: Path) -> None:
    seeds = make_seeds(lighthouse(), b"%PDF-1.4 seed")[form.name]
    assert seeds
    assert form.max_bytes > 0
    missing = tmp_path / f"missing{form.suffixes[0]}"
    with pytest.raises(OSError):
        form.load_reader()(missing)
    assert "copy of a book" not in form.title


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_readme_names_each(form: Format) -> None:
    assert form.title.removeprefix("a ").lower() in (ROOT / "README.md").read_text("utf-8").lower().replace(
        "a web page or a folder of them", "html, folder of web pages"
    )


@pytest.mark.parametrize("form", [form for form in FORMATS if form.suffixes != ("",)], ids=lambda form: form.name)
def test_each_is_detected_by_its_content(form: Format, tmp_path: Path) -> None:
    for files in make_seeds(lighthouse(), b"%PDF-1.4 seed")[form.name]:
        ((name, content),) = files.items()
        file = tmp_path / name
        file.write_bytes(content)
        found = detect_format(file)
        assert isinstance(found, Format)
        assert found.name == form.name


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Format)])
def test_a_format_that_leaves_something_out_is_refused(name: str) -> None:
    declared = {field.name: getattr(TOY, field.name) for field in dataclasses.fields(Format) if field.name != name}
    with pytest.raises(TypeError, match=name):
        Format(**declared)


def test_an_unknown_format_is_read_by_nobody() -> None:
    with pytest.raises(KeyError):
        find_format("rtf")


def test_a_format_that_is_added_is_detected_and_read(
    toy: Format, tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = plain_text.read_text_file

    def read_paragraphs(file: Path) -> Extract | Fault:
        extract = read(file)
        return extract if isinstance(extract, Fault) else dataclasses.replace(extract, unit=Unit.PARAGRAPH)

    monkeypatch.setattr(plain_text, "read_text_file", read_paragraphs)
    text = (project.library / "lighthouse.txt").read_bytes()
    file = tmp_path / "mine.paras"
    file.write_bytes(b"%PARAS\n" + text)
    assert detect_format(file) is toy
    copy, faults = read_copy(file)
    assert copy is not None
    assert not faults
    assert copy.place(3) == "paragraph 3"
    (project.library / "lighthouse.txt").unlink()
    assert project.run("source", "add", str(file), "--book", "lighthouse").code == 0
    assert (project.library / "lighthouse.paras").read_bytes() == file.read_bytes()
    assert library.find_copies("lighthouse", project.library) == (project.library / "lighthouse.paras",)


def test_a_sample_of_a_page_in_wide_letters() -> None:
    page = "<html><body><p>one</p>".encode("utf-16")
    assert find_format("html").detect(Sample(page, ".txt"))
