"""A dossier over HTTP, for whoever sits at this machine: the site as it was built, a preview that reloads, or the desk.

Any page that is open in the same browser can send requests here, and so can every account of the machine. What is answered, and
to whom, is decided in ``guard`` alone, before anything else sees a request.
"""

from dossier.server.events import Events
from dossier.server.guard import Door
from dossier.server.running import Running, listening, run
from dossier.server.site import application

__all__ = ["Door", "Events", "Running", "application", "listening", "run"]
