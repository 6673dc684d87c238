"""The published JSON Schema of a model, from the same declaration that checks its files.

No other module needs pydantic itself, which is heavy. It is imported just to write a schema.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema as core

from skillgap.model.schema import model_schema

_OF_TEXT = ("pattern", "maxLength")


def json_schema(model: type, title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model."""
    schema = _Closed().generate(model_schema(model))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}


class _Closed(GenerateJsonSchema):
    """A schema generator that lists the allowed keys, as the validator does."""

    def dataclass_schema(self, schema: core.DataclassSchema) -> dict[str, Any]:
        return {**super().dataclass_schema(schema), "additionalProperties": False}

    def dict_schema(self, schema: core.DictSchema) -> dict[str, Any]:
        keys, values = (self.generate_inner(schema[side]) for side in ("keys_schema", "values_schema"))
        # In JSON every key is text, also one that is a number in YAML.
        number = {"pattern": "^(0|[1-9][0-9]*)$"}
        names = number if keys["type"] == "integer" else {name: keys[name] for name in _OF_TEXT if name in keys}
        return {"type": "object", "additionalProperties": values, **({"propertyNames": names} if names else {})}
