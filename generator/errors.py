"""What can go wrong through no fault of leakbench, and what its command line leaves with then."""

from typing import ClassVar, Final

FAILURE: Final = 1
USAGE: Final = 2


class LeakbenchError(Exception):
    """Something that a user can mend: one line says what and where, without a traceback.

    Attributes:
        exit_code: ``FAILURE`` if something failed or data are bad, ``USAGE`` if what was asked for
            does not exist or contradicts itself.
    """

    exit_code: ClassVar[int] = FAILURE
