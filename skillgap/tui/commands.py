"""What the keys of a screen do, read from its bindings: for the key bar, the help and the command palette."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby
from typing import Any

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

GROUPS = {
    "answer": "Answer",
    "more": "Say more",
    "save": "While something is not saved",
    "go": "Go",
    "show": "Show",
    "list": "In this list",
    "move": "Move",
    "app": "Everywhere",
}
"""The headings of the help, by the part of a binding's id before its dot, in the help's order."""


def bind(
    keys: str,
    action: str,
    label: str,
    identifier: str,
    explanation: str,
    *,
    show: bool = True,
    priority: bool = False,
    group: Binding.Group | None = None,
) -> Binding:
    """A binding with all that the key bar, the help and the palette say of it; the first of the keys is shown."""
    return Binding(keys, action, label, show=show, priority=priority, id=identifier, tooltip=explanation, group=group)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done now.

    ``keys`` are as a reader knows them, ``press`` is the first of them as Textual knows it. ``family``
    holds commands together that the key bar shows as one.
    """

    group: str
    keys: tuple[str, ...]
    label: str
    help: str
    shown: bool
    press: str
    family: Binding.Group | None
    action: str
    node: DOMNode

    async def run(self, app: App[Any]) -> None:
        """Do it."""
        await app.run_action(self.action, self.node)


def commands(screen: Screen[Any]) -> list[Command]:
    """All that can be done on a screen now, in the order of the bindings; those without an id are Textual's own."""
    found: dict[tuple[DOMNode, int], list[tuple[DOMNode, Binding]]] = {}
    for binding in screen.active_bindings.values():
        if binding.enabled and binding.binding.id is not None:
            found.setdefault((binding.node, _place(binding.node, binding.binding)), []).append(
                (binding.node, binding.binding)
            )
    nodes = list(dict.fromkeys(node for node, _ in found))
    in_order = sorted(found, key=lambda place: (nodes.index(place[0]), place[1]))
    return [_command(screen.app, found[place]) for place in in_order]


@cache
def _declared(kind: type[DOMNode]) -> dict[str, tuple[int, Binding]]:
    """The bindings that a class and those above it declare, by id, each with its place among them."""
    every = (binding for above in kind.__mro__ for binding in vars(above).get("BINDINGS", ()))
    found: dict[str, tuple[int, Binding]] = {}
    for at, binding in enumerate(every):
        if isinstance(binding, Binding) and binding.id is not None:
            found.setdefault(binding.id, (at, binding))
    return found


def _place(node: DOMNode, binding: Binding) -> int:
    """Where in its class a binding is declared; the keys of one declaration have one place."""
    return _declared(type(node))[binding.id or ""][0]


def _command(app: App[Any], several: list[tuple[DOMNode, Binding]]) -> Command:
    node = several[0][0]
    # As declared, the key to show comes first; keys of a person's own choice stand as they come.
    declared = _declared(type(node))[several[0][1].id or ""][1].key.split(",")
    several.sort(key=lambda bound: declared.index(bound[1].key) if bound[1].key in declared else 0)
    first = several[0][1]
    keys = tuple(dict.fromkeys(app.get_key_display(binding) for _, binding in several))
    group = (first.id or "").partition(".")[0]
    return Command(
        group, keys, first.description, first.tooltip, first.show, first.key, first.group, first.action, node
    )


def gathered(every: Iterable[Command]) -> Iterator[Command]:
    """The commands, each family of them as one with the range of its keys: ``0–4 rate``."""
    for family, members in groupby(every, key=lambda command: command.family):
        some = list(members)
        if family is None or len(some) == 1:
            yield from some
        else:
            keys = f"{some[0].keys[0]}–{some[-1].keys[0]}"
            yield replace(some[0], keys=(keys,), label=family.description)


def help_groups(screen: Screen[Any]) -> list[tuple[str, list[Command]]]:
    """The commands under their headings."""
    every = list(gathered(commands(screen)))
    groups = ((title, [command for command in every if command.group == group]) for group, title in GROUPS.items())
    return [(title, members) for title, members in groups if members]


def palette(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """The entries of the command palette: all that can be done but moving about in a list."""
    for command in commands(screen):
        if command.group != "move" and command.action != "command_palette":
            title = command.label[:1].upper() + command.label[1:]
            yield SystemCommand(title, command.help, partial(command.run, screen.app))
