"""The inputs of the fuzzer: workbooks that are right, each then made wrong; input n of a seed is always the same."""

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

from fuzz.markup import mutate_markup
from fuzz.packages import Part, add_lie, damage_bytes, pack_parts, store_part, unpack_parts
from fuzz.starts import Start, build_rich, build_tiny, find_small

SHARES, COMPARED = (70, 10, 20), (30, 30, 40)
"""How many of a hundred inputs start from the smallest workbooks, from the two that are made here, and from a corpus.

Where readers are compared there has to be something to read.
"""


class Input(NamedTuple):
    """An input: its bytes, what is to be tried with it, and whether it began as a workbook like the template."""

    data: bytes
    random: Random
    canonical: bool


class Inputs:
    """All inputs of a seed."""

    def __init__(self, seed: int, corpus: Iterable[Path], *, compare: bool = False) -> None:
        """Gather what to start from: workbooks made here, and the small ones in the folders of a corpus.

        :param compare: whether readers are to be compared: then only what stands in the sheets is made wrong, and not the archive.
        """
        self._seed, self._compare = seed, compare
        self._made = list(build_rich())
        real = [Start(unpack_parts(path)) for folder in corpus for path in find_small(folder)]
        self._starts = [[Start(content) for content in build_tiny()], self._made, real or self._made]

    @property
    def right(self) -> bytes:
        """A workbook like the template in which nothing is wrong."""
        return pack_parts(self._made[0].parts)

    def __getitem__(self, number: int) -> Input:
        """The input of a number."""
        random = Random(f"{self._seed}:{number}")
        start = random.choice(*random.choices(self._starts, COMPARED if self._compare else SHARES))
        data = (
            pack_parts(_change_xml(random, start, list(start.parts))) if self._compare else _make_wrong(random, start)
        )
        return Input(data, random, start.canonical)


def _make_wrong(random: Random, start: Start) -> bytes:
    kind = random.random()
    parts = list(start.parts)
    if kind < 0.75:
        parts = _change_xml(random, start, parts)
    if kind >= 0.7:
        parts = add_lie(random, parts)
    data = pack_parts(parts)
    return damage_bytes(random, data) if kind >= 0.9 else data


def _change_xml(random: Random, start: Start, parts: list[Part]) -> list[Part]:
    for _ in range(random.choice((1, 1, 1, 2))):
        at = random.choice(start.xml)
        parts[at] = store_part(parts[at].name, mutate_markup(random, start.pieces[at]))
    return parts
