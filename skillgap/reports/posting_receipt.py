"""The receipt of reading postings, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from skillgap.labels import pluralize
from skillgap.postings.receipt import Receipt


def posting_receipt_text(receipt: Receipt) -> str:
    """The receipt in lines: what counts first, then where it came from, then what was left out and why."""
    return "\n".join(_lines(receipt))


def posting_receipt_json(receipt: Receipt) -> str:
    """The receipt as a JSON document."""
    return json.dumps(receipt.as_data(), ensure_ascii=False, indent=2) + "\n"


def _lines(receipt: Receipt) -> Iterator[str]:
    yield (
        f"{pluralize(receipt.counted, 'posting')} counted, "
        f"{pluralize(receipt.duplicates, 'near-duplicate')} not counted again, {receipt.unreadable:,} unreadable"
    )
    if receipt.read:
        yield f"  sources: {pluralize(receipt.files, 'file')}: {_counts(receipt.shapes)}"
    if receipt.encodings:
        yield f"  encodings: {_counts(receipt.encodings)}"
    if receipt.first:
        undated = f", {receipt.undated:,} without a date" if receipt.undated else ""
        yield f"  published: {receipt.period}{undated}"
    elif receipt.counted:
        yield "  published: no posting states a date"
    if receipt.counted:
        yield f"  employers: {len(receipt.employers):,}"
    if receipt.damaged:
        yield f"  {pluralize(receipt.damaged, 'posting')} with characters that were lost before (U+FFFD)"
    yield from unreadable_lines(receipt)


def unreadable_lines(receipt: Receipt) -> Iterator[str]:
    """What could not be read, grouped by reason."""
    for group in receipt.unreadable_groups():
        yield f"  unreadable, {group.entries:,}: {group.reason}"
        yield f"    {group.places()}"
        if group.hint:
            yield f"    hint: {group.hint}"


def _counts(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {count:,}" for name, count in ordered)
