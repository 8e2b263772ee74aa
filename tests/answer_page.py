"""The page of an answer, read back as a table."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlencode

from running_server import Answer, Server

HTML = "text/html"


class AnswerPage(HTMLParser):
    """The headings and rows of its table, and the links of the whole page by what they say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.rows: list[list[str]] = []
        self.sources: list[str] = []
        self.links: dict[str, str] = {}
        self.classes: list[list[str]] = []
        self._cell: list[str] | None = None
        self._link: tuple[str, list[str]] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "tr" and "data-source" in said:
            self.sources.append(said["data-source"])
            self.rows.append([])
            self.classes.append([])
        elif tag in ("td", "th"):
            self._cell = []
            if tag == "td" and self.classes:
                self.classes[-1].append(said.get("class", "").strip())
        elif tag == "a":
            self._link = said.get("href", ""), []

    def handle_data(self, data: str) -> None:
        for words in (self._cell, self._link and self._link[1]):
            if words is not None:
                words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            address, words = self._link
            self.links[" ".join("".join(words).split())] = address
            self._link = None
        elif tag in ("td", "th") and self._cell is not None:
            words, self._cell = self._cell, None
            (self.rows[-1] if self.rows and tag == "td" else self.headings).append(" ".join("".join(words).split()))

    def column(self, heading: str) -> list[str]:
        """The cells below a heading, without its unit and arrow."""
        at = next(at for at, each in enumerate(self.headings) if each.startswith(heading))
        return [row[at] for row in self.rows]


def got(server: Server, path: str, **said: object) -> Answer:
    """The page at a path that says this."""
    return server.get(f"{path}?{urlencode(said)}" if said else path, HTML)


def shown(server: Server, path: str, **said: object) -> AnswerPage:
    """The answer on that page."""
    answer = got(server, path, **said)
    assert answer.status == 200
    return AnswerPage(answer.text)
