"""Self-contained HTML pages: their templates, which escape what people typed, and what a page's policy allows."""

from __future__ import annotations

import base64
from functools import lru_cache, partial
from hashlib import sha256
from importlib.resources import files

import jinja2


def template_text(room: str, name: str) -> str:
    """Text of a template, style sheet or script of a folder of this room."""
    return (files(f"scheduler.publish.{room}") / "templates" / name).read_text("utf-8")


def template(room: str, name: str) -> jinja2.Template:
    """A template of a folder of this room; it may include others of the same folder."""
    return _environment(room).get_template(name)


def digest(text: str) -> str:
    """What the page's policy allows by its content: a style or script that slipped in through a name would be refused."""
    return base64.b64encode(sha256(text.encode()).digest()).decode()


@lru_cache
def _environment(room: str) -> jinja2.Environment:
    loader = jinja2.FunctionLoader(partial(template_text, room))
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)
