"""The dossier for other programs: one format a module, all written below ``data/`` and ``feeds/``."""

from collections.abc import Callable
from dataclasses import dataclass

from dossier.concordance import Edition
from dossier.exports import references, tables
from dossier.exports.annotations import ANNOTATIONS
from dossier.exports.feeds import feeds, sitemap
from dossier.exports.jsonl import TABLES as LINES
from dossier.exports.jsonl import Table, serialise

__all__ = ["FORMATS", "TABLES", "Format", "Table", "feeds", "serialise", "sitemap"]


@dataclass(frozen=True, slots=True)
class Format:
    """A data file in a format of its own: its name, what it holds, and its text for an edition."""

    name: str
    about: str
    text: Callable[[Edition], str]


TABLES: tuple[Table, ...] = (*LINES, ANNOTATIONS)
FORMATS: tuple[Format, ...] = (
    Format("mentions.csv", "mentions for a spreadsheet, with the words around each", tables.mentions),
    Format("statements.csv", "statements for a spreadsheet", tables.statements),
    Format("sources.csl.json", "all sources as CSL-JSON, for citation processors and Zotero", references.csl),
    Format("sources.bib", "all sources as BibTeX", references.bibtex),
    Format("sources.ris", "all sources as RIS", references.ris),
)
