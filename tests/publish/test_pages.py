"""Pages of HTML: what people typed is escaped, and nothing that is missing passes for empty."""

from __future__ import annotations

import base64
import hashlib

import jinja2
import pytest

from scheduler.publish.pages import digest, template, template_text


def test_the_digest_is_that_of_a_content_security_policy():
    text = template_text("report", "report.css")
    assert base64.b64decode(digest(text)) == hashlib.sha256(text.encode()).digest()


@pytest.mark.parametrize(("room", "name"), [
    ("report", "report.html.j2"), ("review", "review.html.j2"), ("pack", "pack.html.j2"), ("shift_plan", "shifts.html.j2"),
    ("what_if", "what-if.html.j2"), ("what_if", "many.html.j2")])
def test_every_page_refuses_to_be_drawn_without_its_values(room, name):
    with pytest.raises(jinja2.UndefinedError):
        template(room, name).render()


def test_what_people_typed_is_escaped():
    assert template("report", "report.html.j2").environment.from_string("{{ name }}").render(name="<b>") == "&lt;b&gt;"
