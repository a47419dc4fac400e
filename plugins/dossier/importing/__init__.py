"""Import: clippings become articles, and every word of them is accounted for.

A file's format gives a :class:`~dossier.importing.clipping.Clipping`, the table of :mod:`~dossier.importing.rules` makes
stories of it, :mod:`~dossier.importing.run` files these as articles.
"""
