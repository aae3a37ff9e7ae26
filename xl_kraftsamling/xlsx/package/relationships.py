"""The relationships of a part, which alone say what another part is to it (ECMA-376 part 2, 6.5): not its name, nor where it lies."""

import posixpath
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree  # noqa: ICN001

from xl_kraftsamling.domain.texts import Text

LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
"""The namespace of the elements that describe relationships, as ElementTree writes it."""
OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
"""How the types of relationships begin, transitional and strict; they are also the namespaces of the attribute r:id, without the slash."""

_OTHERS = "http://schemas.openxmlformats.org/package/", "http://schemas.microsoft.com/"

SAME_ID = Text("två länkar med samma namn", "two links of the same name")
TWO_PARTS = Text("två delar för samma sak", "two parts for the same thing")
_SINGLE = ("officeDocument", "sharedStrings", "styles")
_TWO_NAMES = Text("en länk som kan leda till två delar", "a link that may lead to two parts")


class Relationship(NamedTuple):
    """A link from a part to another: its id, its kind (such as `worksheet`), and the part, or the address, to which it leads.

    A type that is not Office's own is a kind by its whole name: what it is called at the end means nothing.
    """

    id: str
    kind: str
    target: str
    is_external: bool = False


class AmbiguousLink(ValueError):
    """Relationships that can be understood in two ways; `why` completes "the file has …"."""

    def __init__(self, why: Text) -> None:
        """Take the reason."""
        super().__init__(why.en)
        self.why = why


def parse_relationships(root: ElementTree.Element, part: str, parts: Container[str]) -> tuple[Relationship, ...]:
    """Parse the relationships of a part, whose targets are named from its folder.

    ValueError if they are no relationships, :class:`AmbiguousLink` if two have an id, or if there are two where only one can be meant.
    """
    if root.tag != f"{LINKS}Relationships":
        raise ValueError(root.tag)
    links = tuple(_parse_links(root, part, parts))
    if len({link.id for link in links}) < len(links):
        raise AmbiguousLink(SAME_ID)
    for kind in _SINGLE:
        if len([link for link in links if link.kind == kind and not link.is_external]) > 1:
            raise AmbiguousLink(TWO_PARTS)
    return links


def _parse_links(root: ElementTree.Element, part: str, parts: Container[str]) -> Iterator[Relationship]:
    folder = posixpath.join("/", posixpath.dirname(part))
    for link in root.iterfind(f"{LINKS}Relationship"):
        target, is_external = link.get("Target", ""), link.get("TargetMode", "").lower() == "external"
        if not is_external:
            target = _choose_part([_resolve(folder, target), _resolve(folder, unquote(target))], parts)
        yield Relationship(link.get("Id", ""), _parse_kind(link.get("Type", "")), target, is_external)


def _parse_kind(uri: str) -> str:
    prefix = next((prefix for prefix in OFFICE if uri.startswith(prefix)), None)
    if prefix is not None:
        return uri.removeprefix(prefix)
    return uri.rpartition("/")[2] if uri.startswith(_OTHERS) else uri


def _resolve(folder: str, target: str) -> str:
    # Normalised from the root of the package, so that a target with too many .. cannot lead out of it.
    return posixpath.normpath(posixpath.join(folder, target.replace("\\", "/"))).lstrip("/")


def _choose_part(names: Sequence[str], parts: Container[str]) -> str:
    """The part of a target as it is written, or with its percents decoded; the latter if there is neither."""
    written, decoded = names
    if written != decoded and written in parts:
        if decoded in parts:
            raise AmbiguousLink(_TWO_NAMES)
        return written
    return decoded
