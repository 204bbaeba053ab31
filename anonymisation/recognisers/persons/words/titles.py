"""Titles before names, in the languages of the partner cities."""

import re

#: A letter that is no small Latin one: where a name may begin, whatever the alphabet's extras.
CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
#: A word of a name with its capital: "Jean-Noël", "Brelivec'h".
CAPITALISED = rf"{CAPITAL}[^\W\d_]*(?:['’\-][^\W\d_]+)*"
#: Civil titles: a person follows, always.
CIVIL = (
    r"(?<=\b[aà]\s)M(?=\s[a-zà-ÿ]{3})|(?<=(?:par|vec|hez|our|tre|que)\s)M(?=\s[a-zà-ÿ]{3})|"
    r"(?<=\b(?:de|et)\s)M(?=\s[a-zà-ÿ]{3})|(?<=(?:par|vec|hez|our|tre|que)\s)m(?=\s[a-zà-ÿ]{4})|"
    r"M(?=\s[a-zà-ÿ]{4,25}\s(?:dit|signale|demande|habite|refuse|conteste|veut|se|est|a|ne)\b)|"
    rf"(?<=(?:de|et|ar|ez|ec|ur|ue)\s)m(?=\s{CAPITAL}[^\W\d_']{{2}})|"
    rf"MM\.?|M\.|M(?=\s+{CAPITAL}[^\W\d_'])|Mmes?\.?|MME\.?|Mlles?\.?|MLLE\.?|M(?:me|lle)s?"
    rf"|Mr\.?|MR\.?"
    r"|Mrs\.?|Ms\.?|Miss|Mx\.?|Mw\.?|Mej\.?|[Dd]e [Hh]eer"
    r"|[Mm]evr\.?|[Mm]evrouw|[Dd]hr\.?|[Mm]i?j?nheer|[Mm]ijnh\.|[Mm]eneer|[Jj]uffrouw|Herr|Frau|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle"
    r"|[Mm]essieurs|[Mm]esdames|MONSIEUR|MADAME|Sr\.?|Sra\.?|Srta\.?|Sres\.?|SR\.?|SRA\.?"
    r"|[Ss]eñor(?:a|ita|es)?|[Ss]enhora?|SEÑORA?|[Dd]on|[Dd]oña|[Dd]ona|DON|DOÑA|D\.ª|Dña\.?|DÑA\.?|Dna\.|D[ªº]\.?"
    r"|Dn\.|D\.|(?<!\d)(?<!\d )m\.|mme\.?|mlle\.?|mr\.?"
    r"|sr\.|sra\.|srta\.|dña\.|dna\."
)
#: Titles of a trade, of honour or of faith: streets and schools carry them too.
LEARNED = (
    r"Me|Ma[iî]tre|ma[iî]tre|[Ll]'[Hh]a(?:jj|dj|j)|[Hh]a(?:jj|jja|dja)|[Dd]r\.?|DR\.?|Dre\.?|Dra\.?|[Dd]octeure?|[Dd]octor(?:a)?|Pr\.?|Prof\.?"
    r"|[Pp]rofesseure?|[Pp]rofesora?|Lic\.?|Lcd[oa]\.?|[Ll]icenciad[oa]|Ing\.?"
    r"|[Ii]ngenier[oa]|Abg\.?|Ab\.|Econ?\.|Arq\.?"
    r"|Tnlg[oa]\.?|El\s+Hadji?|Hadj|Hadja|Serigne|Sokhna|Adja|Cheikh|Sidi|Moulay|Lalla|Thierno"
    r"|Veuve|Vve|[Vv]euve|[ÉéEe]poux|[ÉéEe]pouse|[Cc]onsorts|[Ff]eue?|[Ii]mam|[Ss]uccession"
    r"|SUCCESSION|FAMILLE|CONSORTS|[Hh][ée]ritiers|[Ff]amilie"
)
#: The Maghreb's "Si" is also a French and a Spanish word: a listed given name must follow.
SI = r"Si"
#: "M.Vardon": the space forgotten.
_GLUED = rf"(?:(?:MM?|Mme|Mlle|Mr|Sra?|Mrs)\.|Mme|Mlle|Mrs?|Sra)(?={CAPITAL}[^\W\d_]{{2}})"
TITLE = re.compile(
    rf"(?P<civil>(?<![\w'\-])(?:(?:{CIVIL})(?=\s)|{_GLUED})|(?<=\d){_GLUED})\s*|(?<![\w'\-])(?P<learned>{LEARNED})\s+"
    rf"|(?<![\w'\-])(?P<si>{SI})\s+(?={CAPITAL})"
)
TITLE_TAIL = re.compile(rf"(?:{CIVIL}|{LEARNED})\s*$")
