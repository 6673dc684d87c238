"""Requirements of a posting that are met or not: years, a degree, a license, a language, a clearance, a work permit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from skillgap.scoring.posting_match import Kind

_LANGUAGES = (
    "english|german|french|spanish|italian|dutch|portuguese|polish|czech|swedish|danish|norwegian|finnish|turkish|"
    "arabic|"
    "hebrew|hindi|mandarin|chinese|cantonese|japanese|korean|russian|ukrainian|deutsch\\w*|englisch\\w*|"
    "französisch\\w*|spanisch\\w*|anglais|allemand|français|inglés|alemán|español|inglese|tedesco|engels|duits|nederlands"
)
_LEVELS = (
    r"fluent|fluency|native|proficien\w+|business level|working knowledge|verhandlungssicher\w*|fließend\w*|[abc][12]\b"
)
PATTERNS: Final[Mapping[Kind, re.Pattern[str]]] = {
    "years": re.compile(
        r"\b\d{1,2}\s*\+?\s*(?:(?:-|–|to|bis|à|a)\s*\d{1,2}\s*\+?\s*)?(?:years?|yrs?|"
        r"jahren?|années|ans|años|anni|jaar|anos)\b"
        r"(?! old)|\b(?:one|two|three|four|five|six|seven|eight|ten) (?:or more )?years?\b",
        re.I,
    ),
    "degree": re.compile(
        r"\b(?:bachelor\w*|master(?:'?s)? (?:degree|of)|master'?s\b|ph\.?d|doctorate|(?:university|college|academic|"
        r"advanced|"
        r"associate'?s?) degree|degree|diploma|"
        r"hochschulabschluss|studium|abschluss|ausbildung|diplôme|licence en|grado en|"
        r"título universitario|laurea)\b",
        re.I,
    ),
    "license": re.compile(
        r"\b(?:licen[cs]ed?|licensure|registered nurse|board[- ]certified|certificate of competence|driving licen[cs]e|"
        r"führerschein\w*|approbation|permis de conduire|carnet de conducir|patente)\b",
        re.I,
    ),
    "language": re.compile(
        rf"\b(?:{_LEVELS})[^.;\n]{{0,40}}\b(?:{_LANGUAGES})\b|\b(?:{_LANGUAGES})\b[^.;\n]{{0,40}}(?:\b(?:{_LEVELS})|"
        r"\b(?:required|is a must|mandatory|skills|language|kenntnisse|sprachkenntnisse))|"
        r"\b(?:\w*sprach|deutsch|englisch|französisch|spanisch|italienisch)kenntnisse\b",
        re.I,
    ),
    "clearance": re.compile(r"\b(?:security clearance|clearance|ts/sci|sicherheitsüberprüfung|habilitation)\b", re.I),
    "work_permit": re.compile(
        r"\b(?:work (?:permit|authori[sz]ation|visa)|authori[sz]ed to work|right to work|eligib\w+ to work|"
        r"visa sponsorship|sponsor\w* (?:a |work )?visas?|arbeitserlaubnis|permis de travail|permiso de trabajo)\b",
        re.I,
    ),
}
_DENIED = re.compile(
    r"\b(?:no|not|without|neither|never|don't|kein\w*|nicht|ohne|pas|sans|sin|non|geen)\b[^.;:,]{0,30}$", re.I
)
_DENIED_AFTER = re.compile(
    r"^[^.;:,]{0,20}\b(?:is|are) (?:not|n't) (?:required|needed|necessary)|^[^.;:,]{0,12}\bnot required", re.I
)
_NOT_A_LICENSE = re.compile(r"\b(?:open[- ]source|software|mit|apache|gpl|bsd) $", re.I)
_SPONSORSHIP = re.compile(r"sponsor", re.I)


def requirements_in(sentence: str) -> Iterator[Kind]:
    """Find the kinds of hard requirements that a sentence states and does not deny, each once."""
    for kind, pattern in PATTERNS.items():
        for found in pattern.finditer(sentence):
            before, after = sentence[: found.start()], sentence[found.end() :]
            if kind == "license" and _NOT_A_LICENSE.search(before):
                continue
            # "We cannot sponsor visas" asks for a permit; "no degree needed" asks for no degree.
            is_denied = _DENIED.search(before) or _DENIED_AFTER.search(after)
            if not is_denied or _SPONSORSHIP.search(found[0]):
                yield kind
                break
