"""Dossier as Pelican finds it by itself: in the package this module is ``pelican.plugins.dossier``."""

from dossier import register

__all__ = ["register"]
