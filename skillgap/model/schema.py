"""Frozen dataclasses as checked documents: one declaration, and a strict validator.

A model is a standard frozen dataclass. Its annotations become a pydantic-core schema. This schema
gives both the validator for every file and the published JSON Schema. pydantic's own model classes
would do the same, but building them costs more time than a whole report takes, on every start of
the command.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import types
import typing
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Annotated, Any, Literal, TypeVar

from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError
from pydantic_core import core_schema as core

from skillgap.errors import DocumentPath, SuggestFn, Violation, limited_suggester, truncate
from skillgap.model.frozen_dict import FrozenDict
from skillgap.model.schema_messages import HINTS, NARROWED, WANTED

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Limit:
    """Limits of a value beyond its type, and its meaning, from ``Annotated[type, Limit(...)]``.

    ``wanted`` completes the sentence "must be …" when ``pattern`` does not match.
    """

    meaning: str | None = None
    ge: int | None = None
    le: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    wanted: str | None = None
    ready: tuple[str, ...] = ()
    """Words for predefined values of the type."""
    value_of: Callable[[str], object] | None = None
    """Returns the value of such a word as plain data."""


Id = Annotated[
    str,
    Limit(
        # A counted repetition would say the length too, but takes 30 ms to compile for all letters of Unicode.
        pattern=r"^\w[\w.-]*$",
        max_length=100,
        wanted="1 to 100 letters, digits, '_', '-' and '.', the first neither '-' nor '.'",
    ),
]
Line = Annotated[
    str,
    Limit(
        pattern=r"^[^\n]*\S[^\n]*$",
        max_length=500,
        wanted="one line of text that is not blank, of at most 500 characters",
    ),
]
Level = Annotated[int, Limit(ge=0, le=99)]


def _date_schema() -> core.CoreSchema:
    """A date as written in the files, YYYY-MM-DD and nothing else."""
    said_as = {"pydantic_js_updates": {"format": "date"}}
    text = core.str_schema(strict=True, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", metadata=said_as)
    return core.custom_error_schema(
        core.chain_schema([text, core.date_schema()]),
        custom_error_type="date",
        custom_error_message="must be a date as in 2026-05-04",
    )


def _limited(annotation: Any, limit: Limit, built: bool) -> core.CoreSchema:
    """The schema of an annotated type: its own, narrowed by the limit."""
    schema: dict[str, Any] = dict(value_schema(annotation, built))
    for name in ("ge", "le", "min_length", "max_length", "pattern"):
        if (value := getattr(limit, name)) is not None:
            schema[name] = value
    updates = {"description": limit.meaning} if limit.meaning else {}
    if limit.value_of is not None:
        inner = typing.cast("core.CoreSchema", schema)
        words = core.literal_schema(list(limit.ready))
        either = core.union_schema([words, inner], metadata={"pydantic_js_updates": updates})
        schema = dict(
            core.no_info_before_validator_function(
                partial(_ready_value, limit.ready, limit.value_of), inner, json_schema_input_schema=either
            )
        )
    schema["metadata"] = {"limit": limit, "pydantic_js_updates": updates}
    return typing.cast("core.CoreSchema", schema)


def _ready_value(ready: Sequence[str], value_of: Callable[[str], object], value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in ready:
        raise PydanticCustomError("ready_word", "{wanted}", {"wanted": f"must be {', '.join(ready)}, or a list"})
    return value_of(value)


@cache
def _scalar_schemas() -> dict[Any, core.CoreSchema]:
    return {
        str: core.str_schema(strict=True),
        bool: core.bool_schema(strict=True),
        int: core.int_schema(strict=True),
        float: core.float_schema(strict=True, allow_inf_nan=False),
        datetime.date: _date_schema(),
    }


def value_schema(annotation: Any, built: bool = False) -> core.CoreSchema:
    """The pydantic-core schema of one annotation out of the few kinds the models use.

    ``built`` is true for a value in a model that a program builds, with models and dates inside it.
    It is false for plain data out of a file.
    """
    if built and annotation is datetime.date:
        return core.date_schema(strict=True)
    if (scalar := _scalar_schemas().get(annotation)) is not None:
        return scalar
    if dataclasses.is_dataclass(annotation):
        model = typing.cast("type", annotation)
        return core.is_instance_schema(model) if built else model_schema(model)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return _limited(arguments[0], arguments[1], built)
    if origin is Literal:
        return core.literal_schema(list(arguments))
    if origin is tuple:
        return core.tuple_variable_schema(value_schema(arguments[0], built))
    if origin is Mapping:
        mapping = core.dict_schema(value_schema(arguments[0], built), value_schema(arguments[1], built))
        return core.no_info_after_validator_function(FrozenDict, mapping)
    if origin in (typing.Union, types.UnionType) and type(None) in arguments:
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return core.nullable_schema(value_schema(inner, built))
    raise TypeError(f"no schema for {annotation!r}")


@cache
def type_hints_of(model: type) -> dict[str, Any]:
    """Return the annotations of a model's fields by name, with their limits."""
    return typing.get_type_hints(model, include_extras=True)


