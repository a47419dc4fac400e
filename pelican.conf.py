"""Settings of this dossier, read by Pelican. docs/settings.md says what each does."""

SITENAME = "The European Missile Shield"
SITESUBTITLE = "Missile defence in Europe, 2007–2011: the Russia–NATO shield, the Polish and Czech sites, New START"
SITEURL = ""
AUTHOR = "The editors of this dossier"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
LOCALE = ["C"]

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["dossier"]

# Pelican's own feeds; Dossier's are made where SITEURL is set.
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
