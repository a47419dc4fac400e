"""One sentence: its cues, and for each the speaker and the words said, beside it in quotation marks or as a clause."""

import re
from collections.abc import Iterator

from dossier.model import Span, StatementKind
from dossier.statements import cues
from dossier.statements.cues import Cue
from dossier.statements.discourse import Discourse, Found, Sentence
from dossier.statements.speakers import Speaker, after, before, referent
from dossier.words import Lexicon, every, pattern, verbatim

FEWEST = 3  # words that a clause has at least to be what somebody said
NEAR = 120  # characters between a quotation and the cue that names its speaker, at most

_OBJECT = pattern(
    lambda w: (
        rf"\s+(?:(?:to\s+)?(?:the\s+)?{verbatim(w.speech.addressees)}"
        r"(?:\s+(?:in|at|on|after|before|during)\s+[^,“”]{1,60}?)?(?=\s+that\b|[,:“]|\s))"
    )
)
_LATER_THAT = pattern(lambda w: rf"\s+{verbatim(w.speech.circumstances)}\b[^,.;:“”]{{0,70}}?\s+that\s+")
_TOLD = re.compile(r"\s+(?!that\b|the press\b)(?:(?:the|an?|his|her|its|their)\s+)?[\w.'’-]+(?:\s+[A-ZÀ-Þ][\w.'’-]*){0,4}")
_THAT = pattern(lambda w: rf"\s*(?:,\s*)?(?:{verbatim(w.speech.that)}\s+|(?=(?:whether|if|how|why|what)\s))")
_HAS_VERB = pattern(lambda w: rf"\b{_finite(w)}\b")
# A clause without `that`: a subject and its verb before the first comma.
_CLAUSE = pattern(
    lambda w: rf"(?:{verbatim(w.speech.clause_begins)}|\d[\d.,]*|[A-ZÀ-Þ][\w.’'-]*|\w+s)\b[^,;:]{{0,90}}?\b{_finite(w)}\b"
)
_CAPITALS = re.compile(r"(?:the\s+)?(?:[A-ZÀ-Þ][\w.’'&-]*\s+(?:(?:of|for|and|the)\s+(?=[A-ZÀ-Þ]))*)+(?=[a-z\d])")
_NO_CLAUSE = pattern(lambda w: rf"{verbatim(w.speech.clause_never_begins)}\b")
# What a participle follows that says something: , adding; with Lavrov adding.
_PARTICIPIAL = re.compile(r"(?:,|and|as|by|with(?: [A-ZÀ-Þ][\w.’'-]*){0,3})\s*$")
# A plural noun with a relative clause: states that had not signed.
_RELATIVE = pattern(lambda w: rf"\w+s\s+that\s+{verbatim(w.speech.relative_verbs)}\b")
_INFINITIVE = re.compile(r"(?:not\s+)?to\s+\w+")
_AND = re.compile(r"\b(?:and|or|but)\s+(?:\w+ly\s+|also\s+|later\s+|then\s+)*$")
# What comes with a date of its own is told by the article, not said: and on 12 December the suspension took effect.
_NEXT_EVENT = re.compile(
    r", (?:and|but) (?:on \d{1,2} [A-Z]|(?:an?|one|two|three|some|several) (?:few )?(?:day|week|month|year)s? later\b)"
)
_STRANGER = re.compile(r"\b[A-Z][a-zà-þ]+\.? [A-ZÀ-Þ][a-zà-þ’'-]+\b")
_TURNED = re.compile(r"(?:^|[,”“»„–—-])\s*$")  # where a verb stands before its subject
_COMMA, _AFTER_COMMA, _BREAK = re.compile(r"\s*,"), re.compile(r"[,–—]\s*$"), re.compile(r"[.;:!?]\s")
_LEADING_IN = re.compile(r"[\s,:–—-]*(?:[^,.;“”]{0,60}[,:])?\s*")
_BARE_SUBJECT = pattern(
    lambda w: rf"\b(?:{verbatim(w.speech.bare_subjects)}|\w+s)\s+(?:\w+ly\s+|also\s+|still\s+|do\s+)*$", re.IGNORECASE
)


def _finite(words: Lexicon) -> str:
    """A verb in a form that makes a clause of words."""
    return rf"(?:{verbatim(words.speech.finite)}|\w{{2,}}ed|\w{{2,}}n['’]t)"


def of_sentence(sentence: Sentence, discourse: Discourse) -> Iterator[Found]:
    """All that a sentence attributes, in the order of its cues."""
    used: list[Span] = []
    subject: Speaker | None = None
    for cue in sentence.signs.cues:
        inside = any(start <= cue.start < end for start, end in used) or sentence.quoted_at(cue.start)
        if inside or _says_nothing(sentence, cue):
            continue
        for found in _of_cue(sentence, cue, discourse, subject):
            subject = subject or found.speaker
            used.append((found.start, found.end))
            yield found
    for phrase in () if used else sentence.signs.according:
        if not sentence.quoted_at(phrase.start):
            yield from _according(sentence, phrase)
            return


