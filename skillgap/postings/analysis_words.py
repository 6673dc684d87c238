"""Vocabulary of analyses in English, German, Spanish and French."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["name", "tools", "covers", "category", "count", "percentage", "notes"]
Kind = Literal["skills", "technologies", "responsibilities"]

POSTINGS = (
    r"(?:(?:job |employment )?(?:postings?|posts|ads?|adverts?|advertisements?|descriptions?|listings?|vacancy"
    r"|vacancies"
    r"|openings?|offers?|announcements?|requisitions?|JDs?)|jobs|job specs?|positions"
    r"|(?:stellen|job)?(?:anzeigen?|ausschreibungen?|angebote?n?|inserate?n?|annoncen?)|stellen"
    r"|ofertas?(?: de (?:empleo|trabajo))?|anuncios?(?: de (?:empleo|trabajo))?|vacantes?|convocatorias?"
    r"|offres?(?: d['’]emplois?)?|annonces?(?: d['’]emplois?)?|fiches? de postes?|postes)"
)
"""Words for the counted unit."""

_READ = (
    r"(?:reviewed|analy[sz]ed|read|collected|counted|examined|sampled|studied|surveyed|scraped|used|included"
    r"|considered"
    r"|gathered|in total|total|ausgewertete?n?|analysierte?n?|gelesene?n?|untersuchte?n?"
    r"|analizad[oa]s|revisad[oa]s|leíd[oa]s|estudiad[oa]s"
    r"|analysée?s|lue?s|étudiée?s|dépouillée?s|examinée?s)"
)
SAMPLE_LABEL = (
    r"(?:sample(?: set| size)?|size of (?:the )?sample|data ?set(?: size)?|corpus(?: size)?"
    rf"|(?:total |total number of |number of |no\. of |# of |count of ){POSTINGS}(?: {_READ})?"
    rf"|{POSTINGS} {_READ}|{_READ} {POSTINGS}"
    r"|stichproben?(?:größe|groesse|umfang)?|umfang der stichprobe|größe der stichprobe|datenbasis"
    rf"|(?:anzahl|zahl) der (?:{_READ} )?{POSTINGS}|(?:anzahl|zahl) {POSTINGS}"
    r"|tamaño de (?:la )?muestra|muestra(?: analizada)?"
    rf"|(?:número|numero|nº|total|cantidad) de {POSTINGS}(?: {_READ})?"
    r"|taille de l['’]échantillon|échantillon(?: analysé)?"
    rf"|(?:nombre|total) d(?:e |['’]){POSTINGS}(?: {_READ})?)"
)
"""The label of the number of postings that were read."""

FUNCTION_WORDS = (
    r"(?:from|across|in|as of|with|and|out of|total|each|per|read|between|by|over|spanning|collected"
    r"|aus|von|vom|im|in|mit|und|de|del|en|y|con|entre|des|du|et|dans|sur|depuis)"
)
"""Words that may follow a number which names nothing else, as in 'Sample size: 60 from two boards'."""

_BETWEEN_NOT = re.compile(
    r"(?:the|a|an|in|from|of|on|at|to|for|with|by|per|than|that|which|whose|most|top|skills?|tools?|requirements?"
    r"|read|analy[sz]ed|reviewed|searched|found|said|asked|boards?|sites?|companies|employers|recruiters|people"
    r"|years?"
    r"|months?|weeks?|days?|duplicates?|duplicated|irrelevant|expired|excluded|removed|discarded|percent|times"
    r"|additional|another|other|further|more|fewer"
    r"|im|aus|von|vom|der|die|das|den|in|auf|für|mit|doppelte\w*|weitere\w*|andere\w*|fähigkeiten|portale\w*|jahre\w*"
    r"|de|del|la|las|los|el|en|por|con|para|portales|empresas|habilidades|años"
    r"|du|des|le|les|dans|sur|par|pour|avec|sites|entreprises|compétences|ans)",
    re.I,
)
_MENTION_AFTER = re.compile(
    r"[\s,]*(?:(?:that|which|who|die|que|qui)\s+)?(?:also |even |explicitly |do not |don't |did not )?"
    r"(?:mention|ask|requir|want|need|list|name[ds]?\b|demand|prefer|expect|cite|call|specif|contain|each\b"
    r"|per\b|an? (?:day|week|month|board)\b|daily\b|al día|par jour|pro\b|je\b"
    r"|(?:were|was|are|is) (?!read|analy|review|collect|count|exam|sampl|stud|survey|scrap|used|incl|consid"
    r"|gath|found)"
    r"|nenn|verlang|forder|erwarte|erwähn|wünsch|piden|pide\b|mencion|requier|exig|solicit|demand|mentionn"
    r"|exige|requi|cit)",
    re.I,
)
_MENTION_BEFORE = re.compile(
    r"(?:appear\w*|present|mention\w*|named?|required?|requested|listed|seen|shows? up|showed up|occurs?"
    r"|comes? up|cited"
    r"|wanted|needed|expected|steht|stehen|kommt|genannt|gefordert|verlangt|aparece\w*|mencionad\w*|pedid\w*"
    r"|exigid\w*"
    r"|apparaî\w*|figure\w*|mentionné\w*|demandé\w*|cité\w*|asked for|top|first|only|just|nur|solo|sólo"
    r"|seulement|another"
    r"|excluded|removed|discarded|dropped|skipped)"
    r"(?: for)?(?: (?:in|by|on|of|from|en|por|dans|par|bei))?(?: (?:only|just|about|the|nur|solo|den|las|los"
    r"|les))? $",
    re.I,
)
_ASKING = re.compile(
    r"\b(?:what|which \w+|how often|was|welche|qué|lo que|ce que|que)\s+(?:the |les |los |las )?$", re.I
)
ROUGH_BEFORE = re.compile(
    r"(?:[~≈<>≥≤]|\bca?\.|\b(?:circa|about|around|roughly|approx\w*\.?|approximately|over|more than|nearly"
    r"|almost|up to"
    r"|at least|some|under|fewer than|less than|etwa|rund|ungefähr|über|mehr als|fast|knapp|gut|mindestens"
    r"|unos|unas|cerca de|aproximadamente|más de|casi|al menos|environ|près de|plus de|quelque|presque"
    r"|au moins))\s*$",
    re.I,
)


_NUMBERING = re.compile(r"^(?:\(?\d{1,3}(?:\.\d{1,3})*[.):]|\d{1,3}(?:\.\d{1,3})+|[A-Z][.)])\s+(?=\S)")
_BRACKETS = re.compile(
    r"\s*[(\[](?:[^()\[\]]{0,120}\d[^()\[\]]{0,120}|cont\w*\.?|fortsetzung|suite|continuación)[)\]]", re.I
)


def names_only_postings(between: str) -> bool:
    """Return whether the words between a number and 'postings' only describe the postings."""
    words = re.findall(r"[^\s,]+", between)
    if "and" in words and re.search(r"s,? and\b", between):
        return False
    return not any(_BETWEEN_NOT.fullmatch(word) for word in words)


def is_mention(before: str, after: str) -> bool:
    """Return whether the words around a number of postings make it a count of mentions."""
    if _ASKING.search(before[-60:]):  # 'What 24 postings ask for'
        return False
    return bool(_MENTION_AFTER.match(after[:60]) or _MENTION_BEFORE.search(before[-60:]))


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.I)


INTERVAL = re.compile(
    r"\b(?:c\.?i\.?|confidence|interval\w*|lower(?: bound| limit)?|upper(?: bound| limit)?|low|high|margin"
    r"|std\w*|s\.?e\.?"
    r"|wilson|konfidenz\w*|vertrauens\w*|untere?r?|obere?r?|ki|ic|intervalo|inferior|superior|intervalle|confiance"
    r"|marge|margen)\b|±|\+/-",
    re.I,
)
NO_FIGURE = re.compile(
    r"\b(?:per (?:postings?|ads?|jobs?|month|week|day|year|\d+)|average\w*|avg|mean|median|rank\w*"
    r"|durchschnitt\w*|mittelwert"
    r"|promedio|mediana|moyenne|médiane|growth|change\w*|trend\w*|delta|yoy|mom|vs|versus|diff\w*|previous"
    r"|prior|last year|increase|cumul\w*"
    r"|salary"
    r"|salaries|pay|wages?|score|weight\w*|rating|veränderung|wachstum|vorjahr|differenz|gehalt|kumul\w*|variación"
    r"|crecimiento|cambio|salario|acumulad\w*|évolution|variation|croissance|salaire|cumulé\w*)\b|Δ|\$|€",
    re.I,
)
OF_MENTIONS = re.compile(
    r"(?:of|der|aller|de|des)\s+(?:all |total |the |las |les )*(?:mentions|skills|nennungen|menciones)", re.I
)
RANK = re.compile(r"#|№|rank\w*|rang|platz|puesto|pos\.?|posición|position|nr\.?|no\.?|nº|n°|item|line|row|id", re.I)
MENTIONS = _words("mentions?", "occurrences?", "hits", "nennungen", "menciones", "frecuencia de menciones")
_PERCENT_TITLE = (
    r"%|\bper ?cents?\b|\bpct\b|\bpercentages?\b|\bshares?\b|\bproportions?\b|\bprevalence\b|\brates?\b|\banteile?\b"
    r"|\bprozent\w*|\bquote\b|\bporcentajes?\b|\bproporción\b|\bpourcentages?\b|\btaux\b|\bpart des\b|^part$"
)
_COUNT_TITLE = (
    r"\b(?:frequency|freq|counts?|mentions?|occurrences?|postings?|appearances?|hits|n|jobs?|jds?|listings?"
    r"|openings?|ads?"
    r"|adverts?|vacancies|job descriptions|appears? in|found in|asked (?:for )?by|required by|how many"
    r"|number of \w+|no\. of \w+"
    r"|anzahl|häufigkeit|nennungen|anzeigen|stellen(?:anzeigen)?|treffer|vorkommen|absolut\w{0,2}|wie oft|veces"
    r"|frecuencia|recuento|ofertas|anuncios|vacantes|menciones|número de \w+|cantidad|apariciones"
    r"|fréquence|nombre(?: d\W?\w+)?|offres|annonces|effectif|occurrence)\b|^#$|^№$"
)
_ROLE_WORDS: tuple[tuple[Role, str], ...] = (
    ("percentage", _PERCENT_TITLE),
    ("count", _COUNT_TITLE),
    (
        "notes",
        (
            r"\b(notes?|comments?|remarks?|details?|context|descriptions?|examples?|insights?|anmerkung(en)?|notizen?"
            r"|bemerkung(en)?|kommentare?|beschreibung|beispiele?|hinweise?|notas?|comentarios?|observaciones"
            r"|descripción"
            r"|ejemplos?|remarques?|commentaires?|observations?|exemples?)\b"
        ),
    ),
    ("covers", r"\b(representative|typical|sample|typische|representativas|représentatives|typiques) "),
    (
        "category",
        (
            r"\b(category|categories|priority|tier|importance|type|class|group|kategorie|einstufung|relevanz"
            r"|priorität|wichtigkeit"
            r"|gruppe|art"
            r"|stufe|categoría|exigencia|relevancia|prioridad|importancia|tipo|grupo|catégorie|priorité"
            r"|groupe|niveau d'exigence)\b"
        ),
    ),
    (
        "tools",
        (
            r"\b(tools?|tooling|platforms?|technolog(y|ies)|products?|stack|werkzeuge?|plattform(en)?|technologien?"
            r"|produkte?|herramientas?|plataformas?|tecnologías?|productos?|outils?|plateformes?|produits?)\b"
        ),
    ),
    (
        "name",
        (
            r"\b(skills?|skill areas?|compet(ence|ency|encies|ences)|capabilit(y|ies)|themes?|areas?"
            r"|responsibilit(y|ies)"
            r"|names?|requirements?|qualifications?|certifi\w+|dut(y|ies)|tasks?|languages?|abilit(y|ies)|topics?"
            r"|fähigkeit(en)?|kompetenz(en)?|kenntnisse?|aufgaben?|anforderung(en)?|qualifikation(en)?"
            r"|bereiche?|themen?"
            r"|sprachen?|zertifikate?|tätigkeit(en)?|habilidad(es)?|competencias?|aptitud(es)?|requisitos?"
            r"|tareas?|tema"
            r"|conocimientos?|responsabilidad(es)?|thema|idiomas?|funciones|compétences?|aptitudes?|exigences?"
            r"|tâches?|missions?"
            r"|connaissances?|langues?|responsabilités?|thèmes?|savoir-faire)\b"
        ),
    ),
)
_ROLES = tuple((role, re.compile(pattern, re.I)) for role, pattern in _ROLE_WORDS)
DIMENSION = re.compile(
    r"(?:the )?(?:provinces?|count(?:y|ies)|origins?|bundesl(?:and|änder)|herkunft|kantone?|provincias?"
    r"|comunidad(?:es)?"
    r"|origen|départements?|origine|regions?|locations?|cit(?:y|ies)|countr(?:y|ies)|states?|compan(?:y"
    r"|ies)(?: sizes?)?|employers?"
    r"|organi[sz]ations?|industr(?:y|ies)|sectors?|sources?|(?:job )?boards?|websites?|sites?|months?|years?"
    r"|dates?|quarters?"
    r"|(?:salary )?ranges?|salar(?:y|ies)(?: \w+)?|pay(?: bands?)?|bands?|seniorit(?:y|ies)|(?:job )?titles?"
    r"|contracts?(?: types?)?"
    r"|employment types?|work(?:ing)? mod(?:e|el)s?"
    r"|timeline|remote|posted|regionen?|orte?|städte?|stadt|länder|land|firmen?"
    r"|unternehmen|branchen?|arbeitgeber|quellen?|portale?|jobbörsen?|monate?|jahre?|gehalt|ciudad(?:es)?|país(?:es)?"
    r"|empresas?|sector(?:es)?|fuentes?|portal(?:es)?|mes(?:es)?|años?|régions?|villes?|pays|entreprises?|secteurs?"
    r"|mois|années?|salaires?)",
    re.I,
)
"""Titles of columns that describe the sample itself, such as the origin of postings."""
SEVERAL_ROLES = re.compile(
    r"\b(?:two|three|four|five|several|both|all|zwei|drei|vier|beide|dos|tres|cuatro|ambos|deux|trois|quatre)"
    r" (?:\w+ )?(?:roles|trades|jobs|positions|professions|occupations|titles|berufe|rollen|stellen|puestos"
    r"|oficios|métiers"
    r"|postes)\b|\bvs\.?\s|\bversus\b|\bcompared\b",
    re.I,
)
ROLE_COLUMN = re.compile(
    r"(?:roles?|jobs?|positions?|job titles?|rollen?|stellen?|berufe?|puestos?|postes?|métiers?)", re.I
)
TOTAL = re.compile(
    r"(?:grand |sub)?totals?|sum|all(?: postings)?|overall|gesamt|summe|insgesamt|alle|total general|suma|todos|todas"
    r"|ensemble|somme|tous|toutes",
    re.I,
)
_KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    (
        "responsibilities",
        (
            r"\bresponsibilit|\bduties\b|\bverantwort|\baufgaben|\btätigkeit|\bresponsabil|\btareas\b|\bfunciones\b"
            r"|\btâches\b|\bmissions\b"
        ),
    ),
    (
        "technologies",
        (
            r"\btechnolog|\btools?\b|\btooling\b|\bplatforms?\b|\bstack\b|\bwerkzeug|\bplattform|\btecnolog"
            r"|\bherramienta|\boutils?\b|\bplateforme"
        ),
    ),
    (
        "skills",
        r"\bskill|\bcompetenc|\bcapabilit|\bfähigkeit|\bkompetenz|\bkenntniss|\bhabilidad|\baptitud|\bcompétence",
    ),
    ("responsibilities", r"\bthemes?\b"),
)
_KINDS = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _KIND_WORDS)
ENGLISH_KIND = re.compile(
    r"\b(?:responsibilit|duties\b|technolog(?:y|ies)\b|tools?\b|tooling\b|platforms?\b|stack\b|skill"
    r"|competenc(?:y|ies|es?)\b|capabilit|themes?\b)",
    re.I,
)
GENERIC = re.compile(
    r"(?:the )?(?:key |main |full |raw |aggregated? )?(?:results?|findings?|data|tables?|frequenc(?:y|ies)"
    r"|counts?|overview"
    r"|analysis|summary|appendix|details?|statistics|numbers?|figures?|ergebnis(?:se)?|daten|tabellen?"
    r"|häufigkeit(?:en)?"
    r"|übersicht|auswertung|zusammenfassung|resultados?|datos|tablas?|frecuencias?|resumen|análisis|résultats?"
    r"|données"
    r"|tableaux?|fréquences?|résumé|synthèse)(?: ?\d{0,3}| table| counts)",
    re.I,
)
SIGNALS = _words(
    "signals?",
    "requirements?",
    "expectations?",
    "anforderungen",
    "erwartungen",
    "signale",
    "requisitos",
    "expectativas",
    "señales",
    "exigences",
    "attentes",
    "signaux",
)
_SOURCE_WORDS = (
    r"(?:references?|sources?|bibliography|works cited|citations|quellen|quellenangaben|literatur"
    r"|referencias|fuentes|bibliografía|références|bibliographie)"
)
REFERENCES = re.compile(
    rf"(?:data |source |further )?{_SOURCE_WORDS}(?: (?:and|&|und|y|et) (?:{_SOURCE_WORDS}|links))?", re.I
)
TITLE_PREFIX = re.compile(
    r"(?:job[ -]postings?|job[ -]ads?|job[ -]descriptions?|job[ -]listings?|vacanc(?:y"
    r"|ies)) analysis(?: workbook| report)?"
    r"\s*(?:[-–—:|]\s*|for (?:an? )?|of (?:an? )?|$)"
    r"|(?:analysis|skills analysis) of (?:job )?(?:postings|ads|descriptions)\s*(?:[-–—:|]\s*|for (?:an? )?|$)"
    r"|(?:stellen)?anzeigen-?analyse\s*(?:[-–—:|]\s*|für (?:eine?n? )?|$)"
    r"|(?:analyse|auswertung) (?:von|der) (?:stellen|job)\w+\s*(?:[-–—:|]\s*|für (?:eine?n? )?|$)"
    r"|análisis de (?:ofertas|anuncios|vacantes)(?: de (?:empleo|trabajo))?\s*(?:[-–—:|]\s*|para (?:una? )?|$)"
    r"|analyse d(?:es |['’])(?:offres|annonces)(?: d['’]emplois?)?\s*(?:[-–—:|]\s*|pour (?:une? )?|$)",
    re.I,
)
NO_ROLE = re.compile(
    r"(?:(?:job|skills?|market|postings?|role|the|of|de|la|des|der) )*(?:workbook|analysis|report|study"
    r"|analyse|auswertung|bericht|\w*analyse|análisis|informe|estudio|rapport|étude)(?: \d{4})?",
    re.I,
)
EMPHASIS = _words(
    "all",
    "most",
    "many",
    "several",
    "some",
    "few",
    "strong",
    "emphasis",
    "often",
    "frequently",
    "increasingly",
    "occasionally",
)
ROLE_LABEL = re.compile(
    r"(?:role|position|job|job title|target role)(?: (?:studied|analy[sz]ed|title|name))?|rolle|stelle|beruf"
    r"|berufsbild"
    r"|puesto(?: analizado)?|rol|poste(?: étudié| analysé)?|métier",
    re.I,
)
PERIOD_LABEL = re.compile(
    r"(?:date range|dates?|period|time ?frame|time period|collected|collection (?:period|dates?)|posted|as of"
    r"|snapshot)"
    r"|zeitraum|erhebungszeitraum|stand|datum|periodo|período|fechas?|rango de fechas|période|dates? de collecte",
    re.I,
)
SAMPLE_NOTES_LABEL = re.compile(
    r"(?:sampling|sample)(?: notes?| method| source)?|sampling notes?|origin|hinweise zur stichprobe|herkunft"
    r"|notas (?:de|sobre) (?:la )?muestra|notes? sur l['’]échantillon|origine|origen",
    re.I,
)
REGIONS_LABEL = re.compile(
    r"regions?|locations?|geograph(?:y|ies)|regionen?|orte?|regiones|región|ubicaci\w+|régions?|lieux?", re.I
)
INDUSTRIES_LABEL = re.compile(
    r"industr(?:y|ies)|sectors?|domains?|branchen?|sectores|industrias?|secteurs?(?: d['’]activité)?", re.I
)
ORGANISATIONS_LABEL = re.compile(
    r"org(?:ani[sz]ations?)?\.?(?: sizes?)?|compan(?:y|ies)(?: sizes?)?|employers?|unternehmen(?:sgröße)?|arbeitgeber"
    r"|empresas?|organizaciones|entreprises?|employeurs?",
    re.I,
)


def role_of_title(title: str) -> Role | None:
    """Return the role of a column with this title, or None if the title is unclear."""
    return next((role for role, pattern in _ROLES if pattern.search(title)), None)


def kind_of(words: str) -> Kind | None:
    """Which of the three known kinds of section a heading or column titles speak of."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def clean_heading(heading: str) -> str:
    """A heading without its number, and without brackets that state figures."""
    return _NUMBERING.sub("", _BRACKETS.sub("", heading)).strip(" :–—-")
