"""Where a story stood in print: ``No. 112, p. 4``, ``Vol. 12, Part I``."""

import re

from dossier.importing import dates
from dossier.importing.dates import Dated
from dossier.words import either, pattern, verbatim

_ISSUE = pattern(
    lambda w: (
        rf"(?<!\w)(?:{verbatim(w.issues.signs)}(?:\.\s*:?\s*|:\s*|\s+|(?<=[№#]))"
        r"(?:[A-Z]{1,3}|[A-Z]?[-.]?\d[\w./-]*(?:-\d+)?|[IVX]+)(?!\w)(?:\s+\(\d+\))?|[A-Z]\.?\d{1,3}(?!\w))"
    ),
    re.IGNORECASE,
)
_LINKS = pattern(lambda w: rf"(?<!\w){either(w.issues.dated)}(?=[\s,;]*$)", re.IGNORECASE)


def without_issue(text: str) -> tuple[str, Dated | None]:
    """A publisher's name without the day, the issue and the page that follow it, and the day."""
    name, found = text, next(dates.find(text), None)
    if found:
        name = f"{text[: found.start]} ; {text[found.end :]}"
    bare = _ISSUE().sub(" ; ", name)
    if bare == name:
        return text.split(";", maxsplit=1)[0].strip(), None
    parts = [_LINKS().sub("", part).strip(" ,.:|–-") for part in bare.split(";")]
    parts = [part for part in parts if part and not dates.is_weekday(part)]
    return (parts[0] if parts else ""), found
