"""A story as an article's file: front matter that the build accepts, and a text that reads as the clipping did."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import yaml

from dossier.chronology import PartialDate
from dossier.importing import dates
from dossier.importing.clipping import Line, Story
from dossier.importing.language import named
from dossier.importing.rules.known import is_prose
from dossier.text import fold, shorten, slug

SUMMARY = 280  # characters
TOPICS = 5  # that are proposed for one article
NAME = 80  # characters of a file's name
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)|!(?=\[)")
_STARTS = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|[=-]+\s*$|:)|^(\d{1,9})([.)])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Origin:
    """A story and the clipping that it is from: its path below the content folder, and the SHA-256 of its bytes."""

    story: Story
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an article would be: its path below the content folder, its text, and what the compiler should look at."""

    path: str
    text: str
    findings: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether it goes to the inbox, for something that an article needs is not known."""
        return self.path.startswith("inbox/")


def named_day(story: Story, name: str) -> Story:
    """A story that gives no day with the one that the name of its file gives: ``2016-09-14 Harbour.txt``."""
    found = [day for day in dates.find(PurePath(name).stem.replace("_", " ")) if len(day.readings) == 1 and day.readings[0].day]
    if story.date or len(found) != 1:
        return story
    findings = [one for one in story.findings if not one.startswith(("no date found", "the date can be"))]
    return replace(story, date=found[0].readings[0], findings=(*findings, "the date is from the name of the file"))


def propose(  # noqa: PLR0913, PLR0917 - the stories, and what is known besides
    origins: Sequence[Origin],
    terms: Mapping[str, re.Pattern[str]],
    lang: str,
    publish: bool,
    doubts: Sequence[str] = (),
    otherwise: Sequence[str] = (),
) -> Proposal:
    """The article of one story, or of several that are nearly the same: the fullest text, and every source.

    ``terms`` finds what signals each topic, by the topic's slug. What an article needs and the clipping does not tell
    stays out, and the article goes to the inbox. So it does where there are ``doubts``: what it tells may be told already. It
    is on the topics ``otherwise`` where it signals none.
    """
    main = min(origins, key=_fullest)
    story = main.story
    topics = _topics(story, terms) or list(otherwise)
    sources = [source for origin in origins if (source := _source(origin.story))]
    missing = [problem for problem, fine in _NEEDED if not fine(story)] + ([] if sources else ["no publisher found"])
    findings = [*story.findings, *(problem for problem in missing if problem != "no date found" or not story.findings)]
    if not topics:
        findings.append("no topic's terms occur in it")
    if len(origins) > 1:
        findings.append(f"made of {len(origins)} clippings that are nearly the same; the fullest text is shown")
    if len(sources) < len(origins) and sources:
        findings.append("a clipping without publisher is not among the sources")
    findings.extend(doubts)
    waits = bool(missing or doubts)
    head = {
        "title": story.title,
        "date": _written(story.date),
        "kind": "clipping",
        "status": "published" if publish and topics and not waits else "draft",
        "dateline": story.dateline,
        "byline": list(story.byline) if len(story.byline) > 1 else "".join(story.byline),
        "summary": shorten(_first(story.body).text, SUMMARY) if story.body else "",
        "sources": sources,
        "topics": topics,
        "lang": story.lang if story.lang != named(lang) else "",
        "clipping": {"path": main.path, "sha256": main.sha256},
        "variants": [{"path": one.path, "sha256": one.sha256} for one in origins if one is not main],
    }
    name = _name(story)
    path = f"inbox/{name}.md" if waits else f"articles/{name[:4]}/{name}.md"
    return Proposal(path, _file(findings, head, story.body), tuple(findings))


def _first(lines: Sequence[Line]) -> Line:
    """The first line that is prose: what stands above it may be a byline or a date that no rule knew."""
    return next((line for line in lines if is_prose(line.text)), lines[0])


def _topics(story: Story, terms: Mapping[str, re.Pattern[str]]) -> list[str]:
    """The topics whose terms occur most in a story."""
    text = "\n".join([story.title, *(line.text for line in story.body)])
    counts = {name: len(found.findall(text)) + 2 * len(found.findall(story.title)) for name, found in terms.items()}
    return sorted((name for name, count in counts.items() if count), key=lambda name: (-counts[name], name))[:TOPICS]


def _file(notes: Sequence[str], head: Mapping[str, Any], lines: Sequence[Line]) -> str:
    """An article's file: notes as comments and the values that there are as front matter, then the text."""
    comments = "".join(f"# {' '.join(note.split())}\n" for note in notes)
    kept = {key: value for key, value in head.items() if value}
    front = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=120)
    return f"---\n{comments}{front}---\n\n{body(lines)}"


def _fullest(origin: Origin) -> tuple[bool, int, str]:
    """Sorts a story with a date before those without, then the fullest text, then the first to be published."""
    date = origin.story.date
    return date is None, -sum(len(line.text) for line in origin.story.body), date.iso if date else ""


def body(lines: Sequence[Line]) -> str:
    """Lines as Markdown that shows their text as it is."""
    return "".join(f"{_MARKS.get(line.kind, '')}{escaped(line.text)}\n\n" for line in lines)


def escaped(text: str) -> str:
    """A line's text as Markdown that shows just that."""
    flat = " ".join(text.split())
    return _STARTS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[0]}", _SPECIAL.sub(lambda m: f"\\{m[0]}", flat))


def terms_of(topics: Mapping[str, Sequence[str]]) -> dict[str, re.Pattern[str]]:
    """What finds the terms of each topic as whole words."""
    return {name: re.compile("|".join(map(_term, words)), re.IGNORECASE) for name, words in topics.items() if words}


def publisher_of(story: Story) -> str:
    """Who published a story: as the clipping says, or the host of its address."""
    return story.publisher or host_of(story.url)


def host_of(url: str) -> str:
    """The host of a web address, without ``www.``; nothing where it is none."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if _is_address(url) else ""


_MARKS = {"heading": "## ", "item": "- "}
_NEEDED: tuple[tuple[str, Callable[[Story], bool]], ...] = (
    ("no heading found", lambda story: bool(story.title)),
    ("no date found", lambda story: story.date is not None),
    ("no text found", lambda story: bool(story.body)),
)  # fmt: skip


def _term(word: str) -> str:
    # Capitals of an acronym matter: SALT is a treaty, salt is none.
    exact = word.isupper() and len(word) < 6
    return rf"(?<!\w){'(?-i:' if exact else '(?:'}{re.escape(fold(word)[0] if word.isascii() else word)})(?!\w)"


def _source(story: Story) -> dict[str, Any]:
    publisher = publisher_of(story)
    if not publisher or not story.title:
        return {}
    source = {
        "title": story.title,
        "publisher": publisher,
        "date": _written(story.date),
        "url": story.url if _is_address(story.url) else "",
        "author": ", ".join(story.byline),
    }
    return {key: value for key, value in source.items() if value}


def _is_address(url: str) -> bool:
    try:
        return (
            url.startswith(("http://", "https://")) and not any(char.isspace() for char in url) and bool(urlsplit(url).hostname)
        )
    except ValueError:
        return False


def _written(date: PartialDate | None) -> datetime.date | str:
    """A date for YAML, which writes a whole one without quotation marks."""
    if date is None:
        return ""
    return date.first if date.day else date.iso


def _name(story: Story) -> str:
    name = slug(story.title or (story.body[0].text[:NAME] if story.body else "")) or "clipping"
    short = name if len(name) <= NAME else name[: name.rfind("-", 0, NAME)] if "-" in name[:NAME] else name[:NAME]
    return f"{story.date.iso}-{short}" if story.date else short
