"""Separated text as rows of cells: what a spreadsheet puts on the clipboard, and what a CSV file holds."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

SEPARATORS = ("\t", ";", ",")
"""The stronger first: a tab is hardly ever part of a value, a comma often is."""

MOST_CELLS = 64
"""Cells of a row beyond these are not read."""
LONGEST_CELL = 500
LONGEST_TEXT = 500
"""So much of a row is kept as it came."""
MOST_LINES_OF_A_CELL = 20
"""A quoted cell longer than this is a stray quotation mark that would swallow the rows below it."""

SAMPLE_LINES = 50
SAMPLE_LETTERS = 20_000
TOLD = re.compile(r"\A\ufeff?sep=([\t;,])[ ]*(?:\n|\Z)", re.IGNORECASE)
"""Excel's own first line, which names the separator and is no row."""
QUOTED = re.compile(r'"[^"]*+"')
WORD_AND_NUMBER = re.compile(r"\s*(\S+)[ \u00a0]+(?:[xX*][ \u00a0]*)?([0-9][0-9.,']*)\s*")

Cell = str | int | float
"""Text as somebody wrote it, or a number as a spreadsheet stores it."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row as it came: its place in the source from 1, its text, and its cells without blanks around them."""

    number: int
    text: str
    cells: tuple[Cell, ...]


def rows_of_text(text: str) -> Iterator[SourceRow]:
    """The rows that hold anything, in order; each is made when it is asked for.

    The separator is found out: a tab, semicolon or comma that stands in half of the lines; without any, a word and
    a number with a blank between them are two cells. Cells may be quoted, and then hold separators, doubled
    quotation marks and line ends.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    told = TOLD.match(text)
    start = told.end() if told else 0
    separator = told.group(1) if told else separator_of(text)
    number = 0
    while start < len(text):
        number += 1
        begin = start
        cells, start = _row(text, start, separator)
        if any(cells):
            raw = text[begin : min(start, begin + LONGEST_TEXT)].strip("\n")
            yield SourceRow(number, raw, tuple(cells))


def separator_of(text: str) -> str:
    """What separates the cells of a text; nothing when they are not separated.

    What the first line has goes before what only the others have: a header names no values.
    """
    lines = [line for line in QUOTED.sub("", text[:SAMPLE_LETTERS]).split("\n") if line.strip()]
    lines = lines[:SAMPLE_LINES]
    found = Counter(separator for line in lines for separator in SEPARATORS if separator in line)
    usual = [each for each in SEPARATORS if found[each] * 2 >= len(lines) > 0]
    return next((each for each in usual if each in lines[0]), usual[0] if usual else "")


def _row(text: str, start: int, separator: str) -> tuple[list[str], int]:
    """The cells of the row that begins at `start`, and where the next one begins."""
    if not separator:
        return _words(text, start)
    quoted, plain = _patterns(separator)
    cells: list[str] = []
    while True:
        match = quoted.match(text, start)
        if match is not None and match.group(1).count("\n") < MOST_LINES_OF_A_CELL:
            cell = match.group(1).replace('""', '"')
        else:
            match = plain.match(text, start)
            cell = match.group() if match else ""
        start = match.end() if match else start
        if len(cells) < MOST_CELLS:
            cells.append(_clean(cell))
        if start >= len(text) or text[start] == "\n":
            return cells, start + 1
        start += 1


def _words(text: str, start: int) -> tuple[list[str], int]:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end]
    match = WORD_AND_NUMBER.fullmatch(line) if len(line) <= LONGEST_CELL else None
    return [_clean(cell) for cell in (match.groups() if match else (line,))], end + 1


@cache
def _patterns(separator: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A quoted cell that ends where a cell may end, and any other; neither ever goes back over what it read."""
    quoted = re.compile(rf'[ ]*+"([^"]*+(?:""[^"]*+)*+)"[ ]*+(?=[{separator}\n]|\Z)')
    return quoted, re.compile(rf"[^{separator}\n]*+")


def _clean(cell: str) -> str:
    return cell[:LONGEST_CELL].strip(" \t\n\u00a0\u200b\ufeff")
