"""By what the parts of a total are told: the route of a lawsuit, its outcome, the applicant, the way a request came in.

Parts told by one facet make up one list. Where the facet changes another list of the same total begins, or one inside
the part just told: 直接起诉3件，复议后起诉2件，结果维持3件，结果纠正2件.
"""

import re
from collections.abc import Sequence

from auditlib.narrative.counted import Count

CASES = frozenset("件 宗 起 例 份 个".split())
OUTCOME, PROGRESS, WAY, APPLICANT = "outcome", "progress", "way", "applicant"
PENDING = re.compile(
    "(?:尚未|未|还没有?|暂未|仍未)(?:作出)?(?:审结|审理|结案|办结|判决|裁决|决定)|正在[^，。；]{0,6}(?:审理|审查|办理|处理)|[仍尚还]在[^，。；]{0,4}(?:审理|审查|办理)|审理(?:之|过程)?中|在审|待审|待结|未结"
)
FACETS = {
    "route": re.compile(
        r"直接(?:向[^，。；]{0,8})?(?:提起|起诉|诉讼)|未经(?:过)?(?:行政)?复议|复议后|经(?:过)?(?:行政)?复议|先复议"
    ),
    OUTCOME: re.compile("维持|驳回|胜诉|纠正|纠错|撤销|败诉|违法|撤诉|调解|(?:其他|其它)(?:结果|情形|情况)"),
    PROGRESS: re.compile(r"(?:已(?:经)?|均|^|[，、])(?:依法)?(?:审结|结案)"),
    APPLICANT: re.compile(
        "自然人|公民|个人|法人|企业|公司|科研|社会(?:公益)?(?:性)?组织|公益(?:性)?组织|法律服务|律师|律所|(?:其他|其它)组织"
    ),
    WAY: re.compile(
        "信函|邮寄|邮政|快递|挂号信|来信|来函|当面|现场|窗口|传真|电子邮[件箱]|网络|网上|在线|线上|线下|互联网|(?:其他|其它)(?:方式|途径|渠道|形式)"
    ),
    "answer": re.compile(
        "(?:予以|同意|准予|给予|部分|不予|不同意|全部)(?:同意|予以)?公开|无法提供|不予处理|不作处理|不再处理|其他处理"
    ),
    "timing": re.compile("按[时期]|如期|延期"),
}
# Ways by which nothing but a request (or a letter) comes in: what is told by them is told by one way each.
OF_REQUESTS = re.compile("信函|邮寄|邮政|快递|挂号信|来信|来函|当面|传真|窗口|线下")
ALSO_WAYS = re.compile("网站|平台|微信|小程序|公众号|邮件|其他|其它|其余")


def facets(count: Count) -> frozenset[str]:
    """The facets that the words of a count may tell it by; none where it is of no cases or their words are of another
    kind."""
    if count.unit not in CASES:
        return frozenset()
    label = count.label
    if PENDING.search(label):
        return frozenset((OUTCOME, PROGRESS))
    return frozenset(name for name, words in FACETS.items() if words.search(label))


def are_ways(labels: Sequence[str]) -> bool:
    """Whether the parts are requests by the way they came in; each came in by one."""
    return any(OF_REQUESTS.search(label) for label in labels) and all(
        FACETS[WAY].search(label) or ALSO_WAYS.search(label) for label in labels
    )
