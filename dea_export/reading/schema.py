"""The format of the content file: the model's types, checked by pydantic, all problems at once."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dea_export.model.study import Study


@cache
def adapter() -> TypeAdapter[Study]:
    """The validator of a whole study."""
    return TypeAdapter(Study)


def validate(tree: object) -> tuple[Study | None, list[Any]]:
    """The study, or pydantic's errors with their `loc`."""
    try:
        return adapter().validate_python(tree), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def json_schema() -> str:
    """The JSON Schema of the content file, for the author's editor."""
    schema = adapter().json_schema()
    schema["$id"] = "urn:dea-export:content:1"  # one for each `format`; no address, since none is promised to stay
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Content of a dea-export study"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
