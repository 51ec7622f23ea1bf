from collections import Counter, defaultdict
from importlib.resources import files
from itertools import pairwise

import pytest
from stdnum.cn import ric

from leakbench.generator.engine.tables import table, weights

pytestmark = pytest.mark.slow

DECADES = ("w1950", "w1960", "w1970", "w1980", "w1990", "w2000", "w2010", "w2020")
# Columns, the fewest rows, and the columns that together name a row.
SHAPES = {
    "surnames": ("surname,share", 420, "surname"),
    "given_names": ("sex,kind,text," + ",".join(DECADES), 1460, "sex,kind,text"),
    "given_name_length": ("decade,solo_share", 8, "decade"),
    "forms_of_address": (
        "before,after,sex,youngest,oldest,others,weight",
        30,
        "before,after,sex",
    ),
    "landline_forms": ("template,form,listed,said", 5, "template"),
    "service_numbers": ("pattern,weight", 8, "pattern"),
    "road_words": ("text,weight", 260, "text"),
    "road_suffixes": ("text,weight", 10, "text"),
    "estate_words": ("text,weight", 300, "text"),
    "estate_suffixes": ("text,weight", 11, "text"),
    "office_words": ("text,weight", 150, "text"),
    "office_suffixes": ("text,weight", 8, "text"),
    "address_words": ("list,text,weight", 1_400, "list,text"),
    "address_regions": ("province,region,water", 20, "province"),
    "address_forms": ("kind,form,home,work,delivery,property,house", 50, "kind,form"),
    "address_rules": ("rule,manner,text,weight", 450, "rule,manner,text"),
    "place_kinds": (
        "kind,needs,rural,compound,names,number,building,unit,height,door",
        19,
        "kind",
    ),
    "place_shares": ("use,kind,region,city,county", 40, "use,kind,region"),
    "place_numbers": ("name,low,high,weight", 60, "name,low"),
    "numbered_parts": ("part,form,home,works", 15, "part,form"),
    "brand_characters": ("text,position,weight", 320, "text,position"),
    "brand_words": ("text,position,weight", 700, "text,position"),
    "industries": ("sector,word,short,capital,weight", 150, "word"),
    "company_forms": ("kind,text,short,register,sector,trade,scale,weight", 300, "kind,text"),
    "positions": ("kind,text,weight", 50, "kind,text"),
    "shop_spots": ("text,weight", 80, "text"),
    "city_shares": ("code,name,companies", 40, "code"),
    "county_weights": ("county,companies", 4, "county"),
    "peoples": ("text", 40, "text"),
    "audit_positions": ("firm,position", 9, "firm"),
    "schools": ("text,weight", 200, "text"),
    "hospital_words": ("text,weight", 250, "text"),
    "hotel_words": ("text,weight", 250, "text"),
    "communities": ("text,part,weight", 100, "text,part"),
    "banks": ("bank,short,legal,province,weight", 50, "bank"),
    "subjects": ("system,text,weight,level,only", 40, "system,text"),
    "score_systems": ("province,most", 2, "province"),
    "admission_tickets": ("province,template", 31, "province"),
    "ethnic_shares": ("province,people,percent", 130, "province,people"),
    "ethnic_surnames": ("people,surname,factor", 50, "people,surname"),
    "subject_systems": ("province,system,first_exam", 29, "province"),
    "furniture": ("kind,corpus,split,text", 90, "kind,corpus,split,text"),
    "vcard_properties": ("ending,property", 30, "ending"),
    "header_words": ("kind,text", 300, "kind,text"),
    "placeholders": ("text,alone,amounts,numbers,words,others", 12, "text"),
    "province_shares": ("code,short,name,population,companies,plate", 31, "code"),
    "divisions": ("code,province,city,county,people", 2978, "code"),
    "division_history": ("code,name,first,last", 5500, "code,first"),
    "county_centres": ("code,longitude,latitude", 2978, "code"),
    "plate_letters": ("prefix,letters", 340, "prefix"),
    "device_models": ("type_code,weight", 60, "type_code"),
    "network_codes": ("operator,network,weight", 11, "network"),
    "cell_sites": ("text,weight", 10, "text"),
    "dayparts": ("text,first,last,weight", 13, "text,first"),
    "call_kinds": ("text,weight", 3, "text"),
    "datums": ("text,weight", 3, "text"),
    "lead_sources": ("sort,text,weight", 37, "sort,text"),
    "lead_remarks": ("outcome,position,text,weight", 70, "outcome,position,text"),
    "document_matters": ("text,weight", 200, "text"),
    "document_titles": ("template,weight", 12, "template"),
    "departments": ("text,sign,weight", 20, "text"),
    "character_pinyin": ("character,pinyin", 2_300, "character"),
    "character_parts": ("character,parts", 390, "character"),
    "trade_terms": ("kind,text,weight", 60, "kind,text"),
}
MAY_BE_EMPTY = {
    *("sector", "city", "county", "last", "lead_remarks.text", "region", "manner"),
    *("company_forms.short", "legal", "banks.province", "placeholders.text", "corpus"),
    *("address_rules.text", "place_kinds.needs", "place_kinds.names", "place_kinds.building"),
    "place_kinds.unit",
    *(f"forms_of_address.{name}" for name in ("before", "after", "others")),
    *("landline_forms.form", "subjects.only", "ethnic_surnames.surname"),
}
NUMBERS = {"share", "solo_share", "weight", "population", "companies", "capital", *DECADES}
# Counties set up or renumbered after the source of the history was drawn up, or unknown to one of
# the two that were compared.
WITHOUT_HISTORY = """
    330113 330114 350404 350405 350604 350605 431181 450181 460321 460322 460323 500105 500112
    513402 520581 532302 540481 540581 610305 610981 632857 654203 659011 659012
"""


