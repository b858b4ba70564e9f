"""`schedule schema`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from scheduler.cli import main
from scheduler.instance.instance import Instance


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_schema_is_that_of_the_models() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema.pop("$schema") == "https://json-schema.org/draft/2020-12/schema"
    assert schema == Instance.model_json_schema(by_alias=True)
    assert schema["additionalProperties"] is False
    assert {"schema", "hotline", "operators"} <= set(schema["required"])
