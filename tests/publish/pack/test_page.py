"""The pages of the pack: own shifts and breaks, the guide with names put in, nothing but text."""

from __future__ import annotations

from scheduler.check.exports.pack import check_pack
from scheduler.instance.briefing import Briefing, Contact, Topic
from scheduler.publish.pack.folder import publish_pack
from scheduler.publish.pack.page import render_pack
from scheduler.publish.view import RosterView
from tests.builders.examples import by_hand

BRIEFING = Briefing(
    "# How\n\n> Good day, {hotline}, my name is {operator}.\n\n<script>x</script> [a](http://b.example) ![c](d.png)",
    (Contact(name="Press & Co", phone="1", topics=("press",)),),
    (Topic(topic="press", sensitive=True, answer="We <b>call</b> back."), Topic(topic="invoices")))


def pages(briefing: Briefing = BRIEFING) -> dict[str, str]:
    return {name: content.decode() for name, content in render_pack(RosterView(*by_hand()), briefing).items()}


def test_each_operator_has_a_page_with_the_greeting_contacts_and_prepared_answers():
    instance, _ = by_hand()
    found = pages()
    assert len(found) == len(instance.operators)
    page = found[f"{instance.operators[0].id}.html"]
    assert f"Good day, Helpline, my name is {instance.operators[0].name}." in page
    for words in ("Press &amp; Co", "<em>sensitive</em>", "ask Press &amp; Co", "We &lt;b&gt;call&lt;/b&gt; back."):
        assert words in page
    assert "<dt><bdi>invoices" not in page


def test_a_guide_brings_no_script_link_or_picture():
    page = next(iter(pages().values()))
    assert "<script>" not in page
    assert "<a " not in page
    assert "<img" not in page


def test_nobody_else_is_named():
    instance, _ = by_hand()
    first, *others = instance.operators
    page = pages(Briefing())[f"{first.id}.html"]
    assert not [each.name for each in others if each.name in page]


def test_the_checker_reads_it_again_and_pages_of_those_who_went_go(tmp_path):
    instance, roster = by_hand()
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "gone.html").write_text("<body data-operator=\"gone\">")
    (tmp_path / "pack" / "own.html").write_text("<p>mine</p>")
    files = publish_pack(RosterView(instance, roster), BRIEFING, tmp_path)
    assert not (tmp_path / "pack" / "gone.html").exists()
    (tmp_path / "pack" / "own.html").unlink()
    assert list(check_pack(instance, roster, tmp_path / "pack")) == []
    page = files[0].read_text("utf-8")
    files[0].write_text(page.replace("breather 1", "breather 2", 1), "utf-8")
    assert [each.unit for each in check_pack(instance, roster, tmp_path / "pack")] == ["shifts", "shifts"]
