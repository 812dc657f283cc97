"""Running the suites on the frames: through Great Expectations, or through the kernel alone for coverage."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from auditlib.checks.failures import Outcomes, Result, Unassessed
from auditlib.checks.rules import Rule, Suite, rules_of
from auditlib.edits import NOT_ASSESSABLE, Columns, Outcome, evaluate
from auditlib.errors import AuditRunError

if TYPE_CHECKING:
    import pandas as pd


def run(
    suites: Sequence[Suite],
    frames: Mapping[str, "pd.DataFrame"],
    progress: Callable[[int, int], None] | None = None,
) -> Outcomes:
    """What the suites say of the frames, by Great Expectations. ``progress`` is told (rules done, of).

    Raises AuditRunError when a rule was lost on loading or could not be carried out.
    """
    results: list[Result] = []
    done, of = 0, sum(len(suite.rules) for suite in suites)
    for name, rules in _by_frame(suites, frames):
        done += len(rules)
        if progress:
            progress(done, of)
        if not len(frames[name]):
            continue
        results += _validate(name, rules, frames[name])
    return Outcomes(tuple(results))


def assess(suites: Sequence[Suite], frames: Mapping[str, "pd.DataFrame"]) -> Iterator[tuple[Rule, Outcome]]:
    """What every rule says of its frame, by the kernel alone: the same as ``run``, without its start-up time."""
    for name, rules in _by_frame(suites, frames):
        columns = Columns(frames[name])
        for rule in rules:
            yield rule, evaluate(columns, rule.kind, rule.arguments_of_form)


def coverage(suites: Sequence[Suite], frames: Mapping[str, "pd.DataFrame"]) -> Iterator[Unassessed]:
    """What could not be assessed, by the kernel alone."""
    for rule, outcome in assess(suites, frames):
        for row in (outcome.verdicts == NOT_ASSESSABLE).nonzero()[0]:
            yield Unassessed(rule, int(row))


def _by_frame(
    suites: Sequence[Suite], frames: Mapping[str, "pd.DataFrame"]
) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """All rules on each frame, whatever their suite, so that its columns are converted once."""
    for name in frames:
        if rules := tuple(rule for rule in rules_of(suites) if rule.frame == name):
            yield name, rules


@cache
def _context() -> Any:
    """One for all runs of a process: to write down each new source in it takes longer than most rules do."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    from auditlib.checks import expectations as _classes  # noqa: F401  registers them before any suite is loaded

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


@cache
def _batches(name: str) -> Any:
    """What hands the rows of a frame to Great Expectations, whole; each run gives its own."""
    asset = _context().data_sources.add_pandas(name).add_dataframe_asset(name)
    return asset.add_batch_definition_whole_dataframe("all")


def _validate(name: str, rules: Sequence[Rule], frame: "pd.DataFrame") -> Iterator[Result]:
    from great_expectations import ExpectationSuite
    from great_expectations.validator.v1_validator import Validator

    batches = _batches(name)  # registers our classes, without which a suite would lose its rules
    loaded = ExpectationSuite(name=name, expectations=[_configuration(rule) for rule in rules])
    kept = {(expectation.meta or {}).get("id") for expectation in loaded.expectations}
    if lost := [rule for rule in rules if rule.id not in kept]:
        raise AuditRunError("rule_lost", path=lost[0].suite, rule="、".join(rule.id for rule in lost))
    # What Batch.validate does, without hashing the frame a second time.
    validator = Validator(
        batch_definition=batches,
        batch_parameters={"dataframe": frame},
        result_format={"result_format": "COMPLETE"},
    )
    found: Sequence[Any] = validator.validate_expectation_suite(expectation_suite=loaded).results
    by_id = {result.expectation_config.meta["id"]: result for result in found}
    for rule in rules:
        told, why = by_id[rule.id].result, by_id[rule.id].exception_info
        if "unexpected_count" not in told:
            raise AuditRunError("rule_raised", path=rule.suite, rule=rule.id, why=_why(why))
        yield Result(
            rule,
            told["unexpected_index_list"],
            told["unexpected_verdicts"],
            told["unexpected_left"],
            told["unexpected_right"],
            told["not_assessable_index_list"],
        )


def _configuration(rule: Rule) -> dict[str, Any]:
    return {"type": rule.kind, "kwargs": rule.arguments_of_form, "meta": {"id": rule.id}}


def _why(information: Any) -> str:
    faults = information.values() if isinstance(information, dict) else ()
    found = [fault.get("exception_message") for fault in faults if isinstance(fault, dict)]
    return str(next((text for text in found if text), information))
