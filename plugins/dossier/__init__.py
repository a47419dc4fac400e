"""Dossier: news clippings on one subject, published as a cross-referenced site.

Importing this package imports nothing else: ``register`` loads the Pelican side only when Pelican asks for it.
"""

DISTRIBUTION = "pelican-dossier"  # for what package indexes call dossier is another project


def __getattr__(name: str) -> str:
    """``__version__``, which is looked up when somebody asks, for most commands do not."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:  # code that nobody installed
        return "0+unknown"


def register() -> None:
    """Connect the receivers, as Pelican expects of a plugin."""
    from dossier import adapter  # noqa: PLC0415 - the core works without Pelican

    adapter.connect()
