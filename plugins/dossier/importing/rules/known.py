"""What the rules know of the trade: who publishes news, how its people are named, and what is a sentence of prose."""

import re

_AGENCIES = (
    r"(?:ITAR[- ]?)?TASS|ИТАР-ТАСС|ТАСС|RIA[- ]Novosti|РИА[ -]«?Новости»?|Interfax(?:-[A-Z]\w+)?|Интерфакс|Reuters?|Рейтер|"
    r"The Associated Press|Associated Press|AP|AFP|Agence France[- ]Presse|dpa|DPA|UPI|United Press International|PAP|"
    r"Polska Agencja Prasowa|[CČ]TK|BNS|Baltic News Service|ELTA|LETA|BELTA|БЕЛТА|Ukrinform|UNIAN|УНИАН|Xinhua|"
    r"Kyodo(?: News)?|Yonhap|ANSA|EFE|Lusa|Belga|APA|MTI|Agerpres|Anadolu(?: Agency)?|IRNA|Mehr|PTI|IANS|Bloomberg(?: News)?|"
    r"Agence Europe|Europa Press|Deutsche Welle|RFE/RL|Radio Free Europe(?:/Radio Liberty)?|Voice of America|VOA|BBC(?: News)?|"
    r"CNN|Sputnik|RT|Prime-TASS|REGNUM|Rosbalt|Росбалт|Коммерсантъ?|Kommersant|EUobserver|EurActiv|AFPS|"
    r"American Forces Press Service|Dow Jones(?: Newswires)?|States News Service|Federal News Service"
)
AGENCY = re.compile(
    rf"(?:{_AGENCIES}|ИНТЕРФАКС|Itar-Tass|INTERFAX|REUTERS?|BBC\s+Monitoring)"
    r"(?:[ -]+(?:(?:[Nn]ews\s+)?[Aa]gency|News(?:wires?|line)?|Wire|AGENCY|(?:NEWS\s+)AGENCY))?"
)
OUTLET = re.compile(
    r"\b(?:Times|Post|News|Gazette|Herald|Tribune|Journal|Daily|Agence|Agency|Today|Observer|Guardian|Telegraph|Novosti|Radio|"
    r"Television|TV|Weekly|Bulletin|Chronicle|Newswires?|Courier|Examiner|Independent|Mirror|Gazeta|Gazety|Rzeczpospolita|Zeitung|"
    r"Presse|Spiegel|Monde|Figaro|Izvestia|Pravda|Vedomosti|Magazine|Dispatch|Sun|Star|Sentinel|Online|Press|Service|Wire|Voice|"
    r"Monitoring|Monitor|Newsline|Dziennik|Kurier|Noviny|Listy|Tageblatt|Tagblatt|Anzeiger|Rundschau|Allgemeine|Review|Standard)\b|"
    r"(?:газета|Газета|Известия|Правда|Новости|Ведомости|агентство|Вестник|курьер|Курьер)"
)
_BIG_WORDS = frozenset("of the and de la le les der die das für w i и y do dla".split())
_PARTICLES = frozenset("de da do dos das del della di du la le van von der den ten ter zu af av al el bin ibn y".split())
_NOT_NAMES = frozenset(
    """writer writers correspondent correspondents editor editors reporter reporters staff special bureau press times news
    agency columnist analyst diplomatic service post daily newsroom desk team author the to from and union minister president
    end text begin happy via teleconference room residence hotel building airport hall palace street city united states republic
    washington secretary department office spokesperson ministry photo image update exclusive""".split()
)
_SPLIT = re.compile(r"\s*(?:,|;|&|/|\s(?:and|und|et|oraz|with|и|i|a)\s)\s*")
_ENDED = re.compile(r"[.!?…:;][\"”’'»)\]]*$|[.!?…,][\"”’'»]+$")


_STOPS = re.compile(r"[^\W\d_]{3,30}[.!?][\"”’»]*\s+(?=[\"“„«]?[^\W\d_a-z])")
_PLACED = re.compile(r"\s+(?:in|w|в|aus)\s+[^\W\d_a-z]\w+$")
_AND = re.compile(r"\s+(?:and|und|et|oraz|i|и|a)\s+|\s*,\s+")


def is_prose(text: str) -> bool:
    """Whether a paragraph is running text rather than a heading or a credit."""
    count = len(text.split())
    if has_sentences(text):
        return True
    return (count >= 40 and not text.isupper()) or (count >= 8 and bool(_ENDED.search(text.rstrip(" *_"))))


def has_sentences(text: str) -> bool:
    """Whether a paragraph holds several sentences, whatever it ends with."""
    return len(text.split()) >= 25 and len(_STOPS.findall(text)) >= 2


def person(text: str) -> bool:
    """Whether a text looks like one person's name: two to five words in capitals, particles apart."""
    parts = text.split()
    if not 2 <= len(parts) <= 5 or any(part.casefold().strip(".") in _NOT_NAMES for part in parts):
        return False
    if not parts[0][0].isupper() or not parts[-1][0].isupper() or AGENCY.fullmatch(text):
        return False
    return all(_name_word(part) for part in parts)


def signed(text: str) -> bool:
    """Whether a line is a person's name, with the place that they write from or without."""
    parts = [_PLACED.sub("", part) for part in _AND.split(re.sub(r",\s+[^\W\d_]\w+$", "", text.strip()))]
    return len(text.split()) <= 12 and all(person(part) for part in parts)


def _name_word(part: str) -> bool:
    letters = re.sub(r"['’.\-]", "", part)
    return letters.isalpha() and (part[0].isupper() or part in _PARTICLES or part[:2] in ("d'", "d’")) and len(part) <= 20


def people(text: str) -> tuple[str, ...]:
    """The persons whom a byline names, without offices and places beside them; nobody where it names none."""
    parts = (_PLACED.sub("", part) for part in _SPLIT.split(text.strip(" .,:;*_")))
    return tuple(capitals(part) for part in parts if person(part))


def capitals(name: str) -> str:
    """A name without the capitals that a wire sets it in: ``MARY O'NEIL`` becomes ``Mary O'Neil``."""
    if not name.isupper():  # Anna KOWAL
        return " ".join(
            _capital(part) if part.isupper() and len(part) > 4 and part.isalpha() else part for part in name.split()
        )
    if not any(len(part.strip(".")) > 2 for part in name.split()):
        return name
    lowered = (part.lower() if part.lower() in _PARTICLES else _capital(part) for part in name.split())
    return " ".join(lowered)


def _capital(part: str) -> str:
    if re.fullmatch(r"(?:\w\.)+", part):  # D.C.
        return part
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), part)


def publisher(text: str) -> str:
    """The publisher that a text names if it is one that is known, else nothing."""
    bare = text.strip(" .,:;*_()[]/-–—")
    return bare if AGENCY.fullmatch(bare) else ""


def masthead(text: str) -> bool:
    """Whether a short line is written as the name of a newspaper or an agency: such a word in it, and capitals throughout."""
    bare = re.sub(r"\s*[(\[][^()\[\]]{2,40}[)\]]$", "", text.strip(" *_"))
    if publisher(bare):
        return True
    parts = bare.split()
    named = all(part[0].isupper() or not part[0].isalpha() or part.casefold() in _BIG_WORDS for part in parts)
    return outlet(bare.title() if bare.isupper() else bare) and (named or bool(re.search("[А-я]", bare))) and len(parts) <= 6


def outlet(text: str) -> bool:
    """Whether a short line looks like the name of a newspaper or an agency."""
    return bool(publisher(text)) or (len(text.split()) <= 6 and bool(OUTLET.search(text)) and not _ENDED.search(text))
