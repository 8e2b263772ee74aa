"""A reader's own copies: the passages that are cited, and nothing of a text that is another one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_sources import LONG_LINE, Town, disagreeing

from plangraph.copies import LONG, NEAR, Copies, existing
from plangraph.errors import FileUnreadable, MissingPath
from plangraph.evidence import Place
from plangraph.namespaces import ID
from plangraph.outline import anchor, outlines
from plangraph.store import Store


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return disagreeing(tmp_path)


def copies(town: Town) -> Copies:
    return Copies.at(town.folder, Store.load(town.root), "en")


def place(town: Town, document: str, wanted: str) -> Place:
    found = next(each for each in outlines(Store.load(town.root), "en") if each.name == document)
    return next(spot.place for spot in found.spots if anchor(spot.place) == wanted)


def shown(found: Copies, *places: Place) -> list[tuple[int, str]]:
    marked = [
        (line.number, [f"[{e.text}]" if e.marked else e.text for e in line.pieces]) for line in found.excerpt(places)
    ]
    return [(number, "".join(pieces)) for number, pieces in marked]


def test_cited_characters_are_marked_within_their_line_without_markup(town: Town) -> None:
    part = place(town, "a", "L2-C5-9")
    assert shown(copies(town), part) == [(2, " 20 [工業の振興] （こうぎょう） ▶企業の支援")]
    assert copies(town).words(part) == "工業の振興"


def test_a_long_line_is_cut_to_what_is_near_its_mark(town: Town) -> None:
    text = f"…{'前' * NEAR}[2024年度から2029年度まで]{'後' * NEAR}…"
    assert shown(copies(town), place(town, "a", "L8-C301-316")) == [(8, text)]
    assert len(text) < LONG < len(LONG_LINE)


def test_whole_lines_are_shown_whole_without_blank_ones(town: Town) -> None:
    assert shown(copies(town), place(town, "a", "L3-6")) == [(3, " 農業の"), (5, "まもる"), (6, "林業 ・・・")]


def test_places_on_the_same_line_share_one_excerpt(town: Town) -> None:
    line, part = place(town, "a", "L2"), place(town, "a", "L2-C5-9")
    assert shown(copies(town), line, part) == [(2, " 20 [工業の振興] （こうぎょう） ▶企業の支援")]
    assert shown(copies(town), line) == [(2, " 20 工業の振興 （こうぎょう） ▶企業の支援")]


def test_how_much_is_cited(town: Town) -> None:
    places = [spot.place for each in outlines(Store.load(town.root), "en") for spot in each.spots if each.name == "b"]
    assert copies(town).share(ID + "b", places) == 1
    assert copies(town).share(ID + "b", places[:1]) == 29 / 32


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (None, ["missing-path"]),
        ("別の文書\n".encode(), ["other-text", "other-line-count"]),
        ("しごと".encode("shift_jis"), ["other-text", "not-unicode"]),
        (b"", ["other-text", "other-line-count"]),
    ],
)
def test_nothing_of_another_text_is_shown(town: Town, body: bytes | None, codes: list[str]) -> None:
    path, cited = town.folder / "a.txt", place(town, "a", "L2-C5-9")
    if body is None:
        path.unlink()
    else:
        path.write_bytes(body)
    found = copies(town)
    assert [each.code for each in found.problems(ID + "a")] == codes
    assert (found.excerpt([cited]), found.words(cited), found.share(ID + "a", [cited])) == ((), "", None)
    assert found.problems(ID + "b") == ()
    assert shown(found, place(town, "b", "L1")) == [(1, "計画の期間は2024年度から2028年度までの5年間とする。")]


def test_a_place_beyond_the_end_is_told_and_not_shown(tmp_path: Path) -> None:
    town = Town(tmp_path).states("<goal> a pg:Goal ; pg:statedAt <a/L1-C3-99> , <a/L6-9> , <a/L1> .")
    found = copies(town)
    wrong = {name: found.astray(place(town, "a", name)) for name in ("L1", "L1-C3-99", "L6-9")}
    codes = {name: error.code if error else "" for name, error in wrong.items()}
    assert codes == {"L1": "", "L1-C3-99": "character-beyond-end", "L6-9": "line-beyond-end"}
    assert found.excerpt([place(town, "a", "L6-9")]) == ()


def test_without_a_folder_nothing_is_at_hand_and_nothing_wrong(town: Town) -> None:
    found = Copies.at(None, Store.load(town.root), "en")
    cited = place(town, "a", "L2-C5-9")
    assert (found.problems(ID + "a"), found.excerpt([cited]), found.astray(cited)) == ((), (), None)


def test_a_folder_that_has_gone_is_the_problem_of_every_document(town: Town) -> None:
    shutil.rmtree(town.folder)
    assert [each.code for name in "ab" for each in copies(town).problems(ID + name)] == ["missing-path"] * 2


def test_a_folder_must_exist_and_be_one(town: Town) -> None:
    assert existing(town.folder) == town.folder
    with pytest.raises(MissingPath, match="nowhere"):
        existing(town.folder / "nowhere")
    with pytest.raises(FileUnreadable, match=r"a\.txt"):
        existing(town.folder / "a.txt")
