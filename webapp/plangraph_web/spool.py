"""Where large requests and answers wait: in temporary files, or in memory while the disk takes none."""

from __future__ import annotations

import logging
import os
import sys
from tempfile import TemporaryFile
from typing import Any, Final

from waitress.buffers import BytesIOBasedBuffer, FileBasedBuffer, OverflowableBuffer
from waitress.channel import HTTPChannel

from plangraph.seldom import Seldom

_DISK: Final = Seldom(logging.getLogger("plangraph_web"))


class OnDisk(FileBasedBuffer):
    """A temporary file. What it has taken can be read even after it takes no more."""

    file: Any  # the stub takes one in memory

    def __init__(self, before: FileBasedBuffer) -> None:
        """Take over what another buffer holds. Raises OSError."""
        file: Any = TemporaryFile("w+b", buffering=0)  # noqa: SIM115 - without a buffer nothing unwritten is left in it
        super().__init__(file)
        try:
            self.append(before.get())
        except OSError:
            self.close()
            raise

    def append(self, data: bytes) -> None:  # type: ignore[override] # it is given nothing else
        """Add all of the data or, raising OSError, nothing that is ever read."""
        here = self.file.tell()
        self.file.seek(0, os.SEEK_END)
        try:
            left = memoryview(data)
            while left:
                left = left[self.file.write(left) :]
        finally:
            self.file.seek(here)
        self.remain += len(data)


class Spool(OverflowableBuffer):
    """A buffer that begins in memory. The file to which it moves when it is large is given up when the disk is full."""

    buf: Any  # the stub takes a file

    def append(self, data: bytes) -> None:
        """Add all of the data."""
        try:
            super().append(data)
        except OSError as error:
            self._return(error)
            super().append(data)

    def _set_large_buffer(self) -> None:
        before: FileBasedBuffer = self.buf
        try:
            self.buf = OnDisk(before)
        except OSError as error:
            self._stay(error)
        else:
            before.close()
            self.overflowed = True

    def _return(self, error: OSError) -> None:
        """Take back into memory what is to be read yet."""
        on_disk, self.buf = self.buf, BytesIOBasedBuffer()
        self.buf.append(on_disk.get())
        on_disk.close()
        self.overflowed = False
        self._stay(error)

    def _stay(self, error: OSError) -> None:
        self.overflow = sys.maxsize
        _DISK.tell("No temporary file can be written (%s): what waits is kept in memory.", error.strerror)


class SpoolingChannel(HTTPChannel):
    """A channel whose answers wait in a spool until they are read."""

    outbufs: list[OverflowableBuffer]

    def write_soon(self, data: bytes) -> int:
        """Add to the answer. Raises ClientDisconnected."""
        with self.outbuf_lock:
            ended = (
                self.current_outbuf_count >= self.adj.outbuf_high_watermark
            )  # so waitress marks the end of an answer
            if ended or not isinstance(self.outbufs[-1], Spool):
                self.outbufs.append(Spool(self.adj.outbuf_overflow))
                self.current_outbuf_count = 0
        return super().write_soon(data)
