"""python-stdnum: a library of number formats, judging what ``regex``'s patterns find."""

from dataclasses import replace

from leakbench.detectors.marks import Mark
from leakbench.detectors.patterns import patterns
from leakbench.detectors.regex import Regex
from leakbench.detectors.registry import About


class Stdnum(Regex):
    """The patterns of ``regex``; whether a number is a true one is for python-stdnum to say."""

    name = "stdnum"
    about = About(
        package="python-stdnum",
        install="pip install 'leakbench[peers]'",
        license="LGPL-2.1-or-later",
        homepage="https://arthurdejong.org/python-stdnum/",
        marks=(
            Mark.HOUSE,
            Mark.PATTERNS,
        ),
    )

    def __init__(self) -> None:
        from stdnum import luhn  # noqa: PLC0415 - absent where the extra is not installed
        from stdnum.cn import uscc  # noqa: PLC0415 - absent without it

        checks = {
            "BANK_CARD": luhn.is_valid,
            "RESIDENT_ID": is_resident_id,
            "USCC": uscc.is_valid,
        }
        super().__init__(
            [replace(one, check=checks[one.label]) if one.check else one for one in patterns()]
        )


def is_resident_id(value: str) -> bool:
    """Whether python-stdnum finds the birth date and the check digit right.

    Its own ``is_valid`` asks besides whether the county had been assigned in the year of birth,
    which many true numbers fail: people are registered late, and its list has gaps. The old form
    of 15 digits has no check digit, and gets the century that it leaves out.
    """
    from stdnum.cn import ric  # noqa: PLC0415 - absent without it
    from stdnum.exceptions import ValidationError  # noqa: PLC0415 - absent without it

    old = len(value) == 15
    number = f"{value[:6]}19{value[6:]}0" if old else value.upper()
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return old or ric.calc_check_digit(number) == number[-1]
