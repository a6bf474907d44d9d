"""A reader without a browser: a socket that speaks Streamlit's protocol, so that fifty cost little themselves."""

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 120
"""Seconds after which a run that has not ended is a fault."""


@dataclass(frozen=True)
class Run:
    """One run of a page's script, as its reader sees it: from the question sent to the last word received."""

    seconds: float
    received: int
    """Bytes."""


@dataclass
class Reader:
    """A session on a page: `async with Reader(url, "carte") as reader`, then `await reader.choose(…)`."""

    url: str
    page: str = ""
    query: str = ""
    """Of the address."""
    lists: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    """Label of each list on the page → its identifier and options."""
    _socket: ClientConnection | None = None
    _states: dict[str, str] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket:
            await self._socket.close()

    async def open(self) -> Run:
        """Open the page."""
        return await self._run()

    async def choose(self, label: str, option: str) -> Run:
        """Choose an option of a list, and wait for the end of the run that it causes."""
        identifier, options = self.lists[label]
        if option not in options:
            raise ValueError(f"« {label} » offers no « {option} »")
        self._states[identifier] = option
        return await self._run()

    async def _run(self) -> Run:
        asked = BackMsg()
        state = asked.rerun_script
        state.page_name = self.page
        state.query_string = self.query
        state.context_info.url = f"{self.url}/{self.page}"
        state.context_info.locale = "fr-FR"
        for identifier, value in self._states.items():
            widget = state.widget_states.widgets.add()
            widget.id = identifier
            widget.string_value = value
        assert self._socket is not None
        start = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        received = await asyncio.wait_for(self._until_the_end(), PATIENCE)
        return Run(time.perf_counter() - start, received)

    async def _until_the_end(self) -> int:
        """Receive what the run sends; a page that starts again on its own is waited for too."""
        assert self._socket is not None
        received = 0
        while True:
            content = await self._socket.recv()
            assert isinstance(content, bytes)
            received += len(content)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._note(message)
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return received
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RuntimeError("the page's script does not compile")

    def _note(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") == "selectbox":
            self.lists[element.selectbox.label] = (element.selectbox.id, list(element.selectbox.options))
        elif element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)