def rows(name, columns):
    """The entries of some columns, row by row."""
    return list(zip(*(table(name)[column] for column in columns.split(",")), strict=True))


def grouped(name, key, value):
    """Values by key, in the order of the file."""
    found = defaultdict(list)
    for of, entry in rows(name, f"{key},{value}"):
        found[of].append(entry)
    return found


def top(sex, kind, decade, count):
    """The most frequent given names of a decade."""
    ranked = sorted(
        (
            (float(weight), text)
            for s, k, text, weight in rows("given_names", f"sex,kind,text,{decade}")
            if (s, k) == (sex, kind)
        ),
        reverse=True,
    )
    return {text for _, text in ranked[:count]}


@pytest.mark.parametrize("name", SHAPES)
def test_tables_keep_their_shape(name):
    """Columns, rows, line ends and keys are as promised; texts are plain and written in GBK."""
    columns, fewest, key = SHAPES[name]
    source = files("leakbench.generator.data").joinpath(f"{name}.csv").read_bytes()
    source.decode("utf-8").encode("gbk")
    assert source.startswith(columns.encode() + b"\n"), f"{name}.csv: line 1 must be {columns}"
    assert source.endswith(b"\n"), f"{name}.csv: the last line has no end"
    assert not set(source) & set(b'"\r \t'), f"{name}.csv has quotes, blanks, tabs or CR"
    count = Counter(rows(name, key))
    assert count.total() >= fewest, f"{name}.csv has {count.total()} lines, {fewest} are wanted"
    twice = [row for row, times in count.items() if times > 1]
    assert not twice, f"{name}.csv: {key} stands twice: {twice}"
    for column, entries in table(name).items():
        empty = not all(entries) and not {column, f"{name}.{column}"} & MAY_BE_EMPTY
        assert not empty, f"{name}.csv: {column} has empty entries"


@pytest.mark.parametrize("name", SHAPES)
def test_weights_are_not_negative(name):
    """Numbers are finite and at least 0, and not all 0."""
    for column in NUMBERS & set(table(name)):
        numbers = weights(name, column)
        assert (numbers >= 0).all(), f"{name}.csv: {column} has numbers below 0"
        assert 0 < numbers.sum() < float("inf"), f"{name}.csv: {column} is all 0, or not finite"


