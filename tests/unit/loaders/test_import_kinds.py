"""People's files of each kind become claims of the contract, at the rows a person sees."""

from __future__ import annotations

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from tests.unit.loaders.folders import only, places, rules
from tests.unit.loaders.imports import csv_file, prepared, rejected, rows, workbook

BOM = """
kind: bill_of_materials
dataset: phone
columns:
  level: 层级
  item: {column: 名称, create: true}
"""
INDENTED = "层级,名称\n0,手机\n1,屏幕\n2,光刻胶\n1,电池\n"


def edges(path: Path, text: str) -> set[tuple[str, str]]:
    """REQUIRES as pairs of names, or of ids where the store knows the node."""
    batch = prepared(path, text).batch
    names = {
        id_: name
        for type_ in ("Component", "Sector")
        if type_ in batch.tables
        for id_, name in zip(batch.tables[type_]["id"], batch.tables[type_]["name_zh"], strict=True)
    }
    pairs = batch.tables["REQUIRES"][["from", "to"]].itertuples(index=False, name=None)
    return {(names.get(start, start), names.get(end, end)) for start, end in pairs}


def test_an_indented_list_says_what_each_item_is_part_of(tmp_path: Path) -> None:
    path = csv_file(tmp_path, INDENTED)

    assert edges(path, BOM) == {("手机", "屏幕"), ("屏幕", "resist"), ("手机", "电池")}


@pytest.mark.parametrize(
    "levels", [("1", "1.1", "1.1.1", "1.2"), ("0", ".1", "..2", ".1"), ("1", "2", "3", "2"), ("3", "4", "5", "4")]
)
def test_levels_may_be_numbers_outlines_or_dots(tmp_path: Path, levels: tuple[str, ...]) -> None:
    names = ("手机", "屏幕", "光刻胶", "电池")
    lines = [f"{level},{name}" for level, name in zip(levels, names, strict=True)]
    path = csv_file(tmp_path, "\n".join(["层级,名称", *lines]))

    assert edges(path, BOM) == {("手机", "屏幕"), ("屏幕", "resist"), ("手机", "电池")}


def test_the_indent_of_the_names_may_be_the_level(tmp_path: Path) -> None:
    text = BOM.replace("层级", "indent")
    path = csv_file(tmp_path, "名称\n手机\n  屏幕\n    光刻胶\n  电池\n")
    book = workbook(tmp_path, ["名称"], ["手机"], ["屏幕"], ["光刻胶"], ["电池"])
    changed = openpyxl.load_workbook(book)
    for row, indent in ((3, 1), (4, 2), (5, 1)):
        changed.active.cell(row, 1).alignment = openpyxl.styles.Alignment(indent=indent)
    changed.save(book)

    expected = {("手机", "屏幕"), ("屏幕", "resist"), ("手机", "电池")}
    assert edges(path, text) == edges(book, text) == expected


def test_each_level_may_have_a_column_of_its_own(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "一,二,三\n手机,,\n,屏幕,\n,,光刻胶\n,电池,\n")
    text = BOM.replace("level: 层级", "note: {constant: x}").replace("column: 名称", "column: [一, 二, 三]")

    assert edges(path, text) == {("手机", "屏幕"), ("屏幕", "resist"), ("手机", "电池")}


def test_parents_may_be_named_by_the_number_their_own_row_has(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "父项,料号,名称\n,P1,手机\nP1,P2,屏幕\nP2,P3,光刻胶\n")
    text = """
kind: bill_of_materials
dataset: phone
columns: {parent: 父项, item: {column: 料号, create: true, properties: {name_zh: 名称}}}
"""

    assert edges(path, text) == {("手机", "屏幕"), ("屏幕", "resist")}


def test_the_top_of_a_list_may_belong_to_something_named_in_the_mapping(tmp_path: Path) -> None:
    text = BOM + "  parent: {constant: 新型显示, create: true, type: Sector}\n"

    assert ("新型显示", "手机") in edges(csv_file(tmp_path, INDENTED), text)


def test_a_level_without_one_above_it_is_refused_at_its_row(tmp_path: Path) -> None:
    fault = only(rejected(csv_file(tmp_path, "层级,名称\n0,手机\n2,屏幕\n"), BOM))

    assert (fault.table, fault.row, fault.column, fault.value) == ("list.csv", 3, "层级", "2")


def test_the_same_part_twice_is_one_claim_with_both_notes(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "层级,名称,位置,数量\n0,手机,,\n1,光刻胶,U1,2\n1,光刻胶,U2,3\n")

    found = prepared(path, BOM + "  note: [位置, 数量]\n")

    assert rows(found, "REQUIRES", "to", "note") == [("resist", "位置=U1; 数量=2; 位置=U2; 数量=3")]
    assert found.repeated == 1


