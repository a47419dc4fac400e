"""What has been heard before a sentence: who spoke last, and a quotation that goes on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dossier.model import ActorKind, Span
from dossier.statements.attribution import Attribution, Sentence, Speaker
from dossier.statements.quotes import Quotation
from dossier.statements.speakers import pronoun_of, referent
from dossier.words import every

NEAR = 600  # characters before a pronoun in which a stranger may be meant by it
BETWEEN = 8  # characters between two quotations of one sentence: “It is,” and “It was.”
_STRANGER = re.compile(r"\b[A-Z][a-zà-þ]+\.? [A-ZÀ-Þ][a-zà-þ’'-]+\b")


@dataclass(slots=True)
class Discourse:
    """What has been heard so far in an article: who spoke last, whether just now, and a quotation that was left open."""

    kinds: Mapping[str, ActorKind]
    last: Speaker | None = None
    quoting: Speaker | None = None
    back: int = 1
    open: Speaker | None = None
    going_on: Speaker | None = None
    behind_colon: tuple[Speaker, str, int] | None = None
    announced: tuple[Speaker, str, int] | None = None
    spoke: tuple[str, int] | None = None
    spoke_now: bool = False

    def turn(self, begins_quoted: bool, alone: bool) -> None:
        """Begin a passage; one that begins in quotation marks goes on with a quotation that was left open.

        Who spoke last is still meant by a pronoun where the passage before named no other person (``alone``).
        """
        self.going_on = self.open if begins_quoted else None
        self.behind_colon = self.announced if begins_quoted and not self.going_on else None
        self.open = self.announced = None
        self.spoke = (self.spoke[0], -1) if self.spoke and alone else None

    def announce(self, sentence: Sentence, who: tuple[Speaker, str, int] | None) -> None:
        """Take in that a passage ends with a colon: words in quotation marks that begin the next are the speaker's."""
        if who:
            self.announced = (self.who(sentence, who[0]), *who[1:])

    def may_go_on(self, text: str, low: int, high: int, quoted: Sequence[Quotation]) -> bool:
        """Whether words in quotation marks, in a sentence without a cue, may be further ones of who spoke."""
        return self.going_on is not None or self.behind_colon is not None or _alone(text, low, high, quoted)

    def hear(self, sentence: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
        """Take in a sentence with what its cues attribute; a quotation alone goes on with the one before it."""
        if not found and not sentence.quoted:
            self.hear_nothing()
            return []
        named = [one._replace(speaker=self.who(sentence, one.speaker)) for one in found if one.speaker.start != one.at]
        heard = [*named, *self._unnamed(found)] if len(named) < len(found) else named
        first = sentence.quoted[0] if sentence.quoted else None
        if not heard and first and self.behind_colon and first.start <= sentence.low:
            announcing, cue, _ = self.behind_colon
            spans = tuple((q.start, min(q.end, sentence.high)) for q in sentence.quoted)
            heard = [Attribution(spans, announcing, cue, "direct", first.start, (sentence.low, sentence.high))]
        elif not heard and first:
            speaker = self.going_on if first.start <= sentence.low else None
            if not speaker and self.last and _alone(sentence.text, sentence.low, sentence.high, sentence.quoted):
                speaker = self.quoting or (self.last if self.spoke_now else None)
            if speaker:
                goes_on = self.back if self.going_on or self.quoting else 0
                spans = tuple((q.start, min(q.end, sentence.high)) for q in sentence.quoted)
                heard = [Attribution(spans, speaker, "", "direct", first.start, (sentence.low, sentence.high), goes_on=goes_on)]
        self.going_on = self.behind_colon = None
        self._remember(heard, first is not None or any(one.kind == "direct" for one in heard))
        if heard:
            self.last = heard[-1].speaker
            end = heard[-1].spans[-1][1]
            self.spoke = (self.last.actor, end) if self.last.actor else None
            self.open = self.last if first and not sentence.quoted[-1].closed else None
        return heard

    def go_on(self, span: Span) -> Attribution:
        """Further words of who spoke, behind a dash."""
        speaker = self.quoting or Speaker(None, "", "", 0, 0)
        return Attribution((span,), speaker, "", "direct", span[0], span, goes_on=self.back)

    def _unnamed(self, found: Sequence[Attribution]) -> Iterator[Attribution]:
        """What is said by whoever spoke last, where a language needs no word for him: Dodał, że."""
        if self.last:
            yield from (one._replace(speaker=self.last) for one in found if one.speaker.start == one.at)

    def _remember(self, heard: Sequence[Attribution], quoted: bool) -> None:
        """Keep in mind what goes on where the next sentence is words in quotation marks alone."""
        places = [number for number, one in enumerate(heard) if one.kind == "direct"]
        place = places[0] if places else len(heard) - 1
        self.quoting = heard[place].speaker if heard and quoted and heard[place].kind != "indirect" else None
        self.back = 1 if heard and heard[0].goes_on else len(heard) - place
        self.spoke_now = bool(heard)

    def hear_nothing(self) -> None:
        """Take in a sentence in which nothing is said."""
        self.going_on, self.behind_colon, self.quoting, self.spoke_now = None, None, None, False

    def who(self, sentence: Sentence, speaker: Speaker) -> Speaker:
        """A speaker as named, or the one whom a pronoun means."""
        pronoun = None if speaker.actor else pronoun_of(speaker.surface)
        if not pronoun:
            return speaker
        said = [m for m in sentence.mentions if m.end <= speaker.start]
        if every().speech.pronouns[pronoun] == "relative":
            near = [m for m in said if m.end >= speaker.start - 3]
            return speaker._replace(actor=near[-1].actor) if near else speaker
        known = {word for mention in said for word in mention.surface.split()}
        strangers = sum(
            not known & set(match[0].split())
            for match in _STRANGER.finditer(sentence.text, max(0, speaker.start - NEAR), speaker.start)
        )
        return speaker._replace(actor=referent(pronoun, said, self.kinds, self.spoke, strangers))


def _alone(text: str, low: int, high: int, quoted: Sequence[Quotation]) -> bool:
    """Whether a sentence is words in quotation marks, and nothing else."""
    beside = text[low : max(low, quoted[0].start)], text[min(high, quoted[-1].end) : high]
    between = (text[one.end : other.start] for one, other in pairwise(quoted))
    return not any(part.strip(" ,.;:–—-") for part in beside) and all(len(part) < BETWEEN for part in between)
