"""Words with capitals that stand together in a passage, parted where one name ends and another begins."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dossier.candidates.guide import Guide
from dossier.candidates.terms import UPPER, plain
from dossier.words import pattern, verbatim

LONGEST = 200  # characters of a chain that is looked at
HEADING = 0.8  # of the longer words have a capital
_TAIL = r"(?:(?:['’](?!(?:s|t|m|re|ve|ll|d)\b)|[-‑&](?!\w\.))\w+)*"
# A word with a capital; initials and U.S. keep their points, and so does what is shortened: Sen., Jr.
_WORD = pattern(
    lambda w: (
        rf"(?:(?:[{UPPER}]\.)+(?:-?[{UPPER}]\.)*(?!\w)|{verbatim(w.candidates.pointed)}\."
        rf"|(?:{verbatim(w.candidates.articles)}[-‑])?[{UPPER}]\w*{_TAIL})"
    )
)
# Small words between two of them: of, for the, van der.
_SMALL = pattern(
    lambda w: (
        rf"(?:{verbatim(dict.fromkeys((*w.names.joints, *w.candidates.lists, *w.names.particles)))}[ \n]){{1,2}}(?:the[ \n])?"
    )
)
# The letter that one begins with is asked for first, for that is cheap, and asked everywhere.
_CHAIN = pattern(
    lambda w: (
        rf"(?=[{UPPER}{''.join(sorted({word[0] for word in w.candidates.articles}))}])(?<![\w’'.@/#-])"
        rf"{_WORD().pattern}(?:[ \n](?:{_SMALL().pattern})?{_WORD().pattern})*"
    )
)
_BEGIN = re.compile(r"(?:^|[.!?:…•*|][\"”’')\]]*\s+|[“”\"«„‘‹(\[—–|•]\s*|\n\s*|\s[-*]\s)$")
_CONTRACTED = re.compile(r"['’](?:t|m|re|ve|ll|d)\b")
_COMPOUND = re.compile(rf"\w+-[^\W{UPPER}]\w+")  # Moscow-backed


_ARTICLES = ("The", "the", "A", "An", "le", "la", "les", "el", "los", "las", "il", "lo")


class Chain(NamedTuple):
    """The words of a chain, whether it begins a sentence, and whether its last word goes on as a verb: I’m."""

    text: str
    begins: bool
    contracted: bool


class Token(NamedTuple):
    """A word of a chain, and where in it the word begins."""

    word: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.word)

    @property
    def plain(self) -> str:
        """As the terms are compared."""
        return plain(self.word)

    @property
    def small(self) -> bool:
        """Whether it begins with a small letter."""
        return self.word[0].islower()


class Piece(NamedTuple):
    """The words of a chain that belong together; ``begins`` where they begin a sentence, so that the capital says nothing."""

    tokens: list[Token]
    begins: bool


def text_of(tokens: Sequence[Token]) -> str:
    """The words with spaces between them."""
    return " ".join(token.word for token in tokens)


def chains(text: str) -> Iterator[tuple[Chain, int]]:
    """The chains of a passage that is no heading, each with where it begins."""
    if heading(text):
        return
    for match in _CHAIN().finditer(text):
        start, end = match.span()
        if end - start <= LONGEST:
            yield Chain(match[0], begins(text, start), _CONTRACTED.match(text, end) is not None), start


def begins(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or an item of a list begins there."""
    within = start > 1 and text[start - 1] == " " and text[start - 2].isalnum()
    return not within and _BEGIN.search(text[max(0, start - 6) : start]) is not None


def pieces(chain: Chain, guide: Guide) -> Iterator[Piece]:
    """What may be a name in a chain, with the titles before it."""
    tokens = [Token(found[0], found.start()) for found in re.finditer(r"\S+", chain.text)]
    if chain.contracted:
        tokens.pop()
    while chain.begins and tokens and _starts(tokens, guide):
        tokens.pop(0)
    for part in _parted(tokens, guide):
        yield Piece(part, chain.begins and part[0].start == 0)


