"""A case: what happened, what was decided, and what a firm does about it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field, StrictBool, StrictInt

from humi.records.base import (
    Action,
    Confidence,
    Date,
    Docket,
    Industry,
    LawRef,
    NonEmpty,
    Part,
    Question,
    Record,
    Slug,
    Source,
)

CASE_HEADINGS = {
    "事情经过": "story",
    "守住了什么": "kept",
    "差在哪里": "missing",
    "法院怎么判": "decision",
    "怎么查处": "decision",
    "怎么定罪": "decision",
    "记住一点": "remember",
}
"""The headings a case's story may have, in order, with their permanent anchors."""


class CaseKind(StrEnum):
    """The kind of proceeding."""

    CIVIL = "civil"
    CRIMINAL = "criminal"
    ADMINISTRATIVE = "administrative"

    @property
    def label(self) -> str:
        """The Chinese name readers see."""
        return {"civil": "民事", "criminal": "刑事", "administrative": "行政"}[self.value]


class SecretType(StrEnum):
    """What the secret was. Member names become permanent addresses."""

    FORMULA = "配方"
    PROCESS = "工艺"
    DRAWING = "图纸"
    EQUIPMENT = "设备"
    BIOMATERIAL = "生物材料"
    ASSAY_DATA = "试剂数据"
    LAYOUT = "版图电路"
    TEST_PROGRAM = "测试程序"
    SOURCE_CODE = "源代码"
    MODEL = "算法模型"
    DATA = "数据"
    CUSTOMERS = "客户名单"
    BUSINESS = "经营信息"


class Channel(StrEnum):
    """How the secret left the firm."""

    LEAVER = "离职带走"
    INSIDER_SENDS = "在职外发"
    BRIBERY = "收买员工"
    PARTNER = "合作方"
    SUPPLIER = "供应商"
    THEFT = "内部窃取"
    INTRUSION = "电子侵入"
    ACCOUNT = "账号借用"
    PUBLIC_UPLOAD = "公开上传"
    CAPTURE = "拍照录屏"
    INTERVIEW = "访谈咨询"
    REVERSE_ENGINEERING = "反向工程"
    TENDER = "投标展会"
    NEVER_LEFT = "未离开"
    NOT_PUBLIC = "未公开"


class Gap(StrEnum):
    """What protection was missing."""

    ACCESS = "权限过宽"
    NO_NDA = "未签保密协议"
    UNDEFINED = "未定密点"
    OUTBOUND = "外发无管控"
    HANDOVER = "离职未交接"
    SUPPLIER = "供应商未约束"
    ACCOUNTS = "账号未分级"
    PHYSICAL = "物理未隔离"
    SELF_DISCLOSED = "已自行公开"
    ON_PAPER = "措施流于形式"
    NO_TRACE = "无留痕"


class Decided(Part):
    """The date of the decision and what kind of date it is."""

    date: Date
    nature: Literal["判决日", "裁定日", "处罚日", "生效日", "公布日", "见报"]


class Party(Part):
    """Somebody on the other side; never called an infringer beyond the finding."""

    name: NonEmpty
    role: Literal["侵权人", "被处罚人", "被诉方", "被告人", "涉案人"]
    finding: Literal["认定侵权", "未认定", "未生效", "有罪", "受处罚", "处罚被撤销", "不起诉"]


class Event(Part):
    """A row of the timeline."""

    when: Date
    what: NonEmpty


class Amount(Part):
    """Money in whole yuan with its nature and stage; natures are never added up."""

    cny: StrictInt = Field(gt=0)
    nature: Literal[
        "判赔", "罚款", "罚金", "没收", "和解", "损失", "评估价", "违法所得", "诉请", "维权开支",
        "许可费", "补偿", "违约金", "执行到位",
    ]  # fmt: skip
    stage: Literal["一审", "二审", "终审", "再审", "处罚", "执行", "案发", "诉请"]
    note: NonEmpty | None = None
    approx: StrictBool = False


class Discussion(Part):
    """A question for the room, with what the trainer answers."""

    q: NonEmpty
    a: NonEmpty


RESULTS = {
    "支持": "权利人胜诉",
    "部分支持": "权利人部分胜诉",
    "驳回": "权利人败诉",
    "定罪": "定罪",
    "处罚": "行政处罚",
    "撤销处罚": "处罚被撤销",
    "和解": "和解",
    "不起诉": "不起诉",
    "裁定保全": "法院先叫停",
    "指令审理": "二审指令继续审理",
    "未公开": "未公开",
}
"""What readers see for each result."""

STAGES = {
    "生效": "已生效",
    "一审未见二审": "一审，二审结果未见",
    "再审未见结果": "已裁定再审，结果未见",
    "发回重审": "发回重审",
    "和解": "和解结案",
    "不起诉": "不起诉",
    "处罚决定": "已作出处罚决定",
    "处罚被撤销": "处罚被撤销",
    "程序裁定": "只解决程序问题",
    "未公开": "程序阶段未公开",
}
"""What readers see for each stage."""


class Case(Record):
    """One decided case, told for the trade it belongs to."""

    ref_kind: ClassVar[str] = "case"

    id: Slug
    title: NonEmpty
    summary: NonEmpty
    industry: Industry
    kind: CaseKind
    result: Literal[
        "支持", "部分支持", "驳回", "定罪", "处罚", "撤销处罚", "和解", "不起诉", "裁定保全", "指令审理", "未公开",
    ]  # fmt: skip
    stage: Literal[
        "生效", "一审未见二审", "再审未见结果", "发回重审", "和解", "不起诉",
        "处罚决定", "处罚被撤销", "程序裁定", "未公开",
    ]  # fmt: skip
    dockets: list[Docket]
    authority: NonEmpty
    decided: Decided | None
    region: NonEmpty
    right_holder: NonEmpty
    other_parties: list[Party]
    secret: NonEmpty
    secret_types: list[SecretType] = Field(min_length=1)
    measures: list[NonEmpty]
    gaps: list[Gap]
    channels: list[Channel] = Field(min_length=1)
    conduct: NonEmpty
    timeline: list[Event]
    amounts: list[Amount]
    penalty: NonEmpty | None
    laws: list[LawRef]
    points: list[NonEmpty] = Field(min_length=1)
    lessons: list[Action] = Field(min_length=1)
    discussion: list[Discussion] = Field(min_length=1)
    quiz: list[Question] = Field(min_length=1)
    sources: list[Source] = Field(min_length=1)
    confidence: Confidence
    checked: Date

    @property
    def result_text(self) -> str:
        """The result as readers see it."""
        return RESULTS[self.result]

    @property
    def stage_text(self) -> str:
        """The stage as readers see it."""
        return STAGES[self.stage]

    @property
    def headline(self) -> Amount | None:
        """The amount a reader wants first: what was finally awarded, else fined, else lost."""
        for nature in ("判赔", "和解", "罚款", "罚金", "没收", "执行到位", "违法所得", "损失", "评估价"):
            found = [amount for amount in self.amounts if amount.nature == nature]
            if found:
                return found[-1]
        return self.amounts[-1] if self.amounts else None
