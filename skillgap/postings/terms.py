"""Requirements in postings without a taxonomy: names, abbreviations and phrases, found by their context.

A phrase is a requirement if it follows *experience with*, *knowledge of* and the like, or precedes
*skills*. The object of a line that begins with a verb also is a requirement. A name is known, or
capitalized, or written like no other word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from skillgap.postings.lines import BULLET, without_bullet
from skillgap.postings.page_words import (
    EMPTY,
    LEADING,
    NEVER_INSIDE,
    OFFER_HEADING,
    PAGE_TERMS,
    STOP_WORDS,
    TRAILING,
    VERBS,
)

MOST_WORDS = 4
MOST_EMPLOYERS_KEPT = 50

_CUE = re.compile(
    r"(?<!\w)(?:experience|experienced|expertise|expert|proficien(?:cy|t)|knowledge|knowledgeable|familiarity|familiar|skilled|"
    r"skills?|background|understanding|fluency|fluent|competen(?:cy|ce|t)|command|mastery|exposure|comfortable|adept|versed|"
    r"trained|training|certified|certification|grasp|ability|able|"
    r"erfahrung(?:en)?|kenntnisse|know how|verständnis|umgang|vertraut|"
    r"expérience|connaissances?|maîtrise|compétences?|experiencia|conocimientos?|dominio|manejo|"
    r"ervaring|kennis|experiência|conhecimentos?|domínio|esperienza|conoscenza|competenze)"
    r"(?: (?:working|using|building|managing|developing|designing|or|and|proven|experience|knowledge|skills|"
    r"understanding|hands on|the use|use|areas?))*"
    r" (?:in|with|of|for|using|on|across|around|mit|von|im|en|de|avec|des|du|con|del|met|van|com|di|to):? "
)
_LEADING_GERUND = re.compile(r"^(?:[a-z]+ing|[a-zäöü]+en) ")
_BEFORE_SKILLS = re.compile(
    r"(?<!\w)((?:[^\W\d_][\w+#./&-]*,? ){1,5})"
    r"(?:skills?|experience|knowledge|expertise|certification|licen[cs]e|proficiency|kenntnisse|background|required)(?!\w)"
)
_SPLIT = re.compile(
    r"[,;:()\[\].!?•|\"“”]|\s[-#*]\s|(?<![\w'-])(?:and|or|to|for|in|with|that|which|who|using|as|by|"
    r"within|across|such as|"
    r"including|like|from|at|on|through|while|when|where|of|is|are|und|oder|sowie|mit|im|von|zur|zum|et|ou|y|e|o|en|con|"
    r"para|com|di|per|into|via|between|under|about|against|toward|towards|around|over|plus|e\.g|i\.e|you|we|will|would|"
    r"can|has|have|must|should|required|preferred|\S+'(?:ll|re|ve|s|d|t))(?![\w'-])"
)
_SLASH = re.compile(r"(?<=[a-z])/(?=[a-z])")
_STUDIED = re.compile(
    r"(?<!\w)(?:degree|bachelor\S*|master\S*|ph\.?d|diploma|graduate|university|qualification in|studium|abschluss|"
    r"hochschul\w*|licence en|diplôme|titulación|grado en|hbo|laurea|graduação)(?!\w)"
)
_TAIL = 140
_VERB = re.compile(
    r"(?:you(?:'ll| will)? |to |proactively |actively |independently |successfully )?"
    r"([a-z]{3,14})(?: (?:and|or|&) [a-z]+|, [a-z]+,? (?:and|or) [a-z]+)? (.+)"
)
_OBJECTS = 3
"""Number of phrases in a line beginning with a verb that are objects of the verb."""
_SHORT_LINE = 5
"""A line with at most this many words is a requirement as a phrase."""
_REST = r"(?:[\w+#]|\.(?=\w)|-(?=[A-Z]))*"
_NAME = rf"(?:[A-Z]{_REST}(?:/[A-Z]{_REST})*|[a-z]+[A-Z0-9]{_REST}|\w+[+#]+|\.[A-Z]\w+)"
_NAMES = re.compile(rf"(?<![\w.@/]){_NAME}(?: {_NAME}){{0,2}}(?![\w+#])")
_TECHNICAL = re.compile(r"[A-Z].*[A-Z]|\d|[+#]|\.[a-zA-Z]|^[a-z]+[A-Z]")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:;•*#|>()\"'-]|\d[.)])\s*$")
_LIST_ITEM_AFTER = re.compile(r"\s*(?:$|[,;)\n/]|and\b|or\b|&)")
_SMALL_LIST_WORD = re.compile(r"(?<=[ ,(/])([a-z][a-z0-9]{1,14})(?=[,)/]| and| or)")
_GERMAN = re.compile(r"(?<!\w)(?:und|der|die|das|mit|für|wir)(?!\w)")
_FEW_GERMAN_WORDS = 8
_SMALL = re.compile(r"(?<![\w@./-])[a-z][a-z0-9]{1,20}(?![\w@/-])")


_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z&/-]{1,6})\)")
_LONGEST_NAME = 80
_ELL = re.compile(r"ell(ing|ed|er)$")
_ISE = re.compile(r"is(ation|ations|ing|ed|e)$")
_SHORTEST_BRITISH = 7
_SHORTEST_OUR = 5
_REMEMBERED = 20_000


@dataclass(slots=True)
class Term:
    """The frequency of a term in requirements. Counts are postings."""

    spellings: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    """After *experience with* and the like, before *skills*, or as an item of a list."""
    done: int = 0
    """As the object of a line that begins with a verb."""
    named: int = 0
    """As a capitalized or technical name."""
    listed: int = 0
    """Occurrences as a small word between commas, in a list that may also have names."""
    studied: int = 0
    """As a field of study."""
    employers: set[str] = field(default_factory=set)
    verbs: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Terms:
    """The terms of some postings, by key."""

    postings: int = 0
    found: dict[str, Term] = field(default_factory=dict)
    small: Counter[str] = field(default_factory=Counter)
    """Number of postings with the word in small letters."""
    acronyms: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Short forms with their expansions."""

    def add(self, text: str, employer: str) -> None:
        """Read a normalized posting."""
        self.postings += 1
        seen: dict[tuple[str, str], str] = {}
        verbs: dict[str, str] = {}
        is_german = len(_GERMAN.findall(text)) > _FEW_GERMAN_WORDS
        for line in _asking_lines(text):
            for kind, term, verb in _terms_of_line(line):
                if is_german and kind == "named" and not _TECHNICAL.search(term):
                    continue  # German capitalizes all nouns
                key = key_of(term)
                seen.setdefault((kind, key), term)
                if verb:
                    verbs.setdefault(key, verb)
        for (kind, key), term in seen.items():
            entry = self.found.setdefault(key, Term())
            entry.spellings[term] += 1
            setattr(entry, kind, getattr(entry, kind) + 1)
            if len(entry.employers) < MOST_EMPLOYERS_KEPT:
                entry.employers.add(employer)
            if kind == "done" and key in verbs:
                entry.verbs[verbs[key]] += 1
        self.small.update(set(_SMALL.findall(text)))
        self.acronyms.update(set(_acronyms(text)))


