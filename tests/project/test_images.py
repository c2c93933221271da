"""Images go where the question goes, by their content; what cannot be had is refused."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from functools import partial
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from playwright.sync_api import Browser, Request

from quizgen.outputs.blocks import with_media
from quizgen.outputs.markup import inline
from quizgen.project.images import MAX_BYTES
from quizgen.text.markdown import find_images
from tests.projects import BANK, Project

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg=="
)
ONE = f"{BANK}/1.yaml"


def with_image(project: Project, markup: str, content: bytes = PIXEL) -> None:
    file = project.root / BANK / "images" / "lamp one.png"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    project.replace(ONE, "burn in a night of winter?", f"burn in a night of winter? {markup}")


LAMP = "![the *lamp* & its oil](<images/lamp one.png>)"


def package(project: Project) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(project.files("build")["lighthouse.apkg"]))


def test_an_image_is_packed_by_its_content_and_shown_in_anki(project: Project, tmp_path: Path) -> None:
    with_image(project, LAMP)
    (project.root / BANK / "images" / "unused.png").write_bytes(PIXEL + b"x")
    assert project.run("build").code == 0
    packed = package(project)
    names = json.loads(packed.read("media"))
    assert list(names) == ["0"], "what no question shows is not packed"
    assert names["0"].startswith("quizgen-")
    assert names["0"].endswith(".png")
    assert packed.read("0") == PIXEL
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        collection.import_anki_package(
            ImportAnkiPackageRequest(
                package_path=str(project.root / "build" / "lighthouse.apkg"), options=ImportAnkiPackageOptions()
            )
        )
        assert (Path(collection.media.dir()) / names["0"]).read_bytes() == PIXEL
        assert not collection.media.check().missing
    finally:
        collection.close()


def test_another_picture_under_the_same_name_is_an_edit(project: Project) -> None:
    with_image(project, LAMP)
    project.run("check")
    assert "11 added" in project.run("release").out
    (project.root / BANK / "images" / "lamp one.png").write_bytes(PIXEL + b"\0")
    done = project.run("release")
    assert "0 added, 1 edited" in done.out


def _note(requests: list[str], request: Request) -> None:
    requests.append(request.url)


def test_an_image_on_paper_needs_no_network(project: Project, browser: Browser) -> None:
    with_image(project, LAMP)
    assert project.run("build").code == 0
    for name in ("chapter-1.html", "chapter-1-key.html"):
        context = browser.new_context()
        page = context.new_page()
        requests: list[str] = []
        context.on("request", partial(_note, requests))
        page.goto((project.root / "build" / name).as_uri())
        image = page.get_by_role("img", name="the lamp & its oil").first
        assert image.evaluate("image => image.naturalWidth") == 2
        assert all(url.startswith(("file:", "data:")) for url in requests)
        context.close()


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("![x](images/none.png)", "cannot be read"),
        ("![x](../../../decks/lighthouse.png)", "outside of the bank's folder"),
        ("![x](/etc/passwd.png)", "outside of the bank's folder"),
        ("![x](https://example.org/x.png)", "is on the network"),
        ("![x](//example.org/x.png)", "is on the network"),
        ("![x](book.yaml)", "of no kind that a browser shows"),
    ],
)
def test_images_that_cannot_be_had(project: Project, markup: str, message: str) -> None:
    with_image(project, markup)
    done = project.run("build")
    assert done.code == 1
    assert f"{ONE}:5:13: error[image]" in done.err
    assert message in done.err
    assert not (project.root / "build").exists()


def test_an_image_without_a_text_is_a_warning_that_says_what_to_write(project: Project) -> None:
    with_image(project, "![](<images/lamp one.png>)")
    done = project.run("check")
    assert done.code == 0
    assert f"{ONE}:5:13: warning[image-without-text]: the image `images/lamp one.png` has no text" in done.err
    assert "`![a map of the coast](<images/lamp one.png>)`" in done.err
    project.replace(ONE, "![](<images", "![a lamp](<images")
    assert "image-without-text" not in project.run("check").err


def test_a_link_out_of_the_folder_is_not_followed(project: Project, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PIXEL)
    with_image(project, "![x](images/link.png)")
    (project.root / BANK / "images" / "link.png").symlink_to(secret)
    assert "outside of the bank's folder" in project.run("build").err


def test_an_image_that_is_too_large(project: Project) -> None:
    with_image(project, LAMP, content=b"\0" * (MAX_BYTES + 1))
    assert "more than 2 MB" in project.run("build").err


def test_markup_of_images_is_text_where_it_is_none() -> None:
    assert list(find_images("![x](a.png) and ![](<b c.png>)")) == [("a.png", "x"), ("b c.png", "")]
    assert list(find_images('src="media:a.png"')) == []
    html = inline('![a" onerror="x](a.png)')
    assert 'onerror="x' not in html
    assert with_media(html, {"a.png": "quizgen-1.png"}).startswith('<img src="quizgen-1.png" alt="a&#34; onerror')
