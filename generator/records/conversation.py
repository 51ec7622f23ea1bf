"""Conversations: whose facts come up in a chat.

A conversation turns about somebody who runs a company, somebody else who is mentioned or takes
part, and a pupil with a parent, of whom each text uses whom it needs.
"""

from functools import cached_property

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.streams import below
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.candidate import Candidates
from leakbench.generator.records.company import Companies

_ACQUAINTANCE = 1024  # how far apart in the population two people of a conversation are at most


class Conversations(Block):
    """A block of conversations; each attribute is drawn when it is first asked for.

    Attributes:
        index: Index of each conversation.
    """

    stream = "conversation"

    @cached_property
    def company(self) -> Companies:
        """The company that is talked about, or for which somebody talks."""
        return Companies(self._population, self.index)

    @cached_property
    def person(self) -> People:
        """Whom the conversation is mainly about: the company's legal person."""
        return self.company.owner

    @cached_property
    def other(self) -> People:
        """Somebody else, never the person."""
        other = self.index + 1 + below(self.bits("other"), _ACQUAINTANCE)
        return People(self._population, families().nth(families().owners, other))

    @cached_property
    def pupil(self) -> Candidates:
        """A pupil in the last year of high school."""
        return Candidates(self._population, self.index)

    @cached_property
    def parent(self) -> People:
        """The pupil's father or mother."""
        return self.pupil.guardian

    @cached_property
    def other_parent(self) -> People:
        """The other of the two."""
        return self.pupil.other_guardian


RECORDS = Conversations
