"""Writing another term in the place of one: with the prefixes that the query declares, or with one more."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal, NamedNode

from plangraph.labels import named
from plangraph.namespaces import BASE, PREFIXES, id_path
from plangraph.sparql.fixes import Edit, Fix
from plangraph.sparql.reading.terms import Term
from plangraph.sparql.tokens import prologue, tokens
from plangraph.store import Store

_PLAIN: Final = {PREFIXES["xsd"] + name: r"[+-]?\d+(\.\d+)?" for name in ("integer", "decimal")}
_LOCAL: Final = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)*")


class Writer:
    """Makes fixes of a text."""

    def __init__(self, text: str) -> None:
        """Read what the text declares."""
        self.text = text
        self.declared = prologue(text, BASE)

    def put(self, term: Term, value: NamedNode | Literal, said: tuple[str, str] = ("", "")) -> Fix:
        """The fix that writes this value for the term; it may be `said` otherwise, in Japanese and in English."""
        written, more = self.written(value)
        ja, en = said[0] or f"「{written}」", said[1] or written
        return Fix(f"{ja}に直す", f"Write {en}", (*more, Edit(term.start, term.end, written)))

    def named(self, store: Store, term: Term, iri: str) -> Fix:
        """The fix that writes this IRI; a thing of ours is told by its name and the end of its address."""
        path = id_path(iri)
        if path is None:
            return self.put(term, NamedNode(iri))
        ja, en = named(store, iri, "ja"), named(store, iri, "en")
        said = (f"{path}「{ja}」" if ja else f"「{path}」"), (f"{path} “{en}”" if en else path)
        return self.put(term, NamedNode(iri), said)

    def with_classes_below(self, verb: Term) -> Fix:
        """The fix that takes the things of the classes below a class, too; `verb` is the `a` before it."""
        below, more = self.written(NamedNode(PREFIXES["rdfs"] + "subClassOf"))
        edit = Edit(verb.start, verb.end, f"{verb.written}/{below}*")
        return Fix("下位のクラスのものも含める", "Include the classes below", (*more, edit))

    def namespace(self, term: Term, iri: str) -> Fix | None:
        """The fix that declares the prefix of a name for the namespace of an IRI that ends alike."""
        prefix, colon, local = term.written.partition(":")
        if not colon or term.written.startswith("<") or not iri.endswith(local):
            return None
        namespace = iri.removesuffix(local)
        words = tokens(self.text[: self.declared.end])
        for first, name, address in zip(words, words[1:], words[2:], strict=False):
            if first.text.upper() == "PREFIX" and name.text == f"{prefix}:":
                edit = Edit(address.start, address.start + len(address.text), f"<{namespace}>")
                return Fix(f"PREFIX {prefix}: を <{namespace}> に直す", f"Declare {prefix}: as <{namespace}>", (edit,))
        return None

    def written(self, value: NamedNode | Literal) -> tuple[str, tuple[Edit, ...]]:
        """The value as the query may write it, and what has to be declared for that."""
        if isinstance(value, NamedNode):
            return self._name(value.value)
        plain = _PLAIN.get(value.datatype.value)
        if plain and re.fullmatch(plain, value.value):
            return value.value, ()
        if value.language or value.datatype.value == PREFIXES["xsd"] + "string":
            return str(value), ()
        datatype, more = self._name(value.datatype.value)
        return f"{Literal(value.value)}^^{datatype}", more

    def _name(self, iri: str) -> tuple[str, tuple[Edit, ...]]:
        for known, more in ((self.declared.prefixes, False), (PREFIXES, True)):
            for prefix, namespace in known.items():
                local = iri.removeprefix(namespace)
                if namespace and local != iri and _LOCAL.fullmatch(local):
                    free = prefix not in self.declared.prefixes
                    if more and not free:
                        continue
                    return f"{prefix}:{local}", (Edit(0, 0, f"PREFIX {prefix}: <{namespace}>\n"),) if more else ()
        return f"<{iri}>", ()