def key_of(field: dataclasses.Field[Any]) -> str:
    """The key a field has in a file: its name, unless its metadata gives one that Python has no name for."""
    key: str = field.metadata.get("key", field.name)
    return key


def _short_form(model: type) -> str | None:
    """Return the key that a plain text is short for, if a model's SHORT names a key."""
    return getattr(model, "SHORT", None)


def _spelled_out(short: str, value: object) -> object:
    if isinstance(value, str):
        return {short: value}
    if isinstance(value, dict):
        return value
    raise PydanticCustomError("text_or_mapping", "must be text or a mapping")


def model_schema(model: type) -> core.CoreSchema:
    """The pydantic-core schema of a model."""
    fields = dataclasses.fields(model)
    hints = type_hints_of(model)
    arguments = []
    for field in fields:
        schema = value_schema(hints[field.name])
        if field.default is not dataclasses.MISSING:
            schema = core.with_default_schema(schema, default=field.default)
        elif field.default_factory is not dataclasses.MISSING:
            schema = core.with_default_schema(schema, default_factory=field.default_factory)
        key = key_of(field)
        arguments.append(
            core.dataclass_field(field.name, schema, kw_only=True, validation_alias=key if key != field.name else None)
        )
    whole = core.dataclass_schema(
        model,
        core.dataclass_args_schema(model.__name__, arguments, extra_behavior="forbid"),
        [field.name for field in fields],
        frozen=True,
        slots=True,
    )
    if (short := _short_form(model)) is None:
        return whole
    either = core.union_schema([value_schema(hints[short]), whole])
    return core.no_info_before_validator_function(partial(_spelled_out, short), whole, json_schema_input_schema=either)


@cache
def _validator(model: Hashable) -> SchemaValidator:
    return SchemaValidator(model_schema(typing.cast("type", model)))


def check(model: type[T], data: object) -> tuple[T | None, list[Violation]]:
    """Check plain data against a model.

    Returns the model and no faults, or None and every fault there is in the data's structure.
    """
    return _checked(model, lambda validator: validator.validate_python(data))


def check_json(model: type[T], text: str | bytes) -> tuple[T | None, list[Violation]]:
    """Check JSON text against a model, as :func:`check` does. Numeric keys are text in JSON.

    If a key occurs twice in one mapping, the last value counts. A caller that must reject
    duplicates has to check for them.
    """
    return _checked(model, lambda validator: validator.validate_json(text))


def _checked(model: type[T], run: Callable[[SchemaValidator], object]) -> tuple[T | None, list[Violation]]:
    try:
        return typing.cast("T", run(_validator(typing.cast("Hashable", model)))), []
    except ValidationError as error:
        details, near = error.errors(include_url=False), limited_suggester()
        return None, [violation_of(model, detail, near) for detail in details if not _only_after_others(detail)]


