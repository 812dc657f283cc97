"""The words for up and down."""

import re

UP = "增长|增加|上升|提高|提升|增幅|新增|多|增"
DOWN = "下降|减少|降低|回落|下滑|减幅|降幅|少|降|减"
FELL = re.compile(DOWN)


def fell(because: str) -> bool:
    """Whether the words that state a change say that it went down."""
    return bool(FELL.search(because))
