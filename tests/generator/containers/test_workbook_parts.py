import io

from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.workbook_parts import SharedStrings, workbook

from .packages import workbook_of


def test_sheets_are_in_the_order_of_the_workbook():
    """Hidden ones too, each with its part."""
    book = workbook(Package(io.BytesIO(workbook_of("", "")), "file"))
    assert book.sheets == [("s1", "xl/worksheets/sheet1.xml"), ("s2", "xl/worksheets/sheet2.xml")]


def test_the_first_day_may_be_of_1904():
    """As the workbook says."""
    data = workbook_of("", properties='date1904="1"')
    assert workbook(Package(io.BytesIO(data), "file")).since_1904


def test_shared_strings_are_told_by_number():
    """In one piece of memory, as they were."""
    shared = SharedStrings()
    for text in ("张三", "", "𬱖a"):
        shared.append(text)
    assert [shared[number] for number in range(len(shared))] == ["张三", "", "𬱖a"]
