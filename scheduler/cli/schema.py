"""``schedule schema``: the JSON Schema of an instance, for editors."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of an instance, made from the models; editors complete and check hotline.yaml with it."""
    import json

    from scheduler.library.starting import schema

    click.echo(json.dumps(schema(), indent=2))
