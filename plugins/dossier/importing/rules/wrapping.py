"""Lines to paragraphs: lines that end only because a page was full are one paragraph."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dossier.importing import dates
from dossier.importing.clipping import Line
from dossier.importing.rules.draft import Paragraph
from dossier.importing.rules.known import person, publisher

LONGEST = 110  # characters of a line that a typewriter, a mail or a wire has broken
_OWN_LINE = re.compile(
    r"(?:by|by:|автор|autor|von)\s+\S+(?:\s\S+){0,8}$|[-•*–—]\s|\d{1,2}[.)]\s|#{1,6}\s|<?https?://\S+$|[\w ]{3,20}:\s*<?https?://|>",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-ZА-ЯЁ][\w -]{2,20}:\s+\S")


def paragraphs(lines: Sequence[Line], wrapped: bool) -> list[Paragraph]:
    """The paragraphs of a clipping's lines; ``wrapped`` says that its lines may have been broken."""
    result: list[Paragraph] = []
    block, before = 0, ""
    width = _width(lines) if wrapped else 0
    indents = width and _indented(lines)
    for line in lines:
        if not line.text.strip():
            block, before = block + 1, ""
            continue
        if not wrapped:
            block += 1
        if width and before and _goes_on(before, line.text, width, bool(indents)):
            last = result[-1].text
            result[-1].text = last + ("" if re.search(r"\w-$", last) else " ") + line.text.strip()
        else:
            result.append(Paragraph(line.text.strip(), line.number, block, line.kind))
        before = line.text
    return result


def _width(lines: Sequence[Line]) -> int:
    """The length at which a clipping's lines were broken, or 0 where they were not."""
    lengths = sorted(len(" ".join(line.text.split())) for line in lines if line.text.strip())
    if not lengths or lengths[int(len(lengths) * 0.9)] > LONGEST:
        return 0
    broken = [
        len(one.text)
        for one, two in pairwise(lines)
        if 35 <= len(one.text.rstrip()) <= LONGEST
        and re.match(r"\s*[^\W\d_A-Z]", two.text)
        and two.text.lstrip()[0].islower()
        and not _is_address(two.text.strip())
    ]
    return max(broken) if broken else 0


def _is_address(text: str) -> bool:
    """Whether a line is an address, which begins with a small letter wherever it stands."""
    return text.startswith(("http://", "https://", "www.")) and " " not in text


def _indented(lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin with an indented line rather than after an empty one."""
    pairs = pairwise(lines)
    return (
        sum(two.text[:2].isspace() and bool(one.text.strip()) and one.text[0] != " " for one, two in pairs if two.text.strip())
        >= 2
    )


def _goes_on(before: str, line: str, width: int, indented: bool) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if indented and line[0].isspace() and (line[:2].isspace() or not before[0].isspace()):
        return False
    text, last = line.strip(), before.strip()
    if _stands_alone(last) or (_stands_alone(text) and not text[0].islower()):
        return False
    if text[0].islower():
        return True
    if last.isupper() != text.isupper() and last.isupper() and len(last) > 8:
        return False
    full = len(before.rstrip()) + 1 + len(text.split()[0]) > width - 12
    return full and len(last) >= width // 2


def _stands_alone(text: str) -> bool:
    if _OWN_LINE.match(text) or (_LABEL.match(text) and len(text) < 40):
        return True
    return len(text) <= 60 and bool(dates.whole(text) or person(text) or publisher(text))
