"""The page at an address of before: it leads on to where that page stands now, from disk too, without a script."""

from html import escape
from posixpath import basename

from markupsafe import Markup

from dossier.edition import Heading
from dossier.language import direction
from dossier.views.base import Site


def leading_on(site: Site, now: Heading) -> str:
    """The HTML of the page at an address of before; no search finds it, and it loads nothing."""
    there = basename(now.address)  # in the same folder
    canonical = f"{site.url}/{now.address}" if site.url else there
    link = Markup('<a href="{}">{}</a>').format(there, now.name)
    said = Markup(site.words.gettext("This page has moved to %(link)s.")) % {"link": link}  # noqa: S704 - of a catalogue
    return f"""<!doctype html>
<html lang="{escape(site.lang)}" dir="{direction(site.lang)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <meta http-equiv="refresh" content="0; url={there}">
    <meta name="robots" content="noindex">
    <link rel="canonical" href="{escape(canonical)}">
    <title>{escape(now.name)} – {escape(site.name)}</title>
  </head>
  <body>
    <p>{said}</p>
  </body>
</html>
"""
