"""Settings of this dossier, read by Pelican. README.md says what each of Dossier's own does."""

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
THEME_STATIC_DIR = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["dossier"]

# Dossier reads and writes everything itself; Pelican's own pages stay off.
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
