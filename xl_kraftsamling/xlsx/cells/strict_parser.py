"""Parses XML of which every element has to be an expected one: whatever is unexpected is refused, not skipped.

Elements go by their names in the spreadsheet's namespace, transitional or strict; one in a foreign namespace is never taken for one
of ours, whatever its local name.
"""

from collections.abc import Callable
from xml.parsers import expat

from xl_kraftsamling.domain.progress import tell_share
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.xlsx.package import MAIN_NAMESPACES, local_name

Leave = Callable[[], None] | None
"""What is done where an element ends."""
Children = dict[str, Callable[[dict[str, str]], Leave]]
"""What is done where an element begins, by its local name: it gets the attributes."""

TRIMMED = " \t\r\n"
"""The white space of XML."""
_SPACE = "http://www.w3.org/XML/1998/namespace}space"

STRANGE = Text(
    "innehåll på en plats där inget kalkylprogram skriver det",
    "content in a place where no spreadsheet program writes it",
)


class Refused(Exception):
    """XML that could be read in two ways: `why`, and the `cell` where that is known."""

    def __init__(self, why: Text, cell: tuple[int, int] | None = None) -> None:
        """Take the reason, as it completes "the file has …", and the row and column."""
        super().__init__(why.en)
        self.why, self.cell = why, cell


class Others(Children):
    """Expected elements among others, which have nothing to do with cells and are passed over with all that is in them.

    Only none of them may be one of those that are `never` there: readers that look for it anywhere would take it for what it says.
    """

    def __init__(self, parser: "StrictParser", expected: Children) -> None:
        """Pass over what is not expected."""
        super().__init__(expected)
        self._parser = parser

    def __missing__(self, name: str) -> Callable[[dict[str, str]], Leave]:
        """Pass over an element; KeyError for one that may not be here."""
        if name in self._parser.never:
            raise KeyError(name)
        return self._parser.pass_over


class _LocalNames(dict[str, str]):
    """The names of elements as :data:`Children` has them, each made when it is first met: without the namespace if it is ours."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, name: str) -> str:
        self[name] = found = name[len(self._prefix) :] if name.startswith(self._prefix) else f"}}{name}"
        return found


class StrictParser:
    """Parses a part with a root; a subclass sets `children` to what it expects inside each element.

    `encoding` is the one that the part declares, None if it declares none.
    """

    never: tuple[str, ...] = ()
    """The elements of the spreadsheet's namespace that must not be where others are passed over."""

    def __init__(self, root: str) -> None:
        """Expect a root of that local name, with the children that a subclass sets."""
        self._root = root
        self._nothing = Others(self, {})
        self.children: Children = {}
        self.text: list[str] = []
        self.encoding: str | None = None
        self._names, self._size = _LocalNames(""), 0
        self._stack: list[tuple[Children, Leave]] = []
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declare
        self._parser.StartElementHandler = self._start_root
        self._parser.EndElementHandler = self._end

    def parse(self, data: bytes) -> None:
        """Parse the part.

        ValueError if it is not well-formed or makes no sense; :class:`Refused` if it could be read in two ways.
        """
        self._size = len(data)
        try:
            self._parser.Parse(data, True)
        except (expat.ExpatError, LookupError) as error:  # the latter for an encoding that nobody knows
            raise ValueError(str(error)) from error

    def tell_share(self) -> None:
        """Tell how much of the part is parsed."""
        tell_share(self._parser.CurrentByteIndex, self._size)

    def read_text(self) -> None:
        """Gather the text of the element that begins in `text`; it has no children."""
        self.text.clear()
        self.children = {}
        self._parser.CharacterDataHandler = self.text.append

    def end_text(self) -> str:
        """The text of the element that ends."""
        self._parser.CharacterDataHandler = None
        return "".join(self.text)

    def pass_over(self, _attributes: dict[str, str]) -> None:
        """Pass over the element that begins."""
        self.children = self._nothing

    def refuse(self, _name: str) -> Refused:
        """The error for an element that is not expected."""
        return Refused(STRANGE)

    def _declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = encoding

    def _start_root(self, name: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("}")
        if local != self._root or namespace not in MAIN_NAMESPACES:
            raise ValueError(name)
        self._names = _LocalNames(f"{namespace}}}")
        self._stack.append((self.children, None))
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        children = self.children
        try:
            enter = children[self._names[name]]
        except KeyError:
            raise self.refuse(local_name(name)) from None
        self._stack.append((children, enter(attributes)))

    def _end(self, _name: str) -> None:
        self.children, leave = self._stack.pop()
        if leave:
            leave()


def expect_rich_text(parser: StrictParser, texts: list[str]) -> Children:
    """What a text consists of: itself or runs with formats; how it is pronounced (rPh) is no part of it (18.4.6, 18.4.8).

    Each has one element `t`.  Without xml:space="preserve" the spaces around that do not belong to it.
    """

    def expect_text(others: Children) -> Children:
        def read(attributes: dict[str, str]) -> Leave:
            keeps = attributes.get(_SPACE) == "preserve"
            parser.read_text()

            def leave() -> None:
                texts.append(parser.end_text() if keeps else parser.end_text().strip(TRIMMED))
                parser.children = others  # a second one would be refused

            return leave

        return {"t": read, **others}

    formats: Children = {"rPr": parser.pass_over}
    run = expect_text(formats)

    def enter_run(_attributes: dict[str, str]) -> None:
        parser.children = run

    others: Children = {"r": enter_run, "rPh": parser.pass_over, "phoneticPr": parser.pass_over, "extLst": parser.pass_over}
    return expect_text(others)
