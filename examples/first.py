import re

import leakbench as lb


def mobiles(text):
    return [(*found.span(), "MOBILE") for found in re.finditer(r"1\d{10}", text)]


print(lb.evaluate([mobiles, "regex"], "exam_roster", noise=["clean", "worn"], rows=500))
