"""The search: what of a page is searched, Pagefind's index of it in shards, and the bundle that works from disk too."""
