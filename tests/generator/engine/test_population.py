def test_a_vocabulary_is_made_once(population):
    """Whoever asks first has it made, of this population; everybody gets the same."""
    made = []

    class Words:
        def __init__(self, of):
            made.append(of)

    assert population.vocabulary(Words) is population.vocabulary(Words)
    assert made == [population]
