"""Pages in a browser: no long word is cut, nothing asks a network, keys do what the mouse does, and axe finds nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scheduler.language.words import language
from scheduler.publish.many import Line, Status, render_many
from scheduler.publish.pack.page import render_pack
from scheduler.publish.report.page import render_report
from scheduler.publish.review.page import render_review
from scheduler.publish.view import RosterView
from scheduler.publish.what_if.page import render_page
from scheduler.read.briefing import read_briefing
from scheduler.read.starter import next_monday, write_starter
from scheduler.what_if.answers import Answer
from tests.builders.examples import generated
from tests.builders.reviews import a_review
from tests.publish.test_languages import of_one_queue

pytestmark = [pytest.mark.heavy, pytest.mark.node]
LONG = ("de", "ru")
_PRINTED = 1062
"""Width of A4 landscape within its margins, in CSS pixels."""

_CUT = """() => [...document.querySelectorAll("h1,h2,h3,p,li,th,td,dt,dd,caption,summary,strong,span,a,text")].filter(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  if (!box.width || style.clipPath !== "none" || e.closest(".scroll, [hidden], summary span")) return false;
  if (e.querySelector("bdi")) return false;
  const beyond = box.right > document.documentElement.clientWidth + 1 && !e.closest("[role=region], .wide, svg");
  return beyond || (style.overflow !== "visible" && e.scrollWidth > e.clientWidth + 1);
}).map(e => `${e.tagName} ${e.textContent.trim().slice(0, 60)}`)"""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """Every kind of page; those that people of many languages look at in the languages with the longest words."""
    folder = tmp_path_factory.mktemp("pages")
    texts, wide = {}, generated(6, 7, grid=15)
    for code in LONG:
        write_starter(folder / code, next_monday(wide[0].horizon.start), code)
        texts[f"report-{code}"] = render_report(RosterView(*of_one_queue(), language(code)))
        texts[f"rota-{code}"] = render_report(RosterView(*wide, language(code)))
        pack = render_pack(RosterView(*wide, language(code)), read_briefing(folder / code))
        texts[f"pack-{code}"] = next(iter(pack.values())).decode()
    texts["review"] = render_review(a_review())
    lines = [Line("a/hotline", "A", Status.SOLVED, "a", 100.0, 90.0, 0.1, 5, 4, 3, 1.5, 0.8, 1),
             Line("b/hotline", "B", Status.FAILED, reason="no roster", exit_code=3)]
    texts["many"] = render_many(lines, folder)
    answers = [Answer(name, cost, 100, 5, 2, 0.8, 0.81, 0.01, 4, 3, 3) for name, cost in (("as it is", 120), ("more", 150))]
    texts["what-if"] = render_page("Tiny", answers)
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {path.stem: path for path in folder.glob("*.html")}


@pytest.fixture
def opened(browser, pages):
    """Open a page at a width; what it asks of a network fails the test."""
    contexts, asked = [], []

    def open_page(name: str, width: int, *, dark: bool = False, printed: bool = False):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light",
                                      bypass_csp=True)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(pages[name].as_uri())
        if printed:
            page.emulate_media(media="print")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith("file:")] == []


@pytest.mark.parametrize("code", LONG)
@pytest.mark.parametrize("kind", ["report", "rota", "pack"])
def test_no_long_word_is_cut_or_makes_the_page_wider(opened, kind, code):
    for width, printed in ((1280, False), (390, False), (_PRINTED if kind != "pack" else 718, True)):
        page = opened(f"{kind}-{code}", width, printed=printed)
        assert page.evaluate(_WIDER) <= 0, f"{width} px"
        assert page.evaluate(_CUT) == [], f"{width} px"


@pytest.mark.parametrize(("name", "width", "dark"), [
    ("report-de", 1280, False), ("report-ru", 390, True), ("pack-de", 390, True), ("review", 1280, True), ("many", 390, False),
    ("what-if", 1280, True)])
def test_axe_finds_nothing(opened, node_folder, name, width, dark):
    source = (node_folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    page = opened(name, width, dark=dark)
    page.evaluate(source)
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found] == []


def test_keys_tell_what_the_mouse_tells(opened):
    page = opened("rota-de", 1280)
    cell = page.locator(".rota tbody tr[data-o] td b").first
    cell.hover()
    told = page.locator("#tip").inner_text()
    assert "Kurzpause" in told
    page.mouse.move(0, 0)
    area = page.locator(".scroll").first
    area.focus()
    seen = []
    for key in ("ArrowRight", *["ArrowRight", "ArrowDown"] * 15):
        page.keyboard.press(key)
        seen.append(page.locator("#tip").inner_text())
    assert any("Kurzpause" in text for text in seen)
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()


@pytest.mark.parametrize("name", ["review", "many", "what-if", "pack-de"])
def test_what_scrolls_or_leads_somewhere_is_reached_by_keys(opened, name):
    page = opened(name, 390)
    unreachable = page.evaluate("""() => [...document.querySelectorAll("*")].filter(e =>
      /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0
      && e !== document.documentElement && e !== document.body).map(e => e.outerHTML.slice(0, 80))""")
    assert unreachable == []
    links = page.locator("a[href]:visible, summary:visible").count()
    for _ in range(links):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement !== document.body")
