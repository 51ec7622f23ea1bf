r"""The patterns of the ``regex`` detector: declarations, without any mechanics.

Each is written in Python's verbose syntax; ``<<HAN>>`` and the like stand for the fragments below.
A group named ``value`` is the span where cue words stand around it, otherwise the whole match is.
``\b`` never matches between a Chinese character and a digit, so every boundary says which
characters it refuses. Full-width letters and digits have been made ASCII before.
"""

from collections.abc import Callable
from dataclasses import dataclass

from leakbench.detectors.check_digits import is_bank_card, is_credit_code, is_resident_id


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one kind of value looks.

    Attributes:
        label: What a match is.
        needs: Strings of which a match has at least one; a text without them is not searched.
        form: The pattern, verbose, with names of fragments in double angle brackets.
        check: Whether a match's value, spaces and hyphens taken out, is a true one.
    """

    label: str
    needs: tuple[str, ...]
    form: str
    check: Callable[[str], bool] | None = None


PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|"
    "广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)

FRAGMENTS = {
    "HAN": r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af〇",
    "APART": r"(?<![0-9A-Za-z])(?<![0-9]\.)",  # not inside a longer run or a decimal
    "END": r"(?![0-9A-Za-z])(?!\.[0-9])",
    "COUNTRY": r"(?:\(?(?:\+|00)?86\)?[ -]?)",
    "SAYS": r"(?:号码|号|是|为|[ \t:：\-—=]){0,6}",  # between a cue and its value
    "PROVINCE": PROVINCES,
    # The rest of an address: as far as it goes, up to something that can be a place's last word.
    "PLACES": r"""
        (?: (?! 电话 | 手机 | 联系 | 姓名 | 身份 | 微信 | 公司 )
            [\u3400-\u4dbf\u4e00-\u9fff0-9A-Za-z()（）\#-]
        ){1,60}
        (?: (?<= [号栋幢楼室层座组村路街道巷弄苑园镇乡区县市厦] ) | (?<= 单元 )
          | (?<= [元栋幢座楼-][0-9]{3} ) (?![0-9]) | (?<= [元栋幢座楼-][0-9]{4} ) (?![0-9])
        )
        """,
    "AREA_ID": r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}",
    "DAY": r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
}

PATTERNS = (
    Pattern(
        "EMAIL",
        ("@",),
        r"""
        (?<![A-Za-z0-9._%+-])
        [A-Za-z0-9][A-Za-z0-9._%+-]{0,63}
        @ (?:[A-Za-z0-9-]{1,63}\.){1,4} [A-Za-z]{2,24}
        (?![A-Za-z0-9])
        """,
    ),
    Pattern(
        "RESIDENT_ID",
        (),
        r"""
        <<APART>>
        (?: <<AREA_ID>> (?P<gap>[ -]?) (?:19|20)[0-9]{2} <<DAY>> (?P=gap) [0-9]{3}[0-9Xx]
          | <<AREA_ID>> [0-9]{2} <<DAY>> [0-9]{3}
        ) <<END>>
        """,
        is_resident_id,
    ),
    Pattern(
        "USCC",
        (),
        r"""
        <<APART>>
        (?i:[1-9ANY] [0-9A-HJ-NPQRTUWXY] [0-9]{6} [0-9A-HJ-NPQRTUWXY]{10})
        <<END>>
        """,
        is_credit_code,
    ),
    Pattern(
        "BANK_CARD",
        (),
        r"""
        <<APART>>
        (?= 62 | 4 | 5[1-5] | 3[457] | 9558 )
        (?: [0-9]{15,19}
          | [0-9]{4} (?P<gap>[ -]) [0-9]{4} (?P=gap) [0-9]{4} (?P=gap) [0-9]{4}
            (?: (?P=gap) [0-9]{1,3} )?
        ) <<END>>
        """,
        is_bank_card,
    ),
    Pattern(
        "QQ",
        ("Q", "q", "扣扣", "企鹅"),
        r"(?: (?<![A-Za-z])(?i:QQ) | 扣扣 | 企鹅 ) <<SAYS>> (?P<value> [1-9][0-9]{4,10} ) <<END>>",
    ),
    Pattern(
        "WECHAT",
        ("微", "薇", "威信", "徽信", "V", "v", "W", "w"),
        r"""
        (?: (?: 微信 | 薇信 | 威信 | 徽信 | (?<![A-Za-z])(?i:wechat|weixin|vx|wx(?!id_)) ) <<SAYS>>
          | (?<![A-Za-z])[Vv](?:信<<SAYS>>|[:：][ ]?)
          | (?<![A-Za-z0-9_-]) (?=wxid_)
        )
        (?P<value> [A-Za-z][-_A-Za-z0-9]{5,19} ) (?![-_A-Za-z0-9@])
        """,
    ),
    Pattern(
        "MOBILE",
        ("1",),
        r"""
        <<APART>> <<COUNTRY>>?
        (?: 13[0-9] | 14[5-9] | 15[0-35-9] | 16[2567] | 17[0-8] | 18[0-9] | 19[0-35-9] )
        (?: [ -]?[0-9]{4}[ -]?[0-9]{4}
          | [0-9][ -][0-9]{3}[ -][0-9]{4}
          | [0-9][ -][0-9]{4}[ -][0-9]{3}
        )
        <<END>>
        """,
    ),
    Pattern(
        "LANDLINE",
        ("0", "86"),
        r"""
        <<APART>>
        (?: (?: <<COUNTRY>> 0? | 0) (?: 10 | 2[0-9] ) (?=[^0-9]?[^0-9]?[2-8][0-9]{3}[ -]?[0-9]{4})
          | (?: <<COUNTRY>> 0? | 0) [3-9][0-9]{2}
          | [(（] 0(?: 10 | 2[0-9] | [3-9][0-9]{2} ) [)）]
        )
        [ —-]{0,2}
        [2-8][0-9]{2}[0-9]?[ -]?[0-9]{4}
        (?: [ ]?(?: - | — | 转 | 分机 | (?i:ext\.?|x) | \# )[ ]?[0-9]{1,6} )?
        <<END>>
        """,
    ),
    Pattern(
        "LANDLINE",
        ("电话", "座机", "固话", "宅电", "传真", "Tel", "TEL", "tel"),
        r"""
        (?: 电话 | 座机 | 固话 | 宅电 | 传真 | (?<![A-Za-z])(?i:tel) ) <<SAYS>>
        (?P<value>
            [2-8][0-9]{2}[0-9]?[ -]?[0-9]{4}
            (?: [ ]?(?:-|转|分机)[ ]?[0-9]{1,6} )?
        ) <<END>>
        """,
    ),
    Pattern(
        "HOTLINE",
        ("400", "800"),
        r"""
        <<APART>> (?<!-) [48]00
        (?: [0-9][ -]?[0-9]{3}[ -]?[0-9]{3}
          | [ -]?[0-9]{3}[ -]?[0-9]{4}
          | [ -]?[0-9]{4}[ -]?[0-9]{3}
        )
        <<END>>
        """,
    ),
    # Five digits are a price as often as a service number: only beside a word that says so.
    Pattern(
        "HOTLINE",
        ("热线", "客服", "拨", "致电", "投诉", "举报", "咨询"),
        r"""
        (?: 热线 | 客服 | 拨打? | 致电 | 投诉 | 举报 | 咨询 ) (?: 电话 | 热线 | 中心 )? <<SAYS>>
        (?P<value> 95[0-9]{3,4} | 100[0-9]{2} | 12[0-9]{3} | 96[0-9]{3,4} ) <<END>>
        """,
    ),
    Pattern(
        "LICENSE_PLATE",
        (),
        r"""
        [京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]
        [A-HJ-NP-Z] [·•. -]?
        (?= [A-Z]{0,4}[0-9] )
        (?: [DF][A-HJ-NP-Z0-9][0-9]{4} | [0-9]{5}[DF]
          | [A-HJ-NP-Z0-9]{5} | [A-HJ-NP-Z0-9]{4}[学警港澳挂]
        )
        (?![0-9A-Za-z])
        """,
    ),
    Pattern(
        "COMPANY",
        ("公司", "合作社", "事务所", "经营部", "商行", "工作室", "服务部", "批发部"),
        r"""
        (?<![<<HAN>>0-9A-Za-z])
        (?: [<<HAN>>]{0,6}?
            (?: 就职于 | 任职于 | 来自 | 位于 | 名称 | 单位 | 企业 | 客户 | 我是 | 在 )
        )?
        (?P<value>
            [<<HAN>>A-Za-z()（）·&]{2,30}?
            (?: 有限责任公司 | 股份有限公司 | 有限公司 | 合伙企业 | 合作社 | 事务所 | 经营部 | 商行
              | 工作室 | 服务部 | 批发部 | (?: 集团 | 总 | 分 ) 公司 )
            (?: [<<HAN>>]{1,10}? (?: 分公司 | 支公司 | 分店 ) | [(（]有限合伙[)）] )?
        )
        """,
    ),
    Pattern(
        "ADDRESS",
        tuple(PROVINCES.split("|")),
        r"""
        (?: <<PROVINCE>> )
        (?: 省 | 市 | (?:壮族|回族|维吾尔)?自治区 | 特别行政区
          | (?= [<<HAN>>]{1,8}? [市区县州旗] )
        )
        <<PLACES>>
        """,
    ),
    Pattern(
        "ADDRESS",
        ("市", "区", "县", "州", "旗"),
        r"""
        (?<![<<HAN>>])
        (?! [<<HAN>>]{1,12}? (?: <<PROVINCE>> ) )
        (?: [<<HAN>>]{0,4}? (?: 地址 | 住址 | 住在 | 家住 | 位于 ) )?
        (?P<value>
            (?= [<<HAN>>]{2,6}? [市区县州旗] [<<HAN>>]{2,20}? (?: [路街道巷弄镇乡村] | [0-9]+号 ) )
            <<PLACES>>
        )
        """,
    ),
    Pattern(
        "PERSON_NAME",
        ("姓名", "人", "主", "家长", "生", "客户", "老板", "经营者"),
        r"""
        (?: (?: 姓名 | 业主 | 户主 | 机主 | 车主 | 家长 | 学生 | 考生 | 客户 | 老板 | 经营者 | 法人
              | 产权人 | 联系人 | 法定代表人 | 法人代表 | 负责人 | 收件人 | 收货人
            ) [ \t]*[:：=][ \t]*
          | (?: 联系人 | 法定代表人 | 法人代表 | 负责人 | 收件人 | 收货人 )
        )
        (?! 电话 | 手机 | 联系 | 姓名 | 信息 | 方式 | 身份 | 地址 | 住址 | 证件 | 性别 | 签[字名] )
        (?P<value> [<<HAN>>]{2,4}? | [<<HAN>>]{2,8}[·•][<<HAN>>]{2,8} )
        (?= [^<<HAN>>·•] | \Z | 电话 | 手机 | 联系 | 身份 | 地址 | 住址 | 性别 | 先生 | 女士 )
        """,
    ),
)
