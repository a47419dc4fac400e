"""A clipping that holds several stories with rules between them: one run of lines for each."""

import re
from collections.abc import Sequence

from dossier.importing import dates
from dossier.importing.clipping import Line
from dossier.importing.rules.dateline import leads
from dossier.importing.rules.known import is_prose, person
from dossier.importing.rules.wrapping import paragraphs

_RULE = re.compile(r"\s*(?:(?:[=\-_*~#•+—–]\s?){5,}|(?:\*\s?){3}|-{3,4}|_{3,4}|={3,4})\s*")
_URL_LINE = re.compile(r"(?:[\w ]{2,20}:\s*)?<?https?://\S+>?\s*")
_BY_LINE = re.compile(r"(?:by|автор:?|autor:?)\s+\S", re.IGNORECASE)
HEAD = 8  # lines that the head of a story has at most


def is_rule(text: str) -> bool:
    """Whether a line is a rule between stories, or between a story's head and its text."""
    return bool(_RULE.fullmatch(text)) or text.strip("\n ") == "\f"


def stories(lines: Sequence[Line], wrapped: bool) -> list[list[Line]]:
    """The lines of each story; one run where the rules only set off parts of one."""
    sections: list[list[Line]] = [[]]
    for line in lines:
        if is_rule(line.text):
            sections.append([])
        else:
            sections[-1].append(line)
    sections = [section for section in sections if any(line.text.strip() for line in section)]
    if len(sections) < 2:
        return [[line for line in lines if not is_rule(line.text)]]
    joined = _joined(sections, wrapped)
    if len(joined) > 1 and all(_is_story(section, wrapped) for section in joined):
        return joined
    return [[line if not is_rule(line.text) else Line("", line.number) for line in lines]]


def _joined(sections: list[list[Line]], wrapped: bool) -> list[list[Line]]:
    """Sections with heads and texts brought together: a head may stand before a rule, or after the story before it."""
    result: list[list[Line]] = []
    head: list[Line] = []
    for place, section in enumerate(sections):
        if not any(is_prose(p.text) or leads(p.text) for p in paragraphs(section, wrapped)):
            head = [*head, Line(""), *section]
            continue
        cut = (
            _trailing_head(section)
            if place + 1 < len(sections) and not _begins_with_head(sections[place + 1], wrapped)
            else None
        )
        body = section[:cut] if cut is not None else section
        result.append([*head, Line(""), *body])
        head = section[cut:] if cut is not None else []
    if head:
        result = [*result[:-1], [*result[-1], Line(""), *head]] if result else [head]
    return result


def _trailing_head(section: Sequence[Line]) -> int | None:
    """Where the next story's head begins among a section's last lines, if it has one there."""
    filled = [place for place, line in enumerate(section) if line.text.strip()][-HEAD:]
    start = None
    for place in reversed(filled):
        if is_prose(section[place].text):
            break
        start = place
    if start is None:
        return None
    texts = [line.text for line in section[start:] if line.text.strip()]
    known = [text for text in texts if _is_credit(text)]
    return start if known and len(known) < len(texts) else None


def _begins_with_head(section: Sequence[Line], wrapped: bool) -> bool:
    first = next(iter(paragraphs(section, wrapped)), None)
    return first is not None and not is_prose(first.text) and not leads(first.text)


def _is_story(section: Sequence[Line], wrapped: bool) -> bool:
    """Whether a section has a head of its own and a text."""
    found = paragraphs(section, wrapped)
    head: list[str] = []
    for paragraph in found:
        if is_prose(paragraph.text) and head:
            break
        head.append(paragraph.text)
        if leads(paragraph.text):
            break
    has_text = any(is_prose(p.text) or leads(p.text) for p in found[1:])
    return (
        has_text
        and len(head) + (len(found) > len(head)) >= 2
        and any(_is_credit(text) or leads(text) for text in (*head, *_next(found, head)))
    )


def _next(found: Sequence[object], head: Sequence[str]) -> tuple[str, ...]:
    after = found[len(head) :][:1]
    return tuple(getattr(paragraph, "text", "") for paragraph in after)


def _is_credit(text: str) -> bool:
    bare = text.strip(" *_#")
    return bool(_URL_LINE.fullmatch(text.strip()) or dates.whole(bare) or _BY_LINE.match(bare) or person(bare))
