"""Words by which the rules read news: cues of speech, titles, agencies, labels, the furniture of a page.

They stand in YAML, a file a language and one for what is of no language, so that who edits news can add to them. A file is read
when it is first asked for.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from dossier.words.lexicon import Lexicon, read, together
from dossier.words.patterns import capital, either, verbatim, whole

__all__ = ["Lexicon", "capital", "either", "every", "languages", "of", "pattern", "verbatim", "whole"]

FOLDER = Path(__file__).parent


@cache
def of(lang: str) -> Lexicon:
    """The words of one language by its code, or ``any``; none where it has no file.

    Raises ContentErrors where something is wrong with the file.
    """
    path = FOLDER / f"{lang}.yml"
    return read(str(path), path.read_bytes()) if path.exists() else Lexicon()


@cache
def every() -> Lexicon:
    """The words of all languages together; raises DossierError where something is wrong with one of the files."""
    return together([of(lang) for lang in languages()])


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words of, by their codes, ``any`` among them."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def pattern(source: Callable[[Lexicon], str], flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A regular expression made of words, compiled when it is first asked for."""
    return cache(lambda: re.compile(source(every()), flags))
