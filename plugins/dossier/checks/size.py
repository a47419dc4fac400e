"""Whether an edition has become much smaller than the last one, which is more often a mistake than meant."""

from typing import NamedTuple


class Files(NamedTuple):
    """What lies in a content folder: files below ``articles/``, how many of them are drafts, and files in the inbox."""

    articles: int
    drafts: int
    inbox: int


def shrunk(published: int, before: int, files: Files, content: str) -> str:
    """What is to be said where no article is published, or fewer than half of those ``before``; empty where all is well.

    ``content`` is the content folder, as the compiler knows it.

    >>> shrunk(0, 72, Files(articles=0, drafts=0, inbox=3), "content")
    'No article is published, where the last edition had 72: content/articles holds no Markdown file; 3 wait in content/inbox.'
    """
    if published and published >= before / 2:
        return ""
    reasons = [f"{content}/articles holds {files.articles or 'no'} Markdown file{'s' if files.articles > 1 else ''}"]
    if files.drafts:
        reasons.append(f"{files.drafts} of them {'are drafts' if files.drafts > 1 else 'is a draft'} (`status: draft`)")
    if files.inbox:
        reasons.append(f"{files.inbox} wait{'' if files.inbox > 1 else 's'} in {content}/inbox")
    what = f"{published} article{'s are' if published > 1 else ' is'}" if published else "No article is"
    return f"{what} published{f', where the last edition had {before}' if before else ''}: {'; '.join(reasons)}."
