"""The report: one page that needs nothing else, accessible and small."""

from __future__ import annotations

import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from scheduler.publish.report.page import render_report
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_report_is_self_contained_and_accessible(small):
    page = Page(render_report(RosterView(*small)))
    names = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe", "object", "a"} & set(names)
    assert not [attrs for _, attrs in page.tags if {"style", "src", "href"} & attrs.keys()]
    assert ("html", {"lang": "en"}) in page.tags
    policy = next(attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'")
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    assert all({"aria-labelledby", "aria-hidden"} & attrs.keys() for tag, attrs in page.tags if tag == "svg")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_a_night_shift_or_nothing_at_all_can_be_drawn(hotline_of_size, small):
    render_report(RosterView(*hotline_of_size(12, 8, grid=15, always=True)))
    instance, result = small
    empty = result.model_copy(update={"shifts": (), "intervals": (), "terms": {}})
    assert "Nobody works on this day." in render_report(RosterView(instance, empty))
    render_workbook(RosterView(instance, empty))


def test_big_reports_stay_small(hotline_of_size):
    plan = RosterView(*hotline_of_size(300, 7, grid=15))
    assert len(render_report(plan)) < 3_000_000


@pytest.mark.heavy
def test_chromium_draws_the_report(small, tmp_path):
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("chromium is not installed")
    (tmp_path / "report.html").write_text(render_report(RosterView(*small)), "utf-8")
    subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1120,900",
                    f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={tmp_path / 'report.png'}",
                    (tmp_path / "report.html").as_uri()], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "report.png").stat().st_size > 20_000, "not an empty page"
