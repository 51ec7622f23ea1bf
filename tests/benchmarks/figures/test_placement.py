"""Tests of placing labels."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.figures.placement import Box, leader, place_labels

FRAME = Box(0, 0, 400, 300)
GAP = 5.0
SPOTS = st.lists(
    st.tuples(st.integers(20, 380), st.integers(20, 280)), min_size=1, max_size=6, unique=True
)


def _marker(point):
    return Box(point[0] - GAP, point[1] - GAP, point[0] + GAP, point[1] + GAP)


@given(SPOTS)
def test_labels_stay_apart_and_inside(points):
    """Six labels in a wide frame overlap neither each other nor a marker, and none leaves it."""
    boxes = place_labels(points, [(50, 10)] * len(points), FRAME, gap=GAP)
    for index, box in enumerate(boxes):
        assert box.overlap(FRAME) > box.area - 1e-6
        others = [*boxes[:index], *boxes[index + 1 :]]
        assert all(box.overlap(other) < 1 for other in others)
        assert all(box.overlap(_marker(point)) < 1 for point in points)


def test_a_lonely_label_stands_right_of_its_point():
    """At the level of the point, and just clear of the marker."""
    (box,) = place_labels([(100, 100)], [(40, 10)], FRAME, gap=GAP)
    assert box == Box(105, 95, 145, 105)


def test_a_label_at_the_right_edge_stands_elsewhere():
    """It would be cut off there."""
    (box,) = place_labels([(390, 100)], [(40, 10)], FRAME, gap=GAP)
    assert box.right <= FRAME.right


def test_obstacles_are_left_free():
    """A line through the point is not written on."""
    line = Box(0, 99, 400, 101)
    (box,) = place_labels([(100, 100)], [(40, 10)], FRAME, gap=GAP, obstacles=[line])
    assert box.overlap(line) == 0


def test_the_leader_ends_on_the_nearest_border():
    """A point inside is its own nearest place."""
    assert leader(Box(0, 0, 10, 10), (20, 5)) == (10, 5)
    assert leader(Box(0, 0, 10, 10), (-5, -5)) == (0, 0)
    assert leader(Box(0, 0, 10, 10), (3, 4)) == (3, 4)
