import numpy as np
import phonenumbers

from leakbench.generator.engine.streams import Streams
from leakbench.generator.identifiers.mobile_segments import MobileSegments
from leakbench.generator.population.divisions import Divisions

INDEX = np.arange(200_000, dtype=np.int64)


def test_segments_belong_to_operators_by_share(population):
    """Drawn segments are valid mobiles, spread over operators by their market share."""
    segments = MobileSegments(population)
    divisions = population.vocabulary(Divisions)
    bits = Streams(0, "t").bits("segment", INDEX)
    area = divisions.calling_area[INDEX % len(divisions.code)]
    drawn = segments.draw(area, bits)
    prefixes = np.unique(drawn // 1000)
    for prefix in prefixes.tolist():
        assert phonenumbers.is_valid_number(phonenumbers.parse(f"{prefix}0000000", "CN")), prefix
    telecom = np.isin(drawn // 10000, [133, 153, 173, 177, 180, 181, 189, 190, 191, 193, 199])
    assert abs(telecom.mean() - 0.24) < 0.03
