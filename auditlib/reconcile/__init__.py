"""What one report alone leaves open: glued cells, the values that claims speak of, and last year's report."""

from auditlib.reconcile.copies import Difference, differences
from auditlib.reconcile.measure import Facts, Measured, bounds, counters, measure, terms, value_of
from auditlib.reconcile.neighbours import with_places, years_before
from auditlib.reconcile.settle import settle

__all__ = [
    "Difference",
    "Facts",
    "Measured",
    "bounds",
    "counters",
    "differences",
    "measure",
    "settle",
    "terms",
    "value_of",
    "with_places",
    "years_before",
]
