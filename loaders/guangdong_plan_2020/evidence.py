"""Who says it: the plan in a clause, or the editors who join its words to items."""

from __future__ import annotations

ISSUED = "2020-09-25"
PUBLICATION = "gd-plan-2020"
JOINS = "gd-plan-2020-joins"  # ours: which item a word of the plan means
PLAN = "guangdong-frontier-materials-plan"
OPENING, FIELDS, ZONES, BREAKTHROUGHS, PLATFORMS = "一(一)", "一", "三(一) 专栏1", "三(三) 专栏2", "四(一) 专栏3"
NUMERALS = "一二三四五六"
NAMES = ("name_zh", "name_en")

Cells = dict[str, object]


def said(clause: str) -> Cells:
    """What the text says in this clause."""
    return {"clause": clause, "source": PUBLICATION, "locator": clause, "as_of": ISSUED, "grade": "A"}


def joined(clause: str, note: str | None = None) -> Cells:
    """The editors' reading of what the clause means among the items; no publication states it."""
    return {"clause": clause, "source": JOINS, "locator": clause, "as_of": ISSUED, "grade": "D", "note": note}


def breakthrough_clause(number: str) -> str:
    """Box 2 (专栏2) lists twelve numbered breakthroughs."""
    return f"{BREAKTHROUGHS} 第{number}项"


def breakthrough_id(number: str) -> str:
    """`gd-breakthrough-07`: two digits, so that ids sort as the plan does."""
    return f"gd-breakthrough-{int(number):02d}"


def duty_id(clause: str) -> str:
    """`gd-duty-3-4` of 三(四): the sentence in brackets that ends the clause."""
    chapter, section = (numeral for numeral in clause if numeral in NUMERALS)
    return f"gd-duty-{NUMERALS.index(chapter) + 1}-{NUMERALS.index(section) + 1}"
