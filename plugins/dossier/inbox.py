"""What waited in the inbox and is complete becomes an article."""

from pathlib import Path

from dossier.desk import Change, Edit
from dossier.errors import ContentError, ContentErrors
from dossier.readings import File, read

INBOX = "inbox"


def accepted(path: Path, lang: str) -> Change:
    """The change that moves a file of the inbox to the articles of its year.

    ``lang`` is the language of articles that name none. Raises ContentErrors with all that it lacks, or where it lies
    elsewhere, or another article has its place.
    """
    if path.parent.name != INBOX:
        raise ContentErrors([ContentError(str(path), 1, f"does not lie in {INBOX}/", example=f"content/{INBOX}/{path.name}")])
    data = path.read_bytes()
    found = read(File(f"articles/{path.name}", data), lang)
    if isinstance(found, list):
        raise ContentErrors([ContentError(str(path), e.line, e.problem, e.text, e.example) for e in found])
    entry, _ = found
    name = f"articles/{entry.head.date.year}/{entry.slug}.md"
    if (target := path.parent.parent / name).exists():
        raise ContentErrors(
            [ContentError(str(path), 1, f"would be {target}, which is there already", example="another file name")]
        )
    return Change(f"accepted {entry.slug}", (Edit(f"{INBOX}/{path.name}", data, data, name),))
