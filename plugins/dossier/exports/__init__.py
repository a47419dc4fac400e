"""The dossier for other programs: one format a module, all written below ``data/``."""

from dossier.exports.annotations import ANNOTATIONS
from dossier.exports.jsonl import TABLES as LINES
from dossier.exports.jsonl import Table, serialise

__all__ = ["TABLES", "Table", "serialise"]

TABLES: tuple[Table, ...] = (*LINES, ANNOTATIONS)
