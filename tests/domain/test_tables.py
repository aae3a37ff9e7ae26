"""The tables: a row and its columns agree, or the module cannot be imported."""

import inspect

import pytest

from xl_kraftsamling.domain import tables
from xl_kraftsamling.domain.tables import STATED_BALANCES, TABLES, Column, Forecast, Table

SOURCE = inspect.getsource(tables)


def import_changed(old: str, new: str) -> None:
    """Import the module with a line of it changed, as `python -O` would, which drops every assert."""
    assert SOURCE.count(old) == 1
    exec(compile(SOURCE.replace(old, new), "<tables changed>", "exec", optimize=1), {"__name__": tables.__name__})  # noqa: S102 -- our own source


def test_the_module_itself_can_be_imported() -> None:
    import_changed(SOURCE, SOURCE)


@pytest.mark.parametrize(
    "line",
    [
        '    Column("voucher", "Verifikation"),\n', "    voucher: str | None\n", "    declared_unused: str | None\n",
        '    Column("declared_unused", "Outnyttjat förklarat", Kind.DECLARED),\n',
    ],
)  # fmt: skip
def test_a_column_without_its_field_and_a_field_without_its_column_cannot_be_imported(line: str) -> None:
    with pytest.raises(TypeError, match="the columns need a row of"):
        import_changed(line, "")


def test_fields_in_another_order_than_their_columns_cannot_be_imported() -> None:
    one, other = "    agreement: str | None\n", "    agreed_on: dt.date | None\n"
    with pytest.raises(TypeError, match="transfers"):
        import_changed(one + other, other + one)


def test_the_error_names_what_the_columns_need_and_what_the_row_has() -> None:
    with pytest.raises(TypeError, match=r"outcomes: .*'unread', 'id'\), but Forecast has .*'recipient', 'amount', 'comment'\)"):
        Table("outcomes", "Utfall", (Column("id", "Verifikation"),), Forecast)


@pytest.mark.parametrize("table", (*TABLES, STATED_BALANCES), ids=lambda table: table.name)
def test_every_table_of_rows_has_its_row(table: Table) -> None:
    assert table.row is not None
    assert [column.field for column in table.columns] == list(table.row._fields[3:])
