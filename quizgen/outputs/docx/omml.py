"""MathML as `text/mathml.py` writes it → OMML, the formulas of Word (ISO/IEC 29500-1, 22.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn

nsmap.setdefault("m", "http://schemas.openxmlformats.org/officeDocument/2006/math")

_SUMS = frozenset("∑∏∐∫∬∭∮∯∰⋀⋁⋂⋃⨀⨁⨂")
"""Operators that Word draws large, with their limits above and below or beside."""

_ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307"}
_ACCENTS |= {"¨": "\u0308", "ˇ": "\u030c", "´": "\u0301", "`": "\u0300", "˘": "\u0306"}
_BARS = frozenset("¯‾―_ˉ")

_BOTH_SIDES = frozenset("|∣‖∥")
"""What stands on both sides of a value, if there are two in a row."""

_CLOSED_BY = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖", "⟨": "⟩", "⌈": "⌉", "⌊": "⌋"}


def to_omml(math: Any) -> Any:
    """A ``math`` element (lxml) → ``m:oMath``, or ``m:oMathPara`` for a formula on a line of its own."""
    made = _element("m:oMath", *_row(list(math)))
    return _element("m:oMathPara", made) if math.get("display") == "block" else made


def _element(tag: str, *children: Any, **values: str) -> Any:
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"m:{name}"), value)
    made.extend(children)
    return made


def _row(nodes: Sequence[Any]) -> Iterator[Any]:
    """The parts of a row; a pair of brackets encloses what is between, a sum has what follows."""
    index = 0
    while index < len(nodes):
        node = nodes[index]
        index += 1
        if (end := _find_closing(nodes, index - 1)) is not None:
            yield _delimited(node.text or "", nodes[index:end], nodes[end].text or "")
            index = end + 1
        elif (name := _limited(node)) is not None:
            yield _element("m:func", _element("m:fName", name), _element("m:e", *_row(nodes[index : index + 1])))
            index += 1
        elif (large := _sum_of(node)) is not None:
            yield _nary(node, large, nodes[index : index + 1])
            index += 1
        else:
            yield from _converted(node)


def _find_closing(nodes: Sequence[Any], index: int) -> int | None:
    """The index of the bracket that closes the one at an index, if it is one that grows with its content."""
    node = nodes[index]
    if node.tag != "mo":
        return None
    if node.text in _BOTH_SIDES and not node.get("fence"):
        bars = [at for at, each in enumerate(nodes) if each.tag == "mo" and each.text == node.text]
        return bars[1] if len(bars) == 2 and bars[0] == index else None
    if not _opens(nodes, index):
        return None
    depth = 0
    for at in range(index, len(nodes)):
        each = nodes[at]
        if each.tag == "mo" and each.get("form") == "prefix" and each.get("fence"):
            depth += 1
        elif each.tag == "mo" and each.get("form") == "postfix" and each.get("fence"):
            depth -= 1
            if depth == 0:
                return at
    if _is_matrix_at(nodes, index + 1) and index + 2 < len(nodes) and nodes[index + 2].tag == "mo":
        return index + 2
    return None


def _opens(nodes: Sequence[Any], index: int) -> bool:
    node = nodes[index]
    if node.get("fence") and node.get("form") == "prefix":
        return True
    closing = _CLOSED_BY.get(node.text or "")
    is_enclosing = _is_matrix_at(nodes, index + 1) and index + 2 < len(nodes)
    return closing is not None and is_enclosing and (nodes[index + 2].text or "") == closing


def _is_matrix_at(nodes: Sequence[Any], index: int) -> bool:
    return index < len(nodes) and nodes[index].tag == "mtable"


def _delimited(opening: str, inside: Sequence[Any], closing: str) -> Any:
    signs = [_element("m:begChr", val=opening), _element("m:endChr", val=closing)]
    return _element("m:d", _element("m:dPr", *signs), _element("m:e", *_row(inside)))


def _limited(node: Any) -> Any | None:
    """A name with what it tends to, as of a limit or a maximum, if the node is one."""
    is_named = node.tag in ("msub", "munder") and len(node) > 1 and node[0].tag == "mo"
    if not is_named or not (node[0].text or "").isalpha() or len(node[0].text) == 1:
        return None
    plain = _text(node[0].text, [_element("m:sty", val="p")])
    return _element("m:limLow", _element("m:e", plain), _inside("m:lim", node[1]))


def _sum_of(node: Any) -> Any | None:
    """The operator of a sum, an integral or the like, with or without limits."""
    if node.tag == "mo":
        return node if node.text in _SUMS else None
    is_scripted = node.tag in ("munderover", "munder", "mover", "msubsup", "msub", "msup") and len(node)
    return node[0] if is_scripted and node[0].tag == "mo" and node[0].text in _SUMS else None


def _nary(node: Any, large: Any, of: Sequence[Any]) -> Any:
    below = node[1] if node.tag in ("munderover", "munder", "msubsup", "msub") else None
    above = node[-1] if node.tag in ("munderover", "mover", "msubsup", "msup") else None
    place = "undOvr" if node.tag.startswith(("munder", "mover")) else "subSup"
    properties = [_element("m:chr", val=large.text), _element("m:limLoc", val=place)]
    properties += [_element("m:subHide", val="1")] if below is None else []
    properties += [_element("m:supHide", val="1")] if above is None else []
    return _element(
        "m:nary",
        _element("m:naryPr", *properties),
        _element("m:sub", *(() if below is None else _converted(below))),
        _element("m:sup", *(() if above is None else _converted(above))),
        _element("m:e", *_row(of)),
    )


def _converted(node: Any) -> Iterator[Any]:
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag in ("mi", "mn", "mo", "mtext", "ms"):
        yield from _run(node)
    elif tag == "mspace":
        yield from _space(node)
    elif tag in _STRUCTURES and len(node) >= _STRUCTURES[tag][0]:
        yield _STRUCTURES[tag][1](node)
    elif tag == "mphantom":
        yield _element(
            "m:phant", _element("m:phantPr", _element("m:show", val="0")), _element("m:e", *_row(list(node)))
        )
    elif tag not in ("annotation", "annotation-xml", "none"):
        yield from _row(list(node))  # a row, or what changes only the style of one


def _run(node: Any) -> Iterator[Any]:
    text = node.text or ""
    if not text:
        return
    properties = []
    if node.tag == "mtext":
        properties = [_element("m:nor")]
    elif node.tag == "mi" and (len(text) > 1 or node.get("mathvariant") == "normal"):
        properties = [_element("m:sty", val="p")]
    elif node.get("mathvariant") == "bold":
        properties = [_element("m:sty", val="b")]
    yield _text(text, properties)


def _text(text: str, properties: Sequence[Any] = ()) -> Any:
    written = _element("m:t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _element("m:r", *([_element("m:rPr", *properties)] if properties else []), written)


def _space(node: Any) -> Iterator[Any]:
    width = (node.get("width") or "").removesuffix("em")
    try:
        wide = float(width)
    except ValueError:
        wide = 0.0 if width else 0.3
    if wide > 0:
        yield _text("\u2003" * int(wide) if wide >= 1 else "\u2005" if wide >= 0.2 else "\u2009")


def _inside(tag: str, node: Any) -> Any:
    return _element(tag, *_converted(node))


def _fraction(node: Any) -> Any:
    is_bare = (node.get("linethickness") or "").startswith("0")
    properties = [_element("m:fPr", _element("m:type", val="noBar"))] if is_bare else []
    return _element("m:f", *properties, _inside("m:num", node[0]), _inside("m:den", node[1]))


def _root(node: Any) -> Any:
    if node.tag == "mroot":
        return _element("m:rad", _inside("m:deg", node[1]), _inside("m:e", node[0]))
    properties = _element("m:radPr", _element("m:degHide", val="1"))
    return _element("m:rad", properties, _element("m:deg"), _element("m:e", *_row(list(node))))


def _scripted(node: Any) -> Any:
    base = _inside("m:e", node[0])
    match node.tag:
        case "msub":
            return _element("m:sSub", base, _inside("m:sub", node[1]))
        case "msup":
            return _element("m:sSup", base, _inside("m:sup", node[1]))
        case _:
            scripts = _inside("m:sub", node[1]), _inside("m:sup", node[2])
            return _element("m:sSubSup", base, *scripts) if len(node[0]) or node[0].text else _prescripted(*scripts)


def _prescripted(below: Any, above: Any) -> Any:
    """The numbers of an isotope, which stand before nothing in MathML."""
    return _element("m:sSubSup", _element("m:e", _text("\u200b")), below, above)


def _over(node: Any) -> Any:
    sign = node[1].text if node[1].tag == "mo" else None
    if sign in _BARS:
        properties = _element("m:barPr", _element("m:pos", val="top"))
        return _element("m:bar", properties, _inside("m:e", node[0]))
    if sign in _ACCENTS:
        properties = _element("m:accPr", _element("m:chr", val=_ACCENTS[sign]))
        return _element("m:acc", properties, _inside("m:e", node[0]))
    return _element("m:limUpp", _inside("m:e", node[0]), _inside("m:lim", node[1]))


def _under(node: Any) -> Any:
    return _element("m:limLow", _inside("m:e", node[0]), _inside("m:lim", node[1]))


def _under_over(node: Any) -> Any:
    inner = _element("m:limLow", _inside("m:e", node[0]), _inside("m:lim", node[1]))
    return _element("m:limUpp", _element("m:e", inner), _inside("m:lim", node[2]))


def _matrix(node: Any) -> Any:
    rows = [[cell for cell in row if cell.tag == "mtd"] for row in node if row.tag in ("mtr", "mlabeledtr")]
    columns = max(map(len, rows), default=0)
    sides = (node.get("columnalign") or "center").split() or ["center"]
    aligned = [sides[min(index, len(sides) - 1)] for index in range(columns)]
    each = [
        _element("m:mc", _element("m:mcPr", _element("m:count", val="1"), _element("m:mcJc", val=side)))
        for side in aligned
    ]
    made = _element("m:m", _element("m:mPr", _element("m:mcs", *each)))
    for row in rows:
        cells = [_element("m:e", *_row(list(cell))) for cell in row]
        cells += [_element("m:e") for _ in range(columns - len(row))]
        made.append(_element("m:mr", *cells))
    return made


def _enclosed(node: Any) -> Any:
    return _element("m:borderBox", _element("m:e", *_row(list(node))))


def _fenced(node: Any) -> Any:
    return _delimited(node.get("open", "("), list(node), node.get("close", ")"))


_STRUCTURES: Mapping[str, tuple[int, Callable[[Any], Any]]] = {
    "mfrac": (2, _fraction),
    "msqrt": (0, _root),
    "mroot": (2, _root),
    "msub": (2, _scripted),
    "msup": (2, _scripted),
    "msubsup": (3, _scripted),
    "mover": (2, _over),
    "munder": (2, _under),
    "munderover": (3, _under_over),
    "mtable": (1, _matrix),
    "menclose": (0, _enclosed),
    "mfenced": (0, _fenced),
}
"""How many children an element has to have at least, and how it is converted."""
