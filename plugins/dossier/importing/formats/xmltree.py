"""XML that others wrote: no entity of its own is expanded, and nothing is fetched."""

from typing import Any

from lxml import etree

from dossier.errors import DossierError


def parsed(data: bytes) -> Any:
    """The root element of an XML file; raises DossierError where it is none."""
    if b"<!ENTITY" in data:
        raise DossierError("defines entities of its own, and is not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise DossierError("is damaged XML") from error


def name(element: Any) -> str:
    """An element's name without its namespace; nothing where it is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def words(element: Any) -> str:
    """The words within an element, on one line."""
    return " ".join("".join(element.itertext()).split())
