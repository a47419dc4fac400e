"""Who appears with whom, as GraphML for Gephi and other programs for networks: http://graphml.graphdrawing.org/."""

from collections import defaultdict
from itertools import combinations
from xml.etree import ElementTree as ET

from dossier.edition import Edition

NODE = {"label": "string", "kind": "string", "address": "string", "articles": "int", "mentions": "int"}
EDGE = {"weight": "int", "first": "int", "last": "int"}


def graphml(edition: Edition, root: str = "") -> str:
    """A node an actor; an edge for two that appear in one article, with the number of articles and their years.

    A translation adds nothing to its original, as in the lists of the site. ``root`` is put before the address of a node.
    """
    document = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for of, keys in (("node", NODE), ("edge", EDGE)):
        for name, kind in keys.items():
            ET.SubElement(document, "key", {"id": name, "for": of, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(document, "graph", edgedefault="undirected")
    for slug, actor in sorted(edition.actors.items()):
        count = len(edition.by_actor.get(slug, ()))
        values = (actor.head.name, actor.head.kind, f"{root}{actor.address}", count, edition.total(slug))
        _data(ET.SubElement(graph, "node", id=slug), NODE, values)
    for (one, other), years in sorted(_together(edition).items()):
        edge = ET.SubElement(graph, "edge", source=one, target=other)
        _data(edge, EDGE, (len(years), min(years), max(years)))
    ET.indent(document, " ")
    return ET.tostring(document, encoding="unicode", xml_declaration=True) + "\n"


def _together(edition: Edition) -> dict[tuple[str, str], list[int]]:
    """For two actors the years of the articles that both appear in, one for each article."""
    years: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for article in edition.articles:
        if not article.head.translation_of:
            for pair in combinations(sorted(edition.weights[article.slug]), 2):
                years[pair].append(article.head.date.year)
    return years


def _data(parent: ET.Element, keys: dict[str, str], values: tuple[str | int, ...]) -> None:
    for key, value in zip(keys, values, strict=True):
        ET.SubElement(parent, "data", key=key).text = str(value)
