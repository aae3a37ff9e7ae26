"""How fast the program is, as one table: each figure a ratio of what it costs and a yardstick in the same run, with its aim beside it.

    python tests/benchmarks/run.py [--small] [--python VENV/bin/python] [--peers FOLDER] [--runs N] [SUBJECT ...]

`--python` names a venv with the program and nothing else: pandera imports hypothesis where that is installed.  `--small` measures on files of
a tenth of the size, to which the aims do not apply, and leaves out what takes minutes.  `--peers` is a folder with a venv of the libraries that
a user would use instead; it is made where it is not there.  The machine decides much: no figure is a gate.
"""

import argparse
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from measuring import HEAD, Bench

SUBJECTS = ("starting", "folders", "validation", "peers", "growth", "recognition", "functions", "verdicts", "buttons", "writers", "ledgers", "linear")
"""The modules of what is measured, in the order of the table; the last has a list of its own: what might take the square of its input."""
_LARGE = ("growth", "peers")
"""Those that only make sense at full size."""


def main() -> None:
    """Measure and print."""
    sys.path.insert(1, str(Path(__file__).parent.parent))  # what the tests build with
    options = parse_options()
    if options.folder:
        (subject,) = options.subjects
        measure(subject, options)
        return
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in options.subjects or SUBJECTS:
            if options.small and name in _LARGE and not options.subjects:
                print(f"{name}: left out of the small half", flush=True)
            else:  # in a process of its own: a child's peak memory begins with that of its parent
                subprocess.run([sys.executable, __file__, *sys.argv[1:], "--folder", folder, "--only", name], check=True)


def parse_options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.subjects = [options.only] if options.only else options.subjects
    if unknown := {*options.subjects} - {*SUBJECTS}:
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    return options


def measure(subject: str, options: argparse.Namespace) -> None:
    """Measure a subject and print its figures."""
    if subject == "linear":
        sys.argv[1:] = []
        import_module(subject).main()
        return
    runs = options.runs or (2 if options.small else 5)
    bench = Bench(options.python, options.folder, 10_000 if options.small else 100_000, runs, options.peers)
    for figure in import_module(subject).measure(bench):
        print(figure.format(has_aim=not options.small), flush=True)


if __name__ == "__main__":
    main()
