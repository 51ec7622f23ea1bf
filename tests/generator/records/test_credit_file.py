import re
from datetime import datetime
from decimal import Decimal

import numpy as np
import pytest
from stdnum import luhn

from leakbench.generator.records.credit_file import CreditFiles

pytestmark = pytest.mark.slow

COUNT = 10_000


@pytest.fixture
def files(population):
    """The first credit files."""
    return CreditFiles(population, np.arange(COUNT, dtype=np.int64))


def read(population, strings):
    """Numbers and sums; None where nothing is written."""
    return [
        Decimal(re.sub(r"[^\d.]", "", text)) * (10_000 if "万" in text else 1) if text else None
        for text in population.arena.texts(strings)
    ]


def test_loans_agree(population, files):
    """Sums stand where there are loans, and no more is owed than was lent."""
    columns = (read(population, c) for c in (files.loans, files.loan_total, files.loan_balance))
    for loans, total, balance in zip(*columns, strict=True):
        if loans:
            assert 0 < balance < total
        else:
            assert total is None
            assert balance is None


def test_cards_agree(population, files):
    """Everybody has a credit card, and less is drawn than may be."""
    columns = (read(population, c) for c in (files.cards, files.limit, files.used))
    for cards, limit, used in zip(*columns, strict=True):
        assert cards >= 1
        assert 0 <= used < limit
    assert all(luhn.is_valid(card) for card in population.arena.texts(files.credit))


def test_arrears_agree(population, files):
    """The longest arrears are part of all, and something is overdue where there were any."""
    columns = (read(population, c) for c in (files.arrears, files.worst, files.overdue))
    for arrears, worst, overdue in zip(*columns, strict=True):
        assert (arrears > 0) == (worst > 0) == (overdue is not None)
        assert worst <= arrears


def test_arrears_lower_the_score(population, files):
    """Scores are within the scale, and on average the lower the more arrears."""
    scores = np.array([int(score) for score in read(population, files.score)])
    arrears = np.array([int(count) for count in read(population, files.arrears)])
    assert scores.min() >= 350
    assert scores.max() <= 950
    means = [scores[arrears == count].mean() for count in range(5)]
    assert means == sorted(means, reverse=True)


def test_reports_are_numbered_by_day(population, files):
    """A report's number begins with its day, which lies in the year before the reference date."""
    moments = [
        datetime.strptime(text, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - local times of no named zone
        for text in population.arena.texts(files.reported)
    ]
    numbers = population.arena.texts(files.report_no)
    for moment, number in zip(moments, numbers, strict=True):
        assert re.fullmatch(r"\d{22}", number)
        assert number[:8] == f"{moment:%Y%m%d}"
        assert 0 < (population.reference_date - moment.date()).days <= 366
        assert 8 <= moment.hour < 20
    assert len(set(numbers)) == COUNT
