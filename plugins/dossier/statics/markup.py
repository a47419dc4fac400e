"""Files that a browser may take for a page: they are handed on where they are XML that holds nothing to be run."""

from xml.parsers import expat

from dossier.errors import ContentError

HEAD = 1024  # bytes of a file in which a browser looks for the beginning of a page
PAGES = (".hta", ".htm", ".html", ".mht", ".mhtml", ".shtml", ".svgz", ".xht", ".xhtml")  # all of them may hold scripts
RIGHT = "a picture or a PDF of it, or its text as an article"
_BEGINNING = b"\xef\xbb\xbf\xfe\xff \t\r\n\f\0"  # a mark of byte order, space, and the other byte of UTF-16
# What a browser draws or runs within XML, by namespace: XHTML has scripts, and so has SVG, and links of MathML may be some.
_DRAWN = {
    "http://www.w3.org/1999/xhtml": "a web page (XHTML)",
    "http://www.w3.org/2000/svg": "a picture (SVG); give it a name that ends in .svg",
    "http://www.w3.org/1998/Math/MathML": "a formula (MathML)",
}


class _Refused(Exception):
    """What must not be handed on."""


def begins(head: bytes) -> bool:
    """Whether a file that begins so may be taken for a page by who does not know its kind: its first sign is ``<``."""
    return head.lstrip(_BEGINNING).startswith(b"<")


def check(path: str, data: bytes) -> None:
    """Raise ContentError where a file that begins like a page is not XML which any browser shows as a tree of elements."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _element
    parser.StartDoctypeDeclHandler = _doctype
    parser.ProcessingInstructionHandler = _instruction
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = f"begins like a web page and is no whole XML: {expat.errors.messages[error.code]}"
        raise ContentError(path, error.lineno, problem, example=RIGHT) from None
    except _Refused as found:
        raise ContentError(path, parser.CurrentLineNumber, f"holds {found}", example=RIGHT) from None


def _element(name: str, _attributes: object) -> None:
    namespace = name.rpartition(" ")[0]
    if namespace in _DRAWN:
        raise _Refused(_DRAWN[namespace])


def _doctype(_name: str, _system: str | None, _public: str | None, has_internal_subset: bool) -> None:
    if has_internal_subset:  # a browser may make other elements of it than this parser
        raise _Refused("declarations of its own in its DOCTYPE")


def _instruction(target: str, _data: str) -> None:
    if target.lower() == "xml-stylesheet":
        raise _Refused("a stylesheet, which may make a web page of it")
