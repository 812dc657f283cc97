"""The time of the suites over the numpy floor: 150 rules on 100,000 made-up records of the statistics form.

Above the line is the product's own path (auditlib.checks.run.run: Great Expectations, every rule its own result with
all failing records); below it the kernel alone for the same rules on the same frame, with the conversion of the columns
and the indices of the failing records. The rules are the suite's own, then the same with their terms in another order
under further ids: each is other work to Great Expectations, which would else reuse the outcome of its like.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle, islice, permutations
from random import Random
from typing import Any

import numpy as np
import pandas as pd

from auditlib.checks.rules import Rule, Suite, load_suites
from auditlib.checks.run import run
from auditlib.edits import BLANK, FAIL, INCOMPLETE, NUMBER, STATE_SUFFIX, Columns, evaluate
from auditlib.forms.codebook import STATISTICS, codebook

from .agencies import agency
from .figures import figures
from .measuring import Row, best

PART = "suites over numpy alone"
RECORDS, RULES = 100_000, 150
TARGET = 3.0
FRAME = "statistics"
SHARES = ((0.01, 5), (0.0, 5), (0.1, 2))  # share of failing records, and how often it is measured


def measure() -> Iterator[Row]:
    """The ratio at each share of failing records."""
    suite = rules()
    for share, times in SHARES:
        frame = records(share)
        through = partial(run, [suite], {FRAME: frame})
        alone = partial(kernel, suite, frame)
        told = sum(1 for _ in through().failures)
        failing = sum(len(rows) for rows in alone())
        if failing != told:
            raise AssertionError(f"the run tells of {told} failures, the kernel of {failing}")
        product, floor = best(times, through, alone)
        found = failing / RULES / RECORDS
        yield Row(
            PART,
            f"ratio, {share:.0%} failing",
            product / floor,
            "times",
            f"{product:.2f} s over {floor:.2f} s; {found:.2%} of the records fail a rule",
            *((f"≤ {TARGET:g}", product <= TARGET * floor) if share == SHARES[0][0] else ()),
        )


def kernel(suite: Suite, frame: pd.DataFrame) -> list[np.ndarray[Any, np.dtype[np.int64]]]:
    """The failing records of every rule, by numpy alone."""
    columns = Columns(frame)
    found = []
    for rule in suite.rules:
        verdicts = evaluate(columns, rule.kind, rule.arguments_of_form).verdicts
        found.append(np.flatnonzero((verdicts == FAIL) | (verdicts == INCOMPLETE)))
    return found


def rules(count: int = RULES) -> Suite:
    """So many rules of the statistics form: the suite's own, then the same in other words."""
    suite = next(suite for suite in load_suites() if (suite.form, suite.frame) == (STATISTICS, FRAME))
    others = [_reworded(rule) for rule in suite.rules]
    found = list(suite.rules)
    for wordings in cycle(others):
        if len(found) >= count:
            break
        found += islice(wordings, 1)
    named = tuple(replace(rule, id=f"{rule.id}#{number}") for number, rule in enumerate(found[:count]))
    return replace(suite, rules=named)


def _reworded(rule: Rule) -> Iterator[Rule]:
    """The rule with its terms in other orders; nothing for rules of single terms."""
    for key in ("right", "parts", "then_positive"):
        terms = rule.arguments.get(key, ())
        for order in islice(permutations(terms), 1, None):
            yield replace(rule, arguments={**rule.arguments, key: list(order)})


def records(share: float, count: int = RECORDS, seed: int = 1) -> pd.DataFrame:
    """Records of the statistics form of which ``share`` fail a rule, as a mean over the rules; a third write no zeros."""
    rng = np.random.default_rng(seed)
    names = codebook(STATISTICS).indicators
    sound = _sound(names, rng)[rng.integers(0, 600, count)]
    frame = _framed(names, sound)
    if share:
        garbled = _garbled(names, rng, 2000)
        failing = np.mean([len(rows) for rows in kernel(rules(), _framed(names, garbled))]) / len(garbled)
        hit = rng.random(count) < share / failing
        sound[hit] = _garbled(names, rng, int(hit.sum()))
        frame = _framed(names, sound)
    return frame


def _sound(names: Sequence[str], rng: np.random.Generator) -> np.ndarray[Any, np.dtype[np.float64]]:
    rows = []
    for number in range(600):
        own = Random(number)
        told: Mapping[str, Any] = figures(agency(number, own, range(2018, 2019)), 2018, None, own)
        rows.append([float(told[name]) for name in names])
    found = np.array(rows)
    unwritten = (found == 0) & (rng.random(len(found)) < 1 / 3)[:, None]
    found[unwritten] = np.nan
    return found


def _garbled(
    names: Sequence[str], rng: np.random.Generator, count: int
) -> np.ndarray[Any, np.dtype[np.float64]]:
    return rng.integers(0, 40, (count, len(names))).astype(np.float64)


def _framed(names: Sequence[str], values: np.ndarray[Any, np.dtype[np.float64]]) -> pd.DataFrame:
    states = np.where(np.isnan(values), BLANK, NUMBER).astype(np.uint8)
    head = pd.DataFrame({"report": [f"r{number}" for number in range(len(values))]})
    return pd.concat(
        [
            head,
            pd.DataFrame(values, columns=list(names)),
            pd.DataFrame(states, columns=[n + STATE_SUFFIX for n in names]),
        ],
        axis=1,
    )
