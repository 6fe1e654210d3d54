"""A mapping suggested from the header: what is sure, what is likely, what is missing, and what is left."""

from __future__ import annotations

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
import yaml

from loaders.importers import kinds
from loaders.importers.mapping import read_mapping
from loaders.importers.run import prepare
from loaders.importers.suggest import Suggestion, known_headers, suggest
from loaders.importers.written import mapping_text
from schema.errors import InputRejected
from tests.unit.loaders.folders import only
from tests.unit.loaders.imports import csv_file, known, rows, workbook


def fields(found: Suggestion) -> dict[str, str]:
    return {guess.header: guess.field for guess in found.guesses}


@pytest.mark.parametrize(
    ("header", "kind", "expected"),
    [
        (
            "供应商名称,产品,市场份额（%）,产地",
            "suppliers",
            {"供应商名称": "firm", "产品": "item", "市场份额（%）": "share", "产地": "site"},
        ),
        (
            "Supplier,Part,Share,Country of origin,HQ",
            "suppliers",
            {"Supplier": "firm", "Part": "item", "Share": "share", "Country of origin": "site", "HQ": "headquarters"},
        ),
        (
            "层级,料号,供应商,备注",
            "bill_of_materials",
            {"层级": "level", "料号": "item", "供应商": "supplier", "备注": "note"},
        ),
        (
            "Parent part number,Part number",
            "bill_of_materials",
            {"Parent part number": "parent", "Part number": "item"},
        ),
        (
            "供應商,產品,市場份額,截至",
            "suppliers",
            {"供應商": "firm", "產品": "item", "市場份額": "share", "截至": "as_of"},
        ),
        ("公司名称,股东,持股比例", "ownership", {"公司名称": "firm", "股东": "owner", "持股比例": "share"}),
        ("国家,矿种,产量（吨）", "producers", {"国家": "place", "矿种": "item", "产量（吨）": "quantity"}),
        (
            "HS编码,出口国,进口国,年份,金额（万美元）",
            "trade",
            {"HS编码": "code", "出口国": "exporter", "进口国": "importer", "年份": "year", "金额（万美元）": "value"},
        ),
    ],
)
def test_headers_in_both_languages_say_the_kind_and_the_fields(
    tmp_path: Path, header: str, kind: str, expected: dict[str, str]
) -> None:
    found = suggest(csv_file(tmp_path, header + "\n"))

    assert (found.kind, fields(found), found.missing) == (kind, expected, ())


def test_the_header_is_found_below_a_title_and_what_is_left_is_listed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, '2024年供应商名录,,,\n,,,\n供应商,主要材料,电话,年产能(吨/年)\n甲,乙,-,"1,200"\n')

    found = suggest(path)

    assert (found.header_row, found.left_over, found.decimal, found.unknown) == (3, ("电话",), ".", ("-",))
    confidence = {guess.field: (guess.confidence, guess.unit) for guess in found.guesses}
    assert confidence == {"firm": ("sure", None), "item": ("likely", None), "capacity": ("sure", "吨/年")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_suggestion_once_accepted_loads_the_file_it_was_made_from(tmp_path: Path, language: str) -> None:
    path = csv_file(tmp_path, "供应商,物料,市场份额（%）,电话\n信越化学,光刻胶,45,-\n".encode("gbk"))
    (tmp_path / "map.yaml").write_text(mapping_text(suggest(path), language), "utf-8")

    found = prepare(path, read_mapping(tmp_path / "map.yaml"), known())

    assert rows(found, "SUPPLIES", "from", "to", "share", "source") == [("shin-etsu", "resist", 0.45, "list")]


def test_names_beside_a_part_number_describe_the_part(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "层级,料号,物料名称,CAS号\n0,P1,手机,\n1,P2,光刻胶,\n")

    document = yaml.safe_load(mapping_text(suggest(path)))

    assert document["columns"]["item"] == {
        "column": "料号",
        "create": False,
        "properties": {"name_zh": "物料名称", "cas": "CAS号"},
    }


def test_what_the_kind_needs_and_the_header_lacks_is_named(tmp_path: Path) -> None:
    found = suggest(csv_file(tmp_path, "供应商,市场份额,产地\n甲,1,日本\n"))

    assert (found.kind, found.missing) == ("suppliers", ("item",))
    assert "# item: ''" in mapping_text(found)


def test_of_a_workbook_the_sheet_that_is_understood_best_is_taken(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["读我"], ["随便"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("股权").append(["公司", "股东", "持股比例"])
    book.save(path)

    found = suggest(path)

    assert (found.sheet, found.kind) == ("股权", "ownership")


def test_few_bytes_in_an_unknown_encoding_are_read_where_the_header_makes_sense(tmp_path: Path) -> None:
    found = suggest(csv_file(tmp_path, "层级,料号\n0,P1\n".encode("gbk")))

    assert (found.encoding, fields(found)) == ("gb18030", {"层级": "level", "料号": "item"})


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as caught:
        suggest(csv_file(tmp_path, "1,2\n3,4\n"))

    assert "header" in only(caught.value).rule


def test_every_field_a_header_may_mean_exists() -> None:
    known_fields = {
        name: {*kind.roles, *kind.values(), *(["level"] if kind.levels else [])} for name, kind in kinds.kinds().items()
    }
    headers = known_headers()

    assert {
        name: set(spelled) - known_fields[name]
        for name, spelled in headers.kinds.items()
        if set(spelled) - known_fields[name]
    } == {}
    assert set(headers.values) <= set().union(*known_fields.values())
