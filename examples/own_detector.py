"""A detector of one's own, without a package: a function, or a class with detect().

leakbench run --corpus legal_person --rows 20000 --detector ./examples/own_detector.py:mobiles
leakbench errors --corpus legal_person --rows 2000 --detector examples.own_detector:Mobiles
leakbench sweep evasive --corpus legal_person --rows 500 --detector ./examples/own_detector.py:Mobiles --out out/sweep
leakbench throughput --detector ./examples/own_detector.py:mobiles --out out/throughput
"""  # noqa: E501 - commands as they are typed

import re

import leakbench as lb

MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def mobiles(text):
    for found in MOBILE.finditer(text):
        yield found.start(), found.end(), "MOBILE"


mobiles.labels = {"MOBILE"}  # else it may find everything


class Mobiles:
    labels = frozenset({"MOBILE"})
    version = "1.0"

    def detect(self, batch, /):
        return lb.per_text(mobiles, batch)
