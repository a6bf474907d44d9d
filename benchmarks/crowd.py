"""What the server carries: the time of one run, the memory of a session, and many people clicking at once."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import median, quantiles

import psutil

from benchmarks.reader import Reader
from benchmarks.subject import LIST, Served, Subject, indicators

CROWDS = (1, 20, 50)
ROUNDS = 3
SESSIONS = 20


@dataclass(frozen=True)
class Load:
    """Seconds of one run alone, with the table as it is at first and open; megabytes a session; seconds of a run at the
    median and the 95th percentile."""

    alone: float
    unfolded: float | None
    megabytes: float
    crowds: dict[int, tuple[float, float]]


def load(subject: Subject, served: Served) -> Load:
    """Measure a subject's server."""
    return asyncio.run(_load(subject, served))


async def _load(subject: Subject, served: Served) -> Load:
    alone = await _alone(subject, served)
    unfolded = await _alone(subject, served, subject.unfolded) if subject.unfolded else None
    megabytes = await _memory(subject, served)
    return Load(alone, unfolded, megabytes, {people: await _crowd(subject, served, people) for people in CROWDS})


async def _alone(subject: Subject, served: Served, query: str = "") -> float:
    """Return the seconds of one change of indicator, with nobody else there."""
    async with Reader(served.url, subject.page, query) as reader:
        await reader.open()
        options = indicators()
        for option in options:
            await reader.choose(LIST, option)
        return median([(await reader.choose(LIST, option)).seconds for option in options])


async def _memory(subject: Subject, served: Served) -> float:
    """Return the memory that one more open session takes, over twenty."""
    process = psutil.Process(served.process)
    async with AsyncExitStack() as open_:
        before = process.memory_info().rss
        for _ in range(SESSIONS):
            reader = await open_.enter_async_context(Reader(served.url, subject.page))
            await reader.open()
        return (process.memory_info().rss - before) / SESSIONS / 1e6


async def _crowd(subject: Subject, served: Served, people: int) -> tuple[float, float]:
    """Let everybody choose an indicator at the same instant, several times."""
    taken: list[float] = []
    async with AsyncExitStack() as open_:
        readers = [await open_.enter_async_context(Reader(served.url, subject.page)) for _ in range(people)]
        for reader in readers:
            await reader.open()
        options = indicators()
        for turn in range(ROUNDS):
            chosen = [options[(place + turn) % len(options)] for place in range(people)]
            runs = await asyncio.gather(
                *(reader.choose(LIST, option) for reader, option in zip(readers, chosen, strict=True))
            )
            taken += [run.seconds for run in runs]
    return median(taken), quantiles(taken, n=20)[-1]
