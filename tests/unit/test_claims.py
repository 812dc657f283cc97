"""What the prose claims is linked to the cell it speaks of by its wording, and to nothing where it speaks of else."""

from decimal import Decimal

import pytest
from builders import claims_of, linked

# (what the prose says, what it says: indicator=value, …)
COUNTS = [
    # Parts that do not repeat what they are parts of.
    (
        "设有政府信息查阅点19个，其中县级4个、乡镇15个，全年接待2120人次。",
        "reading_point=19, reading_point.county=4, reading_point.township=15, reading_visit=2120",
    ),
    (
        "制发规范性文件21件，其中主动公开18条。",
        "proactive.normative.issued=21, proactive.normative.published=18",
    ),
    ("工作人员12人，其中专职5人。", "organisation.staff=12, organisation.staff.full_time=5"),
    ("召开政府信息公开工作会议或专题会议7次。", "training.meetings=7"),
    ("另有举报投诉2件。", "complaint=2"),
    # The number of government information items made public.
    ("全年主动公开政府信息412条。", "proactive.total=412"),
    ("2018年，我局主动公开各类政府信息1,234条。", "proactive.total=1234"),
    ("本年度共公开信息３３５条。", "proactive.total=335"),
    ("全年累计公开各类政务信息2100条。", "proactive.total=2100"),
    ("主动公开政府信息数为86条。", "proactive.total=86"),
    ("主动公开政府信息的数量为86条。", "proactive.total=86"),
    ("我委公开各类政务信息三百二十条。", "proactive.total=320"),
    ("全年主动公开政府信息总数达到1520条。", "proactive.total=1520"),
    ("全县主动公开政府信息15.8万条。", "proactive.total=158000"),
    ("共主动公开信息 96 条。", "proactive.total=96"),
    ("一年来发布政府信息46项。", "proactive.total=46"),
    ("全年共发布530条政府信息。", "proactive.total=530"),
    ("　　2018年度，本单位主动公开了政府信息71条。", "proactive.total=71"),
    ("信息公开总量为903条。", "proactive.total=903"),
    ("全年通过网站、微博、微信等多种渠道公开政府信息640条。", "proactive.total=640"),
    ("截至2018年12月31日，本年度共主动公开政府信息208条。", "proactive.total=208"),
    ("全年主动公开政府信息350条，比上年增加20条。", "proactive.total=350"),
    ("一是主动公开工作扎实推进，全年公开信息78条。", "proactive.total=78"),
    ("主动公开政府信息共计近5000条。", "proactive.total=5000"),
    ("主动公开政府信息1000余条。", "proactive.total=1000"),
    ("主动公开信息共有256条。", "proactive.total=256"),
    # Normative documents.
    ("主动公开规范性文件12件。", "proactive.normative.published=12"),
    ("公开行政规范性文件3份。", "proactive.normative.published=3"),
    ("全年制发规范性文件19件。", "proactive.normative.issued=19"),
    ("全年出台了规范性文件五件。", "proactive.normative.issued=5"),
    ("全年制定规范性文件共4件。", "proactive.normative.issued=4"),
    ("全年印发6件规范性文件。", "proactive.normative.issued=6"),
    (
        "全年主动公开政府信息460条，其中规范性文件8条。",
        "proactive.total=460, proactive.normative.published=8",
    ),
    # Channels.
    ("政府公报公开政府信息52条。", "proactive.channel.gazette=52"),
    ("依托政府网站公开信息126条。", "proactive.channel.website=126"),
    ("在区政府门户网站发布信息1890条。", "proactive.channel.website=1890"),
    ("局网站公开政府信息数244条。", "proactive.channel.website=244"),
    ("其中政府网站更新信息77条。", "proactive.channel.website=77"),
    ("政府网站310条。", "proactive.channel.website=310"),
    ("通过政务微博公开政府信息90条。", "proactive.channel.weibo=90"),
    ("官方微博发布政务信息1205条。", "proactive.channel.weibo=1205"),
    ("政务微博123条。", "proactive.channel.weibo=123"),
    ("借助政务微信公开政府信息173条。", "proactive.channel.wechat=173"),
    ("微信公众号推送信息三百余条。", "proactive.channel.wechat=300"),
    ("年内政务微信公开政府信息数181条。", "proactive.channel.wechat=181"),
    ("其他方式公开政府信息16条。", "proactive.channel.other=16"),
    ("以其他渠道公开21条。", "proactive.channel.other=21"),
    (
        "其中政府网站公开298条、政务微博公开20条、政务微信公开151条、其他方式公开17条。",
        "proactive.channel.website=298, proactive.channel.weibo=20, proactive.channel.wechat=151, proactive.channel.other=17",
    ),
    # Answering what the public asks about.
    ("全年回应公众关注热点或重大舆情20次。", "response.total=20"),
    ("回应热点问题6次。", "response.total=6"),
    ("及时回应重大舆情3起。", "response.total=3"),
    ("参加或举办新闻发布会6次。", "response.channel.press_conference=6"),
    ("召开新闻发布会5场。", "response.channel.press_conference=5"),
    ("全年组织3场新闻发布会。", "response.channel.press_conference=3"),
    ("举办新闻发布会总次数为4次。", "response.channel.press_conference=4"),
    ("主要负责同志参加新闻发布会1次。", "response.channel.press_conference.principal=1"),
    (
        "举办新闻发布会8次，其中主要负责同志参加3次。",
        "response.channel.press_conference=8, response.channel.press_conference.principal=3",
    ),
    ("开展政府网站在线访谈5次。", "response.channel.online_interview=5"),
    ("做客网上访谈2期。", "response.channel.online_interview=2"),
    ("主要负责同志参加政府网站在线访谈2次。", "response.channel.online_interview.principal=2"),
    (
        "组织在线访谈5次，其中主要负责同志参加2次。",
        "response.channel.online_interview=5, response.channel.online_interview.principal=2",
    ),
    ("发布政策解读稿件27篇。", "response.channel.interpretation=27"),
    ("政策解读稿件发布18篇。", "response.channel.interpretation=18"),
    ("全年刊发政策解读材料十二篇。", "response.channel.interpretation=12"),
    ("全年发布14篇政策解读。", "response.channel.interpretation=14"),
    ("微博微信回应事件9次。", "response.channel.weibo_wechat=9"),
    ("以其他方式回应事件2次。", "response.channel.other=2"),
    # Requests and how they came.
    ("全年收到政府信息公开申请45件。", "request.received=45"),
    ("共受理依申请公开事项7件。", "request.received=7"),
    ("我局收到公民、法人提出的政府信息公开申请13件。", "request.received=13"),
    ("接到群众申请公开政府信息2件。", "request.received=2"),
    ("收到申请数11件。", "request.received=11"),
    ("依申请公开政府信息8件。", "request.received=8"),
    ("全年收到5件政府信息公开申请。", "request.received=5"),
    ("2018年，本机关共收到信息公开申请三件。", "request.received=3"),
    ("收到政府信息公开申请共计21件。", "request.received=21"),
    ("政府信息公开申请受理总数为15件。", "request.received=15"),
    ("收到申请4件，其中当面申请4件。", "request.received=4, request.received.in_person=4"),
    ("申请方式上，传真申请1件。", "request.received.fax=1"),
    ("其中通过网络提交申请27件。", "request.received.online=27"),
    ("申请中，网上申请6件、信函申请2件。", "request.received.online=6, request.received.letter=2"),
    ("其中邮寄申请9件。", "request.received.letter=9"),
    ("其他形式申请2件。", "request.received.other=2"),
    (
        "全年收到政府信息公开申请45件，其中，当面申请7件，传真申请1件，网络申请27件，信函申请10件。",
        "request.received=45, request.received.in_person=7, request.received.fax=1, "
        "request.received.online=27, request.received.letter=10",
    ),
    # Closing and answering them.
    ("收到的申请中，已办结45件。", "request.closed=45"),
    ("全部申请均已办结，办结13件。", "request.closed=13"),
    ("申请办结数为9件。", "request.closed=9"),
    ("申请按时办结42件、延期办结3件。", "request.closed.on_time=42, request.closed.extended=3"),
    ("对收到的申请按期答复16件。", "request.closed.on_time=16"),
    ("对申请依法答复12件。", "request.answered|request.closed=12"),
    ("答复政府信息公开申请6件。", "request.answered|request.closed=6"),
    ("申请答复数为33件。", "request.answered|request.closed=33"),
    ("答复中，属于已主动公开范围的11件。", "request.answered.already_public=11"),
    ("答复中，同意公开的15件。", "request.answered.granted=15"),
    ("答复中，同意部分公开的4件。", "request.answered.partly_granted=4"),
    ("答复中，部分公开4件。", "request.answered.partly_granted=4"),
    ("答复中，不同意公开的5件。", "request.answered.refused=5"),
    ("答复申请时，不予公开3件。", "request.answered.refused=3"),
    ("不予公开的申请中，涉及国家秘密1件。", "request.answered.refused.state_secret=1"),
    ("不予公开的申请中，涉及商业秘密的2件。", "request.answered.refused.trade_secret=2"),
    ("不予公开的申请中，涉及个人隐私2件。", "request.answered.refused.privacy=2"),
    (
        "不予公开的申请中，危及国家安全、公共安全、经济安全和社会稳定的1件。",
        "request.answered.refused.safety_stability=1",
    ),
    (
        "不予公开的申请中，不是《条例》所指政府信息的4件。",
        "request.answered.refused.not_government_information=4",
    ),
    ("不予公开的申请中，法律法规规定的其他情形2件。", "request.answered.refused.other_law=2"),
    ("答复中，不属于本行政机关公开的6件。", "request.answered.other_agency=6"),
    ("答复中，申请信息不存在的3件。", "request.answered.not_found=3"),
    ("对申请告知作出更改补充的1件。", "request.answered.amend=1"),
    ("对申请告知通过其他途径办理的2件。", "request.answered.other_channel=2"),
    # Disputes.
    ("全年发生行政复议4件。", "reconsideration=4"),
    ("因信息公开引发的行政复议案件2起。", "reconsideration=2"),
    ("收到行政复议申请3件。", "reconsideration=3"),
    ("行政诉讼2件。", "litigation=2"),
    ("因信息公开被提起行政诉讼案件1件。", "litigation=1"),
    ("行政复议3件，行政诉讼1件。", "reconsideration=3, litigation=1"),
    ("行政复议和行政诉讼共2件。", "reconsideration+litigation=2"),
    ("行政复议、行政诉讼案件5件。", "reconsideration+litigation=5"),
    ("因信息公开被举报投诉1件。", "complaint=1"),
    ("复议案件中，维持具体行政行为3件。", "reconsideration.upheld=3"),
    ("复议案件中，被依法纠错1件。", "reconsideration.corrected=1"),
    # Libraries, gazette, reading points, fees.
    ("向图书馆、档案馆等查阅场所报送信息655条。", "library=655"),
    ("向区档案馆、图书馆移交政府信息120份。", "library=120"),
    (
        "向图书馆、档案馆报送信息655条，其中纸质文件205条、电子文件450条。",
        "library=655, library.paper=205, library.electronic=450",
    ),
    ("编发县政府公报6期。", "gazette.issues=6"),
    ("发行政府公报12期、24000份。", "gazette.issues=12, gazette.copies=24000"),
    ("编发县政府公报6期1800份。", "gazette.issues=6, gazette.copies=1800"),
    ("政府公报发行总份数为3万份。", "gazette.copies=30000"),
    ("设置政府信息查阅点17个。", "reading_point=17"),
    ("设立3处信息公开查阅点。", "reading_point=3"),
    ("查阅点全年接待41人次。", "reading_visit=41"),
    ("查阅点接待群众三百余人次。", "reading_visit=300"),
    ("收取检索、复制、邮寄等费用共0.12万元。", "request_fee=0.12"),
    ("依申请公开信息收取费用320元。", "request_fee=320"),
    # Staff, money, meetings.
    ("设政府信息公开专门机构1个。", "organisation.offices=1"),
    ("从事政府信息公开工作人员64人。", "organisation.staff=64"),
    (
        "从事信息公开工作的人员64人，其中专职18人、兼职46人。",
        "organisation.staff=64, organisation.staff.full_time=18, organisation.staff.part_time=46",
    ),
    ("信息公开工作配备专职人员2名。", "organisation.staff.full_time=2"),
    ("信息公开工作配备2名专职人员。", "organisation.staff.full_time=2"),
    ("信息公开工作有兼职人员三人。", "organisation.staff.part_time=3"),
    ("政府信息公开专项经费13.2万元。", "organisation.budget=13.2"),
    ("落实专项经费50000元。", "organisation.budget=50000"),
    ("召开政府信息公开工作会议2次。", "training.meetings=2"),
    ("召开政府信息公开专题会议三次。", "training.meetings=3"),
    ("全年召开4次政务公开工作会议。", "training.meetings=4"),
    ("举办各类培训班8次。", "training.sessions=8"),
    ("开展业务培训2次。", "training.sessions=2"),
    ("组织1期信息公开培训班。", "training.sessions=1"),
    ("举办培训班2次，参训74人次。", "training.sessions=2, training.participants=74"),
    ("接受培训人员536人次。", "training.participants=536"),
    ("共培训工作人员120人。", "training.participants=120"),
    ("全县各级行政机关共主动公开政府信息9850条。", "proactive.total=9850"),
    ("县政府及其部门共主动公开政府信息9850条。", "proactive.total=9850"),
    ("青禾区园林局主动公开政府信息420条。", "proactive.total=420"),
    ("区园林局共收到政府信息公开申请4件。", "request.received=4"),
    ("新增公开政府信息230条，历年累计公开政府信息3600条。", "proactive.total=230"),
    (
        "共受理申请26件（其中网上申请20件，信函申请6件）。",
        "request.received=26, request.received.online=20, request.received.letter=6",
    ),
    ("我镇共收到依申请公开0件，办结0件。", "request.received=0, request.closed=0"),
    (
        "政府网站在线访谈3次、回应公众关注热点5次、政策解读稿件2篇。",
        "response.channel.online_interview=3, response.total=5, response.channel.interpretation=2",
    ),
    ("召开全县政府信息公开工作会议2次。", "training.meetings=2"),
    ("举办全区政务公开业务培训班3期。", "training.sessions=3"),
    ("设立政府信息公开查阅室1个。", "reading_point=1"),
    (
        "我局确定1名专职工作人员和2名兼职工作人员负责信息公开工作。",
        "organisation.staff.full_time=1, organisation.staff.part_time=2",
    ),
    (
        "被申请行政复议4件，其中维持3件、纠错1件；被提起行政诉讼3件，其中维持2件、纠错1件。",
        "reconsideration=4, reconsideration.upheld=3, reconsideration.corrected=1, "
        "litigation=3, litigation.upheld=2, litigation.corrected=1",
    ),
    ("编发《青禾区人民政府公报》4期，发放2000份。", "gazette.issues=4, gazette.copies=2000"),
    ("收取工本费35元。", "request_fee=35"),
    ("本年新收政府信息公开申请43件。", "request.received=43"),
    ("收到举报投诉2件。", "complaint=2"),
    ("　　（一）数量。全年公开信息55条。", "proactive.total=55"),
    ("上年收到申请3件，今年收到政府信息公开申请5件。", "request.received=5"),
]

