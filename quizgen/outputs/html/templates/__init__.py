"""A template and its values → an HTML page, with its style, script and images inside."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import cache, partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from quizgen.assembly.guide import GuideText
from quizgen.assembly.quiz import Item
from quizgen.model.language import is_right_to_left
from quizgen.outputs.blocks import with_media
from quizgen.outputs.compare import read_compare
from quizgen.outputs.direction import isolate
from quizgen.outputs.html.fonts import choose_fonts
from quizgen.outputs.html.margin_boxes import margin_boxes
from quizgen.outputs.html.sections import say_cue
from quizgen.outputs.hyphenation import hyphenate
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import block, gapped, inline, paragraphs, plain, prose, quantity, spoken
from quizgen.outputs.places import say_place
from quizgen.outputs.points import in_halves, say_scoring, say_worth, share_points
from quizgen.outputs.solution import letter
from quizgen.outputs.stimulus import describe_briefly, shape_of
from quizgen.outputs.support import find_support
from quizgen.outputs.text_language import mark_language
from quizgen.outputs.typography import marked_text, with_quotes
from quizgen.project.images import Media

_FOLDER = Path(__file__).parent

# Noncharacters, which no text has: what stands in their place depends on all letters of the page.
_POLICY, _STYLE, _SCRIPT = map(Markup, "\ufdd6\ufdd7\ufdd8")
_IN_JSON = re.compile(r"\\u([0-9a-f]{4})")


class _Compiler(SourceFileLoader):
    """Cache a compiled template as Python caches modules: its bytecode goes into ``__pycache__``.

    Compiling all templates takes 100 ms, as long as rendering fifty sheets; reading them there, 1 ms. Jinja2's own
    cache of bytecode would execute and unpickle what it finds in the user's cache folder, where we execute nothing
    (`workspace/store.py`), and it ends in a traceback if the folder is gone or a file is cut short. Whoever can write
    ``__pycache__`` can write the templates beside it too.
    """

    def __init__(self, name: str, environment: Environment) -> None:
        super().__init__(name, str(_FOLDER / name))
        self._environment = environment

    def path_stats(self, path: str) -> Mapping[str, Any]:
        """Make the cached bytecode depend also on the version of Jinja2 and on its configuration here."""
        stats = super().path_stats(path)
        return {
            **stats,
            "mtime": stats["mtime"] + sum(Path(each).stat().st_mtime for each in (jinja2.__file__, __file__)),
        }

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        return self._environment.compile(data.decode(), self.name, path)


class _Templates(BaseLoader):
    has_source_access = False

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja2's name)
    ) -> Template:
        code = _Compiler(name, environment).get_code(name)
        assert code is not None
        return environment.template_class.from_code(environment, code, globals or {})


@cache
def _environment(words: Words, language: str = "en") -> Environment:
    right_to_left = is_right_to_left(language)

    def turned(render: Callable[..., str]) -> Callable[..., Markup]:
        return lambda *values: Markup(isolate(render(*values), right_to_left=right_to_left))  # noqa: S704 (HTML)

    def of_book(render: Callable[..., str]) -> Callable[..., Markup]:
        def shown(*values: Any) -> Markup:
            html = hyphenate(turned(render)(*values), words.book_language or language)
            return Markup(mark_language(html, words.book_language))  # noqa: S704 (HTML)

        return shown

    def of_sheet(text: str) -> Markup:
        shown = turned(prose)(text)
        return Markup(with_quotes(shown, words.language.code)) if words.book_language else shown  # noqa: S704 (HTML)

    environment = Environment(
        loader=_Templates(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "inline": of_book(inline),
        "block": of_book(block),
        "prose": of_book(prose),
        "own_prose": of_sheet,
        "shape": shape_of,
        "brief_stimulus": describe_briefly,
        "plain": plain,
        "as_title": marked_text,
        "isolated": turned(escape),
        "spoken": spoken,
        "letter": letter,
        "exact": words.numbers.exact,
        "quantity": turned(partial(quantity, percent=words.numbers.percent)),
        "gapped": partial(gapped, block=of_book(block)),
        "paragraphs": paragraphs,
        "place": partial(say_place, words=words),
        "halves": partial(in_halves, language=words.language),
        "worth": partial(say_worth, words=words),
        "scoring": partial(say_scoring, words=words),
        "cue": partial(say_cue, words=words),
        "shared": lambda points, count: [in_halves(each, words.language) for each in share_points(points, count)],
        "supporting": partial(find_support, language=words.language.code),
    }
    environment.globals |= {
        "words": words,
        "right_to_left": right_to_left,
        "in_book_language": _language_attribute(words.book_language),
        "in_own_language": _language_attribute(words.language.code if words.book_language else ""),
    }
    # `Infinity` is no valid JSON: better to fail here than to write a page whose script does not start.
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "allow_nan": False}
    return environment


def _language_attribute(language: str) -> Markup:
    return Markup(f' lang="{language}"' if language else "")  # noqa: S704 (a language tag)


@cache
def _asset(name: str) -> Markup:
    """The text of a style sheet or script; a line ``// compare.js`` or ``// nearly.js`` is replaced by that file."""
    text = (_FOLDER / name).read_text("utf-8").strip()
    for part, read in (("compare.js", read_compare), ("nearly.js", _read_nearly)):
        if f"// {part}" in text:
            text = text.replace(f"// {part}", read())
    return Markup(text)  # noqa: S704 (our own file)


