"""Which cue words count where: kinds as bits."""

from leakbench.detectors.structured.kinds import (
    BANK_CARD,
    CONTACT,
    DATE_OF_BIRTH,
    EMAIL,
    EXAM_NO,
    GEO_POINT,
    HOTLINE,
    ILLNESS,
    IMEI,
    IMSI,
    IP,
    LANDLINE,
    LICENSE_PLATE,
    LODGING,
    OTHER_DATE,
    OTHER_NUMBER,
    PHONE,
    QQ,
    REGISTRATION_NO,
    RESIDENT_ID,
    SERIAL,
    STUDENT_NO,
    WAYBILL,
    WECHAT,
)

BEHIND = 2  # bytes after it at which a word may begin
ALL = -1
DATES = (1 << DATE_OF_BIRTH) | (1 << OTHER_DATE)
PARCELS = (
    (1 << WAYBILL)
    | (1 << OTHER_NUMBER)
    | (1 << SERIAL)
    | (1 << PHONE)
    | (1 << LANDLINE)
    | (1 << HOTLINE)
    | (1 << QQ)
)
OF_ILLNESS = 1 << ILLNESS
OF_LODGING = 1 << LODGING
NUMBERS = ~(DATES | OF_ILLNESS)
# What a word may say beside a number that is nothing of the kind.
UNFIT = (
    (1 << WECHAT)
    | (1 << PHONE)
    | (1 << LANDLINE)
    | (1 << HOTLINE)
    | (1 << CONTACT)
    | (1 << EMAIL)
    | (1 << GEO_POINT)
    | (1 << LICENSE_PLATE)
    | (1 << IP)
)
# What beside a patient's number says no more than that it is one.
VAGUE = (
    (1 << CONTACT)
    | (1 << SERIAL)
    | (1 << RESIDENT_ID)
    | (1 << BANK_CARD)
    | (1 << WAYBILL)
    | (1 << REGISTRATION_NO)
    | (1 << STUDENT_NO)
    | (1 << EXAM_NO)
    | (1 << GEO_POINT)
    | (1 << LICENSE_PLATE)
    | (1 << IMEI)
    | (1 << IMSI)
)
# What beside a number leaves it open whether it is a patient's.
OPEN = VAGUE | UNFIT
ASKED = 30  # bytes after an account's number in which an invitation counts
