"""Lines that fit, broken where a reader would break them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.captions import INNER_CELLS, captions, display_width, wrap
from plangraph.network import tree_network
from plangraph.store import Store

PATH = "ichinoseki/plan/2026"


def test_kanji_and_kana_take_two_cells() -> None:
    assert [display_width(each) for each in ("", "DX", "市", "ｶﾅ", "①", "ILCの")] == [0, 2, 2, 2, 2, 5]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("環境と共生するまち", ["環境と共生するまち"]),
        (
            "ひとりひとりが輝く 挑戦しつづけるまち いちのせき",
            ["ひとりひとりが輝く", "挑戦しつづけるまち", "いちのせき"],
        ),
        ("いちのせきで「いきる」 ひかり輝く「ひとづくり」", ["いちのせきで「いきる」", "ひかり輝く「ひとづくり」"]),
        ("安全・安心を感じられるまち", ["安全・安心を", "感じられるまち"]),
        ("しごとの可能性が広がるまち", ["しごとの可能性が", "広がるまち"]),
        ("あああああああああああああー", ["ああああああああああああ", "あー"]),
        ("ああああああああああああー", ["ああああああああああああー"]),
        ("まちひとしごとまちひとし、", ["まちひとしごとまちひとし、"]),
        ("Digital transformation for all", ["Digital transformation", "for all"]),
        ("", []),
    ],
)
def test_lines_break_at_phrases_and_never_before_a_closing_mark(words: str, lines: list[str]) -> None:
    assert list(wrap(words, INNER_CELLS)) == lines


@given(st.text("まち「」、。目標 DX12ー", max_size=60), st.integers(4, 40))
def test_wrapping_loses_nothing_but_white_space(words: str, cells: int) -> None:
    assert "".join(wrap(words, cells)).replace(" ", "") == words.replace(" ", "")


def test_a_caption_has_number_name_and_what_is_hidden(store: Store) -> None:
    found = captions(tree_network(store, PATH, f"{PATH}/goal/09", "ja"))
    assert found[f"{PATH}/goal/20"] == ("20 工業の振興 ＋1",)
    assert found[f"{PATH}/goal/09"] == ("09 つながる機能の整備",)
    assert found[f"{PATH}/measure/09-1"] == ("道路ネットワークの整備",)
