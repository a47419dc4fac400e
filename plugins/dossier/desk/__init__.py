"""The desk: what changes the plain files of a content folder, one change at a time, each of which can be taken back.

A :class:`Change` is a sentence and, for each file, its bytes before and after; :class:`Changes` makes it on the disk, all of it
or none, and keeps a journal for :meth:`Changes.undo`. What a command or a page of the desk decides becomes a change first, so
that it can be shown before it is made. Nothing here knows of HTTP.
"""

from dossier.desk.change import Change, Edit, shown
from dossier.desk.changes import Changes, Done
from dossier.desk.merging import Conflict

__all__ = ["Change", "Changes", "Conflict", "Done", "Edit", "shown"]