ZEROS = [
    ("我委未收到政府信息公开申请。", "request.received"),
    ("2018年，我局未收到公民、法人或者其他组织提出的政府信息公开申请。", "request.received"),
    ("全年没有收到任何依申请公开事项。", "request.received"),
    ("本年度无依申请公开事项。", "request.received"),
    ("本年度未接到过政府信息公开申请。", "request.received"),
    ("年内无公民申请公开政府信息。", "request.received"),
    ("全年未受理书面政府信息公开申请。", "request.received"),
    ("我局未收取任何费用。", "request_fee"),
    ("一年来，我委未收取政务信息公开费用。", "request_fee"),
    ("全年没有收取检索、复制、邮寄等费用。", "request_fee"),
    ("全年没有发生收费。", "request_fee"),
    ("本年度未产生依申请公开费用。", "request_fee"),
    ("全年未发生行政复议案件。", "reconsideration"),
    ("没有因政府信息公开引发的行政复议。", "reconsideration"),
    ("全年无行政诉讼案件。", "litigation"),
    ("全委没有出现申请行政复议、提起行政诉讼的情形。", "reconsideration+litigation"),
    (
        "本年度没有因政府信息公开被申请行政复议、被提起行政诉讼的案件，未接到相关投诉举报。",
        "reconsideration+litigation, complaint",
    ),
    ("未发生因政府信息公开引起的行政复议、行政诉讼和举报投诉。", "reconsideration+litigation+complaint"),
    ("全年未收到举报投诉。", "complaint"),
    ("没有被投诉的情况。", "complaint"),
    ("全年收到政府信息公开申请0件。", "request.received"),
    ("行政复议0件，行政诉讼0件。", "reconsideration, litigation"),
    ("收到政府信息公开申请为零。", "request.received"),
    ("全年零申请。", "request.received"),
    ("行政复议、行政诉讼均为零。", "reconsideration+litigation"),
]

