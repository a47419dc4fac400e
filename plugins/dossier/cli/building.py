"""The commands that make a site."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier.cli.reading import home

if TYPE_CHECKING:
    from dossier.build import Request

PUBLISHED = Path("dist", "site")  # what may leave the house: DOSSIER_RIGHTS says how much of the clippings is in it
NO_ADDRESS = """{settings}: SITEURL is empty, so this site does not know its own address on the web. It lacks feeds,
sitemap.xml, robots.txt, 404.html, site.webmanifest, canonical addresses, and the cards that networks show.
    right:  SITEURL = "https://www.example.org/harbour"
"""
NO_CARDS = """The cards that networks show have no picture, and telephones get no icon: what draws them is not installed.
    right:  pip install 'pelican-dossier[cards]'
"""


def asked(changes: Mapping[str, Any], settings: Path | None = None) -> "Request":
    """What settings ask of a build, with some changes: those in a file, or of the dossier in this folder or above."""
    from dossier.settings import read, request_of

    return request_of({**read(settings or home()), **changes}, strict=True)


def make(request: "Request") -> Path:
    """Build, and say what was built; returns the folder of the output."""
    from dossier.build import build as built

    for line in built(request).lines:
        click.echo(line)
    return request.output.absolute()


def publish_site(settings: Path | None = None, folder: Path | None = None) -> Path:
    """Build the site for others, in a folder or below the dossier's; returns where it is."""
    settings = settings or home()
    site = folder or settings.parent / PUBLISHED
    return make(asked({"OUTPUT_PATH": str(site), "DOSSIER_PUBLISH": True, "DOSSIER_PREVIEW": False}, settings))


def _open(site: Path) -> None:
    click.echo(f"Open {site / 'index.html'} in a browser.")


@click.command()
@click.option("--drafts", is_flag=True, help="With the drafts in it, for yourself.")
@click.option("--output", type=click.Path(file_okay=False), help="Where to; else OUTPUT_PATH of the settings.")
def build(drafts: bool, output: str | None) -> None:
    """Build the site, search index included.

    What has not changed since the last time is taken over from there.
    """
    _open(make(asked(({"DOSSIER_PREVIEW": True} if drafts else {}) | ({"OUTPUT_PATH": output} if output else {}))))


@click.command()
def clean() -> None:
    """Remove what builds have written, and keep for the next one."""
    _clean()


def _clean() -> None:
    from dossier.build import forget, remove

    request = asked({})
    for output in (request.output, home().parent / PUBLISHED):
        remove(output, request.content, request.retained)
        forget(output)


@click.command()
def rebuild() -> None:
    """Remove what builds have written, and build anew."""
    _clean()
    _open(make(asked({})))


@click.command()
@click.option("--to", "place", metavar="PLACE", help="Put it there instead, or copy it there; what is there is replaced.")
def publish(place: str | None) -> None:
    """Build the site for others, into dist/site.

    Of clippings there is in it what DOSSIER_RIGHTS in the settings says. PLACE is a folder, which the site is built into; or
    what rsync knows (user@host:/var/www/harbour), or rclone: and what rclone knows, such as a bucket
    (rclone:remote:bucket/harbour), where a copy goes.
    """
    from dossier.cli.places import copy, is_away

    away = place and is_away(place)
    site = publish_site(folder=Path(place).absolute() if place and not away else None)
    _open(site)
    asked_for = asked({}).site
    if not asked_for.url:
        click.echo(NO_ADDRESS.format(settings=home()), err=True, nl=False)
    elif not asked_for.cards:
        click.echo(NO_CARDS, err=True, nl=False)
    if place and away:
        copy(site, place)
