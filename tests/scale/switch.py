"""One address in front of two servers, so that a tab can be moved between them and keep its origin and cookies."""

import contextlib
import socket
import threading
from collections import Counter

CHUNK = 65_536


class Switch:
    """Passes every connection on to the port that it points at."""

    def __init__(self, port: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._target = port
        self._open: set[socket.socket] = set()
        self.passed_on: Counter[int] = Counter()
        """How many connections went to each port."""
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where browsers go."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def point_at(self, port: int) -> None:
        """From now on to this port; what was open is cut, as when a server goes away."""
        self._target = port
        self._cut()

    def close(self) -> None:
        """Stop listening, cut everything."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut()

    def _accept(self) -> None:
        while True:
            try:
                incoming, _ = self._listener.accept()
            except OSError:
                return  # closed
            target = self._target
            try:
                outgoing = socket.create_connection(("127.0.0.1", target))
            except OSError:
                incoming.close()
                continue
            self.passed_on[target] += 1
            self._open |= {incoming, outgoing}
            for source, sink in ((incoming, outgoing), (outgoing, incoming)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                sink.sendall(data)
        _shut(source)
        _shut(sink)
        self._open.discard(source)
        source.close()

    def _cut(self) -> None:
        for each in list(self._open):
            _shut(each)


def _shut(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
