"""A headless Chromium, driven over its own pipe: no port, no driver, nothing to install but the browser."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

BINARY = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe"),
]
# The browser reads commands from its descriptor 3 and answers on 4, which may be taken before.
LAUNCH = """
import fcntl, os, sys
commands, answers = (fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3])
os.dup2(commands, 3)
os.dup2(answers, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
PATIENCE = 60.0  # seconds; far beyond what an answer takes, so that a dead browser ends the test

Message = dict[str, Any]


class Chromium:
    """The browser process; use it as a context."""

    def __init__(self, folder: Path) -> None:
        assert BINARY is not None
        commands, self._write = os.pipe()
        self._read, answers = os.pipe()
        ends = (str(commands), str(answers))
        command = [sys.executable, "-c", LAUNCH, *ends, BINARY, *SWITCHES, f"--user-data-dir={folder}"]
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command, pass_fds=(commands, answers), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        os.close(commands)
        os.close(answers)
        self._buffer = b""
        self._number = 0
        self.events: list[Message] = []

    def __enter__(self) -> Chromium:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.call("Browser.close")
        finally:
            try:
                self._process.wait(PATIENCE)
            finally:
                self._process.kill()
                os.close(self._write)
                os.close(self._read)

    def call(self, method: str, session: str | None = None, **parameters: Any) -> Message:
        """Send a command and wait for its result; what happens meanwhile is kept in ``events``."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                result: Message = answer["result"]
                return result
            self.events.append(answer)

    def wait_for(self, event: str, session: str) -> None:
        """Wait until an event of a page has come."""
        while not any(one.get("method") == event and one.get("sessionId") == session for one in self.events):
            self.events.append(self._receive())

    def download_into(self, folder: Path) -> None:
        """Let pages save files into a folder."""
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), eventsEnabled=True)

    def wait_for_downloads(self, count: int) -> None:
        """Wait until so many files are saved."""

        def is_saved(event: Message) -> bool:
            return event.get("method") == "Browser.downloadProgress" and event["params"]["state"] == "completed"

        while sum(map(is_saved, self.events)) < count:
            self.events.append(self._receive())

    def _receive(self) -> Message:
        end = time.monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0, end - time.monotonic()))
            piece = os.read(self._read, 1 << 20) if ready else b""
            if not piece:
                raise TimeoutError("the browser does not answer")
            self._buffer += piece
        message, self._buffer = self._buffer.split(b"\0", 1)
        answer: Message = json.loads(message)
        return answer

    def open(self, address: str, width: int = 1200, scheme: str = "light", media: str = "screen") -> Page:
        """Load an address in a new page of that width."""
        return Page(self, address, width, scheme, media)


class Page:
    """One loaded page; ``requests`` are the addresses asked for, ``complaints`` what its console says."""

    def __init__(self, browser: Chromium, address: str, width: int, scheme: str, media: str) -> None:
        self._browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._call("Emulation.setEmulatedMedia", media=media, features=features)
        self._call("Page.navigate", url=address)
        browser.wait_for("Page.loadEventFired", self._session)

    def _call(self, method: str, **parameters: Any) -> Message:
        return self._browser.call(method, self._session, **parameters)

    def _happened(self, *methods: str) -> list[Message]:
        events = (event for event in self._browser.events if event.get("sessionId") == self._session)
        return [event["params"] for event in events if event["method"] in methods]

    @property
    def requests(self) -> list[str]:
        return [one["request"]["url"] for one in self._happened("Network.requestWillBeSent")]

    @property
    def complaints(self) -> list[Message]:
        return self._happened("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")

    def evaluate(self, script: str) -> Any:
        """The value of a script, awaited where it is a promise."""
        result = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key that types nothing, as in ``ArrowDown``, or Enter."""
        codes = {"ArrowDown": 40, "Tab": 9, "Enter": 13}
        text = {"text": "\r"} if key == "Enter" else {}
        code = codes[key]
        self._call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
        self._call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self._call("Input.insertText", text=text)

    def screenshot(self) -> bytes:
        """What stands in the window, as PNG."""
        result = self._call("Page.captureScreenshot", format="png")
        return base64.b64decode(result["data"])

    def pdf(self, width: float, height: float) -> bytes:
        """The page as printed on paper of that size in inches."""
        result = self._call("Page.printToPDF", paperWidth=width, paperHeight=height, preferCSSPageSize=False)
        return base64.b64decode(result["data"])

    def close(self) -> None:
        self._call("Page.close")
