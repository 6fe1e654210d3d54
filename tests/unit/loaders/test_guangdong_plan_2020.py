"""The plan: what its text says is quoted and of grade A; what we read into it is marked as ours."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from typing import Any

import pandas as pd
import pytest

from loaders.guangdong_plan_2020.evidence import JOINS, PLAN, PUBLICATION, duty_id
from loaders.registry import by_id
from loaders.run import prepare
from schema.batch import Batch
from schema.load import contract

SOURCE = by_id("guangdong_plan_2020")
assert SOURCE is not None
DATA = SOURCE.folder / "data"

# notes on the plan's duties, lead and support, in the plan's order of clauses
DUTIES = {
    "三(一)": ("科技 工信", "发改"),
    "三(二)": ("科技", "发改"),
    "三(三)": ("", "科技 工信 市监"),
    "三(四)": ("工信", "科技 金融"),
    "三(五)": ("商务", "科技 工信"),
    "四(一)": ("科技", "发改 工信"),
    "四(二)": ("", "科技 工信"),
    "四(三)": ("科技", "金融 工信"),
    "四(四)": ("工信 市监", "科技 银保监"),
    "四(五)": ("", "工信 科技"),
    "四(六)": ("市监", "科技"),
    "五(一)": ("科技", "发改 工信 教育 财政 人社 金融 各市"),
    "五(二)": ("财政", "科技 发改 工信 金融 税务"),
    "五(三)": ("人社", "教育 科技 工信 财政"),
}
SHORT = {
    "科技": "gd-science-technology",
    "发改": "gd-development-reform",
    "工信": "gd-industry-it",
    "商务": "gd-commerce",
    "市监": "gd-market-regulation",
    "金融": "gd-local-finance",
    "银保监": "gd-banking-insurance",
    "教育": "gd-education",
    "财政": "gd-finance",
    "人社": "gd-human-resources",
    "税务": "gd-taxation",
    "各市": "gd-city-governments",
}


@pytest.fixture(scope="module")
def curated() -> Batch:
    source = by_id("curated")
    assert source is not None
    return prepare(source, contract(), {}).batch


@pytest.fixture(scope="module")
def plan(curated: Batch) -> Batch:
    assert SOURCE is not None
    known = {id_: name for name, data in curated.tables.items() if "id" in data for id_ in data["id"]}
    return prepare(SOURCE, contract(), known).batch


def file(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("**", "").split())


def programmes(plan: Batch, kind: str) -> pd.DataFrame:
    table = plan.tables["Programme"]
    return table[table["kind"] == kind].set_index("id")


def test_every_quoted_wording_occurs_in_the_plan() -> None:
    text = folded((DATA / "plan.zh.txt").read_text("utf-8"))
    columns = ("quote", "text_zh", "printed", "city_zh", "zone_zh", "product_zh", "field_zh")
    quotes: list[Any] = [
        (path.name, row[c]) for path in DATA.glob("*.csv") for row in file(path.name) for c in columns if row.get(c)
    ]
    quotes += [("terms.csv", row["term_zh"]) for row in file("terms.csv") if not row["printed"]]
    quotes += [("achievements.csv", row["name_zh"]) for row in file("achievements.csv")]
    quotes += [
        ("departments.csv", alias) for row in file("departments.csv") for alias in row["aliases"].split("|")[-1:]
    ]

    assert [quote for quote in quotes if folded(quote[1]) not in text] == []
    assert len(quotes) > 700


def test_every_clause_that_is_cited_is_a_clause_of_the_plan(plan: Batch) -> None:
    chapters = {"一": 3, "二": 3, "三": 5, "四": 6, "五": 3}
    numerals = "一二三四五六"
    known = {f"{chapter}({numerals[section]})" for chapter, count in chapters.items() for section in range(count)} | {
        "一"
    }

    cited = {
        clause.split(" ")[0] for data in plan.tables.values() if "clause" in data for clause in data["clause"].dropna()
    }

    assert cited <= known


def test_the_text_speaks_with_grade_a_and_the_joins_with_grade_d(plan: Batch) -> None:
    said = {
        name: set(zip(data["source"], data["grade"], strict=True))
        for name, data in plan.tables.items()
        if "grade" in data
    }

    assert {name for name, pairs in said.items() if pairs == {(PUBLICATION, "A")}} == {
        "Programme", "MaterialField", "Zone", "PART_OF", "COVERS", "Department", "LEADS", "SUPPORTS", "Target",
        "Institution", "NAMES",
    }  # fmt: skip
    assert {name for name, pairs in said.items() if pairs == {(JOINS, "D")}} == {"TARGETS", "FOCUSES_ON", "IN_FIELD"}
    assert {date for data in plan.tables.values() if "as_of" in data for date in data["as_of"]} == {"2020-09-25"}


def test_seven_zones_rest_on_seventeen_cities_and_eighteen_are_named(plan: Batch) -> None:
    covered = plan.tables["COVERS"]

    in_zones, named = set(covered["to"]), set(plan.tables["PART_OF"]["from"])

    assert (covered["from"].nunique(), len(in_zones), len(named)) == (7, 17, 18)
    assert named - in_zones == {"shanwei"}


def test_only_the_metals_zone_names_products_city_by_city(plan: Batch) -> None:
    covered = plan.tables["COVERS"]

    pairs = [
        (city, product) for _, city, products in covered[["from", "to", "products"]].values for product in products
    ]

    assert len(pairs) == len(set(pairs)) == 17
    assert set(covered[covered["products"].map(bool)]["from"]) == {"gd-zone-3"}
    assert ("guangzhou", "粉末冶金材料") in pairs
    assert {city for city, product in pairs if product == "高性能铜箔"} == {"huizhou", "meizhou"}


def test_a_zones_item_knows_the_products_and_the_cities_it_was_read_from(plan: Batch) -> None:
    focus = plan.tables["FOCUSES_ON"]
    joined = Counter((row["zone_zh"], row["item"]) for row in file("zone_products_to_items.csv") if row["item"])

    foil = focus[focus["products"].map(lambda products: products == ("高性能铜箔",))]

    assert len(focus) == len(joined)
    assert sum(len(products) for products in focus["products"]) == sum(joined.values())
    assert set(foil["places"]) == {("huizhou", "meizhou")}
    assert not focus[focus["from"] != "gd-zone-3"]["places"].map(bool).any()


def test_every_term_hangs_on_its_breakthrough_and_every_join_on_a_term(plan: Batch) -> None:
    breakthroughs, terms = programmes(plan, "breakthrough"), programmes(plan, "term")
    joins = [row for row in file("terms_to_items.csv") if row["item"]]

    wanted = Counter((row["item_no"], row["term_zh"]) for row in file("breakthrough_column2.csv"))
    found = Counter(
        (str(breakthroughs.loc[parent, "number"]), name) for parent, name in terms[["parent", "name_zh"]].values
    )
    targets = plan.tables["TARGETS"]
    told = Counter(
        (
            str(breakthroughs.loc[terms.loc[term, "parent"], "number"]),
            terms.loc[term, "name_zh"],
            relation,
            item,
            note or "",
        )
        for term, relation, item, note in targets[targets["status"] == "gap"][["from", "relation", "to", "note"]].values
    )

    assert found == wanted
    assert sorted(breakthroughs["number"]) == list(range(1, 13))
    assert told == Counter((r["item_no"], r["term_zh"], r["relation"], r["item"], r["note"]) for r in joins)


def test_the_fourteen_duties_name_who_leads_and_who_supports(plan: Batch) -> None:
    def of(table: str) -> set[tuple[str, str]]:
        return set(zip(plan.tables[table]["to"], plan.tables[table]["from"], strict=True))

    wanted = {
        role: {(duty_id(clause), SHORT[name]) for clause, names in DUTIES.items() for name in names[role].split()}
        for role in (0, 1)
    }

    assert set(programmes(plan, "duty")["clause"]) == set(DUTIES)
    assert of("LEADS") == wanted[0]
    assert of("SUPPORTS") == wanted[1]


def test_only_the_ecosystem_clause_asks_for_a_whole_chain_effort(plan: Batch) -> None:
    table = plan.tables["Programme"]

    assert set(table[table["whole_chain"] == True]["id"]) == {"gd-duty-3-4", "gd-tool-whole-chain"}  # noqa: E712


def test_the_base_year_of_the_targets_is_unknown(plan: Batch) -> None:
    """500 in 2019 and 1000 in 2025 are 12.2 % a year; 15 % gives 1,157: only an unstated 2020 base fits all three."""
    targets = plan.tables["Target"].set_index("id")

    growth = (1000 / 500) ** (1 / 6) - 1

    assert round(growth * 100, 1) == 12.2
    assert round(500 * 1.15**6) == 1157
    assert targets["base_year"].isna().all()
    assert list(targets.loc["gd-target-3", ["value", "unit"]]) == [2.0, "1"]
    assert list(targets.loc["gd-target-1", ["comparison", "value", "unit"]]) == [
        "more_than",
        1000.0,
        "100 million CNY",
    ]


def test_claimed_achievements_stand_against_breakthroughs_that_still_ask_for_them(plan: Batch) -> None:
    terms, targets = programmes(plan, "term"), plan.tables["TARGETS"]
    achieved = set(targets[targets["status"] == "achieved"]["to"])
    asked = targets[(targets["status"] == "gap") & targets["to"].isin(achieved)]

    against = {terms.loc[term, "parent"] for term in asked["from"]}

    assert set(asked["to"]) == achieved
    assert against >= {f"gd-breakthrough-{number:02d}" for number in (1, 2, 3, 9)}


def test_defence_is_a_term_without_any_item(plan: Batch) -> None:
    terms = programmes(plan, "term")
    (defence,) = terms[terms["name_zh"] == "国防"].index

    assert defence not in set(plan.tables["TARGETS"]["from"])


def test_the_sectors_of_the_opening_are_targets_of_the_plan_itself(plan: Batch) -> None:
    targets = plan.tables["TARGETS"]

    assert set(targets[targets["from"] == PLAN]["to"]) == {
        "sector-5g", "sector-display", "sector-semiconductor", "sector-equipment", "sector-ev", "sector-appliance",
    }  # fmt: skip


def test_the_programme_tree_hangs_together(plan: Batch) -> None:
    table = plan.tables["Programme"]

    assert set(table[table["parent"].isna()]["id"]) == {PLAN}
    assert set(table["parent"].dropna()) <= set(table["id"])


def test_named_institutions_that_curated_holds_are_referred_to_by_its_ids(plan: Batch, curated: Batch) -> None:
    named = file("institutions.csv")
    held = {row["id"] for row in named if row["curated"] == "true"}

    assert len(named) == 8
    assert held <= set(curated.tables["Institution"]["id"])
    assert set(plan.tables["Institution"]["id"]) == {row["id"] for row in named} - held
    assert {row["id"] for row in file("cities.csv")} <= set(curated.tables["Place"]["id"])


def test_each_named_institution_hangs_on_the_programme_that_names_it(plan: Batch) -> None:
    names = plan.tables["NAMES"]
    by_clause = {(clause, by): set(of["to"]) for (clause, by), of in names.groupby(["clause", "from"])}

    assert by_clause == {
        ("四(一)", duty_id("四(一)")): {
            "songshan-lake-materials-lab",
            "chemistry-fine-chemicals-guangdong-lab",
            "jihua-laboratory",
            "advanced-energy-guangdong-lab",
        },
        ("三(二)", duty_id("三(二)")): {"csns-phase-2", "gd-advanced-light-source"},
        ("四(四)", duty_id("四(四)")): {"national-materials-testing-platform"},
        ("二(二)", PLAN): {"national-technology-innovation-centre"},
    }


def test_the_counts_that_the_plans_notes_ask_for_are_assertions_of_the_manifest() -> None:
    assert SOURCE is not None
    asserted = {
        (found.type, " ".join(f"{column}={text}" for column, text in found.where)): found.count
        for found in SOURCE.manifest.assertions
        if found.bound == "equal"
    }

    counts = {
        ("MaterialField", ""): 12, ("Zone", ""): 7, ("PART_OF", ""): 18, ("COVERS", ""): 50,
        ("Programme", "kind=breakthrough"): 12, ("Programme", "kind=term"): 70, ("Programme", "kind=platform_kind"): 5,
        ("Programme", "kind=duty"): 14, ("Target", ""): 10, ("NAMES", ""): 8, ("LEADS", "to=gd-duty-3-3"): 0,
        ("COVERS", "to=shanwei"): 0,
    }  # fmt: skip
    assert counts.items() <= asserted.items()