@lru_cache(maxsize=_REMEMBERED)
def key_of(term: str) -> str:
    """Return the key of a term for all its spellings: *data modelling* and *Data-modeling* share a key."""
    written = re.sub(r"(?<=[A-Z]{2})s\b", "", term).replace("-", " ").split()
    words = [word.casefold() for word in written]
    words = [_american(word) for word in words]
    last = words[-1] if words else ""
    if not words or written[-1].isupper():
        return " ".join(words)
    if len(last) > 3 and last.endswith("ies"):
        last = last[:-3] + "y"
    elif re.search(r"(?:ss|sh|ch|x)es$", last):
        last = last[:-2]
    elif len(last) > 2 and last.endswith("s") and not re.search(r"(?:ss|us|is|ous|ops|aws|ios|sas|css|ics)$", last):
        last = last[:-1]
    return " ".join([*words[:-1], last])


def _american(word: str) -> str:
    if len(word) > _SHORTEST_BRITISH:
        word = _ELL.sub(r"el\1", word)
        word = _ISE.sub(r"iz\1", word)
    return word[:-3] + "or" if word.endswith("our") and len(word) > _SHORTEST_OUR else word


def _asking_lines(text: str) -> Iterator[str]:
    """Yield the lines of a posting, except lines below headings about the employer or its benefits."""
    offering = False
    for line in text.split("\n"):
        bare = without_bullet(line).strip("*#: ")
        is_heading = bare and len(bare) < 60 and len(bare.split()) <= 8 and line[-1:] not in ".,;"
        if is_heading and bare == line.strip("*#: "):
            if OFFER_HEADING.match(bare):
                offering = True
            elif line[0] in "#*" or line.endswith(":") or bare[0].isupper():
                offering = False if (not BULLET.match(line) and len(bare.split()) > 1) or line[0] in "#*" else offering
        if not offering and line:
            yield line


