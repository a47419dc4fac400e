"""The book as EPUB 3: one XHTML file a chapter, the contents, and the package that names them.

The same edition gives the same bytes: nothing in the file tells the day, the folder or the machine that it was made on.
"""

import io
import posixpath
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import ClassVar
from urllib.parse import quote
from xml.etree.ElementTree import tostring

from markupsafe import Markup

from dossier.book.chapters import PICTURES, ChapterTree, Line, Render, bind, contents, issued, rewrite
from dossier.edition import Edition
from dossier.views import Site
from dossier.views.book import INDEX, book_parts

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold
MIMETYPE = "application/epub+zip"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as a file: ``root`` is the way to the top of the book, ``body`` well-formed XHTML."""

    template: ClassVar[str] = "chapter.xhtml"
    title: str
    root: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Navigation:
    """The contents for reading systems, and the landmarks."""

    template: ClassVar[str] = "nav.xhtml"
    lines: tuple[Line, ...]
    body: str
    index: str


@dataclass(frozen=True, slots=True)
class Package:
    """What the book is, for reading systems and catalogues, and the files that it consists of."""

    template: ClassVar[str] = "package.opf"
    identifier: str
    date: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    chapters: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]


def epub(edition: Edition, site: Site, render: Render, pictures: Mapping[str, bytes]) -> bytes:
    """The bytes of the EPUB; ``pictures`` are files by their path in the content folder."""
    parts = book_parts(edition, site, paged=False)
    trees = bind(parts, render, pictures)
    names = {path: f"pictures/{n}{PurePosixPath(path).suffix.lower()}" for n, path in enumerate(sorted(pictures), start=1)}
    used = sorted({path for tree in trees.values() for path in _place(tree, names)})
    files = {_file(address): _chapter(tree, render).encode() for address, tree in trees.items()}
    navigation = Navigation(contents(parts, _file, site.words), _file(parts[1].opening.address), _file(INDEX))
    texts = {"nav.xhtml": render(navigation.template, navigation).encode(), "book.css": render("book.css", None).encode()}
    package = Package(
        identifier=f"urn:uuid:{_identifier([*files.values(), *texts.values()])}",
        date=issued(edition),
        languages=tuple(dict.fromkeys([site.lang, *sorted({tree.view.lang for tree in trees.values()})])),
        topics=tuple(topic.head.label for _, topic in sorted(edition.topics.items()) if topic.head.main),
        chapters=tuple(files),
        pictures=tuple((names[path], PICTURES[PurePosixPath(path).suffix.lower()]) for path in used),
    )
    texts = {"package.opf": render(package.template, package).encode(), **texts}
    held = {names[path]: pictures[path] for path in used}
    return _zip({f"EPUB/{name}": data for name, data in (texts | files | held).items()})


def _file(address: str) -> str:
    """The name in the book of the file that shows a page of the site."""
    return address.removesuffix(".html") + ".xhtml"


def _place(tree: ChapterTree, names: Mapping[str, str]) -> list[str]:
    """Give a chapter's links and pictures their addresses in the book; returns the paths of the pictures.

    ``names`` are those of the pictures' files in the book: some readers cannot open one with a space or an accent.
    """

    def address(chapter: str, target: str, fragment: str) -> str:
        if target == chapter and fragment:
            return f"#{quote(fragment)}"
        way = posixpath.relpath(_file(target), posixpath.dirname(chapter) or ".")
        return way + (f"#{quote(fragment)}" if fragment else "")

    return rewrite(tree, address, lambda path: tree.view.root + names[path])


def _chapter(tree: ChapterTree, render: Render) -> str:
    body = Markup(tostring(tree.tree, encoding="unicode"))  # noqa: S704 - a tree's own serialisation
    chapter = Chapter(tree.view.title, tree.view.root, body)
    return render(chapter.template, chapter)


def _identifier(files: Sequence[bytes]) -> uuid.UUID:
    """An id made of the book's content: another edition is another book, which no reader mistakes for the last one."""
    return uuid.uuid5(uuid.NAMESPACE_OID, sha256(b"".join(files)).hexdigest())


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in _entries(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return buffer.getvalue()


def _entries(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files in the order of the container: the first one says, uncompressed, what this is."""
    yield "mimetype", MIMETYPE.encode()
    yield "META-INF/container.xml", CONTAINER.encode()
    yield from files.items()
