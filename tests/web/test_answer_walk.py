"""An analyst's walk through questions and answers in a real Chromium: with a script, and without one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from running_server import Server
from visitor import heading, visitor

pytestmark = pytest.mark.browser

IN_PLAN = "<https://w3id.org/plangraph/ontology%23inPlan>"
THINGS = f"/query?query=SELECT ?thing ?plan {{ ?thing {IN_PLAN} ?plan }} ORDER BY DESC(?thing) LIMIT 180"
MEASURES = "/questions/measures-of-goal"


def rows(page: Page) -> Locator:
    return page.locator("#rows tbody tr")


def clipboard(page: Page) -> dict[str, str]:
    """What has been copied, by its media type."""
    found: dict[str, str] = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const texts = item.types.map(async (type) => [type, await (await item.getType(type)).text()]);
          return Object.fromEntries(await Promise.all(texts));
        }"""
    )
    return found


def may_copy(page: Page, allowed: bool) -> None:
    session = page.context.new_cdp_session(page)
    where = session.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    for name in ("clipboard-write", "clipboard-read"):
        said = {"permission": {"name": name}, "setting": "granted" if allowed else "denied", "browserContextId": where}
        session.send("Browser.setPermission", said)


def test_a_question_is_changed_and_answered(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/questions")
        page.get_by_role("searchbox", name="質問を探す").fill("中目標 施策")
        page.get_by_role("link", name="この中目標を支える施策は?").click()
        expect(heading(page)).to_have_text("この中目標を支える施策は?")
        page.locator("form.ask").get_by_label("中目標").select_option(label="20 工業の振興")
        page.get_by_role("button", name="答えを見る").click()
        expect(page.locator("#answer-title")).to_have_text("「20 工業の振興」を支える施策は 1 件です。")
        expect(rows(page)).to_have_count(1)
        expect(page).to_have_url(re.compile("goal=ichinoseki"))


def test_the_catalogue_is_searched_as_one_writes(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/questions?lang=en")
        page.get_by_role("searchbox", name="Find a question").fill("SDG")
        status = page.locator(".find-question [role=status]")
        expect(status).to_have_text(re.compile(r"^\d questions$"))
        expect(page.get_by_role("link", name="How many")).to_have_count(0)
        page.get_by_role("searchbox", name="Find a question").fill("no such thing")
        expect(status).to_contain_text("No question")
        expect(page.locator(".catalogue section:visible")).to_have_count(0)
        page.get_by_role("searchbox", name="Find a question").fill("")
        expect(page.locator(".catalogue li:visible")).to_have_count(page.locator(".catalogue li").count())


def test_the_table_changes_in_its_place_and_the_address_tells(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + THINGS)
        page.evaluate("window.here = true")
        expect(rows(page)).to_have_count(50)
        first = rows(page).first.inner_text()
        sort = page.get_by_role("link", name="thing")
        sort.focus()
        page.keyboard.press("Enter")
        expect(page.locator("th[aria-sort=ascending]")).to_contain_text("thing")
        expect(sort).to_be_focused()
        expect(page).to_have_url(re.compile("sort=thing"))
        page.get_by_role("link", name="ページ 2").click()
        expect(page.locator("[aria-current=page]").last).to_contain_text("2")
        expect(page.locator("#rows")).to_be_focused()
        expect(page.locator("#said")).to_contain_text("51–100行目")
        page.go_back()
        page.go_back()
        expect(rows(page).first).to_contain_text(first.split("\t")[0])
        expect(page).not_to_have_url(re.compile("sort="))
        assert page.evaluate("window.here") is True


def test_the_table_is_searched_as_one_writes_and_nothing_written_is_lost(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + THINGS)
        field = page.get_by_label("表の中を探す")
        field.press_sequentially("工業", delay=30)
        expect(page).to_have_url(re.compile("filter="))
        expect(page.locator(".told")).to_contain_text("180行中")
        field.press_sequentially("の振興")
        expect(field).to_have_value("工業の振興")
        expect(field).to_be_focused()
        expect(rows(page).first).to_contain_text("工業の振興")
        field.fill("ない言葉")
        expect(page.locator("#rows .notice")).to_contain_text("「ない言葉」を含む行はありません。")
        page.get_by_role("link", name="180行をすべて表示").click()
        expect(rows(page)).to_have_count(50)


def test_columns_are_left_out_and_stay_so(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + MEASURES)
        page.get_by_text("列と並び順").click()
        page.get_by_role("checkbox", name="根拠").uncheck()
        page.get_by_label("並び順", exact=True).select_option("-measure")
        page.get_by_role("button", name="表に反映").click()
        expect(page.locator("#rows th", has_text="根拠")).to_have_count(0)
        expect(page.locator("th[aria-sort=descending]")).to_contain_text("施策")
        expect(page.locator("#share a")).to_have_attribute("href", re.compile("columns=.*sort=|sort=.*columns="))
        page.reload()
        expect(page.locator("#rows th", has_text="根拠")).to_have_count(0)


def test_a_row_and_the_table_are_copied_with_their_sources(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + MEASURES + "?goal=ichinoseki/plan/2026/goal/20")
        may_copy(page, allowed=True)
        row = page.get_by_role("button", name="出典付きでコピー (1)")
        row.click()
        expect(row).to_have_text("✓ コピーしました")
        copied = clipboard(page)
        said, *below = copied["text/plain"].splitlines()[1:]
        assert "施策: 工業の振興" in said
        assert re.fullmatch(r"出典: 一関市総合計画前期基本計画 概要版 \d+行目.*", below[0])
        assert below[1].startswith("データ: plangraph ")
        assert "v=" in below[2]
        assert (
            '<a href="https://w3id.org/plangraph/id/ichinoseki/plan/2026/measure/20-1">工業の振興</a>'
            in copied["text/html"]
        )
        page.locator("button[data-copy=table]").click()
        expect(page.locator("button[data-copy=table]")).to_have_text("✓ コピーしました")
        expect(page.locator("#said")).to_have_text("コピーしました")
        lines = clipboard(page)["text/plain"].splitlines()
        assert lines[0] == "「20 工業の振興」を支える施策は 1 件です。"
        assert lines[1].split("\t")[:2] == ["中目標", "施策"]
        assert lines[2].split("\t")[:2] == ["工業の振興", "工業の振興"]
        assert [line.split("\t")[3] for line in lines[1:3]] == ["出典", below[0].removeprefix("出典: ")]
        page.goto(lines[-1])
        expect(page.locator("#answer-title")).to_have_text(lines[0])


def test_who_may_not_copy_sees_the_text_chosen(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + MEASURES)
        may_copy(page, allowed=False)
        page.get_by_role("button", name="出典付きでコピー (1)").click()
        field = page.get_by_role("dialog").locator("textarea")
        expect(field).to_have_value(re.compile("出典: "))
        expect(field).to_be_focused()
        assert page.evaluate("getSelection().toString()").startswith("この中目標を支える施策は?")
        page.get_by_role("button", name="閉じる").click()
        expect(field).to_be_hidden()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_shared_link_opens_the_same_answer(browser: Browser, server: Server, language: str) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}{MEASURES}?goal=ichinoseki/plan/2026/goal/01&sort=-measure&lang={language}")
        told = page.locator("#rows tbody").inner_text()
        link = page.locator("a#link").get_attribute("href")
    with visitor(browser, server) as page:
        page.goto(f"{server.url}{link}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("#rows tbody")).to_have_text(told, use_inner_text=True)
        expect(page.locator("#other-version")).to_have_count(0)


def test_a_wrong_choice_is_mended_by_a_click(browser: Browser, server: Server) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.goto(server.url + MEASURES + "?goal=kogyo")
        expect(page.get_by_role("alert")).to_contain_text("「kogyo」は選べません")
        expect(page.locator("form.ask").get_by_label("中目標")).to_have_value("")
        page.get_by_role("link", name="20 工業の振興").click()
        expect(rows(page)).to_have_count(1)


def test_everything_but_copying_works_without_a_script(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url + MEASURES)
        page.locator("form.ask").get_by_label("中目標").select_option(label="01 こどもの健やかな成長")
        page.get_by_role("button", name="答えを見る").click()
        expect(page.locator("#answer-title")).to_contain_text("「01 こどもの健やかな成長」")
        page.locator("#rows th a").nth(1).click()
        expect(page.locator("th[aria-sort=ascending]")).to_contain_text("施策")
        expect(page.locator("#answer-title")).to_contain_text("「01 こどもの健やかな成長」")
        expect(page.locator("button:visible", has_text="コピー")).to_have_count(0)
        page.goto(server.url + THINGS)
        page.get_by_label("表の中を探す").fill("工業")
        page.get_by_role("button", name="探す", exact=True).last.click()
        expect(page.locator(".told")).to_contain_text("180行中")
        expect(page.get_by_label("表の中を探す")).to_have_value("工業")


def test_a_long_list_is_narrowed_as_one_writes(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/questions/connection-of-two")
        field = page.get_by_label("一つ目: 名前の一部で絞り込む")
        narrowed = page.locator("#p-one option")
        every = narrowed.count()
        field.fill("20 工業の")
        expect(narrowed).to_have_text(["20 工業の振興"])
        field.fill("ない名前")
        expect(narrowed).to_have_count(0)
        field.fill("")
        expect(narrowed).to_have_count(every)
        field.fill("２０　工業の")
        field.press("Enter")
        expect(page).to_have_url(re.compile("one=ichinoseki%2Fplan%2F2026%2Fgoal%2F20"))
        expect(page.locator("#p-one")).to_have_value("ichinoseki/plan/2026/goal/20")
