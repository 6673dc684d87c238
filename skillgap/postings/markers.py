"""Markers of optional, required or excluded skills in postings, in seven languages.

English, German, French, Spanish, Dutch, Portuguese and Italian. All are in haystack form: small
letters, a space for every hyphen.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["boilerplate", "optional", "negated", "listed"]
"""``listed``: in a list under a heading that calls it nice to have."""


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


FORWARD = frozenset({
    "ideally", "preferably", "optionally", "bonus points for", "bonus points if", "bonus if", "bonus for",
    "extra points for", "extra points if", "plus points for", "brownie points for", "brownie points if",
    "extra credit for", "extra credit if", "great if you", "nice if you", "even better if", "would be great if",
    "would be nice if", "a plus if", "we'd love it if", "we'd love to see", "we would love to see", "we'd love if",
    "preference for", "preference given to",
    "preference will be given to",
    "idealerweise", "im idealfall", "bestenfalls", "vorzugsweise", "bevorzugt", "gerne auch", "gern auch",
    "gerne bringst", "gerne hast", "schön wäre", "schön wären", "toll wäre", "super wäre",
    "idéalement", "de préférence", "préférablement",
    "idealmente", "preferiblemente", "preferentemente", "se valorará", "se valorarán", "se valora", "se valoran",
    "valoramos", "valoraremos", "se tendrá en cuenta",
    "bij voorkeur", "idealiter", "liefst", "het liefst",
    "preferencialmente", "de preferência", "valoriza se", "valorizam se", "valorizamos", "dá se preferência a",
    "preferibilmente", "di preferenza", "completa il profilo", "completano il profilo",
})  # fmt: skip
"""The text after the marker is nice to have."""

AMOUNTABLE = frozenset({
    "ideally", "preferably", "idealerweise", "im idealfall", "bestenfalls", "vorzugsweise", "idéalement",
    "de préférence", "idealmente", "preferiblemente", "preferentemente", "bij voorkeur", "idealiter", "liefst",
    "preferencialmente", "de preferência", "preferibilmente",
})  # fmt: skip
"""Before an amount these words apply only to the amount: ``ideally 7 years of SQL``."""

PREDICATES = frozenset({
    "nice to have", "nice to haves", "good to have", "great to have", "desirable", "advantageous", "a plus",
    "a big plus", "big plus", "huge plus", "strong plus", "definite plus", "an advantage", "a bonus", "an asset",
    "not mandatory", "not a must", "not a must have", "not essential", "not strictly required",
    "not strictly necessary",
    "not compulsory", "is preferred", "are preferred", "preferred but", "but nice", "added advantage",
    "added bonus", "added plus", "definite asset", "strong asset",
    "valuable asset", "distinct advantage", "big advantage", "strong advantage", "clear plus", "real plus",
    "a nice addition", "a nice extra",
    "would be nice", "would be great",
    "would be useful", "bonus points", "bonus point", "extra points", "a pro",
    "von vorteil", "vorteilhaft", "wünschenswert", "wünschenswerte", "ein plus", "ein pluspunkt", "pluspunkt",
    "pluspunkte", "gern gesehen", "gerne gesehen", "kein muss", "nicht zwingend", "nicht unbedingt", "erwünscht",
    "wäre toll", "wäre super", "wäre schön", "wäre ideal", "runden dein profil ab", "rundet dein profil ab",
    "runden ihr profil ab", "rundet ihr profil ab", "ein bonus", "ein vorteil", "plus punkt",
    "un plus", "un atout", "un vrai plus", "un vrai atout", "un réel atout", "apprécié", "appréciée", "appréciés",
    "appréciées", "souhaité", "souhaitée", "souhaités", "souhaitées", "souhaitable", "souhaitables", "un avantage",
    "atout", "atouts", "les plus", "facultatif", "facultative", "pas indispensable", "pas obligatoire",
    "bienvenue", "bienvenu",
    "deseable", "deseables", "valorable", "valorables", "valorará positivamente", "una ventaja", "no imprescindible",
    "no es imprescindible", "no obligatorio", "no es obligatorio", "opcional", "opcionales", "preferible",
    "een pré", "een pre", "tot aanbeveling", "een plus", "een pluspunt", "pluspunten", "een voordeel",
    "mooi meegenomen", "wenselijk",
    "gewenst", "niet verplicht", "geen must", "een bonus", "pré", "prés",
    "um plus", "um diferencial", "diferencial", "diferenciais", "desejável", "desejáveis", "valorizado", "valorizada",
    "valorizados", "valorizadas", "uma mais valia", "uma vantagem", "não obrigatório", "não é obrigatório",
    "um bônus", "preferencial", "preferenciais",
    "un vantaggio", "gradita", "gradito", "graditi", "gradite", "preferibile", "preferibili", "preferenziale",
    "preferenziali", "auspicabile", "desiderabile", "desiderabili", "facoltativo", "facoltativa", "non obbligatorio",
    "non obbligatoria", "apprezzata", "apprezzato", "apprezzati", "apprezzate", "non indispensabile",
})  # fmt: skip
"""The text before the marker in its clause is nice to have, or else the text after it."""

ADJECTIVES = frozenset({"preferred", "desired", "optional", "optionally", "preferable", "gewünscht", "optioneel"})
"""The same as predicates, but only if nothing they could describe follows, or if a requirement follows."""

COPULAR = frozenset({"helpful", "beneficial", "useful", "welcome", "appreciated", "valued", "hilfreich", "willkommen"})
"""As predicates, but only after *is*, *would be*, *but* and the like."""

HEADINGS = frozenset({
    "bonus", "bonuses", "preferences", "plus", "pluses", "extra points", "brownie points", "extra credit", "stand out",
    "even better", "not required", "wish list", "icing on the cake", "voordelen", "preferiti", "nice haves",
    "das wäre super", "das wäre toll", "optionale", "vorteile", "complementarios", "ventajas", "facultatifs",
})  # fmt: skip
"""These words need a heading of their own to make its list nice to have."""

BOILERPLATE = frozenset({
    "equal opportunity", "equal opportunities", "equal employment opportunity", "without regard to race",
    "regardless of race", "reasonable accommodation", "reasonable accommodations", "protected veteran",
    "protected veterans", "e verify", "sexual orientation", "gender identity", "veteran status", "fair chance",
    "criminal histories", "privacy policy", "privacy notice", "recruitment agencies", "unsolicited resumes",
})  # fmt: skip

NEGATIONS = frozenset({
    "no", "not", "without", "don't", "doesn't", "isn't", "aren't", "won't", "never", "unnecessary", "neither",
    "instead of", "rather than", "stopped using", "moved away from", "weder",
    "kein", "keine", "keinen", "keiner", "keinerlei", "nicht", "ohne", "statt", "anstelle von",
    "pas", "aucun", "aucune", "sans", "au lieu de", "plutôt que",
    "sin", "ningún", "ninguna", "en lugar de", "en vez de",
    "geen", "niet", "zonder", "in plaats van",
    "não", "nenhum", "nenhuma", "sem", "em vez de", "ao invés de",
    "non", "nessun", "nessuna", "senza", "invece di",
})  # fmt: skip

MARKERS: dict[str, Kind] = {
    **dict.fromkeys(sorted(FORWARD | PREDICATES | ADJECTIVES | COPULAR | HEADINGS), "optional"),
    **dict.fromkeys(sorted(BOILERPLATE), "boilerplate"),
    **dict.fromkeys(sorted(NEGATIONS), "negated"),
}
"""The possible effect of each marker on the words around it."""

REPLACING = frozenset({
    "instead of", "rather than", "stopped using", "moved away from", "statt", "anstelle von", "au lieu de",
    "plutôt que", "en lugar de", "en vez de",
    "in plaats van", "em vez de", "ao invés de", "invece di",
})  # fmt: skip
"""The text after the marker is used by other people."""

NEITHER = frozenset({"neither", "weder"})
"""Negations of all that follows in a list."""

NO = frozenset({
    "no", "without", "kein", "keine", "keinen", "keiner", "keinerlei", "ohne", "aucun", "aucune", "sans", "pas", "sin",
    "ningún", "ninguna", "geen", "zonder", "nenhum", "nenhuma", "sem", "nessun", "nessuna", "senza",
})  # fmt: skip
"""Negations of a noun: ``no Java``."""

ONLY = re.compile(
    r" ?(?:only|just|merely|solely|simply|least|limited|to mention|afraid|shy|hesitate|nur|bloß|allein|"
    r"seulement|uniquement|"
    r"sólo|solo|solamente|únicamente|alleen|enkel|apenas|somente|soltanto|necessarily)\b"
)
"""After *not*, and nothing is denied: ``not only``."""

REQUIRED_WORDS = (
    r"required|requested|mandatory|essential|needed|necessary|compulsory|a must(?: have)?|must haves?|is key|crucial|"
    r"erforderlich|zwingend|notwendig|nötig|voraussetzung|vorausgesetzt|ein muss|muss|pflicht|unabdingbar|"
    r"requise?s?|obligatoires?|indispensables?|exigée?s?|impérati(?:f|ve)s?|nécessaires?|"
    r"requerid[oa]s?|imprescindibles?|obligatori[oa]s?|necesari[oa]s?|indispensables?|"
    r"vereist|verplicht|noodzakelijk|nodig|een must|"
    r"obrigatóri[oa]s?|exigid[oa]s?|necessári[oa]s?|indispensáve(?:l|is)|"
    r"richiest[oaei]|necessari[oae]?|obbligatori[oae]?|indispensabil[ei]"
)
REQUIRED = re.compile(rf"\b(?:{REQUIRED_WORDS})\b")

NEEDED = re.compile(
    r"\b(?:(?:is|are|be|been|was|were|ist|sind|wird|werden|est|sont|es|son|é|são|è|sono|wordt|worden) )?"
    r"(?:(?:strictly|explicitly|absolutely|really|currently|unbedingt|zwingend|a|an|eine?) )*"
    r"(?:required|requested|needed|necessary|expected|assumed|a requirement|requirement|prerequisite|considered|used|"
    r"relevant|asked for|mandatory|essential|part of|in our stack|"
    r"erforderlich|nötig|notwendig|benötigt|vorausgesetzt|verlangt|gefordert|gebraucht|erwartet|berücksichtigt|"
    r"verwendet|eingesetzt|genutzt|voraussetzung|"
    r"requise?s?|nécessaires?|demandée?s?|exigée?s?|attendue?s?|utilisée?s?|"
    r"requerid[oa]s?|necesari[oa]s?|exigid[oa]s?|considerad[oa]s?|"
    r"nodig|vereist|noodzakelijk|gevraagd|gebruikt|"
    r"necessári[oa]s?|precis[oa]s?|"
    r"richiest[oaei]|necessari[oae]?)\b"
)
"""Nearby words that make a skill unneeded: ``no Java required``, ``Java is not needed``."""

VERBS = re.compile(
    r" ?(?:longer |yet |currently |actually |plus |mehr |más |meer |mais |più )?"
    r"(?:involve|include|cover|use|uses|using|require|requires|requiring|need|needs|expect|expects|want|"
    r"work with|works with|look for|"
    r"looking for|ask for|asks for|have to know|have to have|accept|rely on|be using|be working with|mit|"
    r"utilisons|exigeons|travaillons avec|demandons|besoin de|besoin d'|"
    r"usamos|utilizamos|trabajamos con|pedimos|exigimos|necesitamos|necesitas|necesita|hace falta|se requieren?|"
    r"se exigen?|se necesitan?|se piden?|buscamos|requerimos|se usan?|se utilizan?|"
    r"trabalhamos com|precisa de|precisas de|precisamos de|se exige|"
    r"usiamo|utilizziamo|lavoriamo con|richiediamo|serve|servono|cerchiamo|chiediamo)\b"
)
"""After *not*: the text that follows is no requirement."""

VERBS_BEFORE = re.compile(
    r"\b(?:arbeiten|verwenden|nutzen|benutzen|setzen|brauchen|brauchst|benötigen|benötigst|suchen|erwarten|"
    r"verlangen|fordern|musst|müssen|mitbringen|wird|werden|"
    r"utilisons|exigeons|travaillons|demandons|avez|avons|est|sont|"
    r"gebruiken|werken|zoeken|vragen|hoeft|hoef|verwachten|hebt|heb)\b"
)
"""Before *not* in German, Dutch and French, in which the verb comes first: ``Wir nutzen kein Kafka``."""

NO_ROLE = re.compile(
    r" ?(?:really |primarily |about |for )?(?:an? |the |un |une |een |uma? )?((?:[^\s,.;:!?()]+ ){0,6}?)"
    r"(?:(?:developer|engineer|engineering|development|programming) )?"
    r"(?:role|position|job|shop|opportunity|vacancy|internship|company|stack|developers|engineers|people|stelle|"
    r"rolle|position|poste|puesto|functie|rol|vaga|"
    r"ruolo|posizione)\b"
)
"""After *not*: ``not a Java role``."""

ORDINARY = re.compile(
    r"\b(?:typical|just|only|pure|purely|another|traditional|ordinary|standard|your|average|usual|normal|"
    r"classic|classical|simple|generic|regular|remote|junior|senior)\b"
)
"""*Not a typical SQL role* denies nothing."""

UNCOUNTED = re.compile(
    r" ?(?:\d|matter|later|more than|less than|fewer|doubt|wonder|other|one|nonsense|stranger|bs|fear|limits?|"
    r"shortage|lack|barriers?|substitute|alternative|secret|surprise|better|bigger|problem)\b"
)
"""After *no*, if it denies no noun: ``no later than``."""

AMOUNT = re.compile(
    r"[ ,]*(?:(?:with|of|you have|you've|have|having|mit|über|avec|con|met|com|a|an|at least|more than|over|>|≥|"
    r"mindestens|minimum|au moins|al menos|minstens|almeno|pelo menos) )*"
    r"(?:minimum|min\b|at least|mindestens|au moins|al menos|minstens|almeno|pelo menos|\d|one|two|three|four|five|"
    r"six|seven|eight|ten|several|zwei|drei|fünf|mehrere|plusieurs|varios|meerdere|diversi)"
)

CONTRAST = re.compile(
    r"\b(?:but|while|whereas|however|although|though|yet|aber|jedoch|während|hingegen|"
    r"dafür|sondern|mais|tandis que|"
    r"alors que|pero|aunque|mientras|sino|maar|terwijl|ma|però|mentre|mas|porém|enquanto)\b"
)
"""The end of a clause before a contrast."""

SUBJECT = re.compile(
    r"\b(?:you|we|i|they|you'll|you've|we'll|we're|you're|du|sie|wir|ihr|vous|nous|tu|je|il|jij|wij|"
    r"will|must|should|can|have|has|is|are|hast|haben|bist|bringst|kannst|avez|êtes|tienes|tiene|hebt|bent|hai|tem|"
    r"required|nosotros|conoces|sabes|conosci|conhece)\b"
)
"""A segment with one of these is a clause of its own, not an item of a list."""

FUNCTION_WORDS = _words(
    "a an the this that these those it its there here which who what where when then than as at by for from in into "
    "of on or and to with via be been being is are was were would will could should may might can must do does did "
    "have has had having you your yours we our us i my they them their also very highly really strongly definitely "
    "certainly considered seen regarded viewed any some all more most other others etc similar equivalent related "
    "such so if but not no nor only just both either following these it's that's you'll you've we'd e.g i.e "
    "nice plus bonus preferred preferably ideally desirable desired optional advantage asset beneficial helpful "
    "costituisce costituiscono costituirà costituiranno titolo constitue constituent constituye constituyen constitui "
    "ist sind wäre wären war waren wird werden würde würden das der die dem den des dies diese ein eine einen einem "
    "einer und oder sowie auch aber nicht sehr hier dann wenn als mit von vom zum zur im in am "
    "an bei für auf es du sie "
    "wir ihr dein deine deinen ihre ihr hast haben bringst "
    "est sont serait seraient sera c'est cela ça ce cet cette ces le la les l un une des du de "
    "d et ou en au aux à avec "
    "pour dans sur vous nous votre vos "
    "es son sería serían será serán el los las lo un una unos unas y o en con para por del al tu tus su sus se "
    "zijn dat dit deze een het en of met voor op te er je jij jouw is dan als ook zou "
    "é são seria seriam o os as um uma e ou no na do da dos das com para por se "
    "è sono sarebbe sarebbero sarà il lo i gli un uno una e o ed con per di del della dei che ci si"
)  # fmt: skip
"""Words that name nothing."""

HEADING_WORDS = FUNCTION_WORDS | _words(
    "skills skill qualifications qualification experience experiences requirements requirement knowledge education "
    "technologies technology tools competencies competences abilities background certifications certification "
    "criteria attributes things points extra additional additionally bonus get even better great nice good required "
    "necessary love see like ideal ideally candidate candidates makes make stand out set apart know used worked "
    "section list technical professional personal soft hard our your plus pluses wish "
    "kenntnisse erfahrung erfahrungen qualifikationen fähigkeiten anforderungen profil punkte außerdem zusätzlich toll "
    "super schön ideal idealerweise mitbringst mitbringen bringst "
    "compétences compétence expérience qualités profil serait connaissances appréciées "
    "requisitos requisito conocimientos conocimiento experiencia habilidades competencias formación perfil "
    "positivamente adicionales "
    "ervaring kennis vaardigheden eisen profiel verder "
    "conhecimentos conhecimento experiência habilidades competências "
    "requisiti requisito conoscenze competenze esperienza costituisce costituiscono titolo profilo"
)  # fmt: skip
"""Words that a heading may have besides its marker, and still name nothing to know."""

REQUIREMENT_NOUN = re.compile(
    r" (?:(?:but|and|not|required|additional|technical|professional|or|optional) ){0,3}"
    r"(?:qualifications?|skills?|experiences?|requirements?|certifications?|knowledge|background|education|"
    r"competenc\w+|attributes|criteria|expertise|abilities|degree|licen[cs]es?|candidates?|kenntnisse|qualifikation\w*)"
    r"(?!\w)"
)
"""After *preferred*: the noun that follows is nice to have."""
