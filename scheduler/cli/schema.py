"""``schedule schema``: the JSON Schema of an instance, for editors."""

from __future__ import annotations

import click

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command()
def command() -> None:
    """Print the JSON Schema of an instance, made from the models; editors complete and check hotline.yaml with it."""
    import json

    from scheduler.instance.instance import Instance

    click.echo(json.dumps({"$schema": _DIALECT, **Instance.model_json_schema(by_alias=True)}, indent=2))
