"""Work in the background, done again whenever somebody asks for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from plangraph.errors import PlangraphError, Unexpected

Made = TypeVar("Made")

log = logging.getLogger("plangraph_web")


class Turns(Generic[Made]):
    """A thread that does its work once for all who have asked before it begins, and once more for those who come later.

    It does not keep the program from ending: see `busy`.
    """

    def __init__(self, name: str, work: Callable[[], Made]) -> None:
        """Wait for the first who asks."""
        self.busy = False
        """Whether it is at work."""
        self._work = work
        self._asked: SimpleQueue[Future[Made]] = SimpleQueue()
        Thread(target=self._serve, name=name, daemon=True).start()

    def ask(self) -> Future[Made]:
        """Have the work done; the future raises PlangraphError. Signal handlers may ask, too."""
        asked: Future[Made] = Future()
        self._asked.put(asked)
        return asked

    def _serve(self) -> None:
        while True:
            self._turn(self._asked.get())

    def _turn(self, first: Future[Made]) -> None:
        asked = [first, *(self._asked.get() for _ in range(self._asked.qsize()))]
        waiting = [each for each in asked if each.set_running_or_notify_cancel()]
        settle = self._done()
        for each in waiting:
            settle(each)

    def _done(self) -> Callable[[Future[Made]], None]:
        """Do the work now; gives what tells somebody who waits what came of it."""
        self.busy = True
        try:
            made = self._work()
        except BaseException as error:  # the panic of a Rust library is no Exception
            told = _told(error)
            return lambda each: each.set_exception(told)
        else:
            return lambda each: each.set_result(made)
        finally:
            self.busy = False


def _told(error: BaseException) -> PlangraphError:
    if isinstance(error, PlangraphError):
        return error.with_traceback(None)  # which holds half of what was being made
    log.error("Work in the background failed.", exc_info=error)
    return Unexpected()
