"""What a page, a mirror or a mail adds to a story: addresses, banners, captions, lists of other stories, sign-offs."""

import re

from dossier.importing import dates
from dossier.importing.rules.known import is_prose, people, person, publisher, signed
from dossier.importing.rules.sheet import Paragraph, Sheet

_LABELLED = (
    r"(?:(?:original|source|article|full|web|page|story)\s+(?:url|link|address|text|article|story)|source|url|link|permalink|original|"
    r"(?:retrieved|available|accessed|downloaded|copied|printed)\s+(?:from|at)(?:\s+[^:]{2,50}:)?|(?:first\s+)?published\s+at|адрес|ссылка|источник|źródło|adres|"
    r"quelle|zdroj)\s*:?\s*"
)
_AT = r"[<(\[]?(?P<url>https?://[^\s<>\"“”]+?)[>)\]]?[.,]?"
_ADDRESS = re.compile(rf"(?:{_LABELLED})?{_AT}", re.IGNORECASE)
_ADDRESS_AT_FOOT = re.compile(rf"(?:{_LABELLED}|[^\W\d_][\w ]{{1,24}}:\s+)?{_AT}", re.IGNORECASE)
_ADDRESS_AT_END = re.compile(rf"(?<=[.!?)\]”\"]\s)[(\[]?(?i:{_LABELLED}){_AT}[)\]]?$")
_BARE_LABEL = re.compile(_LABELLED, re.IGNORECASE)
_BANNERS = re.compile(
    r"""(?:
    (?:please\s+)?(?:join|subscribe|sign\s+up|register|get)\b.{0,80}\b(?:mailing\s+list|newsletters?|alerts?|e-?mails?|updates|inbox|digest|free)\b.*
    |.{0,60}\b(?:donate\s+(?:now|today|here)|(?:make|give)\s+a\s+(?:\w+\s+){0,2}donation)\b.{0,80}
    |support\s+(?:us|our|independent|free|quality)\b.{0,80}
    |(?:advertise?ment|advertising|sponsored(?:\s+content)?|реклама|anzeige|werbung|reklama|publicité|promotion)\b(?:\s*[-–—(].{0,40})?
    |(?:©|\(c\)|copyright\b|авторские\s+права).{0,160}|.{0,80}\ball\s+rights\s+reserved\b.{0,80}|все\s+права\s+защищены.*
    |follow\s+(?:us|me)\b.{0,60}|like\s+us\s+on\b.{0,40}|find\s+us\s+on\b.{0,40}|find\s+out\s+more\b.{0,40}
    |(?:read|see|view|click|continue)\s+(?:more|reading|here|online|full\s+(?:story|article))\b.{0,60}
    |(?:comments?\s+(?:are|is)\s+(?:now\s+)?closed|leave\s+a\s+(?:comment|reply)|\d+\s+comments?|comments?(?:\s*\(\d+\))?|add\s+a\s+comment)\.?
    |newsletters?|(?:tags?|т[еэ]ги|ключевые\s+слова|tagi|schlagwörter|štítky|filed\s+under|keywords|posted\s+in)\s*:.{1,150}|published\s+on\s+.{3,60}\(https?://\S+\)
    |(?:print|e-?mail|share|save|tweet|bookmark)\s+this(?:\s+\w+){0,3}
    |(?:back\s+to\s+(?:top|home|news)|skip\s+to\b.{0,30}|go\s+to\s+top|return\s+to\b.{0,30}|to\s+top)
    |(?:we|this\s+(?:web\s?)?site)\s+uses?\s+cookies\b.*|accept(?:\s+all)?\s+cookies
    |(?:terms\s+(?:of|and)\s+\w+|privacy\s+policy|contact\s+us|about\s+us|log\s?in|sign\s+in|my\s+account)(?:\s*[|•·/]\s*.{2,80})?
    |(?:to\s+)?unsubscribe\b.{0,100}|you\s+(?:are\s+)?receiv(?:ed|ing)\s+this\b.*
    |this\s+article\s+(?:is\s+more\s+than|was\s+(?:amended|updated|first\s+published))\b.{0,120}|reuse\s+this\s+content|permalink
    |this\s+entry\s+was\s+posted\s+on\b.{0,240}|our\s+standards:.{0,80}|listen\s+to\s+(?:this\s+)?(?:article|story)\b.{0,30}
    |(?:reading|read)\s+time:?\s+.{1,20}|\d+\s+min(?:ute)?s?\s+read|story\s+continues(?:\s+below)?(?:\s+advertisement)?|close\s+window|e-?mail\s*:\s*\S+@\S+
    |article\s+continues\s+(?:below|after)\b.{0,40}|hide\s+caption|toggle\s+caption|(?:photo|image)\s+gallery
    |for\s+(?:more|further)\s+information\b.{0,20}:.{0,120}|all\s+the\s+articles?\s+in\s+\w+\s+as\s+of\b.{0,40}
    |print(?:able)?\s+version|версия\s+для\s+печати|распечатать|поделиться|напечатать|udostępnij|drukuj|drucken|teilen|vytisknout|sdílet
    |(?:download|get)\s+(?:our|the)\s+app\b.*|view\s+(?:this\s+(?:e-?mail|message)\s+)?in\s+(?:your\s+)?browser
    |подпи(?:сывайтесь|шитесь)\b.{0,80}|zapisz\s+się\b.{0,80}|newsletter\s+abonnieren.*
    )[.!]*""",
    re.IGNORECASE | re.VERBOSE,
)
_CRUMBS = re.compile(
    r"[\w .,&'’-]{2,40}(?:\s*[>»›→▶]\s*[\w .,&'’-]{2,60}){1,6}|home(?:\s*[/|]\s*[\w .,&'’-]{2,40}){1,6}", re.IGNORECASE
)
# News | Opinion | Sport | Culture
_MENU = re.compile(r"[^\W\d_][^|•·]{0,18}(?:\s*[|•·]\s*[^\W\d_][^|•·]{0,18}){3,}")
_SHARING = frozenset(
    """share share: tweet twitter facebook email e-mail mail print pdf like whatsapp telegram linkedin reddit pinterest vk
    x save bookmark copy link home world europe news sport business opinion politics search menu login register rss
    telegram messenger viber ok odnoklassniki вконтакте одноклассники a+ a- aa
    comment comments +1 digg delicious google google+ plus this on a article page""".split()
)
_RELATED = re.compile(
    r"(?:related|tags$|topics$|(?:ссылки|новости)\s+по\s+теме|explore\s+more\b|see\s+also|also\s+(?:read|see)|read\s+(?:also|next)|more\s+(?:on|from|about|in)\b|more\s+(?:stories|news)|"
    r"most\s+(?:read|popular|viewed|shared)|further\s+reading|recommended|you\s+(?:may|might)\s+also\s+like|other\s+(?:news|stories)|"
    r"latest\s+(?:news|stories)|top\s+stories|trending|earlier\s+(?:reports|stories)|читайте\s+также|по\s+теме|материалы\s+по\s+теме|"
    r"zobacz\s+(?:też|także|również)|czytaj\s+(?:też|także|więcej)|mehr\s+zum\s+thema|siehe\s+auch|lesen\s+sie\s+auch|čtěte\s+také|"
    r"související|lire\s+aussi|à\s+lire)(?P<rest>.*)",
    re.IGNORECASE,
)
_BOLD_CREDIT = re.compile(r"[.!?\"”)]?\s*(?:\*\*|__)[^*_]{3,40}(?:\*\*|__)(?:\s*/\s*[\w .-]{2,30})?\.?$")
_CREDIT = re.compile(
    r"(?:^|[\s(\[])(?:photos?|photograph|image|picture|pic|credit|photo\s+credit|фото|foto|fot|zdjęcie|bild)\.?\s*(?:\s+by\b|[:©/]|\s+courtesy\b)"
    r"\s*[*_]*[^\W\d_].{1,60}$|©\s*[^\W\d_][^.]{2,40}$",
    re.IGNORECASE,
)
_CAPTION_LABEL = re.compile(
    r"[\[(]?(?:photo|photo\s+caption|caption|image|picture|file\s+photo|фото|foto|zdjęcie|bild|graphic|map)\b\s*[:\]|]\s*\S",
    re.IGNORECASE,
)
_SLASH_CREDIT = re.compile(
    r"[.!?\"”)]\s*[*_]*(?P<who>[^\W\d_][\w .'’*-]{2,40}?)\s*/\s*(?:AP|AFP|Reuters|EPA|Pool|POOL|Getty(?: Images)?|TASS|"
    r"ITAR-TASS|RIA Novosti|MT|PAP|[A-Z]{2,6}|[A-Z]\w+ (?:Images|Photo|News|Agency))[*_)]*$"
)  # fmt: skip
_SIGNATURE = "--"
_SIGN_OFF = re.compile(
    r"[(\[]?(?:(?:additional\s+|with\s+)?(?:reporting|writing|editing)\s+by\b.{3,300}|-+\s*(?:30|ends?)\s*-+|-?\s?ends?\s?-?|"
    r"the\s+end|item\s+ends|end\s+of\s+(?:story|document|item|text)|###+|\*{3,}|[a-ząćęłńóśźż]{2,4}(?:/\s?[a-ząćęłńóśźż]{2,4})+/?|"
    r".{3,200}\bcontributed\s+(?:to\s+this\s+(?:report|article|story)|reporting)\b.{0,60}|(?:editors?|редактор|redaktor|redakce)\s*:\s*\S.{2,40}|"
    r"-\s?by\s.{3,160}|(?:dpa|afp|ap|apa|pap|čtk|ctk|reuters|epd|kna)(?:[ /]+[a-z]{1,4}\d?){1,6}|"
    r"конец|koniec|ende|document\s+[A-Z\d]{10,40}|word\s+count:?\s+\d+|\d[\d,]*\s+words)[)\]]?\.?",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[a-zščřž]{2,3}(?:[ /]+[a-zščřž]{2,3}){0,3}/?")
# Z Moskwy Jan Nowak (PAP)
_FROM_PLACE = re.compile(
    r"(?:z|ze|из|from|aus)\s+[^\W\d_]\w+\s+(?P<who>[^()]{5,50}?)\s*\((?P<name>[^()]{2,30})\)", re.IGNORECASE
)
_INITIALS_AT_END = re.compile(r"(?<=[.!?\"”»])\s*\([a-z]{2,4}(?:/[a-z.]{2,12})+\)$")
_AGENCY_AT_END = re.compile(r"(?<=[.!?\"”»])\s*\((?P<name>[^()]{2,20})\)\.?$")
_REPORTERS = re.compile(r"(?:additional\s+)?(?:reporting|writing)\s+by\s+(?P<who>[^;.)(]{3,80})", re.IGNORECASE)
LONGEST = 250  # characters of a banner
FOOT = 5  # paragraphs at the end in which a sign-off stands


def addresses(sheet: Sheet) -> None:
    """A line that is the story's own address, labelled or alone at the head or the foot."""
    left = sheet.left()
    for place, paragraph in enumerate(left):
        foot = place >= len(left) - FOOT
        if _BARE_LABEL.fullmatch(paragraph.text) and place + 1 < len(left) and _ADDRESS.fullmatch(left[place + 1].text):
            sheet.take(paragraph, "address")
            continue
        match = (_ADDRESS_AT_FOOT if foot else _ADDRESS).fullmatch(paragraph.text)
        if match and (place < 6 or foot):
            sheet.url = sheet.url or match["url"]
            sheet.take(paragraph, "address")
        elif foot and (match := _ADDRESS_AT_END.search(paragraph.text)):
            sheet.url = sheet.url or match["url"]
            sheet.cut(paragraph, match.start(), len(paragraph.text), "address")


def banners(sheet: Sheet) -> None:
    """Banners, ways through a site, lines to share, subscribe, donate, and who holds the copyright."""
    for paragraph in sheet.left():
        text = paragraph.text.strip(" *_#>-–—•|")
        if len(text) <= LONGEST and (
            _BANNERS.fullmatch(text)
            or _CRUMBS.fullmatch(text)
            or (_MENU.fullmatch(text) and not _has_day(text))
            or _is_sharing(text)
        ):
            sheet.take(paragraph, "banner")


def related(sheet: Sheet) -> None:
    """A list of other stories: its heading, and the lines under it that are no prose."""
    listing = False
    left = sheet.left()
    for place, paragraph in enumerate(left):
        text = paragraph.text.strip(" *_#[]")
        match = _RELATED.fullmatch(text)
        if match and place and (match["rest"].strip().startswith(":") or len(text.split()) <= 5) and not _says(text):
            listing = not re.search(r":\s*\S", text)
            sheet.take(paragraph, "related stories")
        elif (
            listing
            and not is_prose(paragraph.text)
            and not text.endswith(".")
            and len(text.split()) <= 20
            and not publisher(text)
        ):
            sheet.take(paragraph, "related stories")
        else:
            listing = False


def captions(sheet: Sheet) -> None:
    """A picture's caption and its credit: set aside, for the picture is not in the clipping."""
    for place, paragraph in enumerate(sheet.left()):
        text = paragraph.text
        if len(text) > 500:
            continue
        early = place < 8
        if (
            paragraph.kind == "caption"
            or _CAPTION_LABEL.match(text)
            or (_CREDIT.search(text) and len(text.split()) <= 45 and not text.rstrip().endswith("."))
            or _SLASH_CREDIT.search(text)
            or (early and place and sheet.marked and _BOLD_CREDIT.search(text) and not text.startswith("**"))
        ):
            sheet.take(paragraph, "caption")


def signature(sheet: Sheet) -> None:
    """What a mail's sender writes below ``--``: a few lines at its end."""
    left = sheet.left()
    start = next((place for place, paragraph in enumerate(left) if paragraph.text.strip() == _SIGNATURE), None)
    if start and len(left) - start <= 10 and not any(is_prose(paragraph.text) for paragraph in left[start:]):
        for paragraph in left[start:]:
            sheet.take(paragraph, "signature")


def sign_offs(sheet: Sheet) -> None:
    """How an agency ends an item: its name, the initials of its editors, who reported and edited."""
    for paragraph in reversed(sheet.left()[1:][-FOOT:]):
        text = paragraph.text.strip(" *_")
        name = publisher(text)
        placed = _FROM_PLACE.fullmatch(text)
        if name and len(text) <= len(name) + 8:
            sheet.publisher = sheet.publisher or ("Reuters" if name == "Reuter" else name)
        elif placed and publisher(placed["name"]) and signed(placed["who"]):
            sheet.publisher = sheet.publisher or placed["name"]
            sheet.reporters = people(placed["who"])
        elif signed(text) and not text.endswith("."):
            sheet.reporters = people(text)
        elif _INITIALS.fullmatch(text):
            pass
        elif _SIGN_OFF.fullmatch(text):
            who = _REPORTERS.search(text)
            sheet.reporters = people(who["who"]) if who else sheet.reporters
        elif text:
            _initialled(sheet, paragraph)
            ended = _AGENCY_AT_END.search(paragraph.text)
            if ended and publisher(ended["name"]):
                sheet.publisher = sheet.publisher or ended["name"]
                sheet.cut(paragraph, ended.start(), len(paragraph.text), "sign-off")
            break
        sheet.take(paragraph, "sign-off")


def _initialled(sheet: Sheet, paragraph: Paragraph) -> None:
    """Take the initials in brackets that a text ends with."""
    match = _INITIALS_AT_END.search(paragraph.text)
    if match:
        sheet.cut(paragraph, match.start(), len(paragraph.text), "sign-off")


def _says(text: str) -> bool:
    """Whether a text that begins like a list's heading is a sentence."""
    return text.endswith(".") and len(text.split()) > 6


def _has_day(text: str) -> bool:
    return any(dates.whole(part) or person(part) or publisher(part) for part in re.split(r"[|•·]", text))


def _is_sharing(text: str) -> bool:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # FacebookTwitter
    parts = re.split(r"[\s|/•·,()\d]+", apart.casefold().strip())
    named = [part for part in parts if part]
    return bool(named) and all(part in _SHARING for part in named) and (len(named) > 1 or named[0] in _ALONE)


_ALONE = frozenset(
    """whatsapp linkedin pinterest reddit telegram twitter share share: tweet facebook email e-mail print menu search login
    register rss home""".split()
)
