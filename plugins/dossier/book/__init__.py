"""The dossier as one book: an EPUB for readers and a PDF for paper.

Both are functions of the edition, the site's settings, the templates and the pictures; nothing here does I/O. The packages of
the extra ``book`` read the HTML and lay out the pages: importing this one without them raises ImportError, and OSError where
the system lacks Pango.
"""

from dossier.book.chapters import PICTURES
from dossier.book.epub import epub
from dossier.book.pdf import pdf

__all__ = ["PICTURES", "epub", "pdf"]
