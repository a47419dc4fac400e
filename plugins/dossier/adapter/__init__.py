"""The Pelican side: the only package that imports Pelican.

Pelican reads the settings, copies the theme's files and calls the generator; the pipeline itself is in ``edition``.
"""

from pelican import signals
from pelican.readers import Readers

from dossier.adapter import press, settings
from dossier.adapter.generator import EditionGenerator
from dossier.adapter.reader import MarkdownReader


def connect() -> None:
    """Connect the receivers; Pelican holds them weakly, so each is a function of a module."""
    signals.initialized.connect(settings.complete)
    signals.initialized.connect(press.stage)
    signals.readers_init.connect(add_reader)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(press.introduce)
    signals.finalized.connect(press.finish)


def add_reader(readers: Readers) -> None:
    """Let Pelican read Markdown as this package does, with or without the Markdown package."""
    for extension in MarkdownReader.file_extensions:
        readers.reader_classes[extension] = MarkdownReader


def add_generator(_pelican: object) -> type[EditionGenerator]:
    """Give Pelican the generator of the edition's pages."""
    return EditionGenerator
