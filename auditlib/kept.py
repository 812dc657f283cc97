"""What an audit found of each report, kept beside what was understood of it: under which key, written and read again."""

import pickle
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from typing import TypeVar, overload

from auditlib.checks.rules import Suite
from auditlib.corpus.cache import Row, Store
from auditlib.corpus.entries import Catalog, Entry
from auditlib.corpus.fingerprint import key_of
from auditlib.corpus.packing import noted, pack, unpack
from auditlib.extensions import Extensions
from auditlib.findings import Finding, Findings, Head, NotAssessed, ReportsOnDemand
from auditlib.report import Report

T = TypeVar("T")
Found = tuple[tuple[Finding, ...], tuple[NotAssessed, ...]]
Counts = tuple[int, int]
MOST_LOADED = 256


def keys_of(catalog: Catalog, suites: Sequence[Suite], extensions: Extensions) -> list[str]:
    """For each report the key of what these suites find: by its files and those of all years of its agency."""
    by = sha256(repr((suites, extensions)).encode()).hexdigest()
    found = [""] * len(catalog.entries)
    for group in catalog.series:
        signature = sha256("\x1d".join(catalog.entries[n].signature for n in group).encode()).hexdigest()
        for n in group:
            found[n] = key_of("found", by, signature, catalog.entries[n].id)
    return found


def found_in(store: Store, key: str) -> Found | None:
    """What is kept under a key; None where nothing is, or nothing that can be used."""
    packed = store.body(key)
    try:
        return unpack(packed) if packed is not None else None
    except Exception:  # damaged bytes may do anything
        return None


def counts_of(heads: Mapping[str, bytes]) -> dict[str, Counts]:
    """By key how many findings and gaps are kept of a report, as the heads of its entry say."""
    counts = {key: noted(head) for key, head in heads.items()}
    return {key: count for key, count in counts.items() if isinstance(count, tuple)}


def rows_of(findings: Findings, keys: Mapping[str, str]) -> Iterator[Row]:
    """What is kept of findings, a row a report; ``keys`` are by the ids of reports."""
    for head, items, gaps in findings.each():
        found: Found = tuple(items), tuple(gaps)
        yield Row(keys[head.id], pickle.dumps(tuple(map(len, found))), pack(found))


@dataclass
class Kept:
    """What was found of each report of a corpus, by position; few are loaded at once.

    ``again`` audits a report once more, of which the store no longer has anything that can be used.
    """

    keys: Sequence[str]
    counts: Sequence[Counts]
    store: Store
    again: Callable[[int], Sequence[Row]]

    def __post_init__(self) -> None:
        self._loaded: OrderedDict[int, Found] = OrderedDict()

    def __getitem__(self, position: int) -> Found:
        if position in self._loaded:
            return self._loaded[position]
        found = found_in(self.store, self.keys[position])
        if found is None:
            found = self._found_again(position)
        self._loaded[position] = found
        while len(self._loaded) > MOST_LOADED:
            self._loaded.popitem(last=False)
        return found

    def _found_again(self, position: int) -> Found:
        rows = self.again(position)
        self.store.put(rows)
        found: Found = next(unpack(row.body) for row in rows if row.key == self.keys[position])
        return found


class KeptItems(Sequence[T]):
    """All findings, or all gaps, of a corpus in order, as one sequence."""

    def __init__(self, kept: Kept, which: int) -> None:
        self._kept, self._which = kept, which
        self._ends = list(accumulate(count[which] for count in kept.counts))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self[n] for n in range(*index.indices(len(self))))
        at = range(len(self))[index]
        report = bisect_right(self._ends, at)
        items: Sequence[T] = self._kept[report][self._which]  # type: ignore[assignment]
        return items[at - self._ends[report]]

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[T]:
        for report, count in enumerate(self._kept.counts):
            if count[self._which]:
                yield from self._kept[report][self._which]  # type: ignore[misc]


class ById(ReportsOnDemand):
    """The reports of a catalog by their ids, loaded when they are looked at."""

    def __init__(self, catalog: Catalog, reports: Sequence[Report]) -> None:
        self._catalog, self._reports = catalog, reports
        self._at = {entry.id: n for n, entry in enumerate(catalog.entries)}

    def __getitem__(self, name: str) -> Report:
        return self._reports[self._at[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    @property
    def heads(self) -> Mapping[str, Head]:
        """What results tell of the reports."""
        return Heads(self._catalog.entries, self._at)


@dataclass(frozen=True, slots=True)
class Heads(Mapping[str, Head]):
    """What results tell of the reports of a catalog, made of their entries when it is looked at."""

    entries: Sequence[Entry]
    at: Mapping[str, int]

    def __getitem__(self, name: str) -> Head:
        return self.entries[self.at[name]].head

    def __iter__(self) -> Iterator[str]:
        return iter(self.at)

    def __len__(self) -> int:
        return len(self.at)