@pytest.mark.parametrize(
    ("name", "column", "total", "within"),
    [
        ("surnames", "share", 100, 0.01),
        ("province_shares", "population", 100, 0.1),
        ("province_shares", "companies", 100, 0.1),
        ("industries", "weight", 100, 0.1),
        ("company_forms", "weight", 100, 0.1),
    ],
)
def test_percentages_sum_to_a_hundred(name, column, total, within):
    """Shares are of the whole."""
    assert weights(name, column).sum() == pytest.approx(total, abs=within)


def test_surnames_follow_the_census():
    """The top 100, 200 and 400 cover what they cover in the population, compounds 0.09%."""
    share = weights("surnames", "share")
    assert (share[:-1] >= share[1:]).all()
    for count, covered in ((100, 86.4), (200, 95.4), (400, 99.3)):
        assert share[:count].sum() == pytest.approx(covered, abs=0.1)
    compound = sum(float(s) for name, s in rows("surnames", "surname,share") if len(name) == 2)
    assert compound == pytest.approx(0.09, abs=0.001)


def test_given_names_have_the_length_of_their_kind():
    """Single characters, or two of them, enough of each for both sexes."""
    fewest = {"solo": 90, "first": 170, "second": 220, "whole": 250}
    count = Counter(rows("given_names", "sex,kind"))
    assert set(count) == {(sex, kind) for sex in "FM" for kind in fewest}
    assert all(count[sex, kind] >= fewest[kind] for sex, kind in count)
    for kind, text in rows("given_names", "kind,text"):
        assert len(text) == 1 + (kind == "whole")


def test_given_names_are_spread_out():
    """In no decade does one name or character stand for more than a few percent."""
    for decade in DECADES:
        of = defaultdict(list)
        for sex, kind, weight in rows("given_names", f"sex,kind,{decade}"):
            of[sex, kind].append(float(weight))
        for (_, kind), found in of.items():
            assert sum(found) == pytest.approx(100, abs=0.5)
            assert 0.01 < max(found) / sum(found) < (0.03 if kind == "whole" else 0.08)


@pytest.mark.parametrize(
    ("sex", "kind", "decade", "popular"),
    [
        ("M", "whole", "w1950", "建国 建华"),
        ("F", "whole", "w1950", "秀英 桂英"),
        ("M", "solo", "w1970", "勇 军 伟"),
        ("F", "solo", "w1970", "丽 艳 敏"),
        ("M", "solo", "w1980", "伟 磊 勇"),
        ("F", "solo", "w1980", "静 丽 娟"),
        ("M", "solo", "w1990", "超 伟 涛"),
        ("F", "solo", "w1990", "静 婷"),
        ("F", "whole", "w1990", "婷婷"),
        ("M", "solo", "w2000", "涛 浩 鑫"),
        ("F", "solo", "w2000", "婷 静 颖"),
        ("M", "whole", "w2010", "浩宇 浩然 宇轩 子轩"),
        ("F", "whole", "w2010", "梓涵 一诺 欣怡"),
        ("M", "whole", "w2020", "沐宸 浩宇 沐辰"),
        ("F", "whole", "w2020", "若汐 一诺 艺涵"),
    ],
)
def test_each_decade_has_its_names(sex, kind, decade, popular):
    """What people were called when they were born is among the six most frequent."""
    assert set(popular.split()) <= top(sex, kind, decade, 6)


def test_fashions_come_and_go():
    """梓 is unknown before 1990 and common after 2010; 建 the other way round."""
    row = {
        (s, k, t): w for s, k, t, *w in rows("given_names", "sex,kind,text," + ",".join(DECADES))
    }
    new, old = ([float(w) for w in row["M", "first", text]] for text in "梓建")
    assert max(new[:4]) < 0.05
    assert min(new[6:]) > 2
    assert min(old[:4]) > 4
    assert max(old[6:]) < 0.5


@pytest.mark.parametrize("kind", ["road", "estate", "office"])
def test_words_do_not_double_their_suffix(kind):
    """No word ends with a suffix (学府 + 府) or is the beginning of one (国际 + 国际大厦)."""
    suffixes = table(f"{kind}_suffixes")["text"]
    for word in table(f"{kind}_words")["text"]:
        assert not any(word.endswith(suffix) or suffix.startswith(word) for suffix in suffixes)


