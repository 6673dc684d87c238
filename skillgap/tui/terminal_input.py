"""Input from a terminal that goes on after bytes and replies that Textual cannot read.

Textual's reader ends with the first byte that is no UTF-8 (Textualize/textual#6456), and takes the screens with it.
"""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable

from textual.driver import Driver
from textual.drivers import linux_driver


class TolerantDriver(linux_driver.LinuxDriver):
    """A terminal of which unreadable bytes are replaced, and unreadable replies ignored."""

    def run_input_thread(self) -> None:
        """Read until the screens end; begin again if a reply cannot be parsed, but not if the terminal is gone."""
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except OSError:
                raise
            except Exception:  # noqa: S112 - what the parser raises is not documented, and only that reply is lost
                continue


def _replacing_decoder(encoding: str) -> Callable[[], IncrementalDecoder]:
    decoder = getincrementaldecoder(encoding)
    return lambda: decoder(errors="replace")


# The reader asks its module for the decoder, and has no parameter for what it does with an error.
setattr(linux_driver, "getincrementaldecoder", _replacing_decoder)  # noqa: B010 - the name is an import there


def tolerant(driver: type[Driver]) -> type[Driver]:
    """Return the tolerant driver in place of Textual's for terminals, and any other as it is."""
    return TolerantDriver if driver is linux_driver.LinuxDriver else driver
