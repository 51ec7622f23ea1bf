"""How long a detector's process took, by the clock of the run, that no code of a detector touches.

The process gives a sign before and after each call. What passes between is the call's; what passes
before the first, between two and after the last is what it takes to read batches, to check answers
and to send them, which is known here from checking the same answers. What is beyond that is the
last call's: whoever puts work off until its time is up has it counted all the same.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from leakbench.benchmarks.timing.call_timing import (
    CLOCK_RATIO,
    CLOCK_SLACK_NS,
    clocks_differ,
)

CHECK_FACTOR: Final = 4  # the process checks as we do, and packs, sends and reads beside
WARM_UP_CALLS: Final = 20
ALLOWED_NS: Final = 10_000_000  # of a question, and of each of its batches a tenth of it


class Seen(NamedTuple):
    """When what was heard of a process that was asked something, in nanoseconds.

    Attributes:
        sent: The question was on its way.
        signs: The process gave signs, before and after calls.
        received: Its answer was here.
    """

    sent: int
    signs: Sequence[int]
    received: int

    def calls(self, count: int, check_ns: int) -> list[int]:
        """How long each call took at most.

        Args:
            count: How many calls there were.
            check_ns: What checking their answers took here.
        """
        pairs = zip(self.signs[: 2 * count : 2], self.signs[1 : 2 * count : 2], strict=False)
        spent = [late - early for early, late in pairs]
        if len(spent) < count:  # signs are missing: nothing but the whole is known
            return [(self.received - self.sent) // count] * count
        rest = self.received - self.sent - sum(spent)
        spent[-1] += max(0, rest - allowance(count, check_ns))
        return spent

    def trial(self, calls: int, check_ns: int) -> int:
        """How long it took from the sign that a trial begins to its end.

        The call that warms up may take as long as many others, but not as long as all of them: in
        it a detector might answer batches that it finds in its process.
        """
        if len(self.signs) < 2:
            return self.received - self.sent
        begin, end, *_ = self.signs
        late = self.received - end - allowance(calls, check_ns)
        early = begin - self.sent - allowance(1, 0) - WARM_UP_CALLS * (end - begin) // max(1, calls)
        return end - begin + max(0, late) + max(0, early)


def allowance(calls: int, check_ns: int) -> int:
    """Nanoseconds beside the calls that are none of the detector's."""
    return CHECK_FACTOR * check_ns + ALLOWED_NS + calls * ALLOWED_NS // 10


def disagrees(inside_ns: int, outside_ns: int) -> str | None:
    """Why the time that a process told is not believed; None if it is."""
    if outside_ns - CLOCK_SLACK_NS <= CLOCK_RATIO * inside_ns:
        return None
    return clocks_differ(inside_ns, outside_ns)
