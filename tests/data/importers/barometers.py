"""Small files as each survey tool writes them, for the tests of the barometer."""

import re
from collections.abc import Mapping
from typing import Any

from data.formats import typography
from data.importers import kinds
from data.importers.outcome import Import
from data.importers.reading import RawTable, read_table

TODAY = "2026-11-24"

LIMESURVEY_CODES = """
"id","submitdate","lastpage","startlanguage","seed","ipaddr","commune","age","menage","benef[RSA]","benef[PPA]",\
"benef[APL]","obst[complexite]","obst[numerique]","obst[honte]","obst[other]","contact","poids"
"1","2024-11-12 10:11:00","5","fr","11","81.2.3.4","Arras","43","Seul(e) avec enfant(s)","Je le reçois",\
"Non concerné","Je pense y avoir droit mais ne la reçois pas","Oui","Non","Non","","Mairie ou CCAS","1.25"
"2","2024-11-13 09:00:00","5","fr","12","81.2.3.5","Beaurains","71","En couple sans enfant","Non concerné",\
"Non concerné","Je ne sais pas","","","","","Caf","0.75"
"3","","1","fr","13","81.2.3.6","","","","","","","","","","","",""
"4","2024-11-14 18:30:00","5","fr","14","81.2.3.7","St Nicolas","22","Chez mes parents","Non concerné",\
"Je la reçois","Non concerné","Non","Oui","Oui","le chien du voisin","France services","1"
"""

LIMESURVEY_TEXTS = """
"Dans quelle commune habitez-vous ?","Quel âge avez-vous ?",\
"Pour chacune de ces aides, quelle est votre situation ? [RSA]",\
"Pour chacune de ces aides, quelle est votre situation ? [Chèque énergie]",\
"Quels freins avez-vous rencontrés ? [Les démarches sont trop compliquées]",\
"Quels freins avez-vous rencontrés ? [Le guichet est trop loin]","Quels freins avez-vous rencontrés ? [Autre]"
"Dainville","25-39 ans","Oui, je le touche","Ne sait pas","Oui","Non",""
"Arras","65 ans et plus","Non concerné","J'y ai droit mais je ne le reçois pas","Non","Oui","La queue"
"""

GOOGLE_FORMS = """
Horodateur,Votre commune,Votre âge,Quelle est votre situation ?,Quelles aides recevez-vous ?,\
À quelles aides pensez-vous avoir droit sans les recevoir ?,Pour quelles raisons ?,\
À qui vous adressez-vous en premier ?,Êtes-vous à l'aise avec internet ?
12/11/2024 10:11:00,Arras,16-25 ans,Étudiant(e),"Aides au logement (APL, ALF, ALS), RSA",Chèque énergie,\
"Complexité des démarches, Peur du regard des autres",Ma famille,Oui
12/11/2024 11:11:00,Achicourt,40-59 ans,En emploi,Prime d'activité,,,La mairie,"Oui, avec de l'aide"
13/11/2024 10:11:00,Ransart,65 ans et plus,Retraité(e),Aucune,\
"ASPA (minimum vieillesse), Complémentaire santé solidaire (C2S)","Trop loin, Je ne savais pas où aller, le chien",\
Mon médecin,Non
"""

SPHINX = """
1. Commune de résidence\t2. Tranche d'âge\t3. Type de ménage\t4. Aides perçues\tOBSTACLES_1\tOBSTACLES_2\t\
5. Êtes-vous en situation de non-recours ?\tMode de passation\tPONDERATION
Arras\t26 à 39 ans\tParent isolé\tRSA ; Aides au logement\tComplexité\tDistance\tOui\tFace à face\t1,25
Beaurains\t65 ans et plus\tSeul(e)\t\t\t\tNon\tTéléphone\t0,75
Thélus\t18 à 24 ans\tCouple avec enfants\tPrime d'activité\tNumérique\t\tOui\tEn ligne\t1
"""

COUNTED = """
Commune;Public;Répondants;En non-recours;Non-recours RSA (%)
Arras;Ensemble;400;70;12,5
Arras;Jeunes;60;12;s
Beaurains;Ensemble;40;5;10
"""


def content(text: str) -> bytes:
    """Return the bytes of a file written above."""
    return text.strip("\n").encode() + b"\n"


def raw(text: str, name: str = "enquete.csv") -> RawTable:
    """Return the cells of a file."""
    return read_table(content(text), name)


def prepared(text: str | bytes, options: Mapping[str, Any] | None = None, name: str = "enquete.csv") -> Import:
    """Read a file as the application does."""
    given = text if isinstance(text, bytes) else content(text)
    return kinds.get("barometer").prepare({name: given}, {"today": TODAY, **(options or {})})


def respondents(text: str | bytes, options: Mapping[str, Any] | None = None) -> Any:
    """Return the respondents of a file."""
    return prepared(text, options).tables["barometer_respondents"]


def sentences(made: Import, severity: str = "") -> list[str]:
    """Return what is said of a file, without the no-break spaces."""
    return [
        one.sentence.replace("\u202f", " ").replace("\u00a0", " ")
        for one in made.remarks
        if not severity or one.severity == severity
    ]


def saying(*parts: str) -> str:
    """Return the pattern of a message that says these parts in their order, with its French spaces."""
    return "(?s)" + ".*".join(re.escape(typography(part)) for part in parts)
