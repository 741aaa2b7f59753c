"""The XML of an SVG drawing -> elements that know their line; what declares or loads anything is refused."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from dea_export.cli.media_files import MediaError

SVG, XLINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
LARGEST_SOURCE = 4 * 1024 * 1024  # bytes
DEEPEST = 60  # elements within each other
MOST_ELEMENTS = 20_000
ENTITIES = "save it as plain SVG, without <!DOCTYPE svg [ … ]>"


def read_drawing(name: str, data: bytes) -> Element:
    """The first element of the file `name`. Its and its children's tags are `rect` where they are SVG, else with a colon.

    So are attributes, save that `xlink:href` is `href`; `line` is where an element begins. Raises MediaError.
    """
    if len(data) > LARGEST_SOURCE:
        raise MediaError("E220", f"the drawing '{name}' has {len(data) >> 20} MB", "simplify it, or export it as PNG")
    reader = _Reader(name)
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003  the last part
    except expat.ExpatError as error:
        where = f"line {error.lineno}, column {error.offset + 1}"
        message = f"the drawing '{name}' is damaged or cut off: {where}: {expat.ErrorString(error.code)}"
        raise MediaError("E232", message, "copy or save it once more") from None
    except (LookupError, ValueError) as error:  # an encoding that Python, or its parser, cannot read
        raise MediaError("E232", f"the drawing '{name}' cannot be read: {error}", "save it as UTF-8") from None
    root = reader.builder.close()
    if root.tag != "svg":
        hint = f'its first element is <svg xmlns="{SVG}">'
        raise MediaError("E233", f"the drawing '{name}' begins with <{root.tag.lstrip(':')}>, which is no SVG", hint)
    return root


class _Reader:
    """Builds elements as the parser meets them."""

    def __init__(self, name: str) -> None:
        self.name, self.builder = name, TreeBuilder()
        self.depth = self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._begin, self._end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self.parser.SkippedEntityHandler = self._entity

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            what = f"{DEEPEST} elements within each other" if self.depth > DEEPEST else f"{MOST_ELEMENTS} elements"
            hint = "simplify it, or export it as PNG"
            raise MediaError("E233", f"the drawing '{self.name}' has more than {what}", hint)
        named = {_attribute(name): value for name, value in attributes.items()}
        self.builder.start(_tag(tag), {**named, "line": str(self.parser.CurrentLineNumber)})

    def _end(self, tag: str) -> None:
        self.depth -= 1
        self.builder.end(_tag(tag))

    def _doctype(self, _name: str, _system: str | None, _public: str | None, inside: int) -> None:
        if inside:
            self._entity()

    def _entity(self, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        raise MediaError("E233", f"the drawing '{self.name}' declares or uses entities in line {line}", ENTITIES)


def _tag(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if space == SVG else f"{space}:{local}"


def _attribute(name: str) -> str:
    space, _, local = name.rpartition(" ")
    if space == XML:
        return f"xml:{local}"
    return local if space in {"", XLINK} else f"{space}:{local}"
