"""``schedule schema``: the JSON Schema of an instance, for editors."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of an instance, made from the models; editors complete and check hotline.yaml with it."""
    import json

    from scheduler.instance.instance import Instance

    click.echo(json.dumps(Instance.model_json_schema(by_alias=True), indent=2))
