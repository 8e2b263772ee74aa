"""What a search found, for its page: what fits, by kind, and by what it can be narrowed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flask_babel import lazy_gettext

from plangraph.generations import lineages
from plangraph.labels import ref
from plangraph.marking import pieces
from plangraph.things import level
from plangraph_web.desk import desk
from plangraph_web.facets import Entry, Facet, Wishes, facet
from plangraph_web.language import language
from plangraph_web.templating import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.matches import Match

NAMES: Final = ("kind", "plan")
"""The facets, which are parameters of the page's address, too."""
FIELDS: Final[dict[str, Any]] = {
    "label": lazy_gettext("Other name"),
    "reading": lazy_gettext("Reading"),
    "name": lazy_gettext("Other name"),
    "code": lazy_gettext("Code"),
    "number": lazy_gettext("Number"),
    "period": lazy_gettext("Period"),
    "summary": lazy_gettext("Summary"),
}


class Fit(NamedTuple):
    """What fits a word, and in which of the `FIELDS` that is."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """The things of one kind; `key` stands for the kind in an address, in whichever language."""

    key: str
    kind: str
    found: list[Match]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What was found, as far as it was chosen."""

    total: int
    shown: int
    groups: list[Group]
    """First the kind of the best of them."""
    wishes: Wishes
    kinds: Facet
    plans: Facet
    names: dict[str, str]
    """What the values of the facets are called."""


def fitting(match: Match, word: str) -> Fit | None:
    """What fits the word, or is spelled nearly so, if neither the name that is shown nor the number beside it does."""
    name = named(match.ref)
    shown = (name.text, name.gloss, match.number)
    if match.text in shown or any(fits for text in shown for _, fits in pieces(text, word)):
        return None
    return Fit(match.field, match.text)


def narrowed(found: Sequence[Match], wishes: Wishes) -> Narrowed:
    """Those that fit all wishes, and what else can be wished for."""
    keys = {kind: _key(first) for kind, first in {each.kind: each for each in reversed(found)}.items()}
    plans = _plans()
    entries = [Entry(each, {"kind": [keys[each.kind]], "plan": _plan(each, plans)}) for each in found]
    shown = [each.what for each in entries if each.fits(wishes)]
    by_kind: dict[str, list[Match]] = defaultdict(list)
    for match in shown:
        by_kind[match.kind].append(match)
    return Narrowed(
        total=len(found),
        shown=len(shown),
        groups=[Group(keys[kind], kind, some) for kind, some in by_kind.items()],
        wishes=wishes,
        kinds=facet(entries, "kind", list(dict.fromkeys(keys[each.kind] for each in found)), wishes),
        plans=facet(entries, "plan", list(plans), wishes),
        names={key: kind for kind, key in keys.items()} | plans,
    )


def _key(match: Match) -> str:
    """The kind in Japanese, so that an address is the same in either language."""
    return level(desk().store, ref(desk().store, match.ref.iri, "ja"), "ja")


def _plan(match: Match, plans: dict[str, str]) -> list[str]:
    """The id path of its plan, if it has one or is one."""
    return [path for each in (*match.above[:1], match.ref) if (path := each.path) in plans and path][:1]


def _plans() -> dict[str, str]:
    """The name of each plan by its id path, those of each maker from the newest."""
    found = (each.plan.ref for lineage in lineages(desk().store, language()) for each in lineage.generations)
    return {each.path or each.iri: named(each).text for each in found}
