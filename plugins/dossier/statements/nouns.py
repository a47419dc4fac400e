"""Nouns and adjectives that say that somebody said something: the mayor's claim that, she was adamant that."""

import re
from collections.abc import Iterator, Sequence

from dossier.statements.attribution import Attribution, Sentence, Speaker
from dossier.statements.contents import clause
from dossier.statements.extent import FEWEST, kind_of, trimmed
from dossier.statements.speakers import mention_at, speaker_of
from dossier.statements.subjects import group_before, left_of, noun_phrase
from dossier.words import every

_VERB = re.compile(r"(?<=[nNFPg#U])R*(?:[AbMX]+R*[bF]*|F)")
_SIDE = 4  # words between whose a claim is and the claim


def of_nouns(sentence: Sentence, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """What stands behind a noun or an adjective and `that`, where no cue claims it."""
    tags = sentence.words.tags
    for sign in sentence.signs.nouns:
        at = sentence.words.at(sign.start)
        that = tags.find("H", at, at + 8)
        if at >= len(tags) or that < 0 or len(tags) - that < FEWEST or tags[at] not in "njN":
            continue
        speaker = _convinced(sentence, at) if sign.letter == "j" else _whose(sentence, at, that)
        if not speaker:
            continue
        stops = [sentence.words.at(one.at) for one in found if one.at > sign.end and one.spans[0][0] > sign.end]
        end = _end(tags, at, that) if sign.letter == "n" else len(tags)
        span = trimmed(sentence.words, that + 1, min([end, *stops]))
        if span[0] < span[1] and not any(low < span[1] and span[0] < high for one in found for low, high in one.spans):
            kind, place = kind_of(sentence, [span]), (sentence.low, sentence.high)
            yield Attribution((span,), speaker, sign.words, kind, sign.start, place)


def _end(tags: str, at: int, that: int) -> int:
    """Where a clause behind a noun ends: at a comma, and before the verb of which the noun is the subject."""
    comma = tags.find(",", that)
    end = comma if comma > 0 else len(tags)
    if not clause(tags, 0, at):
        verbs = [match.start() for match in _VERB.finditer(tags, that, end)]
        if len(verbs) > 1:
            return verbs[1]
    return end


def _convinced(sentence: Sentence, at: int) -> Speaker | None:
    """Who is adamant, sure or confident: the subject of the form of be before it."""
    words = sentence.words
    verb = group_before(words, at)
    if verb == at or "b" not in words.tags[verb:at] or "X" in words.tags[verb:at]:
        return None
    subject = left_of(words, 0, verb)
    if not subject or words.span(subject.core, subject.core + 1).casefold().startswith("it"):
        return None  # it is clear that
    return speaker_of(sentence, subject)


def _whose(sentence: Sentence, at: int, that: int) -> Speaker | None:
    """Whose a claim is: the mayor's claim, his claim, the claim by the mayor."""
    words, tags = sentence.words, sentence.words.tags
    if that > at + 2 and words.span(at + 1, at + 2) in ("by", "from"):
        subject = noun_phrase(words, at + 2, that)
        return speaker_of(sentence, subject) if subject else None
    if that != at + 1:
        return None
    for number in range(at - 1, max(-1, at - _SIDE), -1):
        start, end = words.starts[number], words.ends[number]
        if tags[number] == "E":
            start = words.starts[_name_from(tags, number)]
            end = (
                start + len(words.text[start:end].rstrip("'’s").rstrip("'’"))
                if words.text[start:end][-2:] in ("'s", "’s")
                else end
            )
            mention = mention_at(sentence, start, end)
            actor, surface = (mention.actor, mention.surface) if mention else (None, words.text[start:end])
            return Speaker(actor, surface, sentence.passage, start, end)
        pronoun = every().speech.possessives.get(words.text[start:end].casefold())
        if pronoun:
            return Speaker(None, words.text[start:end], sentence.passage, start, end)
        if tags[number] not in "nFRg#":
            return None
    return None


def _name_from(tags: str, number: int) -> int:
    """Where the words begin that a possessive ends: *the old mayor's* claim."""
    while number and tags[number - 1] in "NEdnF#":
        number -= 1
        if tags[number] == "d":
            break
    return number
