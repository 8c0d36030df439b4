"""A mail server for tests: speaks enough SMTP on loopback, and can be told to misbehave."""

import asyncio
import threading
from types import TracebackType
from typing import Self


class SmtpServer:
    """Keeps what it was given; the first `drops` connections are cut in the middle of a mail."""

    def __init__(self, *, drops: int = 0, refuses: bool = False) -> None:
        self.letters: list[str] = []
        self.recipients: list[list[str]] = []
        self.port = 0
        self._drops, self._refuses = drops, refuses
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(5)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        await server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipients: list[str] = []
        writer.write(b"220 test\r\n")
        while line := (await reader.readline()).decode().strip():
            word = line.upper()
            if word.startswith("RCPT") and self._refuses:
                writer.write(b"550 no such person\r\n")
                continue
            if word.startswith("RCPT"):
                recipients.append(line.partition(":")[2].strip("<> "))
            if word.startswith("DATA"):
                if self._drops:
                    self._drops -= 1
                    break
                writer.write(b"354 go on\r\n")
                content = (await reader.readuntil(b"\r\n.\r\n")).decode()
                self.letters.append(content)
                self.recipients.append(recipients)
            writer.write(b"221 bye\r\n" if word.startswith("QUIT") else b"250 ok\r\n")
            if word.startswith("QUIT"):
                break
        writer.close()