LEVELS = [
    ("全年公开信息468条，与2017年持平。", "proactive.total"),
    ("专门机构15个，与上年持平。", "organisation.offices"),
    ("举办培训班8次，与去年基本持平。", "training.sessions"),
    ("收到政府信息公开申请3件，与上年同期相同。", "request.received"),
    ("人员构成与上年持平。", ""),
]

# Numbers that a hasty reader would hold against the table.
TRAPS = [
    # Several bodies or ways told 分别, other causes, and what is hoped for in an earlier clause.
    "区教育局、区水务局分别公开信息412条和388条。",
    "因职称评审引起的行政诉讼2件。",
    "力争举办培训班4期以上，主动公开信息突破1500条。",
    # Other business that is counted in the same units.
    "承办县人大代表建议52件、政协委员提案61件。",
    "办理人大建议12件。",
    "县长信箱收到来信1512件，办结1497件。",
    "热线和信箱来件240件。",
    "全年共受理行政复议案件23件，其中涉及政府信息公开的2件。",
    "全年共办理行政诉讼案件15件，均与信息公开无关。",
    "12345热线受理群众投诉36件。",
    "受理信访事项18件。",
    "办理工单2300件。",
    "收到网络问政留言75条。",
    "全年受理行政许可申请860件。",
    "办结行政审批事项4120件。",
    "收到低保申请96件。",
    "办理群众咨询430件。",
    "处理消费投诉58件。",
    "接到环境投诉35件。",
    "环保举报28件。",
    "转载上级政策解读35篇。",
    "收取排污费35万元。",
    "回应网民留言35条。",
    "审结土地纠纷行政诉讼案件的法律咨询6次。",
    "全年查处违法案件23件。",
    "规范性文件备案审查15件。",
    "清理规范性文件44件。",
    "废止规范性文件7件。",
    "公开建议提案复文103件。",
    "收到意见建议500条，采纳131条。",
    "查处不动产登记信息错误26条。",
    # Visits, fans, views.
    "微信公众号关注人数突破1.8万人。",
    "政务微博粉丝5.6万人。",
    "网站点击量超过20万次。",
    "微信文章阅读量达到3000次。",
    "网站访问量为560万次。",
    "专栏浏览12000人次。",
    "抖音号播放8.2万次。",
    # Counts over years.
    "自2008年条例施行以来，累计公开政府信息1.2万条。",
    "截至2018年底，门户网站累计公开信息5.5万条。",
    "微信公众号开通以来共推送信息2300条。",
    "历年累计公开信息31000条。",
    "网站建站以来累计发布信息8800条。",
    "五年来累计主动公开政府信息4万条。",
    "2014年至2018年，共收到政府信息公开申请120件。",
    # Last year's figures.
    "2017年，我局主动公开政府信息300条。",
    "比上年的主动公开信息280条有所增加。",
    "上年主动公开政府信息320条。",
    "去年收到政府信息公开申请8件。",
    "上一年度举办培训班3次。",
    "而2017年公开信息为295条。",
    "去年，全局收到政府信息公开申请9件。",
    "2017年度收到申请22件，办结22件。",
    "2017年，全局没有收到政府信息公开申请。",
    "上年未收到政府信息公开申请。",
    "去年没有发生行政复议。",
    # What is yet to come.
    "2019年，计划举办培训班4次。",
    "2019年，拟召开政府信息公开工作会议2次。",
    "力争全年公开信息不少于500条。",
    "预计收到政府信息公开申请20件。",
    "下一步，举办培训班3次。",
    "2019年，将做好两件事：一是举办培训班4次；二是召开政府信息公开工作会议2次以上。",
    "2019年，将做好两件事。一是举办培训班4次。二是召开政府信息公开工作会议2次以上。",
    "2019年，将做好以下工作：\n（一）举办培训班4次。\n（二）召开政府信息公开工作会议2次。",
    "要求各科室每月公开信息2条。",
    "每个科室每季度至少公开信息5条。",
    # A part of the agency, or another one.
    "其中县直部门公开信息5864条。",
    "乡镇公开信息3986条。",
    "其中市本级公开政府信息620条。",
    "住建局公开信息210条。",
    "县教育局收到政府信息公开申请16件。",
    "各部门公开信息3300条，各乡镇公开信息1200条。",
    "局属单位公开信息75条。",
    "其中区教育局收到12件，区住建局收到8件。",
    "在省政府网站发布信息36条，在市政府网站发布信息88条。",
    "全年向市政府网站报送信息120条，被采用80条。",
    "区卫生局未收到政府信息公开申请。",
    # Information on one matter.
    "公开扶贫项目和资金信息712条。",
    "公开环境保护信息395条。",
    "公开政策法规信息29条。",
    "公开行政处罚信息88条。",
    "公开财政预决算信息12条。",
    "公开招标采购信息66条。",
    "在政府信息公开专栏公开信息120条。",
    "双公示专栏公开信息120条。",
    "依申请公开目录更新信息3条。",
    # Several channels at once, of which each has a cell.
    "网站、微信公开信息共480条。",
    "通过网站和微博发布信息260条。",
    "微博微信共发布信息310条。",
    "报纸和电视发布信息44条。",
    # Numbers that count nothing here.
    "印发《2018年政务公开工作任务分解表》（云政办发〔2018〕23号），列出36项任务。",
    "依据《中华人民共和国政府信息公开条例》第三十二条规定编制。",
    "召开第5次政府信息公开工作会议。",
    "报送时限为20个工作日。",
    "在收到申请之日起15个工作日内答复。",
    "2018年12月31日前完成。",
    "咨询电话：0000-7023456，邮编：000000。",
    "学习《信息公开100条》。",
    "设立公开专栏12个。",
    "围绕五个方面公开信息。",
    "一次性告知率100%。",
    "印制公开指南2000份。",
    "制作政策图解15个。",
    "发布视频解读9个。",
    "每期公报印发500份。",
    "公报每期刊登文件10件。",
    "行政执法人员培训60人次。",
    "召开局长办公会议24次。",
    "参加上级培训班3次。",
    "新闻发言人培训班1次。",
    "同比增长21.6%。",
    "比上年增加1208条。",
    "较上年减少12人次。",
]

