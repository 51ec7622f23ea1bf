"""Tests of Label Studio's tasks and configuration."""

import json
from xml.etree import ElementTree as ET

from leakbench.benchmarks.training_formats.label_studio import FORM

from .labelled_records import labelled_texts, written

MADE = [("𠮷某", [(0, 2, 'A"<b>'), (1, 2, "B")]), ("无", [])]


def test_tasks_are_what_label_studio_imports():
    """Data and annotations, with regions of code points that name the configuration's tags."""
    first, second = json.loads(written(FORM, labelled_texts(MADE)))
    assert first["data"] == {"id": 0, "text": "𠮷某"}
    (annotation,) = first["annotations"]
    assert annotation["result"][0] == {
        "id": "r0",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": 0, "end": 2, "text": "𠮷某", "labels": ['A"<b>']},
    }
    assert [one["id"] for one in annotation["result"]] == ["r0", "r1"]
    assert second == {"data": {"id": 1, "text": "无"}, "annotations": [{"result": []}]}


def test_the_configuration_has_every_label(tmp_path):
    """Beside the tasks: a name that regions call `from_name`, and a text that is `to_name`."""
    FORM.write(labelled_texts(MADE), tmp_path / "tasks.json", force=False)
    view = ET.parse(tmp_path / "tasks.config.xml").getroot()  # noqa: S314 - our own
    labels, text = view
    assert (labels.tag, labels.attrib) == ("Labels", {"name": "label", "toName": "text"})
    assert [one.attrib["value"] for one in labels] == ['A"<b>', "B"]
    assert (text.tag, text.attrib) == ("Text", {"name": "text", "value": "$text"})
