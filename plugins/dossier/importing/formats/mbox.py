"""Mailboxes of Thunderbird, Apple Mail and Google Takeout (RFC 4155): one file, many mails."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dossier.importing.formats.raw import RawFile

_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\d:\d\d[^\n]*\d{4}[^\n]*\r?\n(?=[!-9;-~]+:)")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def members(item: RawFile) -> Iterator[RawFile]:
    """The mails of a mailbox, in its order."""
    places = [(match.start(), match.end()) for match in _FROM.finditer(item.data)]
    for number, ((_, start), (end, _)) in enumerate(pairwise([*places, (len(item.data), 0)]), 1):
        yield RawFile(f"{item.name}/{number}.eml", _QUOTED.sub(rb"\1", item.data[start:end]))