NOT_ZERO = [
    "未公开的信息均已说明理由。",
    "行政诉讼案件中，没有被法院纠错的情形。",
    "没有一件行政复议被撤销。",
    "没有出现逾期答复政府信息公开申请的情况。",
    "对没有按期答复政府信息公开申请的单位进行通报。",
    "无正当理由不得拒绝群众提出的公开申请。",
    "未收到补正材料的申请视为放弃。",
    "如未收到答复，可以提起行政诉讼。",
    "对未按规定收费的单位予以通报。",
    "2017年，我委未收到政府信息公开申请。",
    "上年没有发生行政复议。",
]


def expected(text: str) -> list[tuple[str, Decimal]]:
    pairs = (pair.rsplit("=", 1) for pair in text.split(", "))
    return [(name, Decimal(value)) for name, value in pairs]


@pytest.mark.parametrize(("prose", "says"), COUNTS, ids=[prose for prose, _ in COUNTS])
def test_count_is_linked_to_the_cell_it_speaks_of(prose: str, says: str) -> None:
    assert linked(prose) == expected(says)


@pytest.mark.parametrize(("prose", "says"), ZEROS, ids=[prose for prose, _ in ZEROS])
def test_zero_statement_is_linked_to_the_cells_it_denies(prose: str, says: str) -> None:
    assert linked(prose) == [(name, Decimal(0)) for name in says.split(", ")]


