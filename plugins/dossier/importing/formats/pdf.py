"""PDF files with a text layer, by where their lines stand on the page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTFigure, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.psexceptions import PSException

from dossier.errors import DossierError
from dossier.importing import dates
from dossier.importing.clipping import Clipping, Kind, Line, Removed
from dossier.importing.formats import ocr
from dossier.importing.formats.raw import RawFile
from dossier.importing.formats.text import clean

MOST = 300  # pages
GUTTER = 5  # points between two columns
LARGE = 1.15  # times the size of the text that a heading's letters have
EDGE = 0.1  # of a page's height, at its top and its bottom, where running heads stand
_NUMBER = re.compile(
    r"[\W_]*\d{1,3}(?:\s*/\s*\d{1,3})?[\W_]*|[-–]\s*[ivxl]+\s*[-–]|(?:page|strona|str\.|seite|стр\.?)\s*\d+(?:\s*(?:of|/|z|von|из)\s*\d+)?",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|par|autor:?|автор:?)\s.{3,60}$", re.IGNORECASE)
HYPHEN = re.compile(r"(?P<left>[^\W\d_]{2,})[-‐\xad]$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line on a page: its text, the size of its letters, and its edges in points from the page's left and bottom.

    ``column`` holds the left and right edge of the block that it stands in, ``block`` that block's number on its page.
    """

    text: str
    size: float
    left: float
    right: float
    middle: float
    column: tuple[float, float]
    page: int
    block: int


@dataclass(frozen=True, slots=True)
class Box:
    """A block of rows on a page, and its edges."""

    left: float
    right: float
    low: float
    high: float
    rows: tuple[TextLine, ...]


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A PDF as a clipping; a scan is recognised first. Raises DossierError where that cannot be, or it is locked or damaged."""
    return (clipping(item.data),)


def clipping(data: bytes, recognised: bool = False) -> Clipping:
    """A PDF's text by where it stands on its pages; ``recognised`` where a program has read it from pictures."""
    try:
        pages = list(extract_pages(BytesIO(data), laparams=LAParams(all_texts=True, boxes_flow=None), maxpages=MOST + 1))
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise DossierError("is locked by a password") from error
    except PSException as error:
        raise DossierError("is a damaged PDF") from error
    if len(pages) > MOST:
        raise DossierError(f"has more than {MOST} pages")
    boxes = [_boxes(page, number) for number, page in enumerate(pages)]
    rows = [row for page in boxes for box in page for row in box.rows]
    if sum(len(row.text) for row in rows) < 20:
        if recognised:
            raise DossierError("is a scan in which no text was recognised")
        if any(isinstance(part, (LTFigure, LTImage)) for page in pages for part in page):
            return clipping(ocr.recognised(data), recognised=True)
        raise DossierError("is a PDF without text")
    heads = set(_running(rows, [page.height for page in pages]))
    ordered = [
        row for page in boxes for box in _in_order([b for b in page if not heads.issuperset(b.rows)]) for row in box.rows
    ]
    found = _paragraphs([row for row in ordered if row not in heads])
    lines = tuple(Line(text, number, kind) for number, (text, kind) in enumerate(found, 1))
    removed = tuple(Removed(row.text, "running head", row.page + 1) for row in rows if row in heads)
    return Clipping(lines, wrapped=False, removed=removed, findings=(ocr.FINDING,) if recognised else ())


def _boxes(page: LTPage, number: int) -> list[Box]:
    boxes = []
    for count, box in enumerate(part for part in page if isinstance(part, LTTextBox)):
        rows = []
        for line in box:
            text = " ".join(clean(line.get_text()).split()) if isinstance(line, LTTextLine) else ""
            if text:
                sizes = Counter(round(char.size, 1) for char in line if isinstance(char, LTChar))
                size = sizes.most_common(1)[0][0] if sizes else 0.0
                middle = (line.y0 + line.y1) / 2
                rows.append(TextLine(text, size, line.x0, line.x1, middle, (box.x0, box.x1), number, count))
        if rows:
            boxes.append(Box(box.x0, box.x1, box.y0, box.y1, tuple(rows)))
    return boxes


def _in_order(boxes: Sequence[Box]) -> list[Box]:
    """A page's boxes as they are read: cut where a gutter runs from top to bottom, else where a gap runs across."""
    if len(boxes) < 2:
        return list(boxes)
    across = sorted(boxes, key=lambda box: box.left)
    for place in range(1, len(across)):
        if max(box.right for box in across[:place]) + GUTTER <= across[place].left:
            return [*_in_order(across[:place]), *_in_order(across[place:])]
    down = sorted(boxes, key=lambda box: -box.high)
    for place in range(1, len(down)):
        if min(box.low for box in down[:place]) >= max(box.high for box in down[place:]) - 1:
            return [*_in_order(down[:place]), *_in_order(down[place:])]
    return down


def _running(rows: Sequence[TextLine], heights: Sequence[float]) -> list[TextLine]:
    """Page numbers, and lines at the edges of pages that several pages have."""
    edges = [row for row in rows if not EDGE < row.middle / max(1.0, heights[row.page]) < 1 - EDGE]
    on: dict[str, set[int]] = {}
    for row in edges:
        on.setdefault(_bare(row), set()).add(row.page)
    least = max(2, len(heights) // 2)
    return [row for row in edges if _NUMBER.fullmatch(row.text) or (_bare(row) and len(on[_bare(row)]) >= least)]


def _bare(row: TextLine) -> str:
    return re.sub(r"[\W\d_]+", "", row.text.casefold())


def _paragraphs(rows: Sequence[TextLine]) -> Iterator[tuple[str, Kind]]:
    """Rows to paragraphs: one goes on while rows fill their column, and from one column or page to the next."""
    usual = _usual(rows)
    whole = " ".join(row.text for row in rows)
    pending: list[TextLine] = []
    for row in rows:
        if pending and not _goes_on(pending[-1], row, usual):
            yield _joined(pending, whole), _kind(pending, usual)
            pending = []
        pending.append(row)
    if pending:
        yield _joined(pending, whole), _kind(pending, usual)


def _usual(rows: Sequence[TextLine]) -> float:
    """The size of the text's letters: the smallest that a good part of them has, for headings are few and large."""
    sizes = Counter[float]()
    for row in rows:
        sizes[row.size] += len(row.text)
    return min((size for size, count in sizes.items() if count >= 0.2 * sizes.total()), default=0.0)


def _goes_on(before: TextLine, row: TextLine, usual: float) -> bool:
    if abs(before.size - row.size) > 0.6:
        return False
    if row.size > usual * LARGE:  # a heading's next line
        return row.page == before.page and 0 < before.middle - row.middle < 2 * row.size
    if _BY.match(before.text) or dates.whole(before.text) or dates.whole(row.text):
        return False
    width = max(1.0, before.column[1] - before.column[0])
    ended = re.search(r"[.!?:…][\"”’»)]*$", before.text)
    if (before.block, before.page) != (row.block, row.page):
        return not ended and row.text[0].islower() and width > 60
    if row.left > before.left + max(4.0, 0.02 * width) and ended and row.left > row.column[0] + 4:
        return False
    reaches = before.right > before.column[1] - 0.15 * width
    return reaches or (row.text[0].islower() and not ended)


def _kind(rows: Sequence[TextLine], usual: float) -> Kind:
    large = rows[0].size > usual * LARGE and len(rows) <= 5
    return "heading" if large else "text"


def _joined(rows: Sequence[TextLine], whole: str) -> str:
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
