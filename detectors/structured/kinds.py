"""What a candidate may be: a label outright, or a form that only its surroundings can decide."""

LABELS = (
    "MOBILE",
    "LANDLINE",
    "HOTLINE",
    "RESIDENT_ID",
    "USCC",
    "REGISTRATION_NO",
    "BANK_CARD",
    "EMAIL",
    "QQ",
    "WECHAT",
    "LICENSE_PLATE",
    "PASSPORT",
    "TRAVEL_PERMIT",
    "EXAM_NO",
    "STUDENT_NO",
    "MEDICAL_NO",
    "WAYBILL",
    "IMEI",
    "IMSI",
    "IP",
    "MAC",
    "GEO_POINT",
    "DATE_OF_BIRTH",
    "PROPERTY_TITLE",
)
(
    MOBILE,
    LANDLINE,
    HOTLINE,
    RESIDENT_ID,
    USCC,
    REGISTRATION_NO,
    BANK_CARD,
    EMAIL,
    QQ,
    WECHAT,
    LICENSE_PLATE,
    PASSPORT,
    TRAVEL_PERMIT,
    EXAM_NO,
    STUDENT_NO,
    MEDICAL_NO,
    WAYBILL,
    IMEI,
    IMSI,
    IP,
    MAC,
    GEO_POINT,
    DATE_OF_BIRTH,
    PROPERTY_TITLE,
) = range(len(LABELS))

# Forms without a label of their own; every code from UNDECIDED on goes to the second pass.
UNDECIDED = 64
(
    DATE,  # a day without a time of day
    NUMBER,  # 5 to 11 digits
    FIFTEEN,  # 15 digits: old resident ID, registration number, IMEI or IMSI
    PARCEL,  # 12 or 13 digits: waybill, or a landline without a separator
    NAME,  # letters, digits, hyphen and underscore: an account's name
    DOCUMENT,  # letters and digits of a passport's length
    FOURTEEN,  # 14 digits, built as an exam number
    DOTTED,  # four numbers with dots: IP address or version
    BACKWARDS,  # 11 digits that make a mobile when read from their end
    ELEVEN,  # 11 digits: a landline without a separator, or an account
    PERMIT,  # a letter and digits of a travel permit's or passport's form
    SPREAD,  # 9 to 11 digits with something put between them
) = range(UNDECIDED, UNDECIDED + 12)

# What cue words may also say: another kind of number or date, which is none of ours.
_SAID = ("OTHER_NUMBER", "OTHER_DATE", "PHONE", "CONTACT", "SERIAL", "ILLNESS", "LODGING")
(OTHER_NUMBER, OTHER_DATE, PHONE, CONTACT, SERIAL, ILLNESS, LODGING) = range(
    len(LABELS), len(LABELS) + len(_SAID)
)
CUES = (*LABELS, *_SAID)
