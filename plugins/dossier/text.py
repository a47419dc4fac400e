"""Folding, slugs and sort keys."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

# Letters that Unicode does not decompose, and the marks that one text types straight and another curly.
_LETTERS = dict(zip("łŁøØđĐħĦıŧŦ’‘ʼ‚‛“”„‟–—‑‐−\xa0\u202f\u2009\n\t", "lLoOdDhHitT'''''\"\"\"\"-----     ", strict=True))
LONGEST_SLUG = 200  # characters: feeds and the parts of long pages add some to it, and the name of a file has 255 bytes
_LAST_TABULATED = 0x0530  # Latin with all its extensions, Greek, Cyrillic: what European news is written in


def _fold_char(char: str) -> str:
    """One character's folded form: its base letter, or nothing for a mark that only combines."""
    if char in _LETTERS:
        return _LETTERS[char]
    base = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return base if len(base) <= 1 else char


_FOLDS = {code: _fold_char(chr(code)) for code in range(0x80, _LAST_TABULATED)}
_FOLDS |= {ord(char): plain for char, plain in _LETTERS.items()}
_FOLDS |= {code: _fold_char(chr(code)) for code in range(0x1E00, 0x1F00)}
_AFTER = 0xE000  # sorts after every letter, and no text holds it
_VANISH = frozenset(chr(code) for code, plain in _FOLDS.items() if not plain)
_WORD = re.compile(r"\w+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # what already is one, as the name of a file mostly is
# The same for ASCII, which is mostly asked for: its letters in lower case, and a space for what is none.
_PLAIN = bytes(ord(char.lower()) if _WORD.match(char) else ord(" ") for char in map(chr, range(128))).ljust(256)


def fold(text: str) -> tuple[str, Sequence[int] | None]:
    """Fold away diacritics, curly quotes, kinds of dash and kinds of space, so that Topolánek and Topolanek meet.

    Case stays: Rice is a person and rice is not. Returns the folded text, and for each of its characters the offset in
    ``text`` (code points) it came from; None stands for offsets that are the same on both sides.
    """
    if text.isascii():
        return (text.replace("\n", " ").replace("\t", " ") if "\n" in text or "\t" in text else text), None
    return _folded(text)


@lru_cache(maxsize=256)  # the passages of an article, which its ids are made of, and in which names are looked for
def _folded(text: str) -> tuple[str, Sequence[int] | None]:
    folded = text.translate(_FOLDS)
    if len(folded) == len(text):
        return folded, None
    return folded, tuple(place for place, char in enumerate(text) if char not in _VANISH)


def words(text: str) -> str:
    """A text's words alone, folded and in lower case, with one space between them: what stays when it is set anew."""
    folded = fold(text)[0]
    if not folded.isascii():
        return " ".join(_WORD.findall(folded.casefold()))
    plain = folded.encode().translate(_PLAIN)
    while b"  " in plain:
        plain = plain.replace(b"  ", b" ")
    return plain.decode().strip()


_DIGITS = [one + other for one in "abcdefghijklmnopqrstuvwxyz234567" for other in "abcdefghijklmnopqrstuvwxyz234567"]


def code(text: str) -> str:
    """Eight letters and digits that a text always gives: the first forty bits of its SHA-256 in base 32."""
    bits = int.from_bytes(sha256(text.encode()).digest()[:5])
    return _DIGITS[bits >> 30] + _DIGITS[bits >> 20 & 1023] + _DIGITS[bits >> 10 & 1023] + _DIGITS[bits & 1023]


@lru_cache(maxsize=65536)
def several(count: int, one: str, many: str = "") -> str:
    """A number with its noun in the messages of the command line, which are English: 1 problem, 2 problems."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def slug(text: str) -> str:
    """A lower-case ASCII name for addresses: ``Václav Klaus`` becomes ``vaclav-klaus``."""
    if _SLUG.fullmatch(text):
        return text
    from slugify import slugify  # noqa: PLC0415 - its tables of letters are large, and most names of files are slugs

    return slugify(text)


def free(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number that makes it new; it is taken from now on."""
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{name}-{count}"
    taken.add(free)
    return free


def sort_key(text: str, letters: str = "") -> tuple[str, str]:
    """Alphabetical order that a reader expects: without case and diacritics, then with them.

    Each of ``letters`` is one of its own, after the letter that it is made of: Polish ł comes after every l.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    if letters and not lowered.isascii():
        lowered = "".join(c + chr(_AFTER + letters.index(c)) if c in letters else c for c in lowered)
    return fold(lowered)[0], text


def initial(text: str, letters: str = "") -> str:
    """The letter, in upper case, that a name stands under in an index which is sorted by ``sort_key``."""
    first = unicodedata.normalize("NFC", text)[:1].casefold()
    return (first if first in letters else sort_key(text)[0][:1]).upper()


def shorten(text: str, limit: int) -> str:
    """The text up to ``limit`` characters, cut at a word and marked as cut."""
    if len(text) <= limit:
        return text
    return text[: text.rfind(" ", 0, limit) if " " in text[:limit] else limit].rstrip(" ,;:–-") + " …"
