"""What a detector that pays for its answers may spend, as the environment says to any of them."""

import os
from dataclasses import dataclass
from math import isfinite
from typing import Final

from leakbench.generator.errors import LeakbenchError

MAX_REQUESTS: Final = "LEAKBENCH_LLM_MAX_REQUESTS"
MAX_COST: Final = "LEAKBENCH_LLM_MAX_COST"
PRICE: Final = "LEAKBENCH_LLM_PRICE"


class BudgetError(LeakbenchError, ValueError):
    """A budget or a price is no number, or a limit of money lacks the price."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent at most, and the price.

    Attributes:
        requests: That are sent, failed ones too; None is no limit.
        money: In whatever the price is in; None is no limit.
        price: Of 10**6 tokens sent, and of as many answered; None where nobody said.
    """

    requests: int | None = None
    money: float | None = None
    price: tuple[float, float] | None = None

    @classmethod
    def of_environment(cls) -> "Budget":
        """What the environment says.

        Raises:
            BudgetError: It says no number, or limits money without a price.
        """
        requests, money = os.environ.get(MAX_REQUESTS), os.environ.get(MAX_COST)
        price = os.environ.get(PRICE)
        found = cls(
            requests=int(_amount(MAX_REQUESTS, requests)) if requests else None,
            money=_amount(MAX_COST, money) if money else None,
            price=parsed_price(price) if price else None,
        )
        if found.money is not None and found.price is None:
            raise BudgetError(f"{MAX_COST} needs {PRICE}: IN,OUT of 10^6 tokens")
        return found

    def spent(self, sent: int, answered: int) -> float | None:
        """What so many tokens sent and answered cost; None without a price."""
        if self.price is None:
            return None
        return (sent * self.price[0] + answered * self.price[1]) / 1e6

    def exhausted(self, requests: int, money: float | None) -> str | None:
        """Why nothing more is sent after so many requests and so much money; None if it may be."""
        if self.requests is not None and requests >= self.requests:
            return f"the budget of {self.requests:,} requests is spent"
        if self.money is not None and money is not None and money >= self.money:
            return f"the budget of {self.money:g} is spent: {money:.4g} for {requests:,} requests"
        return None


def parsed_price(text: str) -> tuple[float, float]:
    """A price as it is written: ``IN,OUT`` of 10^6 tokens.

    Raises:
        BudgetError: It is not two numbers from 0.
    """
    parts = text.split(",")
    if len(parts) != 2:
        raise BudgetError(f"price {text!r} is not IN,OUT of 10^6 tokens")
    sent, answered = (_amount("price", part) for part in parts)
    return sent, answered


def _amount(what: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not (isfinite(number) and number >= 0):
        raise BudgetError(f"{what} {text!r} is no number from 0")
    return number
