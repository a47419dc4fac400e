"""Hints at what would be right: examples of keys, what others call them, and what is wrong where YAML does not parse."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import yaml

# ‹title› and the like are words of the dossier itself: see errors.NEUTRAL.
EXAMPLES: Mapping[str, str] = {
    "title": "title: ‹title›",
    "date": "date: 2024-05-14    (or 2024-05, or 2024)",
    "from": "from: 2022-01-01    (or 2022-01, or 2022)",
    "to": "to: 2023-12-31    (or 2023-12, or 2023)",
    "retrieved": "retrieved: 2024-05-15",
    "sources": "sources:\n              - title: ‹title›\n                publisher: ‹publisher›",
    "publisher": "publisher: ‹publisher›",
    "topics": "topics: [‹topic›]",
    "actors": "actors: [‹actor›]",
    "byline": "byline: Ann Lee    (or a list of names)",
    "events": "events:\n              - date: 2024-05-14\n                title: ‹title›",
    "contested": "contested: [{claim: …, by: …, denied_by: …}]",
    "dateline": "dateline: Altstadt",
    "not_mentions": "not_mentions: [a name, the slug of an actor]",
    "translation_of": "translation_of: ‹article›",
    "member_of": "member_of: [‹actor›]",
    "of": "of: ‹actor›",
    "demonyms": "demonyms: [what its people and things are called]",
    "main": "main: true",
    "question": "question: What was at issue?",
    "open": "open: {text: What was left., cite: [‹article›]}",
    "start_here": "start_here: [{article: ‹article›, why: Where it begins.}]",
    "glossary": "glossary: [{term: a word, definition: What it means.}]",
    "speaker": "speaker: ‹actor›",
    "surface": "surface: how the article names who speaks",
    "cue": "cue: said",
    "source": "source: the id of one of the article's sources",
    "note": "note: What one has to know of it.",
    "revised": "revised: 2024-05-15",
    "id": "id: courier",
    "state": "state: open    (or settled by …)",
    "turning": "turning: {label: ‹title›, lines: [one short line, or two]}",
    "lines": "lines: [one short line, or two]",
    "steps": "steps: {‹topic›: What it is in the story of this topic.}",
    "stance": "stance: [{from: 2022, to: 2023, text: What it stood for., cite: [‹article›]}]",
    "cite": "cite: [‹article›]    (slugs of articles, ids of statements)",
    "outcome": "outcome: {text: How it ended., cite: [‹article›]}",
    "wanted": "wanted: [{actor: ‹actor›, text: What it wanted., cite: [‹article›]}]",
    "years": "years: {2024: What the year is called}",
    "line": "line: What was said, in at most 70 letters",
    "as_of": "as_of: 2024-12-31",
    "corrections": "corrections: mailto:desk@example.org",
    "briefing": "briefing:\n              about: [{text: …, cite: […]}]",
    "camps": "camps: [{name: For it, shape: square, colour: 1, actors: [‹actor›]}]",
    "shape": "shape: square    (or circle, triangle, diamond, open)",
    "colour": "colour: 1",
    "aliases": "aliases: [another spelling, {text: a place, metonym: true}]",
    "native": "native: [{lang: ru, name: Анна Ли}]",
    "roles": "roles: [{title: Mayor, of: ‹actor›, from: 2022-01-01}]",
    "name": "name: ‹name›",
    "label": "label: The new harbour",
    "lang": "lang: en    (or ru, pt-BR, zh-Hant: a language tag of BCP 47)",
    "url": "url: https://www.example.org/story",
    "article": "article: ‹article›    (the slug of an article)",
    "formerly": "formerly: [another-name]    (slugs that it had before)",
    "status": "status: draft    (or published, hidden)",
    "kind": "kind: brief    (or clipping)",
    "wikidata": "wikidata: Q42    (or https://www.wikidata.org/wiki/Q42)",
    "summary": "summary: A sentence or two, shown in lists.",
    "broader": "broader: ‹topic›",
    "terms": "terms: [words that signal it]",
    "words": 'words: ["the words of a span, as the article has them"]',
    "said": "said: 2024-05-14    (or 2024-05, 2024-05-13/2024-05-19, open)",
    "archived": "archived: https://www.example.org/story",
}

OF_SCHEMA: Mapping[str, Mapping[str, str]] = {  # examples of keys that mean something else in one kind of file
    "actor": {"kind": "kind: person    (or organisation, body, state)"},
    "entry": {"status": "status: confirmed    (or rejected)"},
}
# What others call a key: in other programs, and in the language of who compiles.
ALSO: Mapping[str, tuple[str, ...]] = {
    "topics": ("tags", "tag", "category", "categories", "keywords", "subject", "subjects"),
    "byline": ("author", "authors", "writer"),
    "summary": ("description", "abstract", "excerpt", "lead", "subtitle"),
    "sources": ("source", "publication", "url", "link", "publisher"),
    "lang": ("language", "locale"),
    "status": ("draft", "published", "state"),
    "revised": ("modified", "updated", "lastmod"),
    "date": ("day", "when", "published_at", "datum"),
    "dateline": ("place", "location"),
    "label": ("title", "name"),
    "name": ("title", "label"),
    "title": ("name", "label", "headline", "heading", "titel"),
    "aliases": ("alias", "spellings", "aka"),
    "broader": ("parent",),
    "wikidata": ("qid", "wikidata_id"),
}
COMMON = "en de fr es it pt pl cs sk uk ru ro hu lt lv et fi sv da nl el tr ar he fa zh ja ko".split()  # spoken of in own words


class Unparsed(NamedTuple):
    """Why YAML does not parse, as its parser knows it: what it says, of what, and the text from the place on."""

    problem: str
    context: str
    rest: str


class Mistake(NamedTuple):
    """How a mistake is known, what is said of it, and what would be right; ``begins`` where what begins it is to be shown."""

    known: Callable[[Unparsed], bool]
    said: str
    right: str = ""
    begins: bool = False


# In this order; without an example of what would be right it is the value of the line in quotation marks.
MISTAKES = (
    Mistake(lambda e: "tab" in e.problem or e.rest.startswith("\t"), "holds a tab: YAML wants spaces", "two spaces instead"),
    Mistake(lambda e: "mapping values" in e.problem, "has a second colon in a line: the text wants quotation marks"),
    Mistake(lambda e: "start any token" in e.problem, "has a text that begins with a sign of YAML: it wants quotation marks"),
    Mistake(lambda e: "alias" in e.problem + e.context, "has a text that begins with * or &: it wants quotation marks"),
    Mistake(lambda e: "',' or ']'" in e.problem, "has a bracket [ that is never closed", "topics: [one, another]", True),
    Mistake(lambda e: "',' or '}'" in e.problem, "has a brace { that is never closed", "{title: one, publisher: two}", True),
    Mistake(lambda e: "quoted scalar" in e.context, "has a quotation mark that is never closed", 'title: "both of them"', True),
)


def unparsed(source: str, error: yaml.MarkedYAMLError) -> tuple[str, str, int | None]:
    """What is wrong where YAML does not parse, what would be right, and the line that begins it where that is another one."""
    lines, mark = source.split("\n"), error.problem_mark
    text = lines[mark.line] if mark and mark.line < len(lines) else ""
    known = Unparsed(error.problem or "", error.context or "", text[mark.column :] if mark else "")
    mistake = next((one for one in MISTAKES if one.known(known)), None)
    if not mistake:
        return f"is not YAML: {known.problem}", "", None
    key, _, value = text.strip().partition(":")
    begun = error.context_mark.line if mistake.begins and error.context_mark else None
    return mistake.said, mistake.right or f'{key}: "{value.strip()}"', begun


def of_language(name: str) -> str:
    """The tag of a language that is called by its name, in English or in its own words."""
    from babel import Locale  # noqa: PLC0415 - for this seldom question alone

    english, wanted = Locale("en").languages, name.strip().casefold()
    own = {tag: Locale(tag).languages.get(tag, "") for tag in COMMON}
    tags = [tag for names in (own, english) for tag, called in names.items() if called.casefold() == wanted]
    return f"lang: {tags[0]}" if tags else ""
