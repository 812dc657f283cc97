"""Running the suites on the frames: through Great Expectations, or through the kernel alone for coverage."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from auditlib.checks.failures import Failure, Outcomes, Unassessed
from auditlib.checks.rules import Rule, Suite
from auditlib.edits import NOT_ASSESSABLE, Columns, evaluate
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
    context = _context()
    failures: list[Failure] = []
    unassessed: list[Unassessed] = []
    done, of = 0, sum(len(suite.rules) for suite in suites)
    for number, suite in enumerate(suites):
        done += len(suite.rules)
        if progress:
            progress(done, of)
        if not len(frames[suite.frame]):
            continue
        results = _validate(context, f"{suite.name}-{number}", suite, frames[suite.frame])
        for rule, result in zip(suite.rules, results, strict=True):
            failures += [Failure(rule, *found) for found in result["unexpected_index_list"]]
            reason = result["not_assessable_reason"]
            unassessed += [Unassessed(rule, row, reason) for row in result["not_assessable_index_list"]]
    return Outcomes(tuple(failures), tuple(unassessed))


def coverage(suites: Sequence[Suite], frames: Mapping[str, "pd.DataFrame"]) -> Iterator[Unassessed]:
    """What could not be assessed, by the kernel alone: the same as ``run`` says, without its start-up time."""
    columns = {suite.frame: Columns(frames[suite.frame]) for suite in suites}
    for suite in suites:
        for rule in suite.rules:
            outcome = evaluate(columns[suite.frame], rule.kind, rule.arguments)
            for row in (outcome.verdicts == NOT_ASSESSABLE).nonzero()[0]:
                yield Unassessed(rule, int(row), outcome.reason)


def _context() -> Any:
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    from auditlib.checks import expectations as _classes  # noqa: F401  registers them before any suite is loaded

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _validate(context: Any, name: str, suite: Suite, frame: "pd.DataFrame") -> list[dict[str, Any]]:
    from great_expectations import ExpectationSuite

    source = context.data_sources.add_pandas(name)
    batch = (
        source.add_dataframe_asset(suite.frame)
        .add_batch_definition_whole_dataframe("all")
        .get_batch({"dataframe": frame})
    )
    loaded = ExpectationSuite(name=suite.name, expectations=[_configuration(rule) for rule in suite.rules])
    kept = {(expectation.meta or {}).get("id") for expectation in loaded.expectations}
    if lost := [rule.id for rule in suite.rules if rule.id not in kept]:
        raise AuditRunError("rule_lost", path=suite.name, rule="、".join(lost))
    by_id: dict[str, dict[str, Any]] = {}
    for result in batch.validate(loaded, result_format={"result_format": "COMPLETE"}).results:
        rule_id = result.expectation_config.meta["id"]
        if "unexpected_count" not in result.result:
            raise AuditRunError("rule_raised", path=suite.name, rule=rule_id, why=_why(result.exception_info))
        by_id[rule_id] = result.result
    return [by_id[rule.id] for rule in suite.rules]


def _configuration(rule: Rule) -> dict[str, Any]:
    return {"type": rule.kind, "kwargs": dict(rule.arguments), "meta": {"id": rule.id}}


def _why(information: Any) -> str:
    faults = information.values() if isinstance(information, dict) else ()
    found = [fault.get("exception_message") for fault in faults if isinstance(fault, dict)]
    return str(next((text for text in found if text), information))