def _read_nearly() -> str:
    return (_FOLDER / "nearly.js").read_text("utf-8").strip()


@cache
def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows only this style and script, and no network."""
    styles, scripts = _digest(style), _digest(script)
    ours = f"style-src {styles}; script-src {scripts}; img-src data:; font-src data:"
    return f"default-src 'none'; {ours}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def render_page(
    template: str,
    *,
    words: Words,
    language: str = "en",
    styles: tuple[str, ...],
    theme: str = "",
    script: str | None = None,
    head: str = "",
    head_of_key: str = "",
    items: Iterable[Item | GuideText] = (),
    **values: Any,
) -> bytes:
    """Render a whole page in UTF-8, with its style sheets, its script, if any, and the images of its items inside.

    ``language`` is that of the book, whose quotation marks and direction the page has. ``theme`` is CSS that is
    appended to the style. ``head`` stands above each printed page but the first one, ``head_of_key`` above those of a
    key at its end.
    """
    right_to_left = is_right_to_left(language)
    signs = language or words.language.code
    boxes = margin_boxes(words, signs=signs, head=head, head_of_key=head_of_key)
    ours = Markup("\n").join([*map(_asset, styles), Markup(boxes)])  # noqa: S704 (escaped for CSS)
    if right_to_left:
        ours = ours.replace("@bottom-right", "@bottom-left").replace("@top-left", "@top-right")
    style = ours + Markup("\n" + theme if theme else "")  # noqa: S704 (a theme that ends its element is not read)
    code = _asset(script) if script else Markup("")
    page = _environment(words, language).get_template(template)
    pieces = page.generate(style=_STYLE, script=_SCRIPT if code else code, policy=_POLICY, **values)
    sources = {name: _inside(media) for item in items for name, media in item.media.items()}
    letters = set(boxes)
    # Encoding piece by piece saves memory: one curly quotation mark makes a Python string twice as large.
    written = io.BytesIO()
    for piece in pieces:
        shown = with_quotes(piece, signs)
        letters.update(_letters(shown))
        written.write(with_media(shown, sources).encode())
    body = written.getvalue()
    style = Markup(choose_fonts(body, letters, styles) + "\n") + style  # noqa: S704 (our own fonts)
    for mark, text in ((_POLICY, _policy(style, code)), (_STYLE, style), (_SCRIPT, code)):
        body = body.replace(mark.encode(), text.encode(), 1)
    return body


def _letters(piece: str) -> Iterator[str]:
    """The letters beyond ASCII of a piece of HTML, or of JSON in ASCII."""
    if not piece.isascii():
        yield from piece
    if "\\u" in piece:
        yield from (chr(int(code, 16)) for code in _IN_JSON.findall(piece))


def _inside(media: Media) -> str:
    return f"data:{media.kind};base64,{base64.b64encode(media.content).decode()}"


def render_macro(template: str, macro: str, words: Words, language: str, *values: Any) -> Markup:
    """Render one macro of a template, for a book in a language."""
    environment = _environment(words, language)
    made: str = getattr(environment.get_template(template).module, macro)(*values)
    return Markup(made.strip())  # noqa: S704 (made by a template, which escapes)
