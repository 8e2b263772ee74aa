"""Telling the log of what may happen a thousand times a second."""

from __future__ import annotations

import time
from logging import WARNING, Logger
from threading import Lock
from typing import Final

_MINUTE: Final = 60.0  # seconds


class Seldom:
    """Tells of one kind of event, and then no more of it for a minute. Any thread may call."""

    def __init__(self, log: Logger, level: int = WARNING) -> None:
        """Tell this log, as something of this level."""
        self._log, self._level = log, level
        self._turn = Lock()
        self._silent_until = 0.0
        self._told = False

    def tell(self, text: str, *values: object) -> None:
        """Log the text with its values, unless it was done less than a minute ago."""
        with self._turn:
            now = time.monotonic()
            if now < self._silent_until:
                return
            self._silent_until, self._told = now + _MINUTE, True
        self._log.log(self._level, text, *values)

    def over(self, text: str) -> None:
        """Log that it has come to an end, if it has been told of."""
        if self._told:
            self._told = False
            self._log.warning(text)
