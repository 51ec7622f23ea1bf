import re
from collections import Counter

import numpy as np
import pytest

from leakbench.generator.engine.dates import days_of, full_years, numbers
from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.tables import table, weights
from leakbench.generator.population.demographics import county_of_most
from leakbench.generator.population.regions import PLACES, Regions
from leakbench.generator.records.patient import MedicalVocabulary, Patients
from leakbench.generator.value_forms import value_form

pytestmark = pytest.mark.slow

COUNT = 20_000
INDEX = np.arange(COUNT, dtype=np.int64) // 4 * SPAN + np.arange(COUNT) % 4  # four of each file
ROWS = table("diagnoses")
OF_MEN = re.compile("前列腺|精索|睾|包皮|勃起|男性|鞘膜|雄激素")
OF_WOMEN = re.compile("子宫|卵巢|宫颈|阴道|盆腔炎|月经|痛经|闭经|更年期|女性|妊娠|流产|胎|产|乳腺")


@pytest.fixture
def patients(population):
    """The first patients of each file."""
    return Patients(population, INDEX)


def test_diagnoses_are_many_and_coded():
    """At least 200 diagnoses, each once, with a code of ICD-10 and one department."""
    assert len(set(ROWS["text"])) == len(ROWS["text"]) >= 200
    assert all(re.fullmatch(r"[A-TZ]\d\d(\.\d)?", code) for code in ROWS["icd10"])
    assert set(ROWS["sex"]) == {"", "F", "M"}
    assert (weights("diagnoses") > 0).all()
    assert len(set(ROWS["department"])) >= 20
    assert set(zip(ROWS["youngest"], ROWS["eldest"], strict=True)) <= {
        (str(low), str(high))
        for low in (18, 30, 45, 60)
        for high in (30, 45, 60, 120)
        if low < high
    }
    "\n".join(ROWS["text"]).encode("gbk")


@pytest.mark.parametrize(
    ("chapter", "departments"),
    [
        ("O", {"产科"}),
        ("H0 H1 H2 H3 H4 H5", {"眼科"}),
        ("H6 H8 H9", {"耳鼻喉科"}),
        ("L", {"皮肤科", "普通外科"}),
        ("S", {"骨科", "神经外科", "胸外科", "急诊医学科"}),
        ("F", {"精神心理科", "神经内科"}),
        ("K0", {"口腔科"}),
        ("J", {"呼吸内科", "耳鼻喉科", "胸外科"}),
    ],
)
def test_departments_treat_the_chapters_of_the_codes(chapter, departments):
    """A block of codes belongs to the departments that treat it."""
    found = {
        department
        for code, department in zip(ROWS["icd10"], ROWS["department"], strict=True)
        if code.startswith(tuple(chapter.split()))
    }
    assert found
    assert found <= departments


def test_sexes_have_the_diagnoses_of_their_organs():
    """What only men or only women have is marked so."""
    for text, sex in zip(ROWS["text"], ROWS["sex"], strict=True):
        if OF_MEN.search(text):
            assert sex == "M", text
        if OF_WOMEN.search(text):
            assert sex == "F", text


def test_diagnoses_fit_sex_and_age(population, patients):
    """No patient has a diagnosis of the other sex or of another age."""
    place = {text: row for row, text in enumerate(ROWS["text"])}
    ages = full_years(numbers(patients.birth), population.reference_date)
    for text, male, age in zip(
        population.arena.texts(patients.diagnosis), patients.male, ages, strict=True
    ):
        row = place[text]
        assert ROWS["sex"][row] in {"", "M" if male else "F"}
        assert int(ROWS["youngest"][row]) <= age <= int(ROWS["eldest"][row])
    assert ages.min() >= 18
    assert 0.15 < (ages >= 60).mean() < 0.6


def test_code_and_department_are_the_diagnosis_own(population, patients):
    """Code and department stand in the diagnosis's row."""
    expected = set(zip(ROWS["text"], ROWS["icd10"], ROWS["department"], strict=True))
    columns = (patients.diagnosis, patients.icd10, patients.visit.department)
    found = Counter(zip(*map(population.arena.texts, columns), strict=True))
    assert set(found) <= expected
    assert len(found) > 0.95 * len(expected)
    assert max(found.values()) < 0.08 * COUNT


def test_visit_numbers_have_six_to_ten_digits(population, patients):
    """Numbers are of 6 to 10 digits; those with a year at the head have that of the visit."""
    days = population.arena.texts(patients.visit.visit_date)
    lengths = Counter()
    for number, day in zip(population.arena.texts(patients.medical_no), days, strict=True):
        assert number.isdecimal()
        assert number[0] != "0"
        lengths[len(number)] += 1
        if len(number) == 8:
            assert number[:2] == day[2:4]
        if len(number) == 10:
            assert number[:4] == day[:4]
    assert set(lengths) == {6, 7, 8, 9, 10}


def test_visits_lie_in_the_last_two_years(population, patients):
    """Nobody is treated after the reference date."""
    today = days_of(population.reference_date)
    assert today - 730 <= patients.visit.day.min() <= patients.visit.day.max() < today


def test_doctors_belong_to_a_department(population, patients):
    """A department of a hospital has three doctors, who are grown up and are no patients."""
    visit = patients.visit
    doctor = visit.doctor
    where = zip(
        population.arena.texts(visit.hospital.strings),
        population.arena.texts(visit.department),
        visit.hospital.form == value_form("private_hospital"),
        strict=True,
    )
    places = {}
    for (*place, private), index in zip(where, doctor.index.tolist(), strict=True):
        if private:
            places.setdefault(tuple(place), set()).add(index)
    # A few hospitals of one city bear the same name; of public ones, which are called after the
    # city alone, many do.
    assert np.mean([len(found) <= 3 for found in places.values()]) > 0.99
    ages = full_years(numbers(doctor.birth), population.reference_date)
    assert 23 <= ages.min() <= ages.max() <= 63
    assert not set(doctor.index.tolist()) & set(patients.index.tolist())


def test_hospitals_are_of_the_place(population, patients):
    """A hospital bears the name of the file's province, city or county; most files have one."""
    assert len(population.vocabulary(MedicalVocabulary).hospitals.words.texts) > 80
    regions = population.vocabulary(Regions)
    names = population.arena.texts(patients.visit.hospital.strings)
    ways = (regions.way[PLACES.index(place)] for place in ("province", "city", "district_short"))
    county = county_of_most(population, patients.neighbourhood)
    homes = [population.arena.texts(regions.at(county, way)) for way in ways]
    near = [name.startswith(tuple(home)) for name, *home in zip(names, *homes, strict=True)]
    assert np.mean(near) > 0.9
    alike = [len(set(some)) == 1 for some in np.array(names).reshape(-1, 4).tolist()]
    assert 0.75 < np.mean(alike) < 0.9
