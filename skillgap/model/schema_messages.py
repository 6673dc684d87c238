"""The expected value in place of a value of the wrong type, and a hint, by the kind of the validator's error."""

from __future__ import annotations

NARROWED = ("string_pattern_mismatch", "string_too_long")
WANTED = {
    "string_type": "text",
    "string_unicode": "text in UTF-8",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "dict_type": "a mapping of keys to values",
    "tuple_type": "a list",
    "dataclass_type": "a mapping of keys to values",
    "date_type": "a date",
    "text_or_mapping": "text or a mapping of keys to values",
    "bool_type": "true or false",
    "date": "a date as in 2026-05-04",
}

HINTS = {
    "string_type": "write text, in quotes where it could be read as something else",
    "string_unicode": "write it in UTF-8",
    "string_pattern_mismatch": "correct it, or leave the line out if it is not required",
    "string_too_long": "shorten it",
    "int_type": "write only digits, as in 3",
    "float_type": "write a number, as in 3 or 2.5",
    "finite_number": "write a number that can be counted to",
    "dict_type": "write keys with their values below it, further in",
    "dataclass_type": "write keys with their values below it, further in",
    "text_or_mapping": "write text, or keys with their values below it, further in",
    "tuple_type": "begin each of its entries with '- ' on a line of its own",
    "bool_type": "write true or false, without quotes",
    "date": "write year, month and day of a real date",
}
