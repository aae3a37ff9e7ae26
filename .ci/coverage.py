"""The pure core is covered to the last branch: domain, findings, rules and verdict.  Usage: coverage.py COVERAGE_JSON."""

import json
import sys
from pathlib import Path

CORE = ("xl_kraftsamling/domain/", "xl_kraftsamling/rules/", "xl_kraftsamling/finding.py", "xl_kraftsamling/verdict/")

files = json.loads(Path(sys.argv[1]).read_text("utf-8"))["files"]
open_files = {
    name: (file["missing_lines"], file["missing_branches"])
    for name, file in files.items()
    if name.startswith(CORE) and (file["missing_lines"] or file["missing_branches"])
}
for name, (lines, branches) in open_files.items():
    print(f"{name}: lines {lines}, branches {branches} are never run")
sys.exit(bool(open_files))
