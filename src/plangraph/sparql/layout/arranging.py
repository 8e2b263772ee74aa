"""Which words of a query begin a line, and how far in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from plangraph.sparql.layout.spacing import OPERANDS, Style, Word, apart, is_sign

_BEGINNING: Final = frozenset(
    (
        *("PREFIX", "BASE", "VERSION", "SELECT", "CONSTRUCT", "ASK", "DESCRIBE", "INSERT", "DELETE"),
        *("FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"),
        *("OPTIONAL", "MINUS", "GRAPH", "SERVICE", "UNION", "FILTER", "BIND"),
    )
)
_DECLARING: Final = frozenset({"PREFIX", "BASE", "VERSION"})
_FORMS: Final = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
_BRACES: Final = ("group", "values")
_CLOSED_BY: Final = {"}": _BRACES, ")": ("round",), "]": ("square",)}
_OPENING: Final = frozenset({"{", "(", "["})
_ENDING: Final = frozenset({".", ";", ","})
_TRIPLE: Final = 3


@dataclass(slots=True)
class Piece:
    """A word or a comment as it is written: after nothing, a space or a line end."""

    kind: str
    text: str
    before: Literal["", " ", "\n"] = " "
    indent: int = 0
    blank: bool = False
    """Whether an empty line stands before it."""
    open: bool = False
    """Of a bracket: whether the text breaks the line after it."""
    values: bool = False
    """Of a brace: whether it opens a list of values."""
    match: int = -1
    """Of an opening bracket: which piece closes it."""
    listed: bool = False
    """Whether lines that it begins go on as far in, as those of values and of what stands in an open bracket do."""


@dataclass(slots=True)
class _Frame:
    """What is between two brackets, or outside of all."""

    kind: Literal["top", "group", "values", "round", "square"]
    style: Style
    opened: int = -1
    indent: int = 0
    starts: bool = True
    """Whether the next word begins a clause or pattern."""
    clause: str = ""
    """The keyword with which that begins."""
    terms: int = 0
    """Of a triple: how many of its terms have been read."""
    joined: bool = False
    """Whether the next term only goes on with a path."""

    @property
    def lists(self) -> bool:
        """Whether clauses or patterns stand in it."""
        return self.kind in ("top", "group")


class Arranger:
    """Takes the words one after the other."""

    def __init__(self) -> None:
        """Begin with no words."""
        self.pieces: list[Piece] = []
        self._frames = [_Frame("top", "clause")]
        self._last = Word("end", "")
        self._signed = self._declares = False
        self._line = 0

    def add(self, word: Word) -> None:
        """Take the next word, and the comments before it."""
        frame = self._frames[-1]
        if frame.opened >= 0 and frame.opened == len(self.pieces) - 1:
            self.pieces[frame.opened].open = bool(word.breaks or word.comments)
        closed = self._closed(word)
        piece = self._placed(word, closed or frame, bool(closed))
        self._add_comments(word, piece, closed or frame)
        if word.kind == "end":
            return
        piece.listed = frame.kind == "values" or (not frame.lists and self.pieces[frame.opened].open)
        self._follow(word, piece, closed)
        self.pieces.append(piece)
        self._signed, self._last = is_sign(self._last, word), word

    def _closed(self, word: Word) -> _Frame | None:
        """What the word closes; a brace also closes what is still open within it."""
        kinds = _CLOSED_BY.get(word.text, ())
        for at in range(len(self._frames) - 1, 0, -1):
            if self._frames[at].kind in kinds:
                del self._frames[at + 1 :]
                return self._frames[at]
            if kinds != _BRACES:
                break
        return None

    def _placed(self, word: Word, frame: _Frame, closes: bool) -> Piece:
        """The word as it is written, without regard to comments."""
        piece = Piece(word.kind, word.text)
        indent = self._indent(word, frame, closes)
        if indent is None:
            piece.before = " " if apart(self._last, word, frame.style, self._signed) else ""
        else:
            piece.before, piece.indent, self._line = "\n", indent, indent
            piece.blank = word.breaks > 1 and not closes and not self._opens()
        return piece

    def _opens(self) -> bool:
        return self._frames[-1].opened == len(self.pieces) - 1

    def _indent(self, word: Word, frame: _Frame, closes: bool) -> int | None:
        """How far in a line begins with the word; None if none does."""
        if closes and (frame.kind in _BRACES or self.pieces[frame.opened].open):
            return frame.indent - 1
        if closes or (word.text in _ENDING and not self._opens()):
            return None
        if frame.lists:
            return self._indent_in_group(word, frame)
        if self._opens():
            first = frame.kind == "values" or self.pieces[frame.opened].open
            return frame.indent if first else None
        broken = frame.kind == "values" and word.text == "("
        kept = word.breaks and (frame.kind == "values" or self.pieces[frame.opened].open)
        return frame.indent if broken or kept else None

    def _indent_in_group(self, word: Word, frame: _Frame) -> int | None:
        if frame.starts or self._begins(word):
            return frame.indent
        if self._last.text == ";":
            return frame.indent + (frame.style == "pattern")
        if frame.clause == "SELECT" and word.breaks:
            return frame.indent + 1
        if frame.style == "pattern" and frame.terms >= _TRIPLE and not frame.joined and _is_term(word):
            frame.terms = 0  # the full stop is missing
            return frame.indent
        return None

    def _begins(self, word: Word) -> bool:
        return word.keyword in _BEGINNING and not (word.keyword == "WHERE" and self._last.keyword in _FORMS)

    def _add_comments(self, word: Word, piece: Piece, frame: _Frame) -> None:
        """Those on a line of their own stand as far in as what follows them."""
        continued = piece.before != "\n"
        indent = self._line + 1 if continued else frame.indent if word.text == "}" else piece.indent
        apart = self._is_first_form(word)
        for comment in word.comments:
            own = comment.breaks > 0 or not self.pieces
            blank = own and ((comment.breaks > 1 and not self._opens()) or apart)
            apart = apart and not own
            self.pieces.append(Piece("comment", comment.text, "\n" if own else " ", indent, blank))
        if continued and word.comments:
            piece.before, piece.indent = "\n", indent
        piece.blank = piece.blank or apart

    def _is_first_form(self, word: Word) -> bool:
        """Whether the word ends the declarations."""
        ends = self._declares and word.keyword in _FORMS
        self._declares = (self._declares or word.keyword in _DECLARING) and not ends
        return ends

    def _follow(self, word: Word, piece: Piece, closed: _Frame | None) -> None:
        """Note what the word changes for those that follow."""
        if closed:
            self._frames.pop()
            self.pieces[closed.opened].match = len(self.pieces)
        frame = self._frames[-1]
        if closed and closed.kind in _BRACES:
            frame.starts = True
        elif frame.lists:
            self._follow_in_group(word, frame, closed)
        if not closed and word.text in _OPENING:
            self._frames.append(self._opened(word, frame))
            piece.values = self._frames[-1].kind == "values"

    def _follow_in_group(self, word: Word, frame: _Frame, closed: _Frame | None) -> None:
        begins = self._begins(word)
        if begins or (frame.starts and word.text not in _ENDING):
            frame.clause = word.keyword if begins else ""
            frame.style = "clause" if begins or frame.kind == "top" else "pattern"
            frame.terms, frame.joined = 0, False
        conditional = frame.clause in ("FILTER", "BIND") and closed is not None
        frame.starts = word.keyword == "UNION" or conditional or (word.text == "." and frame.kind == "group")
        if word.text in ("/", "|"):
            frame.joined = True
        elif word.text in (";", ","):
            frame.terms = 1 if word.text == ";" else 2
        elif closed or (_is_term(word) and word.text not in _OPENING):
            frame.terms += not frame.joined
            frame.joined = False
        elif word.kind == "annotation":
            frame.terms = -len(self.pieces) - 1_000

    def _opened(self, word: Word, frame: _Frame) -> _Frame:
        opened, indent = len(self.pieces), self._line + 1
        if word.text == "{":
            values = frame.clause == "VALUES" and frame.lists
            return _Frame("values" if values else "group", "values" if values else "pattern", opened, indent)
        if word.text == "[":
            return _Frame("square", "pattern", opened, indent)
        in_clause: Style = "values" if frame.clause == "VALUES" else "expression"
        return _Frame("round", in_clause if frame.style == "clause" else frame.style, opened, indent)


def _is_term(word: Word) -> bool:
    return word.kind in OPERANDS or word.text in ("(", "[")
