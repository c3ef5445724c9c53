"""XML from outside, parsed without what makes XML dangerous: no entities of its own, no document types, no network."""

from __future__ import annotations

import re

from lxml import etree

from nlp_service.errors import UnsupportedFormat

_OWN_ENTITIES = re.compile(rb"<!(?:ENTITY|ATTLIST|ELEMENT|NOTATION)", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")


def parse_xml(content: bytes, *, name: str, lenient: bool = False) -> etree._Element:
    """Return the root of an XML document; ``lenient`` mends what is not well-formed, as feeds often are not.

    Raises:
        UnsupportedFormat: it declares entities of its own, or is no XML.
    """
    if _OWN_ENTITIES.search(content):
        raise UnsupportedFormat(f"{name}: the XML declares entities or types of its own; such files are not read.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=lenient, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsupportedFormat(f"{name}: the XML is damaged ({error}).") from error
    if root is None:
        raise UnsupportedFormat(f"{name}: the XML is damaged.")
    return root


def parse_xml_text(text: str, *, name: str) -> etree._Element:
    """Return the root of decoded XML, whose declaration of an encoding no longer holds; what is broken is mended.

    Raises:
        UnsupportedFormat: as in :func:`parse_xml`.
    """
    return parse_xml(_DECLARATION.sub("", text).lstrip().encode("utf-8", "replace"), name=name, lenient=True)


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, in small letters."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
