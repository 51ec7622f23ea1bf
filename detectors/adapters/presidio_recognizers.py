"""The tuned Presidio's recognisers and its sense of context; imports the package at once."""

from typing import Any

from presidio_analyzer import Pattern, PatternRecognizer
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer

from leakbench.detectors.adapters.presidio_rules import CONTEXT_GIVES, ENOUGH, NEAR, Rule, rules
from leakbench.detectors.check_digits import is_bank_card, is_credit_code, is_resident_id
from leakbench.detectors.regex import GAPS


def recognizers(language: str) -> list[Any]:
    """One for each rule."""
    return [Checked(rule, language) for rule in rules()]


class Checked(PatternRecognizer):  # type: ignore[misc]  # the package's types are not read
    """Patterns of one rule, and the check that a value must pass."""

    def __init__(self, rule: Rule, language: str) -> None:
        super().__init__(
            supported_entity=rule.label,
            supported_language=language,
            name=f"Chinese {rule.label}",
            patterns=[
                Pattern(name=name, score=score, regex=it) for name, score, it in rule.patterns
            ],
            context=list(rule.context),
        )
        self._check = rule.check

    def validate_result(self, pattern_text: str) -> bool | None:
        """False drops the value, True makes it certain, None leaves its score."""
        value = pattern_text.translate(GAPS)
        match self._check:
            case "resident_id":
                # A date alone makes nobody sure of 15 digits.
                return is_resident_id(value) and (len(value) > 15 or None)
            case "credit_code":
                return is_credit_code(value)
            case "bank_card":
                # One in ten numbers has a true check digit.
                return None if is_bank_card(value) else False
            case _:
                return None


class Nearby(ContextAwareEnhancer):  # type: ignore[misc]  # the package's types are not read
    """Context words by characters: Chinese has no words to count without a language model."""

    def __init__(self) -> None:
        super().__init__(CONTEXT_GIVES, ENOUGH, NEAR, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[Any],
        nlp_artifacts: Any,
        recognizers: list[Any],
        context: list[str] | None = None,
    ) -> list[Any]:
        """Raise the score of every result that has a context word of its recogniser before it."""
        del nlp_artifacts, context
        words = {one.id: one.context for one in recognizers}
        for one in raw_results:
            before = text[max(0, one.start - NEAR) : one.start].lower()
            known = words[one.recognition_metadata[one.RECOGNIZER_IDENTIFIER_KEY]]
            if any(word in before for word in known):
                one.score = min(one.score + CONTEXT_GIVES, self.MAX_SCORE)
        return raw_results
