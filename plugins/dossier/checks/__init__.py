"""What is wrong across files: errors, which stop a build, and in ``findings`` what doesn't, but is to be looked at."""

from dossier.checks.content import decisions, errors, slugs
from dossier.checks.story import references

__all__ = ["decisions", "errors", "references", "slugs"]
