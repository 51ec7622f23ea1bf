"""Tests of vocabularies of packs, whether they can stand in place of ours."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.engine.tables import table
from leakbench.generator.generate import batches
from leakbench.generator.pack_checks import checked
from leakbench.generator.pack_vocabularies import check_vocabulary, replaceable, rules
from leakbench.generator.packs import pack_of, using
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

ABOUT = 'name = "tried"\nversion = "1"\ntitle = "试"\ndescription = "试"\nlicence = "Apache-2.0"\n'
DATA = files("leakbench.generator.data")


def pack(**vocabularies):
    """A pack of vocabularies alone, by name with two underscores for the dot."""
    own = {f"data/{name.replace('__', '.')}": text.encode() for name, text in vocabularies.items()}
    return pack_of({"pack.toml": ABOUT.encode(), **own})


def refused(**vocabularies):
    """The one line that is said of them."""
    with pytest.raises(DeclarationError) as caught:
        checked(pack(**vocabularies))
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", replaceable())
def test_ours_can_stand_in_place_of_ours(name):
    """Every file that may be replaced fits its own rules."""
    text = DATA.joinpath(name).read_text("utf-8")
    one = pack_of({"pack.toml": ABOUT.encode(), f"data/{name}": text.encode()})
    assert checked(one) == one


def test_rules_name_columns_that_there_are():
    """All columns of a table, kinds that are known, and tables that lists are made of."""
    kinds = {"word", "words", "weight", "whole", "kind", "template"}
    for name, columns in rules().columns.items():
        assert list(columns) == list(table(name))
        assert set(columns.values()) <= kinds | {"industries.word"}
    for lists in rules().combined.values():
        assert {one.partition("/")[0] for one in lists} <= set(rules().columns)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "raod_words__csv",
            "data/raod_words.csv: no vocabulary is called like this; did you mean ",
        ),
        ("entities__csv", "data/entities.csv: this file of ours is fixed; a pack may replace "),
        ("divisions__csv", "data/divisions.csv: this file of ours is fixed"),
        ("road_words__toml", "data/road_words.toml: no vocabulary is called like this"),
    ],
)
def test_other_files_are_refused(name, said):
    """So that a typing error is told, and what others rest on stays."""
    assert said in refused(**{name: "text,weight\n路,1\n"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the columns must be text,weight"),
        ("text;weight\n路;1\n", "line 1: the columns must be text,weight"),
        ("weight,text\n1,路\n", "line 1: the columns must be text,weight"),
        ("text,weight\n", "must have 2 to 20,000 lines"),
        ("text,weight\n路,1\n街\n", "line 3: has 1 entries, not 2 (text,weight)"),
        ("text,weight\n路,1\n街,2,3\n", "line 3: has 3 entries, not 2 (text,weight)"),
        ("text,weight\n路,1\n\n街,2\n", "line 3: has 0 entries, not 2 (text,weight)"),
        ('text,weight\n路,1\n"街,2\n', "line 3: no CSV: "),
        ("text,weight\n路,1\n街,\n", "line 3: column 'weight' must be a number from 0 to 1e+09"),
        ("text,weight\n路,nan\n", "line 2: column 'weight' must be a number from 0 to 1e+09"),
        ("text,weight\n路,-1\n", "line 2: column 'weight' must be a number from 0 to 1e+09"),
        ("text,weight\n路,1e99\n", "line 2: column 'weight' must be a number from 0 to 1e+09"),
        ("text,weight\n路,0\n街,0\n", "column 'weight' is 0 in every line"),
        ("text,weight\n ,1\n", "line 2: column 'text' must be 1 to 100 characters, not ' '"),
    ],
)
def test_a_wrong_table_is_told_by_file_and_line(text, said):
    """Columns, numbers of entries, weights, texts."""
    message = refused(road_suffixes__csv=text)
    assert message.startswith("data/road_suffixes.csv: ")
    assert said in message


def test_every_split_has_words():
    """Of a list that the splits share out, alone or in combination with another."""
    few = refused(schools__csv="text,weight\n育才,1\n")
    assert "data/schools.csv: no word falls to the split " in few
    alone = refused(
        road_words__csv="text,weight\n人民,1\n", road_suffixes__csv="text,weight\n路,1\n"
    )
    assert "data/road_words.csv: no combination falls to the split " in alone
    many = "".join(f"字{number},1\n" for number in range(2_000))
    assert "more than 50,000 combinations" in refused(road_words__csv=f"text,weight\n{many}")


def test_every_kind_has_words_with_weight():
    """Those that ours has, and no others."""
    head = "kind,text,weight\n"
    assert "line 2: column 'kind' must be one of count, price, not 'cost'" in refused(
        trade_terms__csv=f"{head}cost,一万,1\n"
    )
    assert "no line with weight has the kind 'price'" in refused(
        trade_terms__csv=f"{head}count,一万,1\nprice,一元,0\n"
    )


def test_lists_go_with_one_another():
    """Goods belong to trades that there are, whichever of the two a pack replaces."""
    goods = "text,trade,price,weight\n保温杯,{},{},1\n"
    assert "line 2: column 'trade' must be in column 'word' of industries.csv" in refused(
        goods__csv=goods.format("卖货", 5)
    )
    assert "column 'price' must be a whole number from 1 to 1e+09, not '0'" in refused(
        goods__csv=goods.format("商贸", 0)
    )
    trades = "sector,word,short,capital,weight\n其他,卖货,卖货,10,1\n"
    assert "data/industries.csv: column 'word' lacks " in refused(industries__csv=trades)
    both = pack(industries__csv=trades, goods__csv=goods.format("卖货", 5))
    batch = next(batches(Spec("transactions", pack=checked(both)), 200))
    assert batch.num_rows == 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no key 'public' ("),
        ('[[public]]\ntemplate = "{city}医院"\n', "public 1: no key 'weight'"),
        ('[[public]]\ntemplate = "{town}医院"\nweight = 1\n', "unknown field 'town'"),
        ('[[public]]\ntemplate = "{city"\nweight = 1\n', "public 1: key 'template' must be"),
        ('[[public]]\ntemplate = "«a|b»"\nweight = 1\n', "public 1: key 'template' must be"),
        ('[[public]]\ntemplate = "{city}医院"\nweight = 0\n', "public: the weight is 0 in every"),
    ],
)
def test_wrong_templates_of_names_are_told(text, said):
    """With their number and what they may say."""
    uses = list(tried_uses())
    message = refused(hospital_names__toml=text.replace("public", uses[0]))
    assert message.startswith("data/hospital_names.toml: ")
    assert said.replace("public", uses[0]) in message


def tried_uses():
    """The forms of names of hospitals."""
    import tomllib  # noqa: PLC0415 - of this alone

    return tomllib.loads(DATA.joinpath("hospital_names.toml").read_text("utf-8"))


LINES = DATA.joinpath("structures.csv").read_text("utf-8").splitlines()


@given(st.data())
def test_a_table_with_any_entry_is_refused_or_drawn_from(data):
    """Whatever stands in it, it is one line or a batch."""
    line = data.draw(st.integers(0, len(LINES) - 1))
    printable = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
    changed = [*LINES[:line], data.draw(st.text(printable)), *LINES[line + 1 :]]
    with using(pack(structures__csv="\n".join([*changed, ""]))):
        try:
            check_vocabulary("structures.csv")
        except DeclarationError as error:
            told = str(error)
            assert told.startswith("data/structures.csv: ")
        else:
            assert all(float(weight) >= 0 for weight in table("structures")["low_rise"])
