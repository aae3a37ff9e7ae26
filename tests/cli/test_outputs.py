"""Where results go: to stdout, to a file, never over what is read, and who may read them."""

import json
import os
import stat
from pathlib import Path

import pytest

from support.run_cli import kraft, process

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions, links and pipes")


def test_a_dash_is_stdout(workbooks: Path) -> None:
    assert kraft("validate", "right.xlsx", "--output", "-").stdout == kraft("validate", "right.xlsx").stdout
    assert not Path("-").exists()


@pytest.mark.parametrize("arguments", [
    ["validate", "bok.dat", "--output", "bok.dat"],
    ["validate", "right.xlsx", "bok.dat", "--output", "./bok.dat"],
    ["validate", "bok.dat", "--output", "annat.dat"],
    ["balance", "bok.dat", "--output", "bok.dat"],
    ["transfer", "bok.dat", "--proposals", "--output", "bok.dat"],
    ["validate", "right.xlsx", "--output", "karta.toml"],
])  # fmt: skip
def test_no_result_takes_the_place_of_what_is_read(arguments: list[str], workbooks: Path) -> None:
    Path("right.xlsx").rename("bok.dat")
    os.link("bok.dat", "annat.dat")
    before = Path("bok.dat").read_bytes()
    result = kraft(*arguments)
    assert (result.exit_code, "efter --output" in result.stderr) == (2, True)
    assert Path("bok.dat").read_bytes() == before


@posix
def test_no_result_is_written_through_a_link(workbooks: Path) -> None:
    Path("viktig.txt").write_text("viktigt", "utf-8")
    Path("resultat.txt").symlink_to("viktig.txt")
    result = kraft("validate", "right.xlsx", "--output", "resultat.txt")
    assert (result.exit_code, "resultat.txt är en länk till" in result.stderr) == (3, True)
    assert Path("viktig.txt").read_text("utf-8") == "viktigt"


@posix
def test_what_is_written_about_a_workbook_is_read_by_those_who_may_read_it(workbooks: Path) -> None:
    Path("errors.xlsx").chmod(0o600)
    Path("rader").mkdir()
    Path("rader/Avrop.csv").write_text("Avrop-id;Datum;Mottagare;Insats-id;Belopp;Status\nA-9;2026-10-01;KN;I-07;1000;begärt\n", "utf-8")
    for arguments in (
        ["validate", "errors.xlsx", "right.xlsx", "--output", "ny.txt"],
        ["validate", "errors.xlsx", "--annotate", "ny.xlsx"],
        ["fill", "ny2.xlsx", "--into", "errors.xlsx", "--data", "rader"],
        ["balance", "errors.xlsx", "--format", "csv", "--output", "ny.csv"],
        ["transfer", "errors.xlsx", "--from", "FRN", "--to", "KN", "--amount", "1", "--date", "2026-10-01", "--write", "ny3.xlsx"],
    ):
        assert kraft(*arguments).exit_code in (0, 1, 4)
        (new,) = (path for path in workbooks.glob("ny*"))
        assert stat.S_IMODE(new.stat().st_mode) == 0o600
        new.unlink()


@pytest.mark.parametrize("name", [".", "/", "", "ring", "rör", "/dev/zero"])
def test_what_is_no_file_is_refused_as_a_workbook_and_as_data_at_once(name: str, workbooks: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo("rör")
        Path("ring").symlink_to("ring")
    # `validate` takes folders, and searches them
    for arguments in (
        *([["validate", name]] if name not in (".", "/") else []), ["balance", name], ["map", name], ["validate", "right.xlsx", "--map", name],
        ["balance", "right.xlsx", "--decision", name], ["fill", "ny.xlsx", "--data", name], ["fill", "ny.xlsx", "--into", name, "--data", "rör"],
        ["validate", "right.xlsx", "--annotate", name, "--force"], ["fill", name, "--example", "--force"],
    ):  # fmt: skip
        result = kraft(*arguments)
        assert result.exit_code in (2, 3), arguments
        assert result.stderr
        assert "Errno" not in result.stderr
    assert not Path("ny.xlsx").exists()


@posix
def test_a_data_file_that_is_a_pipe_is_refused_at_once(workbooks: Path) -> None:
    for name in ("rader.json", "rader/Avrop.csv"):
        Path(name).parent.mkdir(exist_ok=True)
        os.mkfifo(name)
        assert kraft("fill", "ny.xlsx", "--data", name.partition("/")[0]).exit_code == 3


@pytest.mark.skipif(os.name == "nt", reason="on Windows it is known at once that nobody holds it; tests/windows holds one")
def test_an_open_workbook_is_not_overwritten_even_by_force(workbooks: Path) -> None:
    Path("~$right.xlsx").touch()
    for arguments in (["fill", "right.xlsx", "--example", "--force"], ["validate", "right.xlsx", "--clean", "right.xlsx", "--force"]):
        result = kraft(*arguments)
        assert (result.exit_code, "right.xlsx är öppen" in result.stderr) == (3, True)


def test_a_workbook_that_is_replaced_while_it_is_checked_does_not_get_the_marks_of_the_old_one(
    workbooks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xl_kraftsamling import app

    validate = app.validate_workbook

    def replace_afterwards(path: Path, **options: object) -> app.ValidatedWorkbook:
        validated = validate(path, **options)
        path.write_bytes(Path("right.xlsx").read_bytes())
        return validated

    monkeypatch.setattr(app, "validate_workbook", replace_afterwards)
    result = kraft("validate", "errors.xlsx", "--annotate", "kopia.xlsx")
    assert (result.exit_code, "errors.xlsx ändrades av någon annan" in result.stderr) == (3, True)
    assert not Path("kopia.xlsx").exists()


def test_a_comment_that_is_longer_than_a_name_can_be_is_no_file(workbooks: Path) -> None:
    asked = ["transfer", "right.xlsx", "--from", "FRN", "--to", "KN", "--amount", "1", "--date", "2026-10-01", "--comment", "x" * 5000]
    assert kraft(*asked, "--output", "ny.txt").exit_code in (0, 1, 4)


def test_csv_and_json_are_the_same_in_a_file_as_on_stdout(workbooks: Path) -> None:
    for form in ("csv", "json"):
        printed = process("balance", "right.xlsx", "--format", form).stdout
        assert process("balance", "right.xlsx", "--format", form, "--output", f"ny.{form}").returncode == 0
        assert Path(f"ny.{form}").read_bytes() == printed
    json.loads(Path("ny.json").read_bytes())


def test_an_amount_that_was_printed_is_found_by_whoever_searches_for_it(workbooks: Path) -> None:
    assert "6 100 000" in kraft("balance", "right.xlsx").stdout
    assert kraft("validate", "overdrawn.xlsx", "--output", "svar.txt").exit_code == 1
    assert "800 000 kr" in Path("svar.txt").read_text("utf-8")
