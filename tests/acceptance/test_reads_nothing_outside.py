"""No part of a workbook, no map and no decision makes the program read another file than those that it was given."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from support.build_xlsx import pack, unpack
from support.run_cli import ENVIRONMENT, kraft
from xl_kraftsamling.domain.decision import DECISIONS_FOLDER

MARKER = "HEMLIGT-4711"
WATCHED_RUN = """
import sys
from pathlib import Path
def watch(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and arguments and "hemlig" in str(arguments[0]):
        print("OPENED", arguments[0], file=sys.stderr)
    if event in ("socket.connect", "subprocess.Popen", "urllib.Request"):
        print("ASKED", event, arguments, file=sys.stderr)
sys.addaudithook(watch)
sys.argv[0] = "kraftsamling"
from xl_kraftsamling.cli.program import program
program.main()
"""


@pytest.fixture
def secret(workbooks: Path) -> Path:
    path = workbooks / "hemlig" / "hemlig.xml"
    path.parent.mkdir()
    path.write_text(f"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>{MARKER}</t></si></sst>")
    path.with_name("hemlig.exempel.json").write_text(f'{{"Avrop": [{{"Avrop-id": "{MARKER}"}}]}}')
    return path


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", WATCHED_RUN, *arguments], env=ENVIRONMENT, capture_output=True, text=True, check=False)


def check(*arguments: str) -> None:
    """Run a command: it ends as it should, and neither opens nor shows the secret."""
    result = run(*arguments)
    assert result.returncode in (0, 1, 2, 3, 4), result.stderr
    assert "OPENED" not in result.stderr
    assert "ASKED" not in result.stderr
    assert MARKER not in result.stdout + result.stderr


@pytest.mark.parametrize("mode", ["", ' TargetMode="External"'], ids=["internal", "external"])
@pytest.mark.parametrize("target", ["{}", "file://{}", "../../../../../../../../..{}", "..\\..\\..\\..{}", "%2e%2e/%2e%2e{}", "http://localhost:9{}"])
def test_a_link_between_parts_leads_out_of_no_workbook(target: str, mode: str, secret: Path, workbooks: Path) -> None:
    original = unpack(workbooks / "right.xlsx")
    leads = target.format(secret)
    for part in [name for name in original if name.endswith(".rels")]:
        text = original[part].decode()
        for link in text.split("<Relationship ")[1:]:
            old = link.split('Target="')[1].split('"')[0]
            changed = text.replace(f'Target="{old}"', f'Target="{leads}"{mode}', 1)
            pack(workbooks / "elak.xlsx", {**original, part: changed})
            annotate(workbooks / "elak.xlsx")


def annotate(path: Path) -> None:
    """Read and annotate a workbook in this process: the secret is in nothing that comes of it."""
    result = kraft("validate", str(path), "--annotate", "kopia.xlsx", "--force")
    assert result.exit_code in (0, 1, 3, 4), result.stderr
    assert MARKER not in result.stdout + result.stderr
    if Path("kopia.xlsx").exists():
        with ZipFile("kopia.xlsx") as copy:
            assert not any(MARKER.encode() in copy.read(name) for name in copy.namelist())


def test_a_workbook_that_names_files_and_addresses_everywhere_opens_none(secret: Path, workbooks: Path) -> None:
    original = unpack(workbooks / "right.xlsx")
    for part in [name for name in original if name.endswith(".rels")]:
        extra = "".join(
            f'<Relationship Id="x{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
            f'Target="{target}" TargetMode="External"/>'
            for number, (kind, target) in enumerate((kind, target) for kind in KINDS for target in (secret, f"file://{secret}", "http://localhost:9/x"))
        )
        original[part] = original[part].replace(b"</Relationships>", f"{extra}</Relationships>".encode())
    pack(workbooks / "elak.xlsx", original)
    check("validate", "elak.xlsx")
    check("validate", "elak.xlsx", "--annotate", "kopia.xlsx")


KINDS = "table", "comments", "vmlDrawing", "drawing", "externalLinkPath", "image", "hyperlink", "pivotTable", "oleObject", "customXml"


def test_a_map_or_a_decision_leads_to_no_other_file(secret: Path, workbooks: Path) -> None:
    decision = (DECISIONS_FOLDER / "stk-2026-580.toml").read_text("utf-8")
    for name in (str(secret.with_name("hemlig")), "../hemlig/hemlig", "..\\\\hemlig\\\\hemlig"):
        Path("beslut.toml").write_text(decision.replace("STK-2026-580", name), "utf-8")
        check("fill", "ny.xlsx", "--example", "--decision", "beslut.toml", "--force")
        check("validate", "right.xlsx", "--decision", "beslut.toml")
        Path("karta.toml").write_text(f'[[table]]\ntable = "Avrop"\nsheet = "{name}"\nheadings = 1\n[table.columns]\nBelopp = "{name}"\n', "utf-8")
        check("validate", "right.xlsx", "--map", "karta.toml")
