"""SVG 1.1 documents: elements with plain attributes only, which need no style sheet and no page forbids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from plangraph.captions import display_width
from plangraph.errors import Language
from plangraph.pictures.looks import FONTS, INK, INK_SOFT, Look, Outline

LINE: Final = 17.0
"""Pixels from one line of a text to the next."""
TEXT: Final = 14
SMALL: Final = 12

_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCALES: Final = 1440.0
"""Pixels of a picture that can still be read when a page makes it a little smaller, so that it fits."""
_MANY: Final = 30
_LONGEST: Final = 90
_JAPANESE: Final = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_CORNERS: Final[dict[Outline, float]] = {"soft": 4, "round": 9, "pill": 18}


def document(name: str, title: str, description: str, width: float, height: float, interactive: bool) -> Element:
    """An empty picture of so many pixels; `name` begins the ids in it, and links make it more than an image."""
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {pixels(width)} {pixels(height)}",
            "width": pixels(width),
            "height": pixels(height),
            **({"class": "scales"} if width <= _SCALES else {}),
            "role": "group" if interactive else "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
            "font-family": FONTS,
            "font-size": str(TEXT),
        },
    )
    SubElement(root, "title", {"id": f"{name}-title"}).text = writable(title)
    SubElement(root, "desc", {"id": f"{name}-desc"}).text = writable(description)
    return root


def written(root: Element) -> str:
    """The document as text that stands in a page as well as in a file."""
    return tostring(root, encoding="unicode")


def writable(words: str) -> str:
    """The words without the characters that XML 1.0 cannot hold."""
    return _UNWRITABLE.sub("\ufffd", words)


def pixels(number: float) -> str:
    """A number of pixels to the tenth, as short as it can be written."""
    short = f"{number:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def text_width(words: str, size: float = TEXT) -> float:
    """About how many pixels wide the words are drawn, rather too many than too few."""
    wide = display_width(words) - len(words)
    return (wide + (len(words) - wide) * 0.58) * size


def short(label: str) -> str:
    """What a box says of a long label."""
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def add_text(parent: Element, lines: Sequence[str], x: float, y: float, **attributes: str) -> Element:
    """Lines of text below each other, the first one on the height `y`; returns the element."""
    text = SubElement(parent, "text", {"x": pixels(x), "y": pixels(y), "fill": INK, **_named(attributes)})
    if len(lines) == 1:
        text.text = writable(lines[0])
        return text
    for at, line in enumerate(lines):
        SubElement(text, "tspan", {"x": pixels(x), "y": pixels(y + at * LINE)}).text = writable(line)
    return text


def add_thing(parent: Element, iri: str, url: str, label: str, language: Language, among: int) -> Element:
    """What holds the box of a thing: a link where it has a page, which a file replaces by its IRI.

    `among` is the number of all boxes: who walks by keyboard is not led through many, and has them in a table.
    """
    spoken = {"lang": "ja"} if language != "ja" and _JAPANESE.search(label) else {}
    if url:
        passed_by = {"tabindex": "-1"} if among > _MANY else {}
        return SubElement(parent, "a", {"href": writable(url), "data-iri": writable(iri), **passed_by, **spoken})
    return SubElement(parent, "g", spoken)


def add_box(parent: Element, look: Look, x: float, y: float, width: float, height: float, strong: bool = False) -> None:
    """A box by its upper left corner; a strong one has a thick border."""
    shown = {"fill": look.fill, "stroke": look.border, "stroke-width": "4" if strong else "1.5"}
    SubElement(parent, "path", {"d": _outline(look.outline, x, y, width, height), **shown})
    if look.outline == "barred":
        SubElement(parent, "path", {"d": _moved(x, y, [(0, 0), (5, 0), (5, height), (0, height)]), "fill": look.border})
    if look.outline == "double":
        inner = _moved(x, y, [(3, 3), (width - 3, 3), (width - 3, height - 3), (3, height - 3)])
        SubElement(parent, "path", {"d": inner, "fill": "none", "stroke": look.border})


def add_heading(parent: Element, lines: Sequence[str], x: float, y: float, anchor: str = "middle") -> None:
    """A heading in small strong letters."""
    strong = {"font_size": str(SMALL), "font_weight": "700"}
    add_text(parent, lines, x, y, **strong, fill=INK_SOFT, text_anchor=anchor)


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in attributes.items()}


def _outline(outline: Outline, x: float, y: float, width: float, height: float) -> str:
    if outline in _CORNERS:
        return _rounded(x, y, width, height, min(_CORNERS[outline], height / 2))
    if outline == "cut":
        cut = [(0, 7), (7, 0), (width - 7, 0), (width, 7), (width, height - 7), (width - 7, height)]
        return _moved(x, y, [*cut, (7, height), (0, height - 7)])
    if outline == "pointed":
        return _moved(
            x, y, [(0, height / 2), (8, 0), (width - 8, 0), (width, height / 2), (width - 8, height), (8, height)]
        )
    return _moved(x, y, [(0, 0), (width, 0), (width, height), (0, height)])


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    r, across, down = pixels(radius), pixels(width - 2 * radius), pixels(height - 2 * radius)
    back, up = pixels(2 * radius - width), pixels(2 * radius - height)
    corners = (
        f"h{across}a{r} {r} 0 0 1 {r} {r}",
        f"v{down}a{r} {r} 0 0 1 -{r} {r}",
        f"h{back}a{r} {r} 0 0 1 -{r} -{r}",
    )
    return f"M{pixels(x + radius)} {pixels(y)}{''.join(corners)}v{up}a{r} {r} 0 0 1 {r} -{r}z"


def _moved(x: float, y: float, corners: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{pixels(x + across)} {pixels(y + down)}" for across, down in corners) + "z"