@pytest.mark.parametrize(("prose", "indicator"), LEVELS, ids=[prose for prose, _ in LEVELS])
def test_level_is_of_the_count_before_it(prose: str, indicator: str) -> None:
    assert [claim.indicator for claim in claims_of(prose) if claim.kind == "level"] == [indicator]


@pytest.mark.parametrize("prose", TRAPS)
def test_number_of_something_else_is_linked_to_nothing(prose: str) -> None:
    assert linked(prose) == []


@pytest.mark.parametrize("prose", NOT_ZERO)
def test_other_negation_states_no_zero(prose: str) -> None:
    assert linked(prose) == []


@pytest.mark.parametrize("prose", [prose for prose, _ in COUNTS + ZEROS + LEVELS] + TRAPS)
def test_quote_of_a_claim_stands_at_its_place(prose: str) -> None:
    text = f"　　前言。\n{prose}\n结语。"
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims_of(text))


@pytest.mark.parametrize(
    ("prose", "scope"),
    [
        ("全年公开信息335条。", ""),
        ("2017年，我局公开信息300条。", "other_year"),
        ("建站以来累计公开信息8800条。", "cumulative"),
        ("2019年，拟公开信息400条。", "planned"),
        ("县教育局公开信息210条。", "part"),
    ],
)
def test_claim_says_whose_and_of_when_its_number_is(prose: str, scope: str) -> None:
    assert [claim.scope for claim in claims_of(prose)] == [scope]
