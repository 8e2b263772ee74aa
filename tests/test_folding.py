"""What makes no difference in a search, and what does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.search import folded, search
from plangraph.store import Store


@pytest.mark.parametrize("word", ["ＩＬＣ", "ｉｌｃ", "  ILC ", "I\u200bL\x07C", "\udce3ILC"])
def test_width_case_and_what_cannot_be_printed_make_no_difference(store: Store, word: str) -> None:
    assert search(store, word) == search(store, "ilc") != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("バス", "ばす"),
        ("ﾊﾞｽ", "ばす"),
        ("ヴァイオリン", "ゔぁいおりん"),
        ("ＫＭ２", "㎢"),
        ("一關", "一関"),
        ("廣域聯合", "広域聯合"),
        ("１９－２", "19–2"),
        ("子 育て", "子\u3000育て"),
    ],
)
def test_what_nobody_means_makes_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("びょういん", "びよういん"), ("ビル", "ビール"), ("関", "開"), ("目", "日")]
)
def test_what_makes_another_word_is_a_difference(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(st.sampled_from("上下水道Aaｱア廣㍍ \n\x00\udcff"), max_size=6))
def test_any_word_is_found_where_it_stands(word: str) -> None:
    plain = folded(word)
    assert plain == folded(plain)
    assert plain.isprintable()
    assert plain in folded(f"前{word}後")
