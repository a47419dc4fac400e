"""What stands behind a cue of another language than English, of whose words not all have a letter of their own."""

import re
from typing import Literal, NamedTuple

from dossier.statements.cues import Cue
from dossier.statements.grammar import Words
from dossier.words import every

_BETWEEN, _THAT, _QUOTE = re.compile(r"[^,;:QqHVG-]*"), re.compile(",?H"), re.compile("[,:]*-?[Qq]")
FEWEST = 3  # words that a clause has at least

Manner = Literal["quote", "that", "clause", "question", "infinitive", "thing", "judged", "nothing"]


class Content(NamedTuple):
    """How what was said stands behind a cue, and the number of the word with which it begins."""

    manner: Manner
    begin: int


def content_abroad(words: Words, at: int, cue: Cue, stop: int) -> Content:  # noqa: PLR0911 - one return a form
    """What a cue of another language is followed by, whatever stands between: told reporters in Gdynia that."""
    tags, speech = words.tags, every().speech
    between = _BETWEEN.match(tags, at, stop)
    begin = between.end() if between else at
    if "X" in tags[at:begin]:
        return Content("nothing", begin)  # sagte nicht, dass
    if that := _THAT.match(tags, begin, stop):
        return Content("that", that.end())
    if quote := _QUOTE.match(tags, begin, stop):
        return Content(
            "thing" if cue.verb in speech.framing else "quote", at if cue.verb in speech.framing else quote.end() - 1
        )
    if (
        begin + 1 < stop
        and tags[begin] == ","
        and tags[begin + 1] in "WSR"
        and words.span(begin + 1, begin + 2) in speech.questions
    ):
        return Content("question", begin + 1)
    if cue.verb in speech.things_said and begin > at:
        return Content("thing", at)
    if tags.startswith((",d", ",P", ",N", ",A"), begin) and begin + FEWEST < stop and "A" in tags[begin:stop]:
        return Content("clause", begin + 1)
    return Content("nothing", begin)
