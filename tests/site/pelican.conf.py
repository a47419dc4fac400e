"""Settings of the small site that the tests build."""

SITENAME = "A small dossier"
SITESUBTITLE = "What the tests look at"
SITEURL = ""
AUTHOR = "Nobody"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
LOCALE = ["C"]
PATH = "content"
OUTPUT_PATH = "output"
THEME = "../../theme"
PLUGIN_PATHS = ["../../plugins"]
PLUGINS = ["dossier"]
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
