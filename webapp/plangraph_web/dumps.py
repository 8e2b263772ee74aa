"""The data to take away: a page that lists the files, the files, and their checksums."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request, send_file
from flask_babel import gettext, lazy_gettext

from plangraph import catalog
from plangraph.dumps import NAME, OF_ALL, OF_ONE, PACKED, Dump, checksums, dump, file_name, names
from plangraph.errors import FormatUnfit
from plangraph.figures import figures
from plangraph.inventory import LICENCE, Graph, credits_of, external, inventory
from plangraph.labels import ref
from plangraph.main_tables import main_tables
from plangraph.namespaces import ID
from plangraph.releases import releases, version_of
from plangraph.spreadsheets import Sheet
from plangraph.workbooks import XLSX_TYPE, as_xlsx
from plangraph_web.compression import accepted
from plangraph_web.descriptions import site
from plangraph_web.desk import desk
from plangraph_web.figure_sheets import sheet
from plangraph_web.language import language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plangraph.errors import Language
    from plangraph.store import Store

pages = Blueprint("download", __name__, url_prefix="/download")

SUMS: Final = "SHA256SUMS"
WORKBOOK: Final = f"{NAME}.xlsx"
USES: Final = {
    "trig": lazy_gettext("easy to read; says which graph says what"),
    "nquads": lazy_gettext("one statement a line; says which graph says what; quickest to load"),
    "turtle": lazy_gettext("easy to read; all graphs in one"),
    "ntriples": lazy_gettext("one statement a line; all graphs in one"),
    "jsonld": lazy_gettext("for programs that read JSON"),
    "rdfxml": lazy_gettext("for older programs"),
}
"""What each format of all graphs together is good for."""
NAMES: Final = {"trig": "TriG", "nquads": "N-Quads"}
"""The names of the formats that only files have."""


@dataclass(frozen=True, slots=True)
class Release:
    """The file of a release: its version, its name here, its bytes and their SHA-256."""

    version: str
    name: str
    size: int
    sha256: str


@pages.get("")
def page() -> str:
    """List all files, how to check them, and under which terms they may be used."""
    store, wanted = desk().store, language()
    known = credits_of(store, wanted)
    publishers = dict.fromkeys(each for credit in known for each in credit.publishers)
    return render_template(
        "download.html",
        together=list(_together(store)),
        folders=[(_title(name), list(graphs)) for name, graphs in groupby(inventory(store, wanted), _folder)],
        forms=OF_ONE,
        file_name=file_name,
        uses=USES,
        names=NAMES,
        rows=desk().settings.rows,
        packed=PACKED,
        sums=SUMS,
        workbook=WORKBOOK,
        releases=[_release(path) for path in reversed(releases(desk().root))],
        documents=known,
        publishers=gettext(", ").join(each.label for each in publishers),
        external=external(store, wanted),
        site=site(),
    )


@pages.get(f"/{SUMS}")
def sums() -> Response:
    """The SHA-256 of every file, those of the releases included."""
    told = "".join(f"{each.sha256}  {each.name}\n" for each in map(_release, releases(desk().root)))
    return Response(checksums(desk().store) + told, content_type="text/plain; charset=utf-8")


@pages.get("/<name>")
def file(name: str) -> Response:
    """One file, packed if its name says so. Raises NotFound, or FormatUnfit."""
    for path in releases(desk().root):
        if name == _name(path):
            return send_file(path, "application/gzip", as_attachment=True, download_name=name)
    if name == WORKBOOK:
        return _workbook()
    found = dump(desk().store, name.removesuffix(PACKED))
    response = _packed(found) if name.endswith(PACKED) else _plain(found)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.cache_control.no_cache = True
    return response


def _workbook() -> Response:
    """The main tables as a workbook in the language of the reader, made once for each version of the data."""
    store, wanted = desk().store, language()
    response = Response(store.once(_book, wanted), content_type=XLSX_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=WORKBOOK)
    response.headers["Content-Language"] = wanted
    response.vary.add("Cookie")
    return response


def _book(store: Store, wanted: Language) -> bytes:
    return as_xlsx(*main_tables(store, wanted), sheet(figures(store, wanted)), _about(store, wanted))


def _about(store: Store, wanted: Language) -> Sheet:
    """What the workbook is made of, and under which terms."""
    documents = [each.document.label for each in credits_of(store, wanted)]
    rows: list[tuple[str, str]] = [
        (gettext("Title"), gettext("The main tables of plangraph")),
        (gettext("Data version"), store.version),
        (gettext("Licence"), f"CC BY 4.0 {LICENCE}"),
        *((gettext("Source"), label) for label in (*documents, *(each.label for each in external(store, wanted)))),
        (gettext("Note"), gettext("Names and numbers as printed in the public documents.")),
    ]
    columns = (gettext("Item"), gettext("Content"))
    return Sheet(gettext("Conditions, sources, version"), columns, rows, filtered=False)


def _packed(found: Dump) -> Response:
    response = Response(found.packed, content_type="application/gzip")
    response.set_etag(found.sha256_packed)
    response.make_conditional(request, accept_ranges=True, complete_length=len(found.packed))
    return response


def _plain(found: Dump) -> Response:
    """What is kept packed is sent packed to whoever can unpack it on the way."""
    if accepted(request.headers.get("Accept-Encoding", ""))[0]:
        response = Response(found.packed, headers={"Content-Encoding": "gzip"}, content_type=found.form.media_type)
    else:
        response = Response(found.parts(), content_type=found.form.media_type)
        response.content_length = found.size
    response.set_etag(found.sha256, weak=True)
    response.vary.add("Accept-Encoding")
    response.make_conditional(request)
    return response


def _together(store: Store) -> Iterator[Dump]:
    """The files of all graphs that can be made, none of data that are too large for it."""
    offered = names(store)
    for name in (file_name("", form) for form in OF_ALL):
        with suppress(FormatUnfit):
            if name in offered:
                yield dump(store, name)


def _folder(graph: Graph) -> str:
    return graph.folder


def _title(folder: str) -> str:
    """What the graphs of a folder are about."""
    common = {"": gettext("For all municipalities"), "ontology": gettext("Ontology")}
    return common.get(folder) or ref(desk().store, ID + folder, language()).label


def _name(release: Path) -> str:
    return f"{NAME}-{release.name}"


def _release(path: Path) -> Release:
    body = catalog.whole(path)
    return Release(version_of(path), _name(path), len(body), hashlib.sha256(body).hexdigest())
