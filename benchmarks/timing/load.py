"""What else the machine does while something is timed, and when that is too much to trust a time.

Of the processor time of all processes, that of this process and those it started is taken away;
stolen time is what a hypervisor gave to other guests.
"""

from contextlib import suppress
from dataclasses import asdict, dataclass
from os import getloadavg, getpid
from time import monotonic, sleep
from typing import Any, Final

import psutil

SETTLE_SECONDS: Final = 0.5
MAX_OTHERS: Final = 0.1  # of all cores
MAX_STOLEN: Final = 0.01


@dataclass(frozen=True, slots=True)
class Load:
    """What went on between two looks.

    Attributes:
        seconds: Between the looks.
        others: Share of all cores that other processes kept busy.
        stolen: Share of all cores that a hypervisor gave away.
        load_average: Of the last minute, at the second look; the benchmark itself is in it.
    """

    seconds: float
    others: float
    stolen: float
    load_average: float

    def warnings(self, when: str) -> list[str]:
        """One sentence for each reason to distrust times; none on a quiet machine."""
        found = []
        if self.others > MAX_OTHERS:
            found.append(f"other processes took {self.others:.0%} of all cores {when}")
        if self.stolen > MAX_STOLEN:
            found.append(f"the hypervisor took {self.stolen:.0%} of all cores away {when}")
        return found

    def to_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


class LoadWatch:
    """Looks once when it is made, and again whenever it is asked."""

    def __init__(self) -> None:
        self._begun = monotonic()
        self._busy, self._stolen = _machine_seconds()
        self._own = cpu_seconds(getpid())

    def load(self) -> Load:
        """What went on since it was made."""
        seconds = max(monotonic() - self._begun, 1e-9)
        busy, stolen = _machine_seconds()
        spent = seconds * (psutil.cpu_count() or 1)
        others = busy - self._busy - (cpu_seconds(getpid()) - self._own)
        return Load(
            seconds=seconds,
            others=min(1.0, max(0.0, others) / spent),
            stolen=max(0.0, stolen - self._stolen) / spent,
            load_average=getloadavg()[0],
        )


def load_at_rest() -> Load:
    """What goes on while this process does nothing for a moment."""
    watch = LoadWatch()
    sleep(SETTLE_SECONDS)
    return watch.load()


def _machine_seconds() -> tuple[float, float]:
    """Seconds of all cores that were busy, and those that were stolen."""
    times = psutil.cpu_times()
    names = ("user", "nice", "system", "irq", "softirq")  # a guest's time is in user and nice
    return sum(getattr(times, name, 0.0) for name in names), getattr(times, "steal", 0.0)


def cpu_seconds(pid: int) -> float:
    """Processor seconds of a process, and of all that it started, ended or not; 0 of none."""
    total = 0.0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                times = one.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total
