"""Eighteen invented patients as one night hands them to the day. Numbers from Skatteverket's test list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from ward_app.access.policy import Role
from ward_app.handovers.parts import (
    SheetAlert,
    SheetFact,
    SheetKin,
    SheetLimitation,
    SheetRemark,
    SheetTask,
    SheetTick,
)
from ward_app.handovers.rows import EmptyRow, LeftRow, Printed, Sheet, SheetRow
from ward_app.owners import RecordOwner
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, LimitationKind, Severity, Sex
from ward_app.stays.model import CareFactKind, CareForm, EndKind, Purpose
from ward_app.wards.shifts import ShiftKind

NOW = datetime(2026, 11, 21, 5, 48, tzinfo=UTC)
"""06:48 on the ward's clock."""
KOMMUN, REGION = RecordOwner.KOMMUN_HSL, RecordOwner.REGION_HSL
PRINTED = Printed("261121-0007", "48211-RK5U2H5Y", "ws3", NOW, "M. Falk", Role.NURSE)

FACTS = {
    "gång": CareFactKind.MOBILITY,
    "hjälpm": CareFactKind.AIDS,
    "kost": CareFactKind.NUTRITION,
    "elim": CareFactKind.ELIMINATION,
    "infart": CareFactKind.LINES,
    "smärta": CareFactKind.PAIN,
    "hud": CareFactKind.SKIN,
    "komm": CareFactKind.COMMUNICATION,
    "svar": CareFactKind.PENDING,
}
ROLES = {
    "ssk": Role.NURSE,
    "usk": Role.ASSISTANT_NURSE,
    "läk": Role.DOCTOR,
    "ft": Role.PHYSIOTHERAPIST,
    "at": Role.OCCUPATIONAL_THERAPIST,
}


def facts(**texts: str) -> tuple[SheetFact, ...]:
    """A text that begins with ► is new."""
    return tuple(
        SheetFact(FACTS[key], text.removeprefix("►"), KOMMUN, text.startswith("►"))
        for key, text in texts.items()
    )


def tasks(*lines: str) -> tuple[SheetTask, ...]:
    """`08:00 usk Väga` or `► 08:00 usk Väga`."""
    made = []
    for number, line in enumerate(lines):
        at, role, text = line.removeprefix("►").strip().split(" ", 2)
        hour, minute = map(int, at.split(":"))
        due = datetime(2026, 11, 21, hour, minute, tzinfo=UTC) - timedelta(hours=1)
        owner = REGION if role == "läk" else KOMMUN
        made.append(SheetTask(number, 1, text, due, ROLES.get(role), owner, line.startswith("►")))
    return tuple(made)


def alerts(*lines: str) -> tuple[SheetAlert, ...]:
    kinds = {
        "allergi": AlertKind.HYPERSENSITIVITY,
        "smitta": AlertKind.INFECTION,
        "fall": AlertKind.FALL,
        "trycksår": AlertKind.PRESSURE_ULCER,
        "nutrition": AlertKind.NUTRITION,
        "delir": AlertKind.DELIRIUM,
    }
    made = []
    for line in lines:
        kind, _, rest = line.removeprefix("►").partition(" ")
        text, _, reaction = rest.partition("/")
        severity = Severity.LIFE_THREATENING if "chock" in reaction else Severity.HARMFUL
        made.append(SheetAlert(kinds[kind], text, reaction, severity, KOMMUN, line.startswith("►")))
    return tuple(made)


def no_cpr(
    decided: str,
    review: str,
    by: str = "A. Lund",
    kind: LimitationKind = LimitationKind.NO_CPR,
    text: str = "",
) -> SheetLimitation:
    due = date.fromisoformat(review)
    holds = due >= date(2026, 11, 21)
    return SheetLimitation(kind, text, date.fromisoformat(decided), by, due, holds, REGION)


