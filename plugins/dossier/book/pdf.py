"""The book as PDF, laid out by WeasyPrint: tagged, with bookmarks, and page numbers in contents and index."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from typing import Any, ClassVar
from urllib.parse import unquote
from xml.etree.ElementTree import tostring

from markupsafe import Markup
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from dossier.book.chapters import ChapterTree, Line, Render, bind, contents, issued, rewrite
from dossier.edition import Edition
from dossier.views import Site
from dossier.views.book import book_parts

PICTURE = "picture:"  # the only scheme that anything is loaded from
DEEPEST = 6  # level of a heading


@dataclass(frozen=True, slots=True)
class Bound:
    """All chapters in one document; ``before`` is the title page, which the contents follow."""

    template: ClassVar[str] = "bound.xhtml"
    date: str
    lines: tuple[Line, ...]
    before: Markup
    chapters: Markup


class Pictures(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Loads the dossier's own pictures, and nothing else: neither a host nor another file of this machine."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self.pictures = pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002 - what WeasyPrint calls
        """A picture by its address; raises ValueError, which leaves it out, where it is none of the dossier's."""
        path = unquote(url.removeprefix(PICTURE))
        if not url.startswith(PICTURE) or path not in self.pictures:
            raise ValueError(f"{url} is no picture of the dossier")
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self.pictures[path], {"Content-Type": kind})


def pdf(edition: Edition, site: Site, render: Render, pictures: Mapping[str, bytes]) -> bytes:
    """The bytes of the PDF; ``pictures`` are files by their path in the content folder."""
    parts = book_parts(edition, site, paged=True)
    title, *chapters = (_section(tree) for tree in bind(parts, render, pictures).values())
    lines = contents(parts, lambda address: f"#{address}", site.words)
    bound = Bound(issued(edition), lines, Markup(title), Markup("\n".join(chapters)))  # noqa: S704 - trees, serialised
    html = render(bound.template, bound)
    document = HTML(file_obj=StringIO(html), base_url=None, url_fetcher=Pictures(pictures))
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=sha256(html.encode()).digest()[:16])
    return made


def _section(tree: ChapterTree) -> str:
    """A chapter as a section of the one document: its ids are made unique, its headings stand below those of the parts."""
    address, inner = (
        tree.view.address,
        tree.view.template not in ("part.html", "page.html", "glossary.html", "register.html", "index.html"),
    )
    rewrite(tree, lambda _, target, fragment: f"#{target}" + (f":{fragment}" if fragment else ""), lambda path: PICTURE + path)
    for element in tree.tree.iter():
        if "id" in element.attrib:
            element.set("id", f"{address}:{element.attrib['id']}")
        if inner and len(element.tag) == 2 and element.tag[1].isdigit():
            element.tag = f"h{min(DEEPEST, int(element.tag[1]) + 1)}"
    tree.tree.set("id", address)
    return tostring(tree.tree, encoding="unicode", method="html")
