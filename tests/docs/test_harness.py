"""What holds the pages would notice a page that is wrong."""

from __future__ import annotations

import datetime

import pytest

from tests.docs.pages import Step, anew, parts, rewritten, shows

PAGE = """\
# A page

```console
$ skillgap assess me --plain
1 of 2
> 3
Sure? [y/N]: y
$ echo $?
0
```

<!-- day: 2026-12-01 -->

```yaml matrices/mine.yaml
id: mine
```
"""


def test_a_page_is_taken_apart() -> None:
    console, day, saved = parts(PAGE)
    assert not isinstance(console, datetime.date)
    assert list(console.steps()) == [
        Step(4, "skillgap assess me --plain", ("1 of 2", "> 3", "Sure? [y/N]: y")),
        Step(8, "echo $?", ("0",)),
    ]
    assert next(console.steps()).answers == ["3", "y"]
    assert day == datetime.date(2026, 12, 1)
    assert not isinstance(saved, datetime.date)
    assert (saved.kind, saved.file, saved.text) == ("yaml", "matrices/mine.yaml", "id: mine\n")


@pytest.mark.parametrize(
    ("shown", "appeared", "same"),
    [
        ("a b", "a b", True),
        ("a b", "a", False),
        ("a", "a b", False),
        ("a", "a ", False),
        ("a … d", "a b c d", True),
        ("a … d", "a d", False),  # what is left out is at least a line
        ("a … d", "a b c", False),
        ("… c …", "a b c d", True),
        (".", "a", False),
    ],
)
def test_only_what_appears_is_shown(shown: str, appeared: str, same: bool) -> None:
    lines = appeared.split(" ") if appeared != "a " else ["a "]
    assert shows(shown.split(), lines) == same


@pytest.mark.parametrize(
    ("shown", "appeared", "now"),
    [
        ("a b", "a c", "a c"),
        ("a … d", "a b c d", "a … d"),
        ("a … d", "x b c d", "x … d"),
        ("a b … e f", "A B c d E F", "A B … E F"),
        ("a … d e", "a b c D e", "a … D e"),
        ("…", "a b", "…"),
    ],
)
def test_what_was_left_out_stays_left_out(shown: str, appeared: str, now: str) -> None:
    assert anew(shown.split(), appeared.split()) == now.split()
    assert shows(now.split(), appeared.split())


def test_a_page_is_written_with_other_outputs() -> None:
    console = parts(PAGE)[0]
    assert not isinstance(console, datetime.date)
    first, second = console.steps()
    text = rewritten(PAGE, [(first, ["nothing"]), (second, ["4", "5"])])
    assert "$ skillgap assess me --plain\nnothing\n$ echo $?\n4\n5\n```\n\n<!--" in text