def remark(s: str = "", b: str = "", a: str = "", r: str = "", if_then: str = "") -> SheetRemark:
    at = NOW - timedelta(hours=1)
    return SheetRemark(1, s, b, a, r, if_then, at, "J. Ek", KOMMUN, is_new=True)


def patient(
    stay_id: int,
    bed: str,
    name: str,
    number: str,
    purpose: Purpose,
    day: int,
    reason: str,
    background: str,
    *,
    kin: Iterable[SheetKin] = (),
    answer: HypersensitivityAnswer = HypersensitivityAnswer.NONE_KNOWN,
    nurse: str = "M. Falk",
    doctor: str = "A. Lund",
    home: str = "",
    **more: object,
) -> SheetRow:
    born = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    return SheetRow(
        stay_id=stay_id,
        patient_id=1000 + stay_id,
        bed=bed,
        room=bed.split(":")[0],
        name=name,
        number=f"{number[2:8]}-XXXX",
        is_protected=False,
        birth_date=born,
        sex=Sex.MALE if int(number[10]) % 2 else Sex.FEMALE,
        purpose=purpose,
        care_form=CareForm.INPATIENT,
        day=day,
        admitted_at=NOW - timedelta(days=day - 1),
        reason=reason,
        background=background,
        hypersensitivity=answer,
        nurse=nurse,
        doctor=doctor,
        planned_discharge_on=date.fromisoformat(home) if home else None,
        kin=tuple(kin),
        **more,  # type: ignore[arg-type]
    )


def person(name: str, relation: str, phone: str, *, night: bool = False) -> SheetKin:
    return SheetKin(name, relation, phone, night)


INVESTIGATION, TREATMENT = Purpose.MEDICAL_INVESTIGATION, Purpose.MEDICAL_TREATMENT
REHAB, PALLIATIVE, SUPPORT = Purpose.REHABILITATION, Purpose.PALLIATIVE, Purpose.HOME_CARE_SUPPORT
ASSESSMENT = Purpose.CARE_NEEDS_ASSESSMENT
KNOWN = HypersensitivityAnswer.KNOWN

