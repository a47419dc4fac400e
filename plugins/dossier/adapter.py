"""The Pelican side, and the only module that imports Pelican: Pelican reads the settings, and a generator of ours builds."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pelican as host
from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator, Generator
from pelican.log import FatalLogger, console
from pelican.readers import BaseReader, Readers
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer

from dossier import frontmatter, prose
from dossier.build import Request, build
from dossier.errors import ContentError, DossierError
from dossier.hints import EXAMPLES
from dossier.language import is_language_tag
from dossier.prose import weave
from dossier.settings import DEFAULTS, request_of

# Dossier reads and writes everything itself; Pelican's own articles, pages, feeds and files stay off.
OFF: dict[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "TEMPLATE_PAGES": {},
    "AUTHOR_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "READERS": {"rst": None},  # Pelican's reader of it warns, which ends a build, where docutils lacks the dossier's language
}
FEEDS = ("FEED", "FEED_ALL", "CATEGORY_FEED", "TAG_FEED", "TRANSLATION_FEED", "AUTHOR_FEED")
OFF |= {f"{feed}_{form}": None for feed in FEEDS for form in ("ATOM", "RSS")}


def connect() -> None:
    """Connect the receivers; Pelican holds them weakly, so each is a function of a module."""
    signals.initialized.connect(turn_off)
    signals.readers_init.connect(add_reader)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(count)


def turn_off(pelican: Pelican) -> None:
    """Turn off what Pelican would make by itself; it may not empty the output folder, which is exchanged as a whole."""
    pelican.settings.update(OFF)
    pelican.delete_outputdir = False


def add_reader(readers: Readers) -> None:
    """Let Pelican read Markdown as this package does, with or without the Markdown package."""
    for extension in MarkdownReader.file_extensions:
        readers.reader_classes[extension] = MarkdownReader


def add_generator(_pelican: object) -> "type[EditionGenerator]":
    """Give Pelican the generator that builds."""
    return EditionGenerator


def count(generators: list[Generator]) -> None:
    """Let Pelican know the articles, whose number it prints at the end."""
    ours = next(generator for generator in generators if isinstance(generator, EditionGenerator))
    next(generator for generator in generators if type(generator) is ArticlesGenerator).articles = ours.articles


class MarkdownReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """CommonMark by markdown-it-py, under YAML front matter: for Markdown that Pelican reads itself, around a dossier."""

    file_extensions: ClassVar[list[str]] = ["md", "markdown"]

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a file, links left as written for Pelican to resolve; raises ContentError."""
        document = frontmatter.split(source_path, frontmatter.decode(source_path, Path(source_path).read_bytes()))
        if not document.mapping.get("title"):
            raise ContentError(source_path, 2, "has no `title`", example=EXAMPLES["title"])
        lang = str(document.mapping.get("lang") or self.settings["DEFAULT_LANG"])
        if "lang" in document.mapping and not is_language_tag(lang):
            line, example = document.lines["lang"], EXAMPLES["lang"]
            raise ContentError(source_path, line, "`lang` is no language tag", lang, example)
        parsed = prose.parse(document.body, document.body_line, lang)
        passages = (weave(passage, (), prose.as_written) for passage in parsed.passages)
        woven = "".join(part for pair in zip(parsed.frame, (*passages, ""), strict=True) for part in pair)
        return woven, {key: self.process_metadata(key, value) for key, value in document.mapping.items()}


class EditionGenerator(Generator):  # type: ignore[misc]  # as above
    """Builds the dossier when Pelican asks for the output."""

    def generate_context(self) -> None:
        """Nothing is known before the build."""
        self.articles: list[Any] = []

    def generate_output(self, _writer: Writer) -> None:
        """Build; what cannot be published ends Pelican with the message and exit code 1, where it would show a traceback."""
        try:
            report = build(asked(self.settings))
        except DossierError as error:
            raise SystemExit(str(error)) from error
        self.articles += [None] * report.articles  # Pelican counts them
        for line in report.lines:
            console.print(line, highlight=False, soft_wrap=True)


def asked(settings: Mapping[str, Any]) -> Request:
    """What Pelican's settings ask of a build: what the file of settings does by itself; raises DossierError."""
    own = dict(settings)
    if Path(own["THEME"]).is_relative_to(Path(host.__file__).parent):
        del own["THEME"]
    if own["SITENAME"] == DEFAULT_CONFIG["SITENAME"]:
        own["SITENAME"] = DEFAULTS["SITENAME"]
    return request_of(own, strict=FatalLogger.fatal_lvl <= logging.ERROR)
