"""All sources for reference managers, in the order of their keys.

The libraries that write records are imported when one is written.
"""

from dossier.edition import Edition
from dossier.references import Reference


def csl(edition: Edition) -> str:
    """CSL-JSON, as citation processors and Zotero read it."""
    from dossier import records  # noqa: PLC0415 - see above

    return records.csl(_listed(edition), indented=True)


def bibtex(edition: Edition) -> str:
    """BibTeX."""
    from dossier import records  # noqa: PLC0415

    return records.bibtex(_listed(edition))


def ris(edition: Edition) -> str:
    """RIS."""
    from dossier import records  # noqa: PLC0415

    return records.ris(_listed(edition))


def _listed(edition: Edition) -> list[Reference]:
    listed = {source for pairs in edition.by_publisher.values() for source, _ in pairs}
    return sorted((edition.references[source] for source in listed), key=lambda reference: reference.key)
