import re

import leakbench as lb


class ElevenDigits:
    name = "eleven_digits"
    labels = frozenset({"MOBILE"})
    about = lb.About("leakbench-eleven-digits", "pip install leakbench-eleven-digits", "MIT", "")

    def detect(self, batch, /):
        return lb.per_text(self.find, batch)

    def find(self, text):
        for found in re.finditer(r"(?<!\d)1\d{10}(?!\d)", text):
            yield found.start(), found.end(), "MOBILE"
