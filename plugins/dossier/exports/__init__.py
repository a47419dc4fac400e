"""The dossier for other programs: one format a module, all written below ``data/`` and ``feeds/``."""

from dossier.exports import followthemoney, network, sources, tables, topics
from dossier.exports.annotations import ANNOTATIONS
from dossier.exports.feeds import feeds, sitemap
from dossier.exports.form import Format, whole
from dossier.exports.jsonl import TABLES
from dossier.language import noted

__all__ = ["FORMATS", "Format", "feeds", "sitemap", "whole"]

FORMATS: tuple[Format, ...] = (
    *TABLES,
    ANNOTATIONS,
    Format(
        "mentions.csv",
        noted("mentions for a spreadsheet, with the words around each"),
        tables.mentions_head,
        tables.mentions,
    ),
    Format("statements.csv", noted("statements for a spreadsheet"), tables.statements_head, tables.statements),
    Format("sources.csl.json", noted("all sources as CSL-JSON, for citation processors and Zotero"), sources.csl),
    Format("sources.bib", noted("all sources as BibTeX"), sources.bibtex),
    Format("sources.ris", noted("all sources as RIS"), sources.ris),
    Format("topics.jsonld", noted("the topics as a SKOS concept scheme, in JSON-LD"), topics.skos),
    Format("network.graphml", noted("who appears with whom, as GraphML, for Gephi"), network.graphml),
    Format(
        "entities.ftm.json",
        noted("actors, positions, memberships and articles as FollowTheMoney entities, one a line, for OpenAleph"),
        followthemoney.parties,
        followthemoney.documents,
    ),
)
