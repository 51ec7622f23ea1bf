"""Energy of the processor's packages, where Linux exposes Intel's and AMD's counters (RAPL).

The counters are of whole packages: what the machine draws when idle and what other processes do is
in them. Most systems let only root read them, virtual machines seldom have them at all.
"""

from pathlib import Path
from typing import Final

POWERCAP: Final = Path("/sys/class/powercap")


class EnergyMeter:
    """All package counters that can be read; none is common.

    Args:
        root: Where the kernel shows its power zones.
    """

    def __init__(self, root: Path = POWERCAP) -> None:
        # One colon is a package; zones within a package have two.
        zones = sorted(zone for zone in root.glob("intel-rapl:*") if zone.name.count(":") == 1)
        self._zones: list[Path] = []
        self._ranges: list[int] = []
        for zone in zones:
            try:
                _number(zone / "energy_uj")
                self._ranges.append(_number(zone / "max_energy_range_uj"))
            except (OSError, ValueError):
                continue
            self._zones.append(zone)

    def read(self) -> list[int] | None:
        """The counters in microjoules; None if there are none."""
        if not self._zones:
            return None
        try:
            return [_number(zone / "energy_uj") for zone in self._zones]
        except (OSError, ValueError):
            return None

    def used(self, before: list[int] | None, after: list[int] | None) -> int | None:
        """Microjoules between two readings that are less than one round of a counter apart."""
        if before is None or after is None:
            return None
        rounds = zip(before, after, self._ranges, strict=True)
        return sum((late - early) % (most + 1) for early, late, most in rounds)


def _number(file: Path) -> int:
    return int(file.read_text("ascii"))
