"""The base of all models of files: validation on construction, and conversion from and to plain data."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as core

from skillgap.errors import DataError, Diagnostic, Violation, limited_suggester, path_text
from skillgap.model.schema import check, key_of, plain, type_hints_of, value_schema, violation_of

M = TypeVar("M", bound="Model")


class Model:
    """A frozen dataclass with only values that a file can store.

    Data from a file is validated as a document. This class validates the fields of a model that a
    program builds. :meth:`from_dict` and every save check the rules between values, such as unique
    ids.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        fields, found = _check_fields(type(self), self)
        if found:
            raise _error(found)
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    @classmethod
    def from_dict(cls: type[M], data: Mapping[str, Any]) -> M:
        """Build a model from plain data, as in a file. Dates may be ``datetime.date`` or text.

        Raise DataError with every problem, each with its path.
        """
        document = plain(data)
        model, found = check(cls, document)
        if problems := [*found, *cls._broken_rules(document)]:
            raise _error(problems)
        assert model is not None  # noqa: S101 - there is a model where nothing is wrong with its structure
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as plain data, as in a file: without defaults, with dates as text."""
        written: dict[str, Any] = plain(self)
        return written

    @classmethod
    def _broken_rules(cls, data: object) -> Iterator[Violation]:
        """Find the rules between several values that plain data breaks."""
        del data
        return iter(())


def _error(found: list[Violation]) -> DataError:
    problems = dict.fromkeys(
        Diagnostic(violation.message, path=path_text(violation.path), hint=violation.hint) for violation in found
    )
    return DataError(problems)


@cache
def _field_validator(model: Hashable) -> SchemaValidator:
    """Return the validator of a model's own fields, which may contain models."""
    kind = cast("type", model)
    hints = type_hints_of(kind)
    fields = {
        key_of(field): core.typed_dict_field(value_schema(hints[field.name], built=True))
        for field in dataclasses.fields(kind)
    }
    return SchemaValidator(core.typed_dict_schema(fields))


def _check_fields(model: type, value: object) -> tuple[dict[str, Any], list[Violation]]:
    """Check the fields of a model that a program built.

    Returns the fields by name, with their mappings frozen and lists as tuples, and every fault there is.
    """
    fields = {key_of(field): field.name for field in dataclasses.fields(model)}
    stated = {key: getattr(value, name) for key, name in fields.items()}
    try:
        found = _field_validator(model).validate_python(stated)
    except ValidationError as error:
        details, near = error.errors(include_url=False), limited_suggester()
        return {}, [violation_of(model, detail, near) for detail in details]
    return {fields[key]: content for key, content in found.items()}, []