def _says_nothing(sentence: Sentence, cue: Cue) -> bool:
    """Whether the words before a cue say that nothing was said, or that it is no verb here."""
    left = sentence.text[max(sentence.low, cue.start - 60) : cue.start]
    doubtful = cues.doubtful(left)
    if doubtful and cues.NEGATED().search(left):
        return True
    if cues.listed(sentence.lang):
        return False
    word, forms = cue.words, cues.verbs()
    if (
        _RELATIVE().match(sentence.text, cue.start)
        or (doubtful and cues.NO_VERB().search(left))
        or (word in forms.participles and not _PARTICIPIAL.search(left))
    ):
        return True
    if " " not in word and cues.PASSIVE().search(left):
        return True
    return word in forms.bare and word not in forms.finite and not _BARE_SUBJECT().search(left)


def _of_cue(  # noqa: PLR0911 - one return a form of attribution
    sentence: Sentence, sign: Cue, discourse: Discourse, subject: Speaker | None
) -> list[Found]:
    """What one cue attributes: quotations beside it, or the clause after it or before it."""
    text, (cue, start, end) = sentence.text, sign
    floor = max([sentence.low, *(stop for _, stop, _ in sentence.quoted if stop <= start)])
    ceiling = min([sentence.high, *(first for first, _, _ in sentence.quoted if first >= end)])
    led = next((q for q in reversed(sentence.quoted) if q[1] <= start and _beside(text, q[1], start)), None)
    speaker = subject if subject and cue in cues.verbs().participles else before(text, floor, start, sentence.mentions)
    if not speaker and _AND.search(text[floor:start]):
        speaker = subject or _first_named(sentence)
    inverted = None
    if (
        (not speaker and _TURNED.search(text[floor:start]))
        or (led and not text[floor:start].strip(" ,"))
        or (cues.listed(sentence.lang) and not (speaker and speaker.actor))
    ):
        inverted = after(text, end, ceiling, sentence.mentions)
        speaker = inverted or speaker
    if not speaker:
        return []
    speaker = _who(sentence, speaker, discourse)
    if not speaker:
        return []
    said = inverted.end if inverted else end
    if led and (inverted or not _HAS_VERB().search(text[led[1] : speaker.start])):
        further = [q for q in sentence.quoted if q[0] >= end and q[0] - said < NEAR // 2]
        return [Found(q[0], q[1], speaker, cue, "direct") for q in (led, *further)]
    addressed = _OBJECT().match(text, said, sentence.high)
    at = addressed.end() if addressed else said
    if at == said and (verb := cues.verbs().of(cue)) != cue and verb in every().speech.addressing:
        told = _TOLD.match(text, said, sentence.high)
        at = told.end() if told else at
    next_quote = next((q for q in sentence.quoted if q[0] >= end), None)
    if next_quote and _leads_in(text, at, next_quote[0]) and len(text[next_quote[0] : next_quote[1]].split()) > 1:
        return [Found(q[0], q[1], speaker, cue, "direct") for q in sentence.quoted if q[0] >= end]
    if cue in every().speech.direct:
        return _quoting(sentence, at, speaker, cue)
    if inverted:
        return _clause_before(sentence, start, speaker, cue)
    return _clause(sentence, at, speaker, cue, start)


def _quoting(sentence: Sentence, at: int, speaker: Speaker, cue: str) -> list[Found]:
    """Words around a longer quotation after a verb that says nothing by itself: called it “a threat to all of us”."""
    begin, end = _trimmed(sentence.text, at, _stop(sentence, at))
    longer = [q for q in sentence.quoted if begin <= q[0] < end and len(sentence.text[q[0] : q[1]].split()) > FEWEST]
    return [Found(begin, end, speaker, cue, "mixed")] if longer else []


def _clause(sentence: Sentence, at: int, speaker: Speaker, cue: str, start: int) -> list[Found]:
    """Indirect speech after a cue, with words in quotation marks or not, up to a semicolon; else the clause before it."""
    text, verb = sentence.text, cues.verbs().of(cue)
    that = _THAT().match(text, at, sentence.high) or _LATER_THAT().match(text, at, sentence.high)
    interrupts = not that and _COMMA.match(text, at, sentence.high) is not None
    as_said = interrupts and text[sentence.low : speaker.start].strip(" “") in ("As", "as")
    begin, end = _trimmed(text, that.end() if that else at, _stop(sentence, at))
    words = text[begin:end]
    enough = len(words.split()) >= FEWEST - 1
    if as_said and enough:
        return [Found(begin, end, speaker, cue, _kind(sentence, begin, end))]
    if interrupts or not enough:
        if speaker.end > start or not _AFTER_COMMA.search(text[sentence.low : speaker.start]):
            return []
        if interrupts and len(words.split()) > FEWEST and _HAS_VERB().search(words):
            whole = _trimmed(text, sentence.low, end)
            return [Found(*whole, speaker, cue, _kind(sentence, *whole))]
        return _clause_before(sentence, speaker.start, speaker, cue)
    if that or _is_said(sentence, begin, end, verb):
        return [Found(begin, end, speaker, cue, _kind(sentence, begin, end))]
    return []


def _is_said(sentence: Sentence, begin: int, end: int, verb: str) -> bool:
    """Whether words after a cue are what was said, though no `that` says so."""
    words, speech = sentence.text[begin:end], every().speech
    quoted = any(begin <= a < end and len(sentence.text[a:b].split()) >= FEWEST for a, b, _ in sentence.quoted)
    if quoted and verb not in speech.mental:
        return True
    if _INFINITIVE.match(words):
        return verb in speech.willed
    if verb in speech.things_said or " " in verb:
        return not _NO_CLAUSE().match(words)
    if _NO_CLAUSE().match(words):
        return False
    if verb in speech.of_things or verb in speech.mental:
        return _CLAUSE().match(words) is not None
    return _HAS_VERB().search(words) is not None


def _first_named(sentence: Sentence) -> Speaker | None:
    """The name that a sentence begins with, its subject where a second verb follows: Gates came and said."""
    first = next((m for m in sentence.mentions if sentence.low <= m.start < sentence.high), None)
    if first and len(sentence.text[sentence.low : first.start].split()) <= FEWEST:
        return Speaker(first.actor, first.surface, first.start, first.end)
    return None


def _clause_before(sentence: Sentence, stop: int, speaker: Speaker, cue: str) -> list[Found]:
    begin, end = _trimmed(sentence.text, sentence.low, stop)
    words = sentence.text[begin:end]
    if len(words.split()) < FEWEST or not _HAS_VERB().search(words):
        return []
    return [Found(begin, end, speaker, cue, _kind(sentence, begin, end))]


def _according(sentence: Sentence, phrase: Cue) -> Iterator[Found]:
    """According to somebody: the sentence before it, or after its comma."""
    text, low, high = sentence.text, sentence.low, sentence.high
    leads = phrase.start - low <= FEWEST
    comma = text.find(",", phrase.end, high)
    stop = comma if comma > 0 else high
    surface = text[phrase.end : stop].rstrip(" .")
    if leads and (capitals := _CAPITALS.match(text, phrase.end, stop)) and _HAS_VERB().search(text, capitals.end(), stop):
        comma = stop = capitals.end() - 1  # no comma after the name: according to the ministry over 300 died
        surface = capitals[0].strip()
    named = next((m for m in sentence.mentions if phrase.end <= m.start and m.end <= stop), None)
    speaker = Speaker(named.actor, named.surface, named.start, named.end) if named else Speaker(None, surface, phrase.end, stop)
    after_name = named.end if named and named.start - phrase.end < len("the U.S. ") else -1
    begin, end = _trimmed(text, comma + 1 if comma > 0 else after_name, high) if leads else _trimmed(text, low, phrase.start)
    if (comma > 0 or not leads or after_name > 0) and len(text[begin:end].split()) >= FEWEST:
        yield Found(begin, end, speaker, phrase.words.strip(), _kind(sentence, begin, end))


def _who(sentence: Sentence, speaker: Speaker, discourse: Discourse) -> Speaker | None:
    """The speaker, a pronoun put to whom it can mean; None where `who` asks and tells nobody."""
    meant = every().speech.pronouns.get(speaker.surface.casefold())
    if speaker.actor or not meant:
        return speaker
    said = [mention for mention in sentence.mentions if mention.end <= speaker.start]
    if meant == "relative":
        said = [mention for mention in said if mention.end >= speaker.start - 3]
        return speaker._replace(actor=said[-1].actor, surface=said[-1].surface) if said else None
    known = {word for mention in said for word in mention.surface.split()}
    strangers = sum(not known & set(match[0].split()) for match in _STRANGER.finditer(sentence.text, 0, speaker.start))
    return speaker._replace(actor=referent(speaker.surface, said, discourse.kinds, discourse.spoke, strangers))


def _beside(text: str, quote_end: int, cue: int) -> bool:
    """Whether nothing but the speaker stands between a quotation and its cue."""
    between = text[quote_end:cue]
    return len(between) < NEAR and not _BREAK.search(between)


def _leads_in(text: str, at: int, quote: int) -> bool:
    return _LEADING_IN.fullmatch(text[at:quote]) is not None and not _THAT().match(text, at, quote)


def _kind(sentence: Sentence, begin: int, end: int) -> StatementKind:
    return "mixed" if sentence.quotes(begin, end) else "indirect"


def _stop(sentence: Sentence, at: int) -> int:
    """Where what is said ends at the latest: a semicolon, or the next event that the sentence tells."""
    stops = [sentence.text.find("; ", at, sentence.high)]
    if event := _NEXT_EVENT.search(sentence.text, at, sentence.high):
        stops.append(event.start())
    return min((stop for stop in stops if stop > 0 and not sentence.quoted_at(stop)), default=sentence.high)


def _trimmed(text: str, begin: int, end: int) -> Span:
    words = text[begin:end]
    return begin + len(words) - len(words.lstrip(" ,:–—")), end - len(words) + len(words.rstrip(" ,.!?:–—"))
