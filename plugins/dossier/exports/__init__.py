"""The dossier for other programs: one format a module. The site has some of them below ``data/``, and ``feeds/``."""

from functools import partial

from dossier.exports import sources, tables
from dossier.exports.form import Export, Format, example, nothing, whole
from dossier.exports.jsonl import TABLES, by_article
from dossier.language import noted

__all__ = ["SITE", "Export", "Format", "example", "formats", "whole"]

CSV = (
    Export(
        "mentions.csv",
        tables.mentions_head,
        tables.mentions,
        about=noted("mentions for a spreadsheet, with the words around each"),
    ),
    Export("statements.csv", tables.statements_head, tables.statements, about=noted("statements for a spreadsheet")),
)
CSL = Export("sources.csl.json", sources.csl, about=noted("all sources as CSL-JSON, for citation processors and Zotero"))
BIBTEX = Export("sources.bib", sources.bibtex, about=noted("all sources as BibTeX"))
RIS = Export("sources.ris", sources.ris, about=noted("all sources as RIS"))

SITE: tuple[Export, ...] = (*TABLES, *CSV, CSL, BIBTEX, RIS)


def formats(url: str = "") -> dict[str, Format]:
    """All formats, by name.

    ``url`` is the address of the site, with which those that the site does not have begin their addresses; where it is empty
    these are from the site's root.
    """
    from dossier.exports import followthemoney, network, topics  # noqa: PLC0415 - those that the site does not have
    from dossier.exports.annotations import annotations  # noqa: PLC0415

    root = f"{url.rstrip('/')}/" if url else ""
    annotated = Export("annotations.jsonl", nothing, by_article(partial(annotations, root=root)))
    return {
        "jsonl": Format("passages, mentions, statements, articles, actors, topics and events as JSON Lines", TABLES),
        "csv": Format("mentions and statements for a spreadsheet", CSV),
        "csl": Format("all sources as CSL-JSON", (CSL,)),
        "bibtex": Format("all sources as BibTeX", (BIBTEX,)),
        "ris": Format("all sources as RIS", (RIS,)),
        "annotations": Format("mentions and statements as W3C Web Annotations", (annotated,)),
        "followthemoney": Format(
            "actors, positions, memberships and articles as FollowTheMoney entities, for OpenAleph",
            (Export("entities.ftm.json", followthemoney.parties, followthemoney.documents),),
        ),
        "graphml": Format(
            "who appears with whom, for Gephi", (Export("network.graphml", partial(network.graphml, root=root)),)
        ),
        "skos": Format("the tree of topics, in JSON-LD", (Export("topics.jsonld", partial(topics.skos, root=root)),)),
    }
