"""Ctrl-C while the command is still loading."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Every import, and all that importing reads and runs, is an event; the signal comes with one of them.
INTERRUPTED = """
import signal, sys

from skillgap.__main__ import main

left = int(sys.argv.pop(1))

def interrupt(event, arguments):
    global left
    if event in ("import", "open", "compile", "exec"):
        left -= 1
        if left == 0:
            signal.raise_signal(signal.SIGINT)

sys.addaudithook(interrupt)
main()
"""


@pytest.mark.parametrize("moment", [1, 10, 80, 320])
def test_an_interrupt_while_loading_ends_without_a_traceback_and_with_nothing_shown(moment: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(moment), "report", "sample-staff-engineer"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr in ("", "interrupted\n")