ROWS = (
    patient(
        1,
        "1:1",
        "Andersson, Karin",
        "193011016981",
        REHAB,
        19,
        "Höftfraktur vänster, opererad 11 nov",
        "Föll hemma, opererad med märgspik. Hjärtsvikt, förmaksflimmer. Bor ensam, hemtjänst 3 ggr/dag.",
        alerts=alerts("fall", "trycksår Norton 18"),
        facts=facts(
            gång="►Rollator, en person med. Går till matsalen",
            hjälpm="Rollator, toalettförhöjning",
            kost="Energirik kost, äter halva portioner, vätskelista",
            elim="Toalett med stöd",
            smärta="NRS 3 i vila, 6 vid mobilisering",
            hud="Operationssår rent och torrt",
            svar="Hb måndag",
        ),
        tasks=tasks(
            "08:00 usk Väga före frukost",
            "10:00 ft Gångträning med rollator",
            "► 11:00 ssk Byt förband höft",
            "13:00 usk Vätskelista, summera",
        ),
        remark=remark(
            s="Förbättrad sedan i går, orkar 20 minuter i fåtölj.",
            r="Fortsätt gångträning två gånger per dag.",
            if_then="Om mer smärta än NRS 6 vid gång: låt vila och ring fysioterapeut.",
        ),
        kin=[person("Anna Berg", "dotter", "070-174 06 05")],
        home="2026-12-01",
        tick=SheetTick(NOW - timedelta(minutes=20), "J. Ek"),
    ),
    patient(
        2,
        "1:2",
        "Öberg, Åke",
        "193310186436",
        TREATMENT,
        19,
        "KOL-exacerbation",
        "KOL stadium III, rökstopp 2019. Inlagd från akuten 2 nov. Hustru är närstående.",
        answer=KNOWN,
        alerts=alerts("allergi Penicillin/andnöd, chock 1998", "►smitta MRSA, egen toalett", "nutrition"),
        facts=facts(
            gång="Till toalett med syrgas, vilar halvvägs",
            kost="Äter lite, dricker med stöd, näringsdryck 2/dag",
            elim="Urinmängd 1 100 ml/dygn",
            infart="►PVK höger underarm satt 20 nov",
            smärta="Ingen",
            hud="Hel",
            svar="►CRP och odling, tagna i går",
        ),
        tasks=tasks(
            "06:30 ssk Inhalation enligt läkemedelslista",
            "09:00 ssk Kontroll andning och saturation",
            "► 10:00 läk Bedömning inför helgen",
            "12:00 usk Vätskelista",
        ),
        remark=remark(
            s="Sämre sedan i natt, andningsfrekvens 24.",
            a="Rosslig basalt, trött men orienterad. SpO₂ 87 % på 2 l.",
            r="Nya kontroller senast 09:00.",
            if_then="Om AF ≥ 25 eller SpO₂ under 85 %: ring läkare direkt. Om konfusion: samma.",
        ),
        kin=[person("Gun Öberg", "hustru", "070-174 06 12", night=True)],
        nurse="J. Ek",
        doctor="K. Björk",
    ),
    patient(
        3,
        "2:1",
        "Lindström, Märta",
        "193106226305",
        PALLIATIVE,
        24,
        "Pankreascancer, spridd",
        "Brytpunktssamtal 12 nov. Målet är symtomlindring, inga mätvärden eller prover.",
        alerts=alerts("trycksår"),
        limitations=(
            no_cpr("2026-11-12", "2026-12-12"),
            no_cpr("2026-11-12", "2026-12-12", kind=LimitationKind.NO_HOSPITAL),
        ),
        facts=facts(
            gång="Sängbunden, vänds var 3:e timme",
            kost="Läppjar, munvård varannan timme",
            elim="KAD satt 14 nov",
            infart="Subkutan pump vänster arm, bytt 19 nov",
            smärta="Abbey 2",
            hud="Rodnad sacrum, bleknar",
        ),
        tasks=tasks(
            "08:00 ssk Symtomskattning, se läkemedelslista",
            "09:00 usk Munvård och vändning",
            "12:00 usk Munvård och vändning",
            "15:00 ssk Samtal med dottern",
        ),
        remark=remark(
            s="Lugn natt, symtomlindrad. Sover mycket, väckbar.",
            r="Dottern sover kvar i natt.",
            if_then="Om oro eller rosslighet: vid behov enligt trygghetsasken. Vid försämring: ring dottern.",
        ),
        kin=[person("Eva Lindström", "dotter", "070-174 06 20", night=True)],
        nurse="S. Ahmed",
    ),
    patient(
        4,
        "2:2",
        "Johansson, Bengt",
        "195007292435",
        REHAB,
        10,
        "Stroke, vänstersidig svaghet",
        "Insjuknade 5 nov, vårdad på strokeenhet. Hypertoni, diabetes typ 2. Bor med maka i lägenhet.",
        alerts=alerts("fall Två fall under vårdtiden"),
        facts=facts(
            gång="Förflyttas med vändplatta, två personer",
            kost="Konsistensanpassad, förtjockad dryck",
            elim="Inkontinensskydd natt",
            komm="Talar långsamt, ge tid",
            smärta="Vänster axel vid rörelse",
        ),
        tasks=tasks(
            "08:00 ssk P-glukos, se läkemedelslista",
            "09:30 at ADL-träning påklädning",
            "13:00 ft Balansträning",
        ),
        kin=[person("Inger Johansson", "maka", "070-174 06 33")],
        home="2026-12-11",
    ),
    patient(
        5,
        "3:1",
        "Nyström, Gösta",
        "193207228333",
        ASSESSMENT,
        33,
        "Bedömning inför särskilt boende",
        "Demens Alzheimer. Maken orkar inte längre. Biståndsbeslut väntas.",
        alerts=alerts("fall", "delir Värre kvällstid"),
        answer=HypersensitivityAnswer.NOT_ASKED,
        facts=facts(
            gång="Går själv, behöver tillsyn",
            kost="Äter med stöd av lugn miljö",
            elim="Påminn om toalett",
            komm="Hörapparat båda öron",
            svar="Besked från biståndshandläggare",
        ),
        tasks=tasks("08:00 usk Dusch", "14:00 usk Promenad ute"),
        is_ready=True,
        home="2026-11-25",
        kin=[person("Rolf Nyström", "son", "070-174 06 41")],
    ),
    patient(
        6,
        "3:2",
        "Wallin, Siv",
        "194904202621",
        TREATMENT,
        3,
        "Pneumoni, intravenös behandling",
        "Hypotyreos. Inlagd 19 nov från vårdcentralen.",
        answer=KNOWN,
        alerts=alerts("allergi Sulfa/utslag", "smitta Influensa A, droppsmitta"),
        facts=facts(
            gång="Uppe på rummet",
            kost="Normalkost, dricker bra",
            infart="PVK vänster hand satt 19 nov",
            smärta="Ingen",
        ),
        tasks=tasks(
            "08:00 ssk Antibiotika, se läkemedelslista", "10:00 ssk Kontroller", "16:00 ssk Kontroller"
        ),
        remark=remark(
            s="Feberfri sedan i går kväll, piggare.", if_then="Om temp över 38,5: odla och ring läkare."
        ),
        kin=[person("Per Wallin", "make", "070-174 06 50")],
        home="2026-11-24",
        is_arrival=False,
    ),
    patient(
        7,
        "4:1",
        "Å.S., skyddad identitet",
        "195402241862",
        SUPPORT,
        6,
        "Svikt i hemmet efter infektion",
        "Allmän svaghet, nedsatt aptit.",
        facts=facts(gång="Går själv", kost="Näringsdryck", smärta="Ingen"),
        tasks=tasks("09:00 usk Väga"),
        home="2026-11-27",
    ),
    patient(
        8,
        "4:2",
        "Ek, Torsten",
        "194007189196",
        PALLIATIVE,
        12,
        "Hjärtsvikt i slutstadium",
        "Upprepade inläggningar. Vill inte till sjukhus.",
        answer=HypersensitivityAnswer.NOT_KNOWN,
        alerts=alerts("trycksår", "nutrition"),
        limitations=(no_cpr("2026-10-20", "2026-11-19"),),
        facts=facts(
            gång="Fåtölj till måltider",
            kost="Önskekost, vätskekarens 1 500 ml",
            elim="Urinflaska",
            smärta="Ingen",
            hud="Bensvullnad, lindas",
        ),
        tasks=tasks("08:00 usk Väga", "10:00 läk Ompröva beslut om HLR", "09:00 ssk Linda underben"),
        kin=[
            person("Maj Ek", "hustru", "070-174 06 58"),
            person("Lars Ek", "son", "070-174 06 59", night=True),
        ],
    ),
    patient(
        9,
        "5:1",
        "Sandberg, Ingrid",
        "193705019200",
        REHAB,
        8,
        "Bäckenfraktur, konservativ behandling",
        "Osteoporos, tidigare handledsfraktur. Pigg före fallet, bor i villa med trappa.",
        alerts=alerts("fall"),
        facts=facts(
            gång="Gåbord, 20 meter",
            hjälpm="Gåbord, griptång",
            kost="Normalkost",
            elim="Toalettstol natt",
            smärta="NRS 4 vid rörelse",
        ),
        tasks=tasks("10:00 ft Trappträning", "14:00 at Hembesök planeras"),
        kin=[person("Lena Sandberg", "dotter", "070-174 06 66")],
        home="2026-12-04",
    ),
    patient(
        10,
        "5:2",
        "Holm, Ragnar",
        "194110319011",
        INVESTIGATION,
        2,
        "Yrsel och upprepade fall",
        "Prostatacancer under uppföljning. Inkom i går efter fall på toaletten.",
        is_arrival=True,
        alerts=alerts("►fall"),
        facts=facts(gång="►En person, gångbälte", svar="►Ortostatiskt blodtryck och EKG tolkas av läkare"),
        tasks=tasks(
            "► 08:00 ssk Ortostatiskt blodtryck",
            "► 09:00 läk Inskrivningssamtal",
            "10:00 ssk Fallriskbedömning",
        ),
        kin=[],
        doctor="K. Björk",
        interpreter="finska",
    ),
    patient(
        11,
        "6:1",
        "Bergqvist, Ulla",
        "194509287068",
        TREATMENT,
        5,
        "Urosepsis, förbättrad",
        "Njursvikt stadium 4. KAD byts var sjätte vecka.",
        alerts=alerts("smitta ESBL", "trycksår"),
        facts=facts(
            gång="Rullstol",
            kost="Proteinreducerad kost",
            elim="KAD satt 17 nov",
            infart="PICC-line höger arm satt 18 nov",
            hud="Sår vänster häl, kategori 2",
        ),
        tasks=tasks(
            "08:00 ssk Antibiotika, se läkemedelslista",
            "10:00 ssk Såromläggning häl",
            "12:00 usk Vätskelista",
            "14:00 ssk Antibiotika, se läkemedelslista",
        ),
        remark=remark(s="Stabil natt. Urinen klar.", r="Mobilisera till fåtölj till lunch."),
        kin=[person("Bo Bergqvist", "make", "070-174 06 74")],
    ),
    patient(
        12,
        "6:2",
        "Hussein, Amina",
        "194801232606",
        REHAB,
        14,
        "Knäprotes, sårinfektion läkt",
        "Diabetes typ 2, tablettbehandlad. Bor med son och hans familj.",
        facts=facts(gång="Två kryckor, 30 meter", kost="Diabeteskost, ej fläsk", smärta="NRS 2"),
        interpreter="somaliska",
        tasks=tasks("08:00 ssk P-glukos", "11:00 ft Gångträning i trappa"),
        home="2026-11-23",
        is_ready=True,
        kin=[person("Yusuf Hussein", "son", "070-174 06 82")],
        on_leave_from=NOW - timedelta(hours=15),
        on_leave_until=NOW + timedelta(hours=11),
    ),
    patient(
        13,
        "7:1",
        "Forsberg, Nils",
        "193002069239",
        PALLIATIVE,
        2,
        "Lungcancer, försämrad andning",
        "Inkom i går från hemmet, ASIH deltar. Hustru har sovit kvar.",
        moved_from="8:2",
        limitations=(no_cpr("2026-11-19", "2026-12-19", "K. Björk"),),
        alerts=alerts("trycksår"),
        facts=facts(
            gång="►Sängbunden sedan i natt",
            kost="►Sväljer inte säkert, munvård",
            infart="Subkutan nål buk satt 20 nov",
            smärta="Abbey 3",
        ),
        tasks=tasks(
            "► 08:00 ssk Symtomskattning",
            "10:00 läk Samtal med hustrun",
            "► 08:00 usk Munvård varannan timme",
        ),
        remark=remark(
            s="Snabbt sämre i natt, andningsuppehåll.",
            a="Bedöms vara i livets sista dygn.",
            r="Vak ordnat till 12:00.",
            if_then="Om död inträffar: ring läkare i beredskap, hustrun vill vara med.",
        ),
        kin=[person("Birgit Forsberg", "hustru", "på rummet", night=True)],
    ),
    patient(
        14,
        "7:2",
        "Persson, Gunnar",
        "194906062213",
        TREATMENT,
        7,
        "Erysipelas höger underben",
        "Venös insufficiens, övervikt.",
        alerts=alerts("fall"),
        facts=facts(gång="Rullator", hud="Rodnad markerad 15 nov, minskar", infart="PVK dras i dag"),
        tasks=tasks("09:00 ssk Byt till tablett, se läkemedelslista", "10:00 usk Lindning höger ben"),
        home="2026-11-22",
        kin=[person("Ann-Marie Persson", "syster", "070-174 06 90")],
    ),
    patient(
        15,
        "8:1",
        "Dahl, Vera",
        "193304049228",
        SUPPORT,
        4,
        "Intorkning, svikt i hemmet",
        "Ensamboende, hemtjänst otillräcklig. Vårdplanering tisdag.",
        alerts=alerts("nutrition MNA 9", "delir"),
        facts=facts(
            gång="En person",
            kost="►Äter om någon sitter med",
            elim="Förstoppad, 4 dygn",
            komm="Ser dåligt, läs högt",
        ),
        tasks=tasks(
            "► 08:00 ssk Klysma om ingen avföring",
            "12:00 usk Sitt med vid lunch",
            "13:30 ssk Ring biståndshandläggare",
        ),
        kin=[person("Karl Dahl", "brorson", "070-174 07 03")],
    ),
    patient(
        16,
        "8:2",
        "Strand, Olof",
        "195603032193",
        REHAB,
        21,
        "Guillain-Barrés syndrom, återhämtning",
        "Neurologen följer. Arbetar som snickare, bor med sambo.",
        facts=facts(gång="Går med gåbord 50 m", hjälpm="Peroneusskenor", smärta="Neuropatisk, kvällstid"),
        tasks=tasks("09:00 ft Styrketräning", "13:00 at Finmotorik"),
        home="2026-12-18",
        kin=[person("Maria Lind", "sambo", "070-174 07 11")],
    ),
    patient(
        17,
        "9:1",
        "Lundgren, Astrid",
        "193201149121",
        ASSESSMENT,
        15,
        "Bedömning efter höftfraktur",
        "Kognitiv svikt sedan i våras. Vill hem.",
        alerts=alerts("fall Larmmatta", "delir"),
        facts=facts(gång="Rollator med tillsyn", kost="Normalkost", elim="Själv, behöver visas vägen"),
        tasks=tasks("10:00 at Kognitiv bedömning MoCA", "13:00 usk Fika och samvaro"),
        kin=[person("Erik Lundgren", "son", "070-174 07 19")],
    ),
    patient(
        18,
        "9:2",
        "Sjögren, Barbro",
        "195507252301",
        INVESTIGATION,
        1,
        "Viktnedgång och buksmärta",
        "Väntar på datortomografi måndag.",
        answer=KNOWN,
        alerts=alerts("allergi Jodkontrast/utslag"),
        is_arrival=True,
        facts=facts(kost="►Matlista tre dygn", smärta="►NRS 5 efter måltid", svar="►Blodprover tagna 20 nov"),
        tasks=tasks("► 08:00 ssk Provtagning fastande", "► 12:00 usk Matlista"),
        kin=[person("Sven Sjögren", "make", "070-174 07 27")],
    ),
)

SHEET = Sheet(
    unit_id=1,
    unit="Närvårdsenheten",
    day=date(2026, 11, 21),
    from_shift=ShiftKind.NIGHT,
    to_shift=ShiftKind.DAY,
    takes_over_at=datetime(2026, 11, 21, 6, 0, tzinfo=UTC),
    at=NOW,
    since=datetime(2026, 11, 20, 20, 10, tzinfo=UTC),
    rows=ROWS,
    left=(
        LeftRow(
            30,
            1030,
            "9:2",
            "Hedlund, Sture",
            datetime(2026, 11, 20, 12, 30, tzinfo=UTC),
            EndKind.DISCHARGED,
            "hemmet med hemtjänst",
        ),
        LeftRow(
            31, 1031, "7:1", "Rosén, Elsa", datetime(2026, 11, 20, 3, 12, tzinfo=UTC), EndKind.DECEASED, ""
        ),
    ),
    empty=(EmptyRow("10:1", "Stängd: bemanning"), EmptyRow("10:2", "reserverad, väntas 14:00")),
)
