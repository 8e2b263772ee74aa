"""Following the links of the pages: which there are, and what kind of page each leads to."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from running_server import Answer

ADDRESSES = ("href", "src", "action")


class Links(HTMLParser):
    """All addresses in a page that a browser may follow."""

    def __init__(self, at: str, page: str) -> None:
        super().__init__()
        self.at = at
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [urldefrag(urljoin(self.at, value or ""))[0] for name, value in attrs if name in ADDRESSES]


def kind(address: str, root: str) -> tuple[str, ...]:
    """What the addresses of pages of one kind have in common: of things the class, of data the format."""
    parts = urlsplit(address.removeprefix(root))
    room, *way, name = f"/{parts.path}".split("/")[1:] if "/" in parts.path else (parts.path, "")
    chosen = sorted(dict(parse_qsl(parts.query)))[:1]
    if "." in name:
        return room, name.rpartition(".")[2]
    return room, *re.findall("^[a-z]+$", way[-1] if way else ""), *chosen


def crawled(start: str, get: Callable[[str], Answer], of_each_kind: int = 2) -> Iterator[tuple[str, Answer, list[str]]]:
    """Go from link to link, breadth first, to so many pages of each kind: each with its answer and all its links.

    `start` ends with a slash. What is on another host is not asked for.
    """
    seen, kinds, ahead = {start}, Counter[tuple[str, ...]](), deque([start])
    while ahead:
        address = ahead.popleft()
        answer = get(address)
        page = answer.headers.get_content_type() == "text/html"
        links = Links(address, answer.text).found if page else []
        yield address, answer, links
        for each in links:
            near = urlsplit(each).netloc == urlsplit(start).netloc
            if near and each not in seen and kinds[kind(each, start)] < of_each_kind:
                seen.add(each)
                kinds[kind(each, start)] += 1
                ahead.append(each)
