"""SVG without scripts and without anything from elsewhere: cleaned by svg-hush, a library that knows what may stay."""

import re
from xml.etree import ElementTree as ET
from xml.parsers.expat import ErrorString

from py_svg_hush import filter_svg

from dossier.errors import ContentError

DEEPEST = 200  # elements within each other
EMBEDDED = {"image": ["gif", "jpeg", "png", "webp"]}  # kinds of picture that may stand within
_SVG = "{http://www.w3.org/2000/svg}"
_GAP = "\ufdd0"  # a code point that no text holds
_NAMES = frozenset({"class", "id", "lang", "role"})  # attributes that hold no style, besides aria-* and data-*
# Fonts are often asked for by these rules, of which svg-hush leaves a part that spoils the rule after it.
_IMPORT = re.compile(r"""@import\s*(?:url\(\s*)?(?:"[^"]*"|'[^']*'|[^\s;"')]*)[^;{}]*;?""", re.IGNORECASE)
# What must not be left in a style: what asks for something by an address or by a string, but for a place in the picture, a file
# beside it and a picture within; and escapes, in which any of this may be written.
_ASKING = re.compile(
    r"\\|@import|\b(?:image-set|image|src|cross-fade)\(|\burl\(\s*[\"']?\s*(?:(?!data:image/)[a-z][a-z0-9+.-]*:|//)",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\s*(?:(?!data:image/)[a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)  # an address of another place


def cleaned(path: str, data: bytes) -> bytes:
    """An SVG with nothing that runs and nothing from elsewhere; raises ContentError where it is none, or none can be made."""
    tree = _tree(path, data)
    if tree.tag != f"{_SVG}svg":
        problem = f"is no SVG: it holds `{tree.tag.rpartition('}')[2]}`, and not `svg` in its namespace"
        raise ContentError(path, 1, problem, example='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">')
    for element in tree.iter():  # svg-hush breaks the line between two tags, which shows within a text, but not beside a text
        if element.tag == f"{_SVG}style":
            element.text = _IMPORT.sub("", element.text or "")
        element.tail = element.tail or _GAP
        element.text = element.text or (_GAP if len(element) else None)
        element.tag = element.tag.removeprefix(_SVG)
    tree.set("xmlns", _SVG[1:-1])
    tree.tail = None
    try:
        clean = filter_svg(ET.tostring(tree, encoding="utf-8"), EMBEDDED).replace(_GAP.encode(), b"")
    except ValueError as error:
        raise ContentError(path, 1, f"is an SVG that cannot be cleaned: {error}", example="a PNG of it") from None
    if left := _elsewhere(ET.fromstring(clean)):  # noqa: S314 - written above
        raise ContentError(
            path, 1, "is an SVG that may ask for something from elsewhere", left, "colours and patterns of its own"
        )
    return clean


class _Builder(ET.TreeBuilder):
    """Puts elements into a tree, not too deep for what goes through it."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        """Begin an element."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ValueError(f"holds elements within each other, more than {DEEPEST}")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        """End an element."""
        self.depth -= 1
        return super().end(tag)


def _tree(path: str, data: bytes) -> ET.Element:
    """The elements of an SVG."""
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - expat bounds what entities come to, and reads no other file
    try:
        parser.feed(data)
        return parser.close()
    except ET.ParseError as error:
        problem = f"is no SVG: {ErrorString(error.code)}"
        raise ContentError(path, error.position[0], problem, example="a picture as SVG, or a PNG of it") from None
    except ValueError as error:
        raise ContentError(path, 1, f"is an SVG that {error}", example="a PNG of it") from None


def _elsewhere(tree: ET.Element) -> str:
    """What in a cleaned SVG may still ask for something from elsewhere, or nothing."""
    for element in tree.iter():
        if element.tag == f"{_SVG}style" and (found := _ASKING.search(element.text or "")):
            return found[0]
        for name, value in element.attrib.items():
            told = name in _NAMES or name.startswith(("aria-", "data-"))
            if not told and (_AWAY.match(value) if name == "href" else _ASKING.search(value)):
                return f'{name}="{value[:80]}"'
    return ""
