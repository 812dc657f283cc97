"""The kinds of rules as expectation classes: Great Expectations on top of the kernel. Imported only when rules run.

All classes share one table metric whose value is the outcome of a rule on the whole batch, and one metric that keeps
the batch's columns as arrays, so that each column is converted once for all rules. Great Expectations' own map
expectations cost some twenty times as much and treat blanks differently from engine to engine.
"""

import json
from typing import Any, ClassVar, Literal

import numpy as np
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.expectation_configuration import parse_result_format
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

from auditlib.checks.kinds import KINDS
from auditlib.edits import FAIL, HOLDS, INCOMPLETE, NOT_ASSESSABLE, Columns, Outcome, evaluate

Where = dict[str, str | list[str]]

COLUMNS, OUTCOME = "audit.columns", "audit.outcome"


class AuditColumns(TableMetricProvider):
    """The batch's columns as arrays, made once a batch."""

    metric_name = COLUMNS

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, execution_engine: PandasExecutionEngine, metric_domain_kwargs: Any, **_: Any) -> Columns:  # noqa: N805
        return Columns(execution_engine.get_compute_domain(metric_domain_kwargs, MetricDomainTypes.TABLE)[0])


class AuditOutcome(TableMetricProvider):
    """What one rule says of every record of the batch."""

    metric_name = OUTCOME
    value_keys = ("kind", "arguments")

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, metric_value_kwargs: Any, metrics: Any, **_: Any) -> Outcome:  # noqa: N805
        return evaluate(
            metrics[COLUMNS], metric_value_kwargs["kind"], json.loads(metric_value_kwargs["arguments"])
        )

    @classmethod
    def _get_evaluation_dependencies(
        cls,
        metric: MetricConfiguration,
        configuration: Any = None,
        execution_engine: ExecutionEngine[Any] | None = None,
        runtime_configuration: Any = None,
    ) -> dict[str, MetricConfiguration]:
        found = super()._get_evaluation_dependencies(
            metric, configuration, execution_engine, runtime_configuration
        )
        return {**found, COLUMNS: MetricConfiguration(COLUMNS, metric.metric_domain_kwargs, None)}


class Edit(BatchExpectation):
    """What all kinds share: ``where``, and the result.

    ``result`` counts the records that the rule is about. With the result format COMPLETE it holds arrays:
    ``unexpected_index_list``, the rows that break the rule, for each of them ``unexpected_verdicts`` (codes of
    edits.VERDICTS), ``unexpected_left`` and ``unexpected_right``, and ``not_assessable_index_list``.
    """

    where: Where = {}  # noqa: RUF012  a field of the model, copied for each rule
    domain_keys: ClassVar = ("batch_id", "table")

    @classmethod
    def is_abstract(cls) -> bool:
        """Whether the class is only a base of others."""
        return cls.__name__ == "Edit"

    def get_validation_dependencies(
        self, execution_engine: ExecutionEngine[Any] | None = None, runtime_configuration: Any = None
    ) -> ValidationDependencies:
        """The one metric that a rule needs."""
        kind = self.expectation_type
        arguments = {key: getattr(self, key) for key in KINDS[kind].may_take}
        domain = {"batch_id": self.batch_id, "table": None, "row_condition": None, "condition_parser": None}
        value = {"kind": kind, "arguments": json.dumps(arguments, ensure_ascii=False, sort_keys=True)}
        return ValidationDependencies(
            metric_configurations={OUTCOME: MetricConfiguration(OUTCOME, domain, value)},
            result_format=parse_result_format((runtime_configuration or {}).get("result_format", "BASIC")),
        )

    def _validate(
        self, metrics: Any, runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, Any]:
        outcome: Outcome = metrics[OUTCOME]
        verdicts = outcome.verdicts
        broken = np.flatnonzero((verdicts == FAIL) | (verdicts == INCOMPLETE))
        concerned, assessed = int(outcome.concerned.sum()), int(outcome.assessed.sum())
        result: dict[str, Any] = {
            "element_count": concerned,
            "missing_count": concerned - assessed,
            "unexpected_count": len(broken),
            "unexpected_percent": 100 * len(broken) / assessed if assessed else 0.0,
            "holds_count": int(((verdicts == HOLDS) & outcome.concerned).sum()),
        }
        if parse_result_format(self._get_result_format(runtime_configuration))["result_format"] == "COMPLETE":
            result |= {
                "unexpected_index_list": broken,
                "unexpected_verdicts": verdicts[broken],
                "unexpected_left": outcome.left[broken],
                "unexpected_right": outcome.right[broken],
                "not_assessable_index_list": np.flatnonzero(verdicts == NOT_ASSESSABLE),
            }
        return {"success": not len(broken), "result": result}


class ExpectLinearRelation(Edit):
    """The sum of the left columns ==, <= or >= the sum of the right columns."""

    left: list[str]
    operator: Literal["==", "<=", ">="]
    right: list[str]
    success_keys: ClassVar = ("left", "operator", "right", "where")


class ExpectNotNegative(Edit):
    """The sum of columns is zero or more."""

    addends: list[str]
    success_keys: ClassVar = ("addends", "where")


class ExpectUnion(Edit):
    """The greatest part <= total <= the sum of the parts."""

    total: str
    parts: list[str]
    success_keys: ClassVar = ("total", "parts", "where")


class ExpectImplication(Edit):
    """Where one column is above zero, the sum of the others is so too."""

    positive: str
    then_positive: list[str]
    success_keys: ClassVar = ("positive", "then_positive", "where")


class ExpectValueWithin(Edit):
    """A column lies between two others."""

    value: str
    low: str
    high: str
    success_keys: ClassVar = ("value", "low", "high", "where")


class ExpectColumnsToAgree(Edit):
    """Columns equal their partners."""

    given: list[str]
    expected: list[str]
    success_keys: ClassVar = ("given", "expected", "where")


class ExpectNoneOf(Edit):
    """A column holds none of some values."""

    column: str
    values: list[Any]
    success_keys: ClassVar = ("column", "values", "where")
