"""What the server answers on a connection: what the application says, which also tells what is no request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, request
from waitress.channel import ClientDisconnected
from waitress.task import WSGITask

from plangraph.errors import ClientGone, PlangraphError, RequestWrong, Unexpected
from plangraph_web.begun import BEGUN
from plangraph_web.entries import LEFT, REFUSED, entry, route_of
from plangraph_web.parsing import HOST, Parser, understood

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from flask import Flask

    from plangraph_web.channel import Channel


def init_app(app: Flask) -> None:
    """Let the application say what was wrong with a request that waitress could not read."""
    app.before_request(_refuse)


def _refuse() -> None:
    status = request.environ.get(REFUSED)
    if status == 500:
        raise Unexpected
    if status == 501:  # a coding that is not known is the sender's choice and no fault of ours
        raise RequestWrong
    if status:
        abort(status)


class Reply(WSGITask):
    """The answer of the application. One that fails on the way must not look as if it were whole."""

    channel: Channel
    request: Any
    told: WSGIEnvironment | None = None
    """What the application is told, and tells us."""
    sent = 0
    """Bytes of the body."""

    def service(self) -> None:
        """Send it, and have it noted."""
        try:
            super().service()
        except ClientDisconnected as error:
            self._note(error.__cause__ if isinstance(error.__cause__, PlangraphError) else ClientGone())
            raise
        except Exception:
            if self.wrote_header:  # else waitress has an answer made that says so, and is noted
                self._note(Unexpected())
            raise
        else:
            self._note()
        finally:
            self.request.path = route_of(self.told or {})  # which waitress writes into the log

    def get_environment(self) -> WSGIEnvironment:
        """What the application is told."""
        self.told = self.told or self.environment() | {BEGUN: getattr(self.request, "begun", None)}
        return self.told

    def environment(self) -> WSGIEnvironment:
        """Nothing of a host that is none (RFC 9112, section 3.2)."""
        found = super().get_environment()
        host = found.get("HTTP_HOST")
        if HOST.fullmatch(host or "") or (host is None and found["SERVER_PROTOCOL"] == "HTTP/1.0"):
            return found
        return {name: value for name, value in found.items() if name != "HTTP_HOST"} | {REFUSED: 400}

    def build_response_header(self) -> bytes:
        """Its head, which says so if no other answer follows on this connection."""
        if self.channel.is_last:
            self.request.headers["CONNECTION"] = "close"
        return super().build_response_header()

    def write(self, data: bytes) -> None:
        """Send a part of its body."""
        super().write(data)
        self.sent += len(data)

    def _note(self, error: PlangraphError | None = None) -> None:
        status = int(self.status[:3]) if self.wrote_header else LEFT
        whole = error is None and self.has_body and self.request.command != "HEAD"
        sent = self.sent or (self.content_length or 0 if whole else 0)  # a file is sent without passing through here
        server: Any = self.channel.server
        server.journal.note(entry(self.told or {}, status, sent, self.channel.arrived, error))

    def execute(self) -> None:
        """Send it."""
        try:
            super().execute()
        except PlangraphError as error:
            raise ClientDisconnected from error

    def finish(self) -> None:
        """Mark its end, where it has a body that needs one."""
        if not self.wrote_header:
            self.write(b"")
        if getattr(self.request, "command", None) == "HEAD":
            self.chunked_response = False
        super().finish()


class Refusal(Reply):
    """The answer to what is no request, by the application too, so that it has the shape of all its errors."""

    def __init__(self, channel: Channel, request: Parser) -> None:
        """Take of the request as much as an answer needs."""
        super().__init__(channel, understood(request))

    def execute(self) -> None:
        """Send it, and no other after it."""
        self.channel.refused = True
        self.set_close_on_finish()
        super().execute()

    def environment(self) -> WSGIEnvironment:
        """Tell the application what is wrong."""
        return super().environment() | {REFUSED: self.request.error.code}
