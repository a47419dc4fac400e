"""What waited in the inbox and is complete becomes an article."""

from pathlib import Path

from dossier.errors import ContentError, ContentErrors
from dossier.readings import File, read

INBOX = "inbox"


def accepted(path: Path, lang: str) -> Path:
    """Move a file of the inbox to the articles of its year; returns where it is now.

    ``lang`` is the language of articles that name none. Raises ContentErrors with all that it lacks, or where it lies
    elsewhere, or another article has its place; nothing is moved then.
    """
    if path.parent.name != INBOX:
        raise ContentErrors([ContentError(str(path), 1, f"does not lie in {INBOX}/", example=f"content/{INBOX}/{path.name}")])
    found = read(File(f"articles/{path.name}", path.read_bytes()), lang)
    if isinstance(found, list):
        raise ContentErrors([ContentError(str(path), e.line, e.problem, e.text, e.example) for e in found])
    entry, _ = found
    target = path.parent.parent / "articles" / str(entry.head.date.year) / f"{entry.slug}.md"
    if target.exists():
        raise ContentErrors(
            [ContentError(str(path), 1, f"would be {target}, which is there already", example="another file name")]
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)
    return target
