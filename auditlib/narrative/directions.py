"""The words for up and down."""

import re

UP = "增长率|增长|增加|上升|提高|提升|增幅|涨幅|增速|新增|上涨|攀升|回升|递增|猛增|激增|(?<!同)比增|多|增|升|涨"
DOWN = "负增长|下降|减少|降低|回落|下滑|下跌|缩减|压减|递减|减幅|降幅|少|降|减"
FELL = re.compile(DOWN)


def fell(because: str) -> bool:
    """Whether the words that state a change say that it went down."""
    return bool(FELL.search(because))
