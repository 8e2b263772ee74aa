"""What the query page keeps in the browser: drafts in tabs, and what has been run."""

from __future__ import annotations

import re

import pytest
from editor_page import editor, run, tabs, write, written
from playwright.sync_api import Browser, Page, expect
from running_server import Server
from visitor import visitor

pytestmark = pytest.mark.browser

NOTHING_IS_KEPT = """
Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
"""


def test_drafts_are_tabs_that_outlive_the_page(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/query")
        editor(page)
        page.get_by_role("button", name="新しいタブ").click()
        write(page, "ASK {} # 下書き")
        page.get_by_role("tab", name="無題 2").focus()
        page.keyboard.press("F2")
        page.keyboard.insert_text("問い")
        page.keyboard.press("Enter")
        expect(page.get_by_role("tab", name="問い")).to_be_focused()
        page.reload()
        editor(page)
        assert (tabs(page), written(page)) == (["無題 1", "問い*"], "ASK {} # 下書き")
        page.get_by_role("tab", name="問い").focus()
        page.keyboard.press("ArrowLeft")
        assert written(page).startswith("PREFIX")
        page.keyboard.press("End")
        page.keyboard.press("Delete")
        expect(page.locator(".closed")).to_contain_text("「問い」を閉じました。")
        assert tabs(page) == ["無題 1*"]
        page.get_by_role("button", name="元に戻す").click()
        assert (tabs(page), written(page)) == (["無題 1", "問い*"], "ASK {} # 下書き")
        expect(page.get_by_role("tabpanel")).to_have_accessible_name("問い")


def test_two_windows_keep_each_others_drafts(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as one:
        one.goto(f"{server.url}/query")
        editor(one)
        other = one.context.new_page()
        other.goto(f"{server.url}/query")
        editor(other)
        other.get_by_role("button", name="新しいタブ").click()
        write(other, "ASK {} # other")
        expect(one.get_by_role("tab")).to_have_count(2)
        write(one, "ASK {} # one")
        one.get_by_role("tab", name="無題 2").click()
        expect(one.locator(".cm-content")).to_have_text("ASK {} # other")
        other.get_by_role("tab", name="無題 1").click()
        expect(other.locator(".cm-content")).to_have_text("ASK {} # one")


def test_what_was_run_and_the_examples_open_in_tabs(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/query")
        run(page, "# どの計画か\nASK {}")
        answered(page, "答え: 1行")
        page.locator("#examples summary").click()
        page.get_by_label("例を探す").fill("人口 見込")
        expect(page.locator("#examples [role=status]")).to_have_text(re.compile("^[1-9]件の例$"))
        page.locator("#examples li:visible a", has_text="人口は、これまでどう変わり").click()
        answered(page, "答え: 13行")
        assert tabs(page) == ["無題 1", "人口は、これまでどう変わり、これからどう見込まれる?*"]
        page.get_by_role("button", name="閉じる").click()
        page.locator("#runs summary").click()
        runs = page.locator("#runs li")
        assert [each.split("\n")[0] for each in runs.all_inner_texts()] == [
            "人口は、これまでどう変わり、これからどう見込まれる?",
            "どの計画か",
        ]
        expect(runs.first).to_contain_text("13行")
        expect(page.locator("#runs")).to_contain_text("このブラウザーの中だけに保存されます")
        write(page, "ASK {} # 書きかけ")
        runs.last.get_by_role("button").click()
        assert (written(page), len(tabs(page))) == ("# どの計画か\nASK {}", 2)
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="履歴を消去").click()
        expect(runs).to_have_count(0)


def test_where_the_browser_keeps_nothing_the_page_says_so_and_works(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.add_init_script(NOTHING_IS_KEPT)
        page.goto(f"{server.url}/query")
        expect(page.locator(".not-kept")).to_be_visible()
        page.get_by_role("button", name="新しいタブ").click()
        run(page, "ASK {}")
        answered(page, "答え: 1行")
        page.get_by_role("tab", name="無題 1").click()
        assert written(page).startswith("PREFIX")


def answered(page: Page, text: str) -> None:
    expect(page.locator("#answer-title")).to_have_text(re.compile(text))
