"""The dossier for other programs: one format a module, all written below ``data/``."""

from dossier.exports.jsonl import TABLES, Table, serialise

__all__ = ["TABLES", "Table", "serialise"]
