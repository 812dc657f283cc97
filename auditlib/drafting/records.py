"""A frame's records, for putting them into words."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass
class Records:
    """A frame whose single cells are looked up often: each column is taken out of it once."""

    frame: pd.DataFrame
    _columns: dict[str, npt.NDArray[Any]] = field(default_factory=dict)

    def __contains__(self, column: str) -> bool:
        return column in self.frame

    def at(self, column: str, row: int) -> Any:
        """What a column says of a record."""
        if column not in self._columns:
            self._columns[column] = np.asarray(self.frame[column], dtype=object)
        return self._columns[column][row]
