"""What the graph calls stated is looked up in the documents, and what nothing cites is told."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from small_sources import TEXT, Town

from plangraph import terminal
from plangraph.errors import FileUnreadable, Language, MissingPath
from plangraph.reports import verification_as_json
from plangraph.sources import Stretch
from plangraph.verification import Verification

FOUND = '<goal> rdfs:label "工業の振興"@ja ; pg:statedAt <a/L2> .'
SECOND = '<other> rdfs:label "農業"@ja ; pg:statedAt <b/L1> .'


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def codes(found: Verification) -> list[str]:
    return [problem.code for document in found.documents for problem in document.problems]


def uncited(found: Verification) -> list[tuple[int, int, str]]:
    (document,) = found.documents
    assert document.coverage
    return [(each.first_line, each.last_line, each.text) for each in document.coverage.uncited]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("工業の振興", "<a/L2>"),
        ("20", "<a/L2>"),
        ("工業の振興", "<a/L2-C5-9>"),
        ("工業の 振　興", "<a/L2-C5-9>"),
        ("農業のまもる林業", "<a/L3-6>"),
        ("農業のまもる", "<a/L3-5>"),
        ("工業の振興", "<a/L1> , <a/L2>"),
        ("だれも引用しない文", "<a/L7>"),
    ],
)
def test_text_is_found_at_one_of_its_places_whatever_the_white_space(text: str, places: str, town: Town) -> None:
    found = town.states(f'<goal> rdfs:label "{text}"@ja ; pg:statedAt {places} .').verified()
    assert (found.agrees, found.texts, found.missing) == (True, 1, ())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("工業の振興", "<a/L1>"),
        ("工業の振興", "<a/L2-C5-8>"),
        ("工業の振興", "<a/L2-C6-9>"),
        ("２０", "<a/L2>"),
        ("(こうぎょう)", "<a/L2>"),
        ("第1章しごと20工業の振興", "<a/L1> , <a/L2>"),
        ("農業の林業", "<a/L3> , <a/L6>"),
    ],
)
def test_text_that_stands_otherwise_is_missing(text: str, places: str, town: Town) -> None:
    found = town.states(f'<goal> rdfs:label "{text}"@ja ; pg:statedAt {places} .').verified()
    (missing,) = found.missing
    assert not found.agrees
    assert (missing.thing.path, missing.predicate, missing.text) == ("goal", "rdfs:label", text)
    assert missing.file == "data/ttl/stated.ttl"
    assert ["<" + str(each.place.ref.path) + ">" for each in missing.passages] == places.split(" , ")


def test_missing_text_comes_with_what_stands_at_its_places(town: Town) -> None:
    (missing,) = town.states('<goal> pg:number "21" ; pg:statedAt <a/L3-6> , <a/L2-C2-3> .').verified().missing
    assert [each.text for each in missing.passages] == [
        "20",
        '<td style="width: 20%;">農業の\n\nまもる\n林業</td> ・・・',
    ]


def test_every_text_is_looked_up_whatever_its_predicate(town: Town) -> None:
    said = 'rdfs:label "ない"@ja ; skos:altLabel "無い"@ja ; pg:number "9" ; pg:valueAsPrinted "1,2"'
    found = town.states(f"<goal> {said} ; pg:statedAt <a/L1> .").verified()
    assert {each.predicate for each in found.missing} == {
        "rdfs:label",
        "skos:altLabel",
        "pg:number",
        "pg:valueAsPrinted",
    }


def test_text_without_a_place_is_missing(town: Town) -> None:
    (missing,) = town.states('<goal> rdfs:label "工業の振興"@ja .').verified().missing
    assert missing.passages == ()


def test_only_what_a_document_could_print_is_looked_up(town: Town) -> None:
    stated = FOUND + '<goal> a pg:Goal ; pg:order 20 ; rdfs:label "Industry"@en , "こうぎょう"@ja-Hrkt .'
    found = town.states(stated, '<goal> dcterms:description "私たちの要約"@ja .').verified()
    assert (found.texts, found.agrees) == (1, True)


def test_place_may_be_cited_in_another_graph_than_the_text(town: Town) -> None:
    stated = '<goal> rdfs:label "工業の振興"@ja .'
    assert town.states(stated, "<goal> pg:statedAt <a/L2> .").verified().agrees


def test_missing_texts_come_as_the_document_has_their_places(town: Town) -> None:
    places = ["a/L7", "a/L2-C12-14", "a/L2-C5-9", "a/L2", "a/L1-2", "a/L1"]
    stated = "".join(f'<x{at}> rdfs:label "無"@ja ; pg:statedAt <{place}> .\n' for at, place in enumerate(places))
    found = town.states(stated).verified()
    assert [each.passages[0].place.ref.path for each in found.missing] == places[::-1]


def test_other_text_under_the_name_is_reported_and_its_places_are_looked_up_all_the_same(
    town: Town, language: Language
) -> None:
    town.states(FOUND + '<new> rdfs:label "新しい行"@ja ; pg:statedAt <a/L7> .')
    text = TEXT.replace("だれも引用しない文", "新しい行")
    (town.folder / "a.txt").write_text(text, encoding="utf-8")
    found = town.verified(language)
    (problem,) = found.documents[0].problems
    assert (codes(found), found.missing) == (["other-text"], ())
    assert all(hashlib.sha256(each.encode()).hexdigest() in problem.sentence(language) for each in (TEXT, text))


def test_other_number_of_lines_is_reported(town: Town) -> None:
    town.states(FOUND)
    (town.folder / "a.txt").write_text(TEXT + "一行", encoding="utf-8")
    found = town.verified()
    assert codes(found) == ["other-text", "other-line-count"]
    assert "has 8 lines, in the data it has 7" in found.documents[0].problems[1].sentence("en")


@pytest.mark.parametrize(("text", "count"), [("", 0), ("\n", 1), ("一\n", 1), ("一\n二", 2), ("一\n\n", 2)])
def test_lines_are_counted_as_cat_does(text: str, count: int, tmp_path: Path) -> None:
    (document,) = Town(tmp_path, {"a": text}).states("").verified().documents
    assert document.source.lines is not None
    assert (len(document.source.lines), document.problems) == (count, ())


def test_only_newlines_end_a_line_and_a_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    stated = '<x> rdfs:label "三"@ja ; pg:statedAt <a/L2-C1-1> . <y> pg:number "一" ; pg:statedAt <a/L1-C1-1> .'
    town = Town(tmp_path, {"a": "\ufeff一\u2028\x0c二\n三"}).states(stated)
    found = town.verified()
    assert (codes(found), found.missing) == (["other-line-count"], ())  # which our test counts otherwise


@pytest.mark.parametrize(
    ("fault", "code"), [("missing", "missing-path"), ("folder", "file-unreadable"), ("encoding", "not-unicode")]
)
def test_document_that_cannot_be_read_is_reported_and_the_others_go_on(
    fault: str, code: str, tmp_path: Path, language: Language
) -> None:
    town = Town(tmp_path, {"a": TEXT, "b": "農業\n"}).states(FOUND + SECOND)
    path = town.folder / "b.txt"
    path.unlink()
    if fault == "folder":
        path.mkdir()
    if fault == "encoding":
        path.write_bytes("農業\n".encode("cp932"))
    found = town.verified(language)
    assert codes(found)[-1:] == [code]
    assert str(path) in found.documents[1].problems[-1].sentence(language)
    assert (found.texts, found.missing, found.unread, found.agrees) == (2, (), 1, False)
    assert found.documents[1].coverage is None


def test_text_is_found_although_another_document_that_states_it_is_away(tmp_path: Path) -> None:
    stated = FOUND.replace("<a/L2>", "<a/L2> , <b/L1>")
    town = Town(tmp_path, {"a": TEXT, "b": "工業の振興\n"}).states(stated)
    (town.folder / "b.txt").unlink()
    assert town.verified().unread == 0


def test_document_without_a_file_name_is_reported(town: Town) -> None:
    found = town.states(FOUND + "<b> a pg:Document .").verified()
    assert codes(found) == ["file-not-named"]


@pytest.mark.parametrize("name", ["{home}/secret.txt", "../secret.txt", "a/../../secret.txt", "a\\u0000.txt"])
def test_no_file_outside_the_folder_is_read(name: str, town: Town, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    stated = FOUND + f'<b> a pg:Document ; pg:fileName "{name.format(home=tmp_path)}" .'
    found = town.states(stated).verified()
    assert codes(found) == ["file-outside"]
    assert [each.source.lines for each in found.documents if each.source.document.path == "b"] == [None]


def test_nothing_stands_in_what_is_no_document(town: Town) -> None:
    stated = '<goal> rdfs:label "工業の振興"@ja ; pg:statedAt <nowhere/L2> .'
    assert len(town.states(stated).verified().missing) == 1


def test_folder_that_is_not_there_is_an_error(town: Town) -> None:
    town.states(FOUND)
    (town.folder / "a.txt").rename(town.home / "a.txt")
    town.folder.rmdir()
    with pytest.raises(MissingPath):
        town.verified()
    town.folder.write_text("a file", encoding="utf-8")
    with pytest.raises(FileUnreadable):
        town.verified()


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("a/L8", "a/L8 lies beyond the end of {path}, which has 7 lines."),
        ("a/L7-9", "a/L7-9 lies beyond the end of {path}, which has 7 lines."),
        ("a/L7-C9-10", "a/L7-C9-10 lies beyond the end of line 7 of {path}, which has 9 characters."),
        ("a/L1-C90-91", "a/L1-C90-91 lies beyond the end of line 1 of {path}, which has 7 characters."),
    ],
)
def test_place_beyond_the_end_is_a_finding_of_its_own(place: str, sentence: str, town: Town) -> None:
    found = town.states(f"<x> pg:statedAt <{place}> . <y> pg:statedAt <{place}> .").verified()
    (problem,) = found.documents[0].problems
    assert problem.sentence("en").startswith(sentence.format(path=town.folder / "a.txt"))
    assert problem.sentence("ja").startswith(place)
    assert found.missing == ()


@pytest.mark.parametrize("place", ["a/L0", "a/L3-2", "a/L1-C0-0", "a/L1-C3-2"])
def test_place_that_no_rule_allows_is_looked_up_without_harm(place: str, town: Town) -> None:
    found = town.states(f'<x> rdfs:label "しごと"@ja ; pg:statedAt <{place}> .').verified()
    assert (found.problems, len(found.missing)) == (0, 1)


def test_text_that_nothing_cites_is_told_with_its_lines(town: Town) -> None:
    found = town.states("<x> pg:statedAt <a/L1> .").verified()
    assert uncited(found) == [
        (2, 3, "20 工業の振興 （こうぎょう） ▶企業の支援 農業の"),
        (5, 7, "まもる 林業 ・・・ だれも引用しない文"),
    ]


def test_part_of_a_line_is_told_without_what_is_cited_in_it(town: Town) -> None:
    found = town.states("<x> pg:statedAt <a/L2-C5-9> , <a/L1> , <a/L3-7> .").verified()
    assert uncited(found) == [(2, 2, "20"), (2, 2, "（こうぎょう） ▶企業の支援")]


def test_markup_and_signs_alone_are_no_text(town: Town) -> None:
    cited = "<a/L1> , <a/L2-C2-3> , <a/L2-C5-9> , <a/L2-C25-29> , <a/L2-C37-41> , <a/L3-5> , <a/L6-C1-2> , <a/L7>"
    found = town.states(f"<x> pg:statedAt {cited} .").verified()
    assert uncited(found) == []
    assert found.documents[0].coverage
    assert found.documents[0].coverage.share == 1


def test_less_than_in_a_text_is_no_markup(tmp_path: Path) -> None:
    town = Town(tmp_path, {"a": "1 < 2 > 0 <目標>\n<br>\n"}).states("")
    assert uncited(town.verified()) == [(1, 1, "1 < 2 > 0 <目標>")]


def test_share_counts_letters_and_digits(tmp_path: Path) -> None:
    town = Town(tmp_path, {"a": "（一）、<b>二</b>\n三４\n", "b": ""}).states("<x> pg:statedAt <a/L2> .")
    shares = [each.coverage.share for each in town.verified().documents if each.coverage]
    assert shares == [0.5, 1]


def test_report_for_programs_holds_everything(town: Town) -> None:
    found = town.states('<goal> rdfs:label "ない"@ja ; pg:statedAt <a/L2-C5-99> .').verified()
    document = json.loads(verification_as_json(found))
    assert (document["agrees"], document["texts"], document["not_looked_up"]) == (False, 1, 0)
    (source,) = document["documents"]
    assert (source["file"], source["lines"]) == ("a.txt", 7)
    assert [each["code"] for each in source["problems"]] == ["character-beyond-end"]
    assert source["uncited"][0] == {"first_line": 1, "last_line": 2, "text": "第1章 しごと 20"}
    assert 0 < source["cited"] < 1
    (missing,) = document["missing"]
    assert (missing["thing"].rsplit("/", 1)[1], missing["path"], missing["text"]) == ("goal", "rdfs:label", "ない")
    (place,) = missing["places"]
    assert [place[name] for name in ("first_line", "last_line", "first_character", "last_character")] == [2, 2, 5, 99]
    assert place["text"].startswith("工業の振興")


def test_report_for_programs_leaves_open_what_was_not_read(town: Town) -> None:
    town.states(FOUND)
    (town.folder / "a.txt").unlink()
    (source,) = json.loads(verification_as_json(town.verified()))["documents"]
    assert (source["lines"], source["cited"], source["uncited"]) == (None, None, [])


def written(found: Verification, uncited: bool = False) -> list[str]:
    console = Console(file=io.StringIO(), width=80)
    terminal.show_verification(found, console, uncited)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined, no-any-return]


def test_table_sums_up_each_document_and_lists_what_differs(town: Town) -> None:
    town.states('<goal> rdfs:label "ない"@ja ; pg:statedAt <a/L2-C5-99> . <x> pg:number "1" .')
    text = "\n".join(written(town.verified("ja")))
    for part in (
        "文書 a",
        "a.txt",
        "見つからない",
        'rdfs:label "ない"',
        "a/L2-C5-99: 工業の振興",
        "data/ttl/stated.ttl",
    ):
        assert part in text
    assert "データに載っている出典の箇所なし" in text
    assert "不一致: 文字列 2 件のうち見つからない 2 件、調べられない 0 件。文書と箇所の誤り 1 件" in text.replace(
        "\n", ""
    )


def test_where_all_agrees_one_line_says_so(town: Town) -> None:
    text = written(town.states(FOUND).verified())
    assert text[-1].startswith("Agrees: 1 documents, all 1 texts stand where they are cited")
    assert not any("Not found" in line for line in text)


def test_each_stretch_is_one_line_of_the_screen(tmp_path: Path) -> None:
    town = Town(tmp_path, {"a": "引用なし\n" + "長" * 100 + "\n\n終わり"}).states(FOUND.replace("<a/L2>", "<a/L4>"))
    found = town.verified()
    assert found.documents[0].coverage
    assert found.documents[0].coverage.uncited == (Stretch(1, 2, "引用なし " + "長" * 100),)
    assert not any("引用なし" in line for line in written(found))
    (line,) = (line for line in written(found, uncited=True) if "引用なし" in line)
    assert line.split()[:2] == ["1–2", "引用なし"]
    assert line.endswith("…")
