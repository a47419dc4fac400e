"""What is wrong across files: errors, which stop a build, and findings, which don't."""

from dossier.checks.content import deciders, errors
from dossier.checks.findings import CODES, HINTS, count, findings, unsearched

__all__ = ["CODES", "HINTS", "count", "deciders", "errors", "findings", "unsearched"]
