"""The files to take away, as they are served: whole, as summed, and under the terms that the page tells."""

from __future__ import annotations

import gzip
import hashlib
import html
import io
import re
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from running_server import Server

from plangraph import catalog
from plangraph.dumps import dumps
from plangraph.releases import releases
from plangraph.store import Store

HTML = "text/html"
RELEASES = [f"plangraph-{path.name}" for path in releases(catalog.root())]


@pytest.fixture(scope="module")
def sums(server: Server) -> dict[str, str]:
    """The SHA-256 of each file, by name."""
    lines = server.get("/download/SHA256SUMS").text.splitlines()
    return {name: told for told, name in (line.split("  ") for line in lines)}


def test_every_sum_is_that_of_the_bytes_that_are_served(server: Server, sums: dict[str, str]) -> None:
    for name, told in sums.items():
        answer = server.get(f"/download/{name}")
        assert (answer.status, hashlib.sha256(answer.body).hexdigest()) == (200, told), name
        assert int(answer.headers["Content-Length"]) == len(answer.body)
        assert f"filename={name}" in answer.headers["Content-Disposition"]


def test_there_is_a_sum_for_every_file(store: Store, sums: dict[str, str]) -> None:
    plain = {each.name for each in dumps(store)}
    assert {name.removesuffix(".gz") for name in sums} - plain == {name.removesuffix(".gz") for name in RELEASES}
    assert plain | {f"{name}.gz" for name in plain} <= sums.keys()


def test_what_is_packed_on_the_way_is_the_same_file(server: Server, sums: dict[str, str]) -> None:
    answer = server.get("/download/plangraph.ttl", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert hashlib.sha256(gzip.decompress(answer.body)).hexdigest() == sums["plangraph.ttl"]
    packed = server.get("/download/plangraph.ttl.gz", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Type"] == "application/gzip"
    assert "Content-Encoding" not in packed.headers
    assert hashlib.sha256(packed.body).hexdigest() == sums["plangraph.ttl.gz"]


def test_a_broken_download_goes_on_where_it_ended(server: Server) -> None:
    whole = server.get("/download/plangraph.nq.gz")
    rest = server.get("/download/plangraph.nq.gz", Range="bytes=1000-", **{"If-Range": whole.headers["ETag"]})
    assert (rest.status, rest.body) == (206, whole.body[1000:])


@pytest.mark.parametrize("name", ["plangraph.nq.gz", "plangraph.catalog.ttl", "plangraph.trig"])
def test_who_has_a_file_is_told_so(server: Server, name: str) -> None:
    tag = server.get(f"/download/{name}").headers["ETag"]
    assert server.get(f"/download/{name}", **{"If-None-Match": tag}).status == 304
    head = server.get(f"/download/{name}", method="HEAD")
    assert (head.status, head.body, int(head.headers["Content-Length"]) > 0) == (200, b"", True)


@pytest.mark.parametrize(
    "name", ["nothing", "plangraph.exe", "plangraph-0.0.1.nq.gz", "..%2F..%2FREADME.md", "SHA256SUMS.gz", "0.1.0.nq.gz"]
)
def test_there_are_no_other_files(server: Server, name: str) -> None:
    assert server.get(f"/download/{name}").status == 404


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_lists_every_graph_and_all_its_links_lead_somewhere(
    server: Server, store: Store, sums: dict[str, str], language: str
) -> None:
    page = html.unescape(server.get(f"/download?lang={language}", HTML).text)
    files = {unquote(each) for each in re.findall(r'href="/download/([^"]+)"', page)} - {"SHA256SUMS"}
    files = {name for name in files if ".xlsx" not in name}
    assert files <= sums.keys()
    assert {f"plangraph.{suffix}" for suffix in ("trig", "nq", "ttl", "nt", "jsonld", "rdf")} < files
    assert len([name for name in files if name.endswith(".ttl")]) == len(store.graphs()) + 1
    main = page[page.index("<main") : page.index("</main>")]
    others = {each for each in re.findall(r'href="(/[^"#]+)', main) if not each.startswith(("/quality", "/download/"))}
    assert [each for each in others if server.get(each, HTML).status not in (200, 303)] == []


def test_the_page_tells_sums_version_and_whom_to_name(server: Server, store: Store, sums: dict[str, str]) -> None:
    page = html.unescape(server.get("/download?lang=ja", HTML).text)
    assert all(sums[name] in page for name in ("plangraph.trig.gz", "plangraph.rdf.gz", *RELEASES))
    assert f"一関市の公表資料に基づく plangraph のデータ(版 {store.version}、CC BY 4.0)" in page
    assert "総務省 全国地方公共団体コード" in page
    assert f"{len(store):,}" in page


@pytest.mark.parametrize(("language", "names"), [("ja", ("計画の要素", "目標")), ("en", ("Plan elements", "goal"))])
def test_the_main_tables_open_in_a_spreadsheet(
    server: Server, store: Store, language: str, names: tuple[str, str]
) -> None:
    answer = server.get(f"/download/plangraph.xlsx?lang={language}")
    book = load_workbook(io.BytesIO(answer.body), read_only=True)
    rows = list(book[names[0]].iter_rows(values_only=True))
    goals = [row for row in rows if row[1] == names[1]]
    assert len(goals) == len(store.select("SELECT ?goal { ?goal a pg:Goal }"))
    assert len(book.sheetnames) == 6
    confident = next(book.worksheets[1].iter_rows(min_row=2, min_col=6, max_col=6, values_only=True))[0]
    assert isinstance(confident, float)
    told = [cell for row in book.worksheets[-1].iter_rows(values_only=True) for cell in row]
    assert store.version in told
