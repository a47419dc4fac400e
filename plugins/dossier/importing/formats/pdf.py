"""PDF files with a text layer, by where their lines stand on the page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTFigure, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfparser import PDFSyntaxError

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Kind, Line, Removed
from dossier.importing.formats.item import Item
from dossier.importing.formats.text import clean

MOST = 300  # pages
EDGE = 0.1  # of a page's height, at its top and its bottom, where running heads stand
HYPHEN = re.compile(r"(?P<left>[^\W\d_]{2,})[-‐\xad]$")


@dataclass(frozen=True, slots=True)
class Row:
    """A line on a page: its text, the size of its letters, its edges, and those of the column that it stands in."""

    text: str
    size: float
    left: float
    right: float
    column: tuple[float, float]
    height: float
    page: int
    box: int


def read(item: Item) -> tuple[Clipping, ...]:
    """A PDF as a clipping; raises DossierError where it is a scan, is locked, or is damaged."""
    try:
        pages = list(extract_pages(BytesIO(item.data), laparams=LAParams(all_texts=True), maxpages=MOST + 1))
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise DossierError("is locked by a password") from error
    except PDFSyntaxError as error:
        raise DossierError("is a damaged PDF") from error
    if len(pages) > MOST:
        raise DossierError(f"has more than {MOST} pages")
    rows = [row for number, page in enumerate(pages) for row in _rows(page, number)]
    if sum(len(row.text) for row in rows) < 20:
        if any(isinstance(part, (LTFigure, LTImage)) for page in pages for part in page):
            raise DossierError("is a scan without text: have its text recognised first, with OCRmyPDF for one")
        raise DossierError("is a PDF without text")
    heads = _running(rows, len(pages))
    lines = tuple(
        Line(text, number, kind) for number, (text, kind) in enumerate(_paragraphs([r for r in rows if r not in heads]), 1)
    )
    return (Clipping(lines, wrapped=False, removed=tuple(Removed(row.text, "running head", row.page + 1) for row in heads)),)


def _rows(page: LTPage, number: int) -> Iterator[Row]:
    boxes = [box for box in page if isinstance(box, LTTextBox)]
    for count, box in enumerate(boxes):
        for line in box:
            text = " ".join(clean(line.get_text()).split()) if isinstance(line, LTTextLine) else ""
            if text:
                sizes = Counter(round(char.size, 1) for char in line if isinstance(char, LTChar))
                size = sizes.most_common(1)[0][0] if sizes else 0.0
                middle = (line.y0 + line.y1) / 2 / max(1, page.height)
                yield Row(text, size, line.x0, line.x1, (box.x0, box.x1), middle, number, count)


def _running(rows: Sequence[Row], pages: int) -> list[Row]:
    """Page numbers, and lines at the edges of pages that several pages have."""
    edges = [row for row in rows if not EDGE < row.height < 1 - EDGE]
    bare = {id(row): re.sub(r"[\W\d_]+", "", row.text.casefold()) for row in edges}
    on: dict[str, set[int]] = {}
    for row in edges:
        on.setdefault(bare[id(row)], set()).add(row.page)
    most = max(2, pages // 2)
    return [
        row
        for row in edges
        if (not bare[id(row)] and len(row.text) <= 12) or (pages > 1 and len(on[bare[id(row)]]) >= most)
        or re.fullmatch(r"(?:page|strona|seite|стр\.?)\s*\d+(?:\s*(?:of|/|z|von|из)\s*\d+)?", row.text, re.IGNORECASE)
    ]  # fmt: skip


def _paragraphs(rows: Sequence[Row]) -> Iterator[tuple[str, Kind]]:
    """Rows to paragraphs: one goes on while rows fill their column, and from one column or page to the next."""
    sizes = Counter[float]()
    for row in rows:
        sizes[row.size] += len(row.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    whole = " ".join(row.text for row in rows)
    pending: list[Row] = []
    for row in rows:
        if pending and not _goes_on(pending[-1], row):
            yield _joined(pending, whole), _kind(pending, usual)
            pending = []
        pending.append(row)
    if pending:
        yield _joined(pending, whole), _kind(pending, usual)


def _goes_on(before: Row, row: Row) -> bool:
    if abs(before.size - row.size) > 0.6:
        return False
    width = max(1.0, before.column[1] - before.column[0])
    ended = re.search(r"[.!?:…][\"”’»)]*$", before.text)
    if (before.box, before.page) != (row.box, row.page):
        return not ended and row.text[0].islower() and width > 60
    if row.left > before.left + max(4.0, 0.02 * width) and ended and row.left > row.column[0] + 4:
        return False
    reaches = before.right > before.column[1] - 0.15 * width
    return reaches or (row.text[0].islower() and not ended)


def _kind(rows: Sequence[Row], usual: float) -> Kind:
    large = rows[0].size > usual * 1.15 and len(rows) <= 5
    return "heading" if large else "text"


def _joined(rows: Sequence[Row], whole: str) -> str:
    """Rows as one text; a word that a row's end has parted is whole again."""
    text = rows[0].text
    for row in rows[1:]:
        parted = HYPHEN.search(text)
        first = re.match(r"[^\W\d_]+", row.text)
        if parted and first and first[0][0].islower():
            kept = f"{parted['left']}-{first[0]}" in whole
            text = (text if kept else text[:-1]) + row.text
        else:
            text += ("" if re.search(r"\w[-–]$", text) and not text.endswith("–") else " ") + row.text
    return text
