"""Dossier: news clippings on one subject, published as a cross-referenced site.

Importing this package imports nothing else: ``register`` loads the Pelican side only when Pelican asks for it.
"""

__version__ = "0.1.0"


def register() -> None:
    """Connect the receivers, as Pelican expects of a plugin."""
    from dossier import adapter  # noqa: PLC0415 - the core works without Pelican

    adapter.connect()
