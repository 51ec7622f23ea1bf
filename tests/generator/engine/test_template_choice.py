import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.template_choice import (
    TemplateChoice,
    WeightedTemplates,
    declared_templates,
)

COUNT = 20_000


def test_templates_are_drawn_by_weight():
    """Each has its share of the rows, and writes the fields by their names."""
    arena = Arena()
    choice = TemplateChoice(WeightedTemplates(["{a}{b}", "{b}"], [3, 1]), ("a", "b"), arena)
    columns = [arena.intern([text]).take(np.zeros(COUNT, np.intp)) for text in "甲乙"]
    texts = arena.texts(choice.compose(Streams(1, "t").bits("c", np.arange(COUNT)), columns))
    assert set(texts) == {"甲乙", "乙"}
    assert texts.count("乙") / COUNT == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize("name", ["bank_branches", "company_names", "property_titles"])
def test_declared_templates_have_weights(name):
    """Every template of the data files has a weight above 0."""
    for templates, weights in declared_templates(name).values():
        assert len(templates) == len(weights) > 0
        assert min(weights) > 0
