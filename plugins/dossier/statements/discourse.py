"""What has been heard before a sentence: who spoke last, and a quotation that goes on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossier.model import ActorKind, Mention
from dossier.statements.attribution import Attribution, Sentence, Speaker
from dossier.statements.speakers import is_pronoun, referent
from dossier.words import every

_STRANGER = re.compile(r"\b[A-Z][a-zà-þ]+\.? [A-ZÀ-Þ][a-zà-þ’'-]+\b")


@dataclass(slots=True)
class Discourse:
    """What has been heard so far in an article: who spoke last, whether just now, and a quotation that was left open."""

    kinds: Mapping[str, ActorKind]
    last: Speaker | None = None
    quoting: bool = False
    open: Speaker | None = None
    going_on: Speaker | None = None
    announced: Speaker | None = None
    spoke: tuple[str, int] | None = None
    spoke_now: bool = False

    def turn(self, begins_quoted: bool, alone: bool) -> None:
        """Begin a passage; one that begins in quotation marks goes on with a quotation that was left open.

        Who spoke last is still meant by a pronoun where the passage before named no other person (``alone``).
        """
        self.going_on = self.open if begins_quoted else None
        self.open = None
        self.spoke = (self.spoke[0], -1) if self.spoke and alone else None

    def hear(self, sentence: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
        """Take in a sentence with what its cues attribute; a quotation alone goes on with the one before it."""
        heard = [one._replace(speaker=self.who(sentence, one.speaker)) for one in found]
        first = sentence.quoted[0] if sentence.quoted else None
        if not heard and first:
            speaker = self.going_on if first.start <= sentence.low else None
            if not speaker and self.last and _alone(sentence):
                speaker = self.last if self.quoting or self.spoke_now else None
            if speaker:
                goes_on = bool(self.going_on) or self.quoting
                spans = tuple((q.start, min(q.end, sentence.high)) for q in sentence.quoted)
                heard = [Attribution(spans, speaker, "", "direct", first.start, goes_on=goes_on)]
        self.going_on = None
        self.quoting = bool(heard and heard[-1].kind != "indirect" and first)
        self.spoke_now = bool(heard)
        if heard:
            self.last = heard[-1].speaker
            end = heard[-1].spans[-1][1]
            self.spoke = (self.last.actor, end) if self.last.actor else None
            self.open = self.last if first and not sentence.quoted[-1].closed else None
        return heard

    def hear_nothing(self) -> None:
        """Take in a sentence in which nothing is said."""
        self.going_on, self.quoting, self.spoke_now = None, False, False

    def who(self, sentence: Sentence, speaker: Speaker) -> Speaker:
        """A speaker as named, or the one whom a pronoun means."""
        if speaker.actor or not is_pronoun(speaker.surface):
            return speaker
        said = [m for m in sentence.mentions if m.end <= speaker.start]
        if every().speech.pronouns[speaker.surface.casefold()] == "relative":
            near = [m for m in said if m.end >= speaker.start - 3]
            return speaker._replace(actor=near[-1].actor) if near else speaker
        known = {word for mention in said for word in mention.surface.split()}
        strangers = sum(not known & set(match[0].split()) for match in _STRANGER.finditer(sentence.text, 0, speaker.start))
        return speaker._replace(actor=referent(speaker.surface, said, self.kinds, self.spoke, strangers))


def _alone(sentence: Sentence) -> bool:
    """Whether a sentence is words in quotation marks, and nothing else."""
    return bool(sentence.words.tags) and not sentence.words.tags.strip("QqC,R")
