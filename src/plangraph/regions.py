"""Settlement regions: who belongs to one, its visions, what each municipality has promised, where it lies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.evidence import Place, places
from plangraph.labels import Ref, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY, PG_IN_PLAN, PREFIXES, RDF_TYPE, id_path
from plangraph.plans import Plan, plan
from plangraph.store import Store
from plangraph.trails import position
from plangraph.trees import Node

REGION: Final = NamedNode(ONTOLOGY + "SettlementRegion")

_VISIONS: Final = """SELECT ?region ?plan ?edition {
  ?plan pg:madeBy ?region ; a pg:Plan
  OPTIONAL { ?plan pg:edition ?edition }
}"""
_PERIODS: Final = "SELECT ?plan ?words { ?statement pg:periodOf ?plan ; pg:periodAsPrinted ?words }"
_ROLES: Final = """SELECT ?plan ?role ?direction ?player {
  ?role a pg:Role ; pg:inPlan ?plan ; pg:inDirection ?direction ; pg:playedBy ?player
}"""
_SUPPORTS: Final = """SELECT ?plan ?thing ?predicate ?target ?number ?graph ?confidence {
  VALUES ?predicate { pg:supports pg:policyField }
  ?thing pg:inPlan ?plan .
  GRAPH ?graph { ?thing ?predicate ?target }
  OPTIONAL { ?target pg:number ?number }
  OPTIONAL {
    ?link rdf:subject ?thing ; rdf:object ?target ; pg:confidence ?confidence
    FILTER EXISTS { ?link rdf:predicate ?predicate }
  }
}"""
_FEATURES: Final = "SELECT ?region ?feature ?kind { ?region pg:hasFeature ?feature . ?feature pg:featureKind ?kind }"
_DESCRIPTION: Final = NamedNode(PREFIXES["dcterms"] + "description")
_SIDES: Final = ("northernNeighbour", "easternNeighbour", "southernNeighbour", "westernNeighbour")


@dataclass(frozen=True, slots=True)
class Role:
    """What one municipality has taken upon itself in one direction; the words are of a file of this basis."""

    ref: Ref
    player: Ref
    text: str
    basis: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """What something helps along (a goal, a measure), or, by that predicate, the common policy field it falls under."""

    target: Ref
    number: str
    predicate: str
    basis: str
    confidence: str


Cited: TypeAlias = dict[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Cooperation:
    """What a vision sets out, looked up by the IRI of the thing."""

    roles: dict[str, dict[str, Role]]
    """By direction, then by the municipality that plays it."""
    supports: dict[str, tuple[Support, ...]]
    places: Cited
    players: tuple[Ref, ...]
    """Who has a role or could have one: the members, the central city first, then all others."""


@dataclass(frozen=True, slots=True)
class Vision:
    """A vision, with its period in the words of each document, and what it rests on."""

    plan: Plan
    years_basis: str
    """What its fiscal years rest on; "" where none are known."""
    periods: tuple[str, ...]
    based_on: tuple[tuple[Ref, str], ...]
    """Agreements, each with the basis of the statement that the vision rests on it."""
    places: tuple[Place, ...]

    @property
    def areas(self) -> tuple[Node, ...]:
        """The policy areas; () where the documents only name the vision."""
        return self.plan.tree.children


@dataclass(frozen=True, slots=True)
class Region:
    """A settlement region."""

    ref: Ref
    members: tuple[Ref, ...]
    """The central city first."""
    central: Ref | None
    prefecture: Ref | None
    purpose: str
    position: str
    sides: tuple[tuple[Ref, tuple[Ref, ...]], ...]
    """North, east, south, west, each with what borders there."""
    features: tuple[tuple[Ref, tuple[Ref, ...]], ...]
    """Kinds of features, each with those of the region."""
    visions: tuple[Vision, ...]
    """Newest first."""
    places: tuple[Place, ...]


def regions(store: Store, language: Language) -> tuple[Ref, ...]:
    """Every settlement region, by name."""
    found = [ref(store, each.subject.value, language) for each in store.match(None, RDF_TYPE, REGION)]
    return tuple(sorted(found, key=lambda each: natural_key(each.label)))


def region(store: Store, thing: Ref, language: Language) -> Region:
    """The region, without what its visions set out."""
    said: dict[str, list[Ref]] = defaultdict(list)
    for each in store.match(NamedNode(thing.iri)):
        if isinstance(each.object, NamedNode):
            said[each.predicate.value.removeprefix(ONTOLOGY)].append(ref(store, each.object.value, language))
    central = next(iter(said["centralCity"]), None)
    sides = [(ref(store, ONTOLOGY + side, language), tuple(said[side])) for side in _SIDES if said[side]]
    return Region(
        ref=thing,
        members=tuple(sorted(said["member"], key=lambda each: (each != central, natural_key(each.label)))),
        central=central,
        prefecture=next(iter(said["prefecture"]), None),
        purpose=text(store, thing.iri, ONTOLOGY + "purpose", language),
        position=text(store, thing.iri, ONTOLOGY + "position", language),
        sides=tuple(sides),
        features=_features(store, thing.iri, language),
        visions=_visions(store, thing.iri, language),
        places=places(store, thing.iri, language),
    )


def cooperation(store: Store, of: Region, vision: Vision, language: Language) -> Cooperation:
    """Who does what by the vision, what that helps along, and where it is written."""
    iri = NamedNode(vision.plan.ref.iri)
    cited = _cited(store, iri, language)
    roles: dict[str, dict[str, Role]] = defaultdict(dict)
    for row in store.select(_ROLES, plan=iri):
        player = ref(store, row["player"].value, language)
        roles[row["direction"].value][player.iri] = _role(store, row["role"].value, player, cited, language)
    others = {role.player for each in roles.values() for role in each.values()} - set(of.members)
    players = (*of.members, *sorted(others, key=lambda each: natural_key(each.label)))
    return Cooperation(dict(roles), _supports(store, iri, language), cited, players)


def _role(store: Store, iri: str, player: Ref, cited: Cited, language: Language) -> Role:
    graphs = [each.graph for each in store.match(NamedNode(iri), _DESCRIPTION)]
    words = text(store, iri, _DESCRIPTION.value, language)
    basis = store.bases[graphs[0]] if graphs else ""
    return Role(ref(store, iri, language), player, words, basis, cited.get(iri, ()))


def _supports(store: Store, plan_iri: NamedNode, language: Language) -> dict[str, tuple[Support, ...]]:
    found = defaultdict(list)
    for row in store.select(_SUPPORTS, plan=plan_iri):
        words = {name: term.value for name, term in row.items()}
        target, predicate = ref(store, words["target"], language), words["predicate"].removeprefix(ONTOLOGY)
        number, confidence = words.get("number", ""), words.get("confidence", "")
        support = Support(target, number, predicate, store.bases[words["graph"]], confidence)
        found[words["thing"]].append(support)
    return {
        iri: tuple(sorted(some, key=lambda each: (each.predicate != "supports", natural_key(each.number))))
        for iri, some in found.items()
    }


def _cited(store: Store, plan_iri: NamedNode, language: Language) -> Cited:
    said = {each.subject.value for each in store.match(None, PG_IN_PLAN, plan_iri)}
    return {iri: places(store, iri, language) for iri in said}


def _features(store: Store, iri: str, language: Language) -> tuple[tuple[Ref, tuple[Ref, ...]], ...]:
    found = defaultdict(list)
    for row in store.select(_FEATURES, region=NamedNode(iri)):
        found[row["kind"].value].append(ref(store, row["feature"].value, language))
    kinds = sorted(found, key=lambda kind: (position(store, kind), natural_key(kind)))
    by_name = {kind: sorted(found[kind], key=lambda each: natural_key(each.label)) for kind in kinds}
    return tuple((ref(store, kind, language), tuple(some)) for kind, some in by_name.items())


def _visions(store: Store, iri: str, language: Language) -> tuple[Vision, ...]:
    rows = store.select(_VISIONS, region=NamedNode(iri))
    editions = {row["plan"].value: row["edition"].value if "edition" in row else "" for row in rows}
    newest_first = sorted(editions, key=lambda each: (natural_key(editions[each]), natural_key(each)), reverse=True)
    return tuple(_vision(store, each, language) for each in newest_first)


def _vision(store: Store, iri: str, language: Language) -> Vision:
    said = [(each.predicate.value.removeprefix(ONTOLOGY), each) for each in store.match(NamedNode(iri))]
    agreements = [(each.object.value, store.bases[each.graph]) for name, each in said if name == "basedOn"]
    years = (store.bases[each.graph] for name, each in said if name == "firstFiscalYear")
    return Vision(
        plan(store, id_path(iri) or "", language),
        years_basis=next(years, ""),
        periods=tuple(sorted({row["words"].value for row in store.select(_PERIODS, plan=NamedNode(iri))})),
        based_on=tuple((ref(store, agreement, language), basis) for agreement, basis in sorted(agreements)),
        places=places(store, iri, language),
    )