def test_a_supplier_list_gives_supplies_sites_and_headquarters(tmp_path: Path) -> None:
    path = csv_file(tmp_path, '供应商,物料,份额,产地,总部,产能\n信越化学,光刻胶,45 %,日本,日本,"1,200.5"\n')
    text = """
kind: suppliers
dataset: acme
source: {id: annual, title: Annual report, year: 2024}
as_of: 2024-06
grade: C
columns:
  firm: 供应商
  item: 物料
  share: 份额
  site: 产地
  headquarters: 总部
  capacity: {column: 产能, unit: 吨/年}
"""

    found = prepared(path, text)

    claim = ("shin-etsu", "resist", 0.45, "JP", 1200.5, "t/a", "annual", "2024-06", "C")
    columns = ("from", "to", "share", "site", "capacity", "capacity_unit", "source", "as_of", "grade")
    assert rows(found, "SUPPLIES", *columns) == [claim]
    assert rows(found, "HEADQUARTERED_IN", "from", "to", "source") == [("shin-etsu", "JP", "annual")]
    assert rows(found, "Source", "id", "title", "year") == [("annual", "Annual report", 2024)]
    assert list(found.batch.tables["SUPPLIES"].index) == [2]


def test_producing_countries_are_found_by_any_of_their_names(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "国家,矿种,产量\n日本,光刻胶,3\nDEU,光刻胶,4\nUnited States,光刻胶,5\n")
    text = """
kind: producers
dataset: acme
columns: {place: 国家, item: 矿种, quantity: {column: 产量, unit: 万吨}}
"""

    found = prepared(path, text)

    expected = [("JP", 30_000.0, "t"), ("DE", 40_000.0, "t"), ("US", 50_000.0, "t")]
    assert rows(found, "PRODUCES", "from", "quantity", "quantity_unit") == expected
    assert set(found.batch.tables["Place"]["id"]) == {"JP", "DE", "US"}


def test_ownership_shares_and_control_in_words(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "公司,股东,持股比例,控股\nJSR,信越化学,51%,是\ntok,jsr,0.1,否\n")
    text = "{kind: ownership, dataset: a, columns: {firm: 公司, owner: 股东, share: 持股比例, control: 控股}}"

    found = prepared(path, text)

    expected = [("jsr", "shin-etsu", 0.51, True), ("tok", "jsr", 0.1, False)]
    assert rows(found, "OWNED_BY", "from", "to", "share", "control") == expected


TRADE = """
kind: trade
dataset: customs
columns:
  exporter: 来源
  importer: {constant: CN}
  code: {column: 编码, create: true, properties: {nomenclature: {constant: HS2017}, text_en: 品名}}
  year: 年份
  value: {column: 金额, unit: 万美元}
  quantity: {column: 数量, unit: kg}
"""
TRADE_HEAD = "来源,编码,品名,年份,金额,数量\n"


def test_trade_by_code_finds_the_code_of_its_nomenclature(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TRADE_HEAD + "日本,280429,Rare gases,2023年,12.5,300\n日本,281122,Silica,2023,1,2\n")

    found = prepared(path, TRADE)

    known, new = rows(found, "EXPORTS_TO", "from", "to", "code", "year", "value", "value_unit", "quantity")
    assert known == ("JP", "CN", "hs2017-280429", 2023, 125_000.0, "USD", 300.0)
    described = rows(found, "TradeCode", "id", "name_en", "aliases", "code", "nomenclature", "text_en")
    assert described == [(new[2], "HS2017 281122", ("281122",), "281122", "HS2017", "Silica")]


def test_a_code_that_lost_its_leading_zero_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, TRADE_HEAD.strip().split(","), ["日本", 10121, "Horses", 2023, 1, 1])

    fault = only(rejected(path, TRADE))

    assert (fault.table, fault.row, fault.column, fault.value) == ("Sheet1", 2, "编码", "10121")
    assert "leading zero" in fault.rule


def test_a_table_of_the_contract_may_come_under_a_persons_own_headers(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "编号,名称,级别,上级\nkawasaki,川崎,城市,日本\n")
    places_ = """
kind: batch
table: Place
dataset: a
ignore: [上级]
columns: {id: 编号, name_zh: 名称, level: {column: 级别, values: {城市: city}}}
"""
    inside = """
kind: batch
table: PART_OF
dataset: b
ignore: [名称, 级别]
columns: {from: {column: 编号}, to: 上级}
"""

    assert rows(prepared(path, places_), "Place", "id", "name_zh", "level") == [("kawasaki", "川崎", "city")]
    assert prepared(path, inside).unresolved[0].text == "kawasaki"


def test_an_item_without_its_supplier_is_named_at_its_cell(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "供应商,物料\n信越化学,光刻胶\n,光刻胶\n")

    faults = rejected(path, "{kind: suppliers, dataset: a, columns: {firm: 供应商, item: 物料}}")

    assert places(faults) == {("list.csv", 3, "供应商")}
    assert rules(faults) == ["required, but empty"]


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "供应商,物料\n\n,\n")

    assert (
        "no table rows"
        in only(rejected(path, "{kind: suppliers, dataset: a, columns: {firm: 供应商, item: 物料}}")).rule
    )
