"""Markdown in a clipping: its words stay, its marks go, for an article's text shows a clipping as it read."""

import re

from dossier.importing.rules.draft import Draft, Paragraph

# A link within a word stays as it is, for without its marks it would be part of the word.
_LINK = re.compile(r"(?<!\w)!?\[(?P<text>[^\]]*)\](?P<target>\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\))(?!\w)")
_STRONG = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(?P<text>[^*_]+?)(?<=\S)\1(?!\w)")
_ANGLE = re.compile(r"<(https?://[^\s<>]+)>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"#{1,6}\s+|\s+#+$")
_QUOTED = re.compile(r"^(?:>\s?)+")


def linked(text: str) -> str:
    """A text with its links' words in place of the links."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def marks(draft: Draft) -> None:
    """Links, emphasis and signs of headings, where the clipping is Markdown; where a link led goes into the report."""
    if not draft.marked:
        return
    for paragraph in draft.left():
        for match in reversed(list(_LINK.finditer(paragraph.text))):
            _unlink(draft, paragraph, match)
        heading = re.match(r"#{1,6}\s+", paragraph.text)
        if heading:
            paragraph.kind = "heading"
        elif re.match(r"[-*+]\s+\S", paragraph.text):
            paragraph.kind = "item"
            paragraph.text = paragraph.text[1:].lstrip()
        paragraph.text = _QUOTED.sub("", _HEADING.sub("", paragraph.text) if heading else paragraph.text)
        for _ in range(2):  # emphasis within emphasis
            paragraph.text = _STRONG.sub(lambda match: match["text"], paragraph.text)
        paragraph.text = _ESCAPE.sub(r"\1", _ANGLE.sub(r"\1", paragraph.text))


def _unlink(draft: Draft, paragraph: Paragraph, match: re.Match[str]) -> None:
    """Leave a link's text; a space stands for what is gone only where there was one."""
    text = paragraph.text
    draft.cut(paragraph, match.start("target"), match.end("target"), "link")
    paragraph.text = text[: match.start()] + match["text"] + text[match.end() :]
