"""What tells whether Pagefind has to see a page again."""

from hashlib import blake2b

from dossier.views import Site, View


def fingerprint(view: View, template: bytes, site: Site) -> str:
    """A digest of all that Pagefind sees of a page, in hexadecimal; empty for a page that is not to be in the index.

    ``template`` is what its template comes to. Pages of one digest have the same entry in the index; pages of two may have.
    """
    if not view.search:
        return ""
    seen = (template, site.name, site.lang, view.template, view.searched)
    return blake2b(repr(seen).encode(), digest_size=20).hexdigest()
