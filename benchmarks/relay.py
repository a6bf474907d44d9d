"""A relay on this machine that counts what goes through it: the bytes of the wire, compressed or not."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass
class Relay:
    """A relay before a server; `carried` counts the bytes of both directions and may be set to 0 again."""

    url: str
    carried: int = 0
    loop: asyncio.AbstractEventLoop | None = None
    stop: asyncio.Event | None = None


@contextmanager
def relay(target: str) -> Iterator[Relay]:
    """Relay connections to the server at `target` until the block ends."""
    port = urlsplit(target).port
    made = Relay("")
    ready = threading.Event()

    async def carry(source: asyncio.StreamReader, drain: asyncio.StreamWriter) -> None:
        try:
            while content := await source.read(65_536):
                made.carried += len(content)
                drain.write(content)
                await drain.drain()
        except ConnectionError:
            pass
        finally:
            drain.close()

    async def accept(source: asyncio.StreamReader, drain: asyncio.StreamWriter) -> None:
        there, away = await asyncio.open_connection("127.0.0.1", port)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(carry(source, away), carry(there, drain))

    async def run() -> None:
        made.stop = asyncio.Event()
        made.loop = asyncio.get_running_loop()
        server = await asyncio.start_server(accept, "127.0.0.1", 0)
        made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready.set()
        await made.stop.wait()
        server.close()

    thread = threading.Thread(target=asyncio.run, args=(run(),), name="relay", daemon=True)
    thread.start()
    ready.wait()
    try:
        yield made
    finally:
        assert made.loop is not None
        assert made.stop is not None
        made.loop.call_soon_threadsafe(made.stop.set)
        thread.join()
