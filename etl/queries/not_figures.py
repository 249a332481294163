"""What looks like a figure in a text and is none: dates and years, pages and articles, ages, telephone numbers, durations, names."""

import re

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = rf"(?:{'|'.join([*_MONTHS, *(month[:3] for month in _MONTHS), 'sept'])})\b\.?"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_COUNTED = (
    r"(?:[\w'’-]+\s+){0,2}?(?:people|persons?|victims?|women|girls|boys|men|children|minors|adults|cases|convictions|prosecutions|referrals|"
    r"incidents|arrests|suspects|offences|dollars|survivors|traffickers|visas|reports|slaves|workers|migrants|investigations)\b"
)
_NUMBERED = (
    r"pp?\.?|pages?|articles?|arts?\.|sections?|secs?\.|§+|chapters?|chap\.|vol(?:ume)?s?\.?|no\.|nos\.|n°|nr\.|notes?|fn\.?|footnotes?|"
    r"endnotes?|tables?|figures?|figs?\.|annex(?:es)?|appendi(?:x|ces)|tiers?|conventions?(?:\s+no\.)?|c|goals?|targets?|indicators?|sdgs?|"
    r"resolutions?|protocols?(?:\s+no\.)?|lines?|steps?|questions?|forms?|grades?|versions?|days?|paragraphs?|paras?\.?|items?|part|phase|"
    r"acts?|rules?|clauses?|recommendations?|directives?|regulations?|panel|box|room|level|line|lot|week|route|highway|case\s+no\.|u\.s\.c\."
)
_TIME = r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|hrs?|mins?|jahren?|ans)\b"
_SMALL = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
_PATTERNS = (
    # addresses, identifiers, telephone numbers
    r"https?://\S{1,300}|www\.\S{1,300}|\b[\w.+-]{1,60}@[\w.-]{1,80}|\bdoi:?\s*\S{1,200}|\b10\.\d{4,9}/\S{1,200}",
    r"\bIS[BS]N(?:-1[03])?:?\s*[\dXx][\dXx -]{6,20}",
    r"(?:\+|\b00)\d[\d ().-]{6,20}\d|\b\d{1,4}-\d{3}-\d{3,4}(?:-\d{3,4})?\b|\b\d{1,4}-\d{3}-\d{4}\b|\(\d{3}\)\s?\d{3}-\d{4}",
    r"\b(?:tel(?:ephone)?|phone|call|hotline|helpline|fax|mobile|dial|text)\b[\s.:]*(?:us\s+|on\s+|at\s+)?[\d][\d ()/.-]{2,20}\d",
    r"\b0\d{2,4}[ /-]\d{3,}(?:[ -]\d{2,})*",
    # dates and times
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b",
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s*[-–]\s*\d{{1,2}})?(?:,?\s+{_YEAR})?(?!\s*(?:per\b|%|million))",
    rf"\b{_MONTH}\s+{_YEAR}\b",
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
    r"\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b\.?|\b24/7\b|\b9/11\b",
    rf"\b(?:fy\s?)?{_YEAR}\s*(?:[-–/]|to|and|until|through|bis)\s*(?:{_YEAR}|\d\d)\b(?!\s*(?:%|per\s?cent|million|{_COUNTED}))",
    rf"(?<![\d$€£.,-])(?<!US\$\s)(?:\b(?:in|since|from|until|by|of|during|after|before|early|late|mid|the|year)[\s-]+)?\b{_YEAR}(?:['’]?s)?\b(?!\s?[-–/]\d)"
    rf"(?![.,]\d|[\u00a0 ]\d{{3}}\b|\s*(?:%|per\s?cent|million|thousand|billion|dollars|{_COUNTED}))",
    rf"(?i:\b(?:in|since|from|until|by|during|after|before|year)\s+){_YEAR}\b(?!,\d)",
    r"'\d\ds?\b|’\d\ds\b",
    # places in a text
    rf"(?<![\w$])(?:{_NUMBERED})\s*\d+(?:\.\d+)*(?:\s*(?:[-–,]|to|and)\s*\d+(?:\.\d+)*)*[a-z]?\b(?!\s*(?:%|per\s?cent|million|billion|people|,\d))",
    r"\b(?:tiers?|phase|chapter|part|article|grade|step|goal|target|page)\s+(?:one|two|three|four|five|i{1,3}v?)\b",
    r"\b\d+\s+U\.S\.C\.(?:\s*§*\s*\d+)?",
    r"\[\d+(?:\s*[,–-]\s*\d+)*\]|(?<=[a-z”\"’)][.,;:”\"])\d{1,3}(?=\s|$)|(?<=[a-z])\d{1,3}(?=[\s.,;]|$)|\(\d{1,2}\)|^\s*\d{1,2}[.)]\s(?=\S)",
    # ages
    rf"\b(?:aged?|ages|age\s+of|ages\s+of)\s+(?:between\s+|under\s+|over\s+|about\s+|from\s+)*{_SMALL}(?:\s*(?:[-–]|to|and|or)\s*{_SMALL})?\b",
    rf"\b{_SMALL}(?:\s*(?:[-–]|to|and|or)\s*{_SMALL})?[\s-]+years?[\s-]+(?:of[\s-]age|olds?)\b|\b{_SMALL}-years?-olds?\b|\b{_SMALL}\s?y/?o\b",
    r"\b(?:under|below|over|above|younger\s+than|older\s+than|turn(?:s|ed)?|as\s+young\s+as)\s+(?:the\s+age\s+of\s+)?"
    r"(?:1[0-9]|2[0-5]|[1-9])\b(?!\s*(?:%|per\s?cent|million|billion|thousand|countries|,\d|[.,]\d))",
    r"\b(?:1[0-9]|[1-9])s\b",
    # durations, ordinals, names that end in a number
    rf"(?<![$€£\d.,])\b(?:{_SMALL}|\d{{1,3}})(?:\s*(?:[-–]|to|or)\s*(?:{_SMALL}|\d{{1,3}}))?[\s-]+(?:(?:full|long|short|last|past|consecutive)\s+)?{_TIME}",
    r"\b\d+(?:st|nd|rd|th)\b",
    r"\b[A-Za-z]+[-–]?\d+[A-Za-z]?\b(?<!US\d)|\b\d+[A-Z]{1,3}\b(?<!\dM)(?<!\dB)(?<!\dK)(?<!\dBN)",
    r"\b(?:one|two|three)\s+of\s+(?:the|these|those|them|its|his|her|many|our)\b|\bno\s+one\b|\bone\s+another\b|\bone\s+day\b|\bat\s+one\b|\bthe\s+one\b",
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b",
)
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE | re.MULTILINE)
BLANK = "\x00"


def blanked(text: str) -> str:
    """The text with a blank for every character of what is no figure, so that positions stay."""
    return _ANY.sub(lambda match: BLANK * len(match[0]), text)
