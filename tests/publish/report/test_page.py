"""The report: one page that needs nothing else, accessible and small."""

from __future__ import annotations

import base64
import datetime as dt
import re
import shutil
import subprocess
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scheduler.publish.kinds import TONES
from scheduler.publish.report.page import render_report
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from tests.builders.examples import make_result, make_shift
from tests.builders.hotline import FREE, hotline


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_report_is_self_contained_and_accessible(small):
    text = render_report(RosterView(*small))
    page = Page(text)
    names = [tag for tag, _ in page.tags]
    assert not {"link", "img", "iframe", "object", "form", "base"} & set(names)
    assert not [attrs for _, attrs in page.tags if {"style", "src"} & attrs.keys() or any(key[:2] == "on" for key in attrs)]
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"] for _, attrs in page.tags if "href" in attrs} <= {f"#{each}" for each in ids}
    assert ("html", {"lang": "en"}) in page.tags
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    assert "http" not in text.replace("http-equiv", ""), "no address of anywhere"


def test_only_its_own_style_and_script_may_act(small):
    text = render_report(RosterView(*small))
    policy = next(attrs["content"] for _, attrs in Page(text).tags if attrs.get("http-equiv") == "Content-Security-Policy")
    parts = dict(part.strip().split(" ", 1) for part in (policy or "").split(";"))
    assert parts["default-src"] == "'none'"
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert parts[name] == f"'sha256-{base64.b64encode(sha256(content.encode()).digest()).decode()}'"


def test_open_time_with_nobody_there_leads_everything(small):
    assert "Nobody is on the phone" not in render_report(RosterView(*small))
    instance, result = small
    fewer = result.model_copy(update={"shifts": tuple(one for one in result.shifts if one.start.day != 4)})
    text = render_report(RosterView(instance, fewer))
    assert "Nobody is on the phone for 12.00 h of open time: Fri 4 Dec 08:00–20:00." in text
    assert text.index("Nobody is on the phone") < text.index('class="sentence"') < text.index('class="rota"')
    assert "<td class=bad>720 min" in text


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", css))


def contrast(one: str, other: str) -> float:
    """Ratio of WCAG 2.2 between two colours."""
    def luminance(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_contrast_is_that_of_level_aa(dark):
    css = (files("scheduler.publish.report") / "templates" / "report.css").read_text("utf-8")
    known = colours(css.split("}")[1 if dark else 0])
    grounds = [known[f"k{tone}"] for tone in range(TONES)]
    texts = [(known["ink"], ground) for ground in (*grounds, known["paper"], known["off"], known["closed"])]
    texts += [(known[name], known["paper"]) for name in ("soft", "head", "bad", "yes")]
    texts += [(known[mark], ground) for mark in ("yes", "bad") for ground in grounds]
    texts += [(known["bad"], known["badback"]), (known["soft"], known["closed"])]
    assert min(contrast(*pair) for pair in texts) >= 4.5
    graphics = [(known[name], known["paper"]) for name in ("work", "lunch", "bad")]
    assert min(contrast(*pair) for pair in graphics) >= 3


def test_a_night_shift_or_nothing_at_all_can_be_drawn(hotline_of_size, small):
    render_report(RosterView(*hotline_of_size(12, 8, grid=15, always=True)))
    instance, result = small
    empty = result.model_copy(update={"shifts": (), "intervals": (), "terms": {}})
    assert "Nobody works on any day." in render_report(RosterView(instance, empty))
    render_workbook(RosterView(instance, empty))


def test_big_reports_stay_small(hotline_of_size):
    plan = RosterView(*hotline_of_size(300, 3, grid=15))
    assert len(render_report(plan).encode()) < 3_000_000 * 3 / 28 * 1.2


def browser() -> str:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("chromium is not installed")
    return found


def run_browser(page: Path, *options: str) -> str:
    command = [browser(), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent / 'profile'}", *options]
    return subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=120, text=True).stdout


@pytest.mark.heavy
@pytest.mark.parametrize(("operators", "always", "most"), [(8, False, 4), (8, True, 4), (30, False, 8)])
def test_a_fortnight_prints_on_few_pages(hotline_of_size, tmp_path, operators, always, most):
    page = tmp_path / "report.html"
    page.write_text(render_report(RosterView(*hotline_of_size(operators, 14, grid=15, always=always))), "utf-8")
    run_browser(page, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'report.pdf'}")
    assert len(re.findall(rb"/Type /Page\b", (tmp_path / "report.pdf").read_bytes())) <= most


@pytest.mark.heavy
def test_it_says_who_is_on_now(tmp_path):
    """The script runs under the page's policy, and names people in a rota whose shifts have no end today: one answers, one has
    lunch, one is in an activity.
    """
    today = dt.datetime.now(ZoneInfo("Asia/Jakarta")).date()
    people = [{"id": name.lower(), "name": name, "contract": "free"} for name in ("Anna Berg", "Ben", "Cem")]
    instance = hotline(hotline="Asia/Jakarta", hours={"always": True}, horizon={"start": str(today), "days": 2}, breaks={},
                       operators=people, contracts={"free": FREE})
    midnights = [f"{today + dt.timedelta(days=day)}T00:00" for day in (0, 1)]
    shifts = [make_shift(who["id"], "Asia/Jakarta", midnight, 24 * 60, breaks) for midnight in midnights
              for who, breaks in zip(people, ((), (("lunch", 0, 24 * 60),), (("activity talk", 0, 24 * 60),)), strict=True)]
    page = tmp_path / "report.html"
    page.write_text(render_report(RosterView(instance, make_result(instance, shifts, lambda _: 1))), "utf-8")
    text = run_browser(page, "--dump-dom")
    (line,) = re.findall('<p id="now">(.*?)</p>', text)
    assert re.fullmatch(r"Now, \w+ \d+, \d\d:\d\d in Asia/Jakarta: 1 on the phone: Anna Berg \(00:00–00:00\)"
                        r"; in a break: Ben \(lunch until 00:00\); in an activity: Cem \(activity until 00:00\)\.", line)
    assert text.count('aria-current="date"') == 1


@pytest.mark.heavy
def test_chromium_draws_the_report(small, tmp_path):
    page = tmp_path / "report.html"
    page.write_text(render_report(RosterView(*small)), "utf-8")
    run_browser(page, "--window-size=1120,900", f"--screenshot={tmp_path / 'report.png'}")
    assert (tmp_path / "report.png").stat().st_size > 20_000, "not an empty page"
