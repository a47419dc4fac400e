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