def _terms_of_line(line: str) -> Iterator[tuple[str, str, str | None]]:
    bullet = BULLET.match(line)
    bare = line[bullet.end() :] if bullet else line
    plain = _SLASH.sub(", ", bare.replace("*", ""))
    low = plain.lower()
    if _STUDIED.search(low):
        yield from (("studied", phrase, None) for phrase in _phrases(plain, following=True))
        return
    for found in _CUE.finditer(low):
        for phrase in _phrases(plain[found.end() : found.end() + _TAIL], following=True):
            yield "asked", phrase, None
    for found in _BEFORE_SKILLS.finditer(low):
        for phrase in _phrases(plain[found.start(1) : found.end(1)], following=False):
            yield "asked", phrase, None
    verb = _VERB.match(low)
    if verb and verb[1] in VERBS:
        for number, phrase in enumerate(islice(_phrases(plain[verb.start(2) :][:_TAIL], following=True), _OBJECTS)):
            yield "done", phrase, None if number else verb[1]
    elif len(low.split()) <= _SHORT_LINE:
        yield from (("asked", phrase, None) for phrase in _phrases(plain, following=True))
    elif bullet and verb and verb[1] not in LEADING and verb[1] not in STOP_WORDS:
        yield from (
            ("done", phrase, None)
            for phrase in islice(_phrases(plain[verb.start(2) :][:_TAIL], following=True), _OBJECTS)
        )
    yield from ((kind, name, None) for kind, name in _names(plain))


def _phrases(tail: str, *, following: bool) -> Iterator[str]:
    """The phrases of a stretch of a line: lists are cut at commas and small words."""
    sentence = re.split(r"[.!?](?=\s|$)", tail, maxsplit=1)[0] if following else tail
    low = sentence.lower()
    place = 0
    for found in [*_SPLIT.finditer(low), None]:
        end = found.start() if found else len(low)
        if found is None and following and len(tail) >= _TAIL and end == len(tail):
            break  # cut off in the middle
        phrase = trim(sentence[place:end])
        if phrase:
            yield phrase
        place = found.end() if found else end


@lru_cache(maxsize=_REMEMBERED)
def trim(phrase: str) -> str | None:
    """Return a phrase without words of degree, amount or kind, or None if the rest names no skill."""
    words = [word.strip("'\"*()") for word in phrase.split()]
    words = [word for word in words if word]
    while words and (words[0].lower() in LEADING or words[0].lower() in STOP_WORDS or words[0][0].isdigit()):
        words.pop(0)
    while words and (words[-1].lower() in TRAILING or words[-1].lower() in STOP_WORDS):
        words.pop()
    if not words or len(words) > MOST_WORDS:
        return None
    low = [word.lower() for word in words]
    if any(word in STOP_WORDS or word in NEVER_INSIDE for word in low):
        return None
    if len(words) == 1 and (low[0] in EMPTY or low[0] in PAGE_TERMS or len(low[0]) < 2 or low[0].endswith("ly")):
        return None
    if all(word in PAGE_TERMS for word in low) or not re.search(r"[^\W\d_]{2}|[A-Z]", "".join(words)):
        return None
    return " ".join(words)


def _names(line: str) -> Iterator[tuple[str, str]]:
    """Capitalized and technical words; at the beginning of a sentence only before a comma or bracket."""
    for found in _NAMES.finditer(line):
        start = found.start()
        words = found[0].split(" ")
        opens = _SENTENCE_START.search(line, max(0, start - 4), start) and not _TECHNICAL.search(words[0])
        if opens and not (len(words) == 1 and _LIST_ITEM_AFTER.match(line, found.end())):
            words.pop(0)
        while words and (words[0].lower() in PAGE_TERMS or words[0].lower() in STOP_WORDS):
            words.pop(0)
        while words and (words[-1].lower() in PAGE_TERMS or words[-1].lower() in STOP_WORDS):
            words.pop()
        if not words or any(word.lower() in NEVER_INSIDE for word in words):
            continue
        if len(words) == 1 and (words[0].lower() in EMPTY or len(words[0]) < 2 or words[0].isdigit()):
            continue
        yield "named", " ".join(words)
    for found in _SMALL_LIST_WORD.finditer(line):
        if found[1] not in STOP_WORDS and found[1] not in EMPTY and found[1] not in LEADING:
            yield "listed", found[1]


def _acronyms(text: str) -> Iterator[tuple[str, str]]:
    """``Electronic Health Record (EHR)`` as ``("EHR", "electronic health record")``."""
    for found in _IN_BRACKETS.finditer(text):
        letters = re.sub(r"[^a-z]", "", found[1].lower()).removesuffix("s")
        words = text[max(0, found.start() - _LONGEST_NAME) : found.start()].replace("-", " ").split()
        for count in range(len(letters), min(len(letters) + 3, len(words) + 1)):
            part = words[-count:]
            initials = "".join(word[0].lower() for word in part if word.lower() not in STOP_WORDS)
            if initials == letters and len(letters) > 1 and all(word.isalpha() for word in part):
                yield found[1].removesuffix("s"), " ".join(part).lower()
                break