def heading(text: str) -> bool:
    """Whether a line is set like a heading, every longer word with a capital: what is a name there cannot be seen."""
    ends = text.endswith((".", "”", "…", "!", ":", '"'))
    if ends and not text.isupper():
        return False
    longer = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    if text.isupper():
        return len(longer) > 2
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) >= HEADING * len(longer)


def _starts(tokens: Sequence[Token], guide: Guide) -> bool:
    """Whether the first word has its capital from the sentence that it begins."""
    first, following = tokens[0], tokens[1].word if len(tokens) > 1 else ""
    if first.plain in guide.terms.titles or (following and first.plain in guide.terms.compass):
        return False
    if following and (len(first.word) == 1 or _names(first.word, following, guide)):
        return True
    return first.plain in guide.terms.common or guide.vocabulary.ordinary(first.word, following)


def _names(first: str, following: str, guide: Guide) -> bool:
    """Whether a given name or a state follows a word that is part of neither: Asked Helen, En Russie."""
    if guide.state(following):
        return not guide.state(f"{first} {following}")
    return guide.given(following) and not guide.given(first) and not first.endswith(".")


def _parted(tokens: Sequence[Token], guide: Guide) -> Iterator[list[Token]]:
    """A chain parted at days, and at small words that join two names and are no part of one."""
    part: list[Token] = []
    for place, token in enumerate(tokens):
        if _is_joint(token, guide):
            if part and not _joins(token.plain, part, _until_joint(tokens[place + 1 :], guide), guide):
                yield part
                part = []
            elif part:
                part.append(token)
        elif token.plain in guide.terms.days and not _of_a_name(tokens, place, guide):
            if len(part) > 1 and not part[-1].small:
                yield part
            part = []  # what stands alone before a day belongs to it: Black Friday
        elif part or not _leads(token, guide):
            part.append(token)
    while part and part[-1].small and "-" not in part[-1].word:
        part.pop()
    if part:
        yield part


def _of_a_name(tokens: Sequence[Token], place: int, guide: Guide) -> bool:
    """Whether what may be a day stands in a person's name: Jan Novák, Theresa May."""
    followed = place + 1 < len(tokens) and not tokens[place + 1].small and guide.given(tokens[place].word)
    return followed or (place > 0 and guide.given(tokens[place - 1].word))


def _is_joint(token: Token, guide: Guide) -> bool:
    return token.small and token.word != "the" and "-" not in token.word and token.plain not in guide.terms.particles


def _leads(token: Token, guide: Guide) -> bool:
    """Whether a word stands before a name and is no part of it: an article, Moscow-backed."""
    compound = _COMPOUND.fullmatch(token.word) and guide.vocabulary.small[token.word.rpartition("-")[2]]
    return token.word in _ARTICLES or bool(compound)


def _until_joint(tokens: Sequence[Token], guide: Guide) -> list[Token]:
    end = next((place for place, token in enumerate(tokens) if _is_joint(token, guide)), len(tokens))
    return [token for token in tokens[:end] if token.word != "the"]


def _joins(joint: str, left: Sequence[Token], right: Sequence[Token], guide: Guide) -> bool:
    """Whether a small word stands within one name: Bank of England, Food and Drug Administration; not Poland and Lithuania."""
    if not right:
        return False
    terms, head, end = guide.terms, left[-1].plain, right[-1].plain
    if joint not in terms.lists:
        return head in terms.hangs
    if len(right) > 1 and (right[0].word, right[1].word) in guide.vocabulary.pairs:
        return False
    before = next((place for place, token in enumerate(left) if _is_joint(token, guide)), 0)
    if before:  # Department of Health and Human Services
        if left[before - 1].plain not in terms.heads or any(guide.given(token.word) for token in left):
            return False
        whole = text_of(right)
        return (
            end not in terms.heads
            and plain(whole) not in terms.known
            and not guide.state(whole)
            and right[0].plain not in terms.titles
        )
    named = head in terms.heads or left[0].plain in terms.given or guide.state(text_of(left)) is not None
    return end in terms.heads and len(right) > 1 and not named