def test_cities_leave_something_to_their_province():
    """The shares of the listed cities are less than their province's."""
    of_city = grouped("city_shares", "code", "companies")
    provinces = dict(rows("province_shares", "code,companies"))
    for province, share in provinces.items():
        listed = [float(some[0]) for code, some in of_city.items() if code[:2] == province]
        assert sum(listed) < float(share)
    prefixes = {code[:4] for code in table("divisions")["code"]}
    assert set(of_city) <= prefixes


def test_brand_characters_are_enough_for_each_position():
    """One character each, and a choice of them."""
    by_position = grouped("brand_characters", "position", "text")
    assert {place: len(texts) >= 60 for place, texts in by_position.items()} == {
        "first": True,
        "second": True,
        "third": True,
    }
    assert min(len(by_position["first"]), len(by_position["second"])) >= 130
    assert {len(text) for text in table("brand_characters")["text"]} == {1}


@pytest.mark.parametrize(
    ("sector", "share"), [("批发和零售业", 29.8), ("制造业", 15.0), ("租赁和商务服务业", 11.7)]
)
def test_sections_have_their_share_of_companies(sector, share):
    """Section totals are the published ones."""
    total = sum(map(float, grouped("industries", "sector", "weight")[sector]))
    assert total == pytest.approx(share, abs=0.05)


def test_forms_have_their_share_of_companies():
    """About 76% are limited companies; a form's trade is a section of the industries."""
    share = {
        kind: sum(map(float, found))
        for kind, found in grouped("company_forms", "kind", "weight").items()
    }
    limited = sum(share[kind] for kind in ("company", "group", "branch_office"))
    assert limited == pytest.approx(76, abs=0.5)
    assert {register[0] for register in table("company_forms")["register"]} <= set("1359")
    assert set(table("company_forms")["sector"]) - {""} <= set(table("industries")["sector"])


def test_divisions_are_places():
    """Every county lies in a listed province, and no name is an aggregate."""
    provinces = dict(rows("province_shares", "code,name"))
    for code, province, city, county in rows("divisions", "code,province,city,county"):
        assert len(code) == 6
        assert provinces[code[:2]] == province
        assert county or (city and code.endswith("00"))
        assert not {city, county} & {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def test_current_counties_are_in_force():
    """All but the listed ones, functional zones and cities without counties have an open interval.

    A listed one that gains an interval is taken off the list.
    """
    in_force = {code for code, last in rows("division_history", "code,last") if not last}
    counties = {code for code in table("divisions")["code"] if code[4] != "7" and code[4:] != "00"}
    assert counties - in_force == set(WITHOUT_HISTORY.split())


def test_intervals_of_a_code_do_not_overlap():
    """A code means one place in a year, and that place is a county."""
    intervals = defaultdict(list)
    for code, name, first, last in rows("division_history", "code,name,first,last"):
        assert len(code) == 6
        assert code[4:] != "00"
        assert name not in {"市辖区", "市区", "县", "市"}
        assert int(first) <= int(last or first)
        intervals[code].append((int(first), int(last or 9999)))
    for found in intervals.values():
        assert all(before[1] < after[0] for before, after in pairwise(sorted(found)))


def test_every_year_of_birth_has_its_codes():
    """Each province has codes for 1930 to 2020, Hainan since 1988 and Chongqing since 1997."""
    since = {"46": 1988, "50": 1997}
    intervals = rows("division_history", "code,first,last")
    for year in range(1930, 2021):
        count = Counter(
            code[:2] for code, first, last in intervals if int(first) <= year <= int(last or 9999)
        )
        expected = {p for p in table("province_shares")["code"] if since.get(p, 0) <= year}
        assert set(count) == expected
        assert min(count.values()) >= 16


def test_resident_ids_of_every_interval_are_valid():
    """An independent validator knows each code in its first and last year."""
    for code, first, last in rows("division_history", "code,first,last"):
        for year in {max(int(first), 1930), int(last or max(first, "2020"))}:
            body = f"{code}{year}0615000"
            assert ric.is_valid(body + ric.calc_check_digit(body + "0")), (code, year)