def _only_after_others(detail: Any) -> bool:
    """Return whether a list only seems too short, because its invalid entries were not counted."""
    return bool(detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"])


def quoted_value(value: object) -> str:
    """Return a value as text for a message about an invalid value."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        text = value if len(value) <= 40 else value[:39] + "…"
        return "'" + text.replace("\n", "\\n").replace("\r", "\\r") + "'"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return "a mapping" if isinstance(value, dict) else "a list"


def violation_of(model: type, detail: Any, near: SuggestFn) -> Violation:
    """Turn one of pydantic-core's errors into a sentence for the author of the file."""
    kind, path, value = detail["type"], tuple(detail["loc"]), detail["input"]
    context = detail.get("ctx", {})
    # Where a key itself is wrong, this mark follows it; a file may also have a key that is spelled like the mark.
    is_key = path[-2:] == (value, "[key]") and kind != "unexpected_keyword_argument"
    path = path[:-1] if is_key else path
    last = path[-1] if path and isinstance(path[-1], str) else ""
    name = truncate(last) or ("this key" if is_key else "this entry")
    if kind == "missing":
        return Violation(path[:-1], f"{path[-1]} is missing", "add it: the format requires it")
    if kind in ("unexpected_keyword_argument", "invalid_key"):
        return _unknown_key(model, path, near)
    if kind == "literal_error":
        allowed = [choice.strip("'") for choice in re.findall(r"'[^']*'", context["expected"])]
        like = near(value, allowed) if isinstance(value, str) else None
        hint = f"did you mean {like}?" if like else "write one of these words"
        return Violation(path, f"{name} must be {_either(allowed)}, not {quoted_value(value)}", hint, is_key)
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return Violation(path, f"{name} must be {bound}, not {quoted_value(value)}", "correct the number", is_key)
    if kind == "too_short":
        message = f"{name} must have at least {context['min_length']} entries"
        return Violation(path, message, "add what is missing", is_key)
    wanted = _wanted_by_pattern(model, path, is_key) if kind in NARROWED else WANTED.get(kind)
    sentence = f"must be {wanted}, not {quoted_value(value)}" if wanted else str(detail["msg"])
    return Violation(path, f"{name} {sentence}", _type_hint(kind, value, name), is_key)


def _type_hint(kind: str, value: object, name: str) -> str | None:
    if value is None:
        return "write a value, or remove the line"
    if kind in ("string_type", "text_or_mapping") and isinstance(value, int | float):
        # A fraction may have been written otherwise, as in 1.10 or 1e3.
        return "put quotes around it" if isinstance(value, float) else f'put it in quotes: "{str(value).lower()}"'
    if kind == "int_type" and isinstance(value, str) and value.isdecimal():
        return "write it without quotes and without leading zeros"
    if kind == "tuple_type" and isinstance(value, str | int | float):
        return f"write it as a list: {name}: [{quoted_value(value).strip(chr(39))}]"
    return HINTS.get(kind)


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _annotation_at(model: Any, path: DocumentPath) -> Any:
    """Return the annotation at a path inside a document of this model, or None if the path does not exist."""
    annotation: Any = model
    for step in path:
        while typing.get_origin(annotation) is Annotated or type(None) in typing.get_args(annotation):
            arguments = typing.get_args(annotation)
            annotation = next(argument for argument in arguments if argument is not type(None))
        if dataclasses.is_dataclass(annotation):
            hints = type_hints_of(typing.cast("type", annotation))
            annotation = next(
                (hints[field.name] for field in dataclasses.fields(annotation) if key_of(field) == step), None
            )
        elif arguments := typing.get_args(annotation):
            annotation = arguments[0] if typing.get_origin(annotation) is tuple else arguments[1]
        else:
            return None
    return annotation


def _wanted_by_pattern(model: type, path: DocumentPath, is_key: bool) -> str | None:
    annotation = _annotation_at(model, path[:-1] if is_key else path)
    if is_key:
        annotation = typing.get_args(annotation)[0]
    for argument in typing.get_args(annotation):
        if isinstance(argument, Limit):
            return argument.wanted
        if typing.get_origin(argument) is Annotated:  # the inner type of an optional field
            return typing.cast("Limit", typing.get_args(argument)[1]).wanted
    return None


def _unknown_key(model: type, path: DocumentPath, near: SuggestFn) -> Violation:
    holder = _annotation_at(model, path[:-1])
    known = [key_of(field) for field in dataclasses.fields(holder)]
    key = str(path[-1])
    like = near(key, known)
    hint = f"did you mean {like}?" if like else f"known here: {', '.join(known)}"
    return Violation(path, f"unknown key {quoted_value(key)}", hint, key=True)


def plain(value: object) -> Any:
    """Return a model as plain data, as in a file: without defaults, with dates as text."""
    outer = layer(value)
    if isinstance(outer, dict):
        return {key: plain(content) for key, content in outer.items()}
    if isinstance(outer, list):
        return list(map(plain, outer))
    return outer


def layer(value: object) -> Any:
    """Return the outermost layer of the output of :func:`plain`: a mapping or list of unconverted parts."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return list(value)
    if not dataclasses.is_dataclass(value):
        return value
    pairs = ((field, _as_word(field, getattr(value, field.name))) for field in dataclasses.fields(value))
    written = {key_of(field): content for field, content in pairs if content != _default(field)}
    return written[short] if (short := _short_form(type(value))) and list(written) == [short] else written


def _as_word(field: dataclasses.Field[Any], value: object) -> object:
    """Return the predefined word for a value if its field has one, else the value."""
    ready = field.metadata.get("ready", {})
    return next((word for word, content in ready.items() if plain(value) == content), value)


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


ANY = object()
"""Matches every entry of a list or a mapping in :func:`each`."""


def each(data: object, *pattern: object, path: DocumentPath = ()) -> Iterator[tuple[DocumentPath, Any]]:
    """Yield the path and value of everything that matches a pattern. Values of another shape are skipped.

    Rules about several values use this on plain data, so that they also work if another part of the
    file is invalid.
    """
    if not pattern:
        yield path, data
        return
    step, rest = pattern[0], pattern[1:]
    entries: Iterable[tuple[Any, object]] = ()
    if isinstance(data, dict):
        entries = data.items() if step is ANY else [(step, data[step])] if step in data else []
    elif isinstance(data, list) and step is ANY:
        entries = enumerate(data)
    for key, value in entries:
        yield from each(value, *rest, path=(*path, key))


def whole(value: object) -> typing.TypeGuard[int]:
    """Return whether a plain value is a whole number. True and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def duplicates(entries: Iterable[tuple[DocumentPath, Any]], what: str) -> Iterator[Violation]:
    """Yield a fault for each entry with the same value as an earlier entry."""
    seen: set[object] = set()
    for path, value in entries:
        if isinstance(value, str | int | tuple):
            if value in seen:
                quoted_value = " ".join(map(str, value)) if isinstance(value, tuple) else value
                yield Violation(path, f"{what} {quoted_value} occurs twice", "each may occur once")
            seen.add(value)
