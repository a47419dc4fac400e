"""Lines that say themselves what they are: ``Headline: …``, ``Published: …``."""

import re

from dossier.importing import dates
from dossier.importing.rules.known import capitals, is_prose, people
from dossier.importing.rules.marks import linked
from dossier.importing.rules.sheet import Paragraph, Sheet

ZONE = 14  # paragraphs in which they stand
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\W\d_ ]*(?:[ -][^\W\d_]+){0,2})\s*:\s*(?P<value>\S.*)")
_LABELS = {
    "title": "title headline heading заголовок tytuł titel überschrift nadpis titre",
    "byline": "author authors byline by автор авторы autor autorzy auteur",
    "date": "date published publication-date pub-date load-date issue-date дата data datum",
    "publisher": "source publication publisher newspaper agency journal outlet источник źródło quelle zdroj",
    "dateline": "dateline place location место miejsce ort",
    "url": "url link address original-url source-url permalink ссылка адрес",
    "lang": "language lang язык język sprache",
    "": "section page pages length copyright words word-count keywords tags category edition byline-title document-type "
    "subject issue volume publication-type document-id accession-number accessed retrieved saved pg",
}
_FIELDS = {name: key for key, names in _LABELS.items() for name in names.split()}


def labels(sheet: Sheet) -> None:
    """A list of labelled lines at the head, as press databases write it: ``Headline: …``, ``Published: …``."""
    found: list[tuple[Paragraph, str, str]] = []
    for paragraph in sheet.left()[:ZONE]:
        match = _LABEL.fullmatch(paragraph.text)
        key = match and _FIELDS.get(match["label"].casefold().replace(" ", "-"))
        if match and key is not None:
            found.append((paragraph, key, match["value"].strip()))
        elif found and is_prose(paragraph.text):
            break
    if not any(key == "title" for _, key, _ in found) and len(found) < 2:
        return
    for paragraph in sheet.left()[-4:]:
        match = _LABEL.fullmatch(paragraph.text)
        if match and len(paragraph.text) < 120 and match["label"].casefold().replace(" ", "-") in _FIELDS:
            sheet.take(paragraph, "label")
    for paragraph, key, value in found:
        if _know(sheet, key, value):
            sheet.take(paragraph, key or "label")


def _know(sheet: Sheet, key: str, value: str) -> bool:
    """Take down what a labelled line says; whether that was understood."""
    if key == "date":
        day = next(dates.find(value), None)
        if not day:
            return False
        sheet.dated.append(day)
    elif key == "byline":
        sheet.byline = sheet.byline or people(linked(value)) or (value,)
    elif key == "url":
        sheet.url = sheet.url or value.strip("<>")
    elif key == "publisher" and value.startswith("http"):
        sheet.url = sheet.url or value
    elif key == "dateline":
        sheet.dateline = sheet.dateline or capitals(value)
    elif key in ("title", "publisher"):
        setattr(sheet, key, getattr(sheet, key) or value)
    return True
