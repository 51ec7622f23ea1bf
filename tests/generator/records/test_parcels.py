import numpy as np

from leakbench.generator.population.people import People
from leakbench.generator.records.parcels import Recipients
from leakbench.generator.value_forms import value_form

INDEX = np.arange(600, dtype=np.int64)
COLUMNS = ("listed_name", "courier", "waybill")


def test_parcels_are_of_their_recipients(population):
    """The name is the person's; all is empty where nothing was sent."""
    sent = INDEX % 4 > 0
    recipients = Recipients(population, INDEX, INDEX, sent)
    for name in COLUMNS:
        assert ((getattr(recipients, name).size > 0) == sent).all()
    assert ((recipients.listed_address.strings.size > 0) == sent).all()
    people = People(population, INDEX[sent])
    for name in ("name",):
        listed = getattr(recipients, f"listed_{name}").take(np.flatnonzero(sent))
        assert population.arena.texts(listed) == population.arena.texts(getattr(people, name))


def test_some_numbers_are_those_of_relays(population):
    """Mostly the person's own mobile, else a relay's with an extension, and the form says which."""
    sent = INDEX % 4 > 0
    listed = Recipients(population, INDEX, INDEX, sent).listed_mobile
    own = population.arena.texts(People(population, INDEX).mobile)
    private = listed.form == value_form("privacy")
    assert ((listed.strings.size > 0) == sent).all()
    assert 0.2 < private.mean() < 0.4
    for text, mobile, is_sent, is_private in zip(
        population.arena.texts(listed.strings), own, sent, private, strict=True
    ):
        assert not is_sent or (text == mobile) != is_private


def test_a_waybill_is_the_parcels(population):
    """Another parcel to the same person has another number."""
    sent = np.ones(len(INDEX), np.bool_)
    first, second = (
        population.arena.texts(Recipients(population, INDEX, INDEX + far, sent).waybill)
        for far in (0, 10**6)
    )
    assert len({*first, *second}) == 2 * len(INDEX)


def test_parcels_go_home_in_other_words(population):
    """Most go to the person's home, which is written in another way on another parcel."""
    sent = np.ones(len(INDEX), np.bool_)
    texts = population.arena.texts
    first, second = (Recipients(population, INDEX, INDEX + far, sent) for far in (0, 10**6))
    one, other = (texts(of.listed_address.strings) for of in (first, second))
    assert np.mean([a != b for a, b in zip(one, other, strict=True)]) > 0.9
    again = Recipients(population, INDEX[7:9], INDEX[7:9], sent[7:9]).listed_address
    assert texts(again.strings) == one[7:9]
    notes = first.listed_address.form == value_form("delivery_note")
    assert 0.03 < notes.mean() < 0.2
