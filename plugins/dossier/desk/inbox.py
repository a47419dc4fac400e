"""What waited in the inbox and is complete becomes an article."""

from collections.abc import Callable
from pathlib import Path

from dossier.desk.change import Change, Edit
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
    content, name, data = path.parent.parent, f"{INBOX}/{path.name}", path.read_bytes()
    try:
        target = place(name, data, lang, lambda target: (content / target).exists())
    except ContentErrors as wrong:
        raise ContentErrors(ContentError(str(path), e.line, e.problem, e.text, e.example) for e in wrong.errors) from None
    return Change(f"accepted {Path(target).stem}", (Edit(name, data, data, target),))


def place(name: str, data: bytes, lang: str, taken: Callable[[str], bool]) -> str:
    """Where a file of the inbox belongs, as a path below the content folder.

    Raises ContentErrors with all that it lacks, or where that place is ``taken``.
    """
    found = read(File(f"articles/{Path(name).name}", data), lang)
    if isinstance(found, list):
        raise ContentErrors([ContentError(name, e.line, e.problem, e.text, e.example) for e in found])
    entry, _ = found
    target = f"articles/{entry.head.date.year}/{entry.slug}.md"
    if taken(target):
        raise ContentErrors([ContentError(name, 1, f"would be {target}, which is there already", example="another file name")])
    return target
