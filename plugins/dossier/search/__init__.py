"""The search: what of a page is searched, Pagefind's index of it in shards, and the bundle that works from disk too."""

from dossier.search.shards import PAGES, fingerprint, index

__all__ = ["PAGES", "fingerprint", "index"]
