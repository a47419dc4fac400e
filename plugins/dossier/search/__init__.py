"""The search: what of a page is searched, Pagefind's index of pages, one of passages, and both from disk too."""
