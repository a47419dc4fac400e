"""The one way from a content folder to an output, called by Pelican, the command line, the preview and the tests alike.

It knows jobs and keys, not articles: ``pipeline`` says what the jobs are. What a build keeps for the next one stands in the
``store``.
"""

from dossier.build.making import Making, Report, Request, build
from dossier.build.staging import remove
from dossier.build.store import folder_of, forget

__all__ = ["Making", "Report", "Request", "build", "folder_of", "forget", "remove"]
