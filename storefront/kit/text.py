"""Words as search sees them: folded, without accents and plural endings."""

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+")
MAXIMUM_QUERY_WORDS = 8
MAXIMUM_QUERY_LENGTH = 200
ESCAPE = "\\"
"""What `pattern_of` puts before a sign that would stand for others; a statement names it with its `like`."""


def fold(text: str) -> str:
    """Lower case without accents, for comparing and sorting."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def is_storable(text: str) -> bool:
    """Whether every database takes the text: no NUL, and no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def storable(text: str) -> str:
    """The text with a sign for "unreadable" in place of what not every database takes."""
    if is_storable(text):
        return text
    return text.replace("\x00", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def pattern_of(text: str) -> str:
    """The text as a part of an SQL `like` pattern that stands for itself, with `ESCAPE`."""
    return text.replace(ESCAPE, ESCAPE * 2).replace("%", f"{ESCAPE}%").replace("_", f"{ESCAPE}_")


def name_pattern(text: str) -> str:
    """What was typed as a part of an SQL `like` pattern, with `ESCAPE`, for names as `fold` writes them."""
    # Accents alone fold to nothing, which would stand for everybody.
    return pattern_of(fold(text).strip() or text)


def stem(word: str) -> str:
    """The word without a plural ending: `hearts` is `heart`, `boxes` is `box`, `glass` stays."""
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def search_words(text: str) -> list[str]:
    """The stemmed words of a text in order, repeats left out."""
    return list(dict.fromkeys(stem(word) for word in WORD.findall(fold(text))))


def query_words(query: str) -> list[str]:
    """The words of what somebody typed, at most eight, from at most 200 characters."""
    return search_words(query[:MAXIMUM_QUERY_LENGTH])[:MAXIMUM_QUERY_WORDS]


def sort_key(text: str) -> str:
    """A key that sorts names alike on every database, at most 120 characters."""
    return " ".join(WORD.findall(fold(text)))[:120]


def one_typo_apart(left: str, right: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours makes the words equal."""
    if left == right:
        return True
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    if len(left) == len(right):
        swapped = left[start + 1 : start + 2] + left[start : start + 1] + left[start + 2 :]
        return left[start + 1 :] == right[start + 1 :] or swapped == right[start:]
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[start + 1 :] == shorter[start:]
