import { beforeAll, describe, expect, test } from "vitest";
import { searchPatients } from "@/lib/patient/queries";
import type { Viewer } from "@/lib/platform/viewer";
import { aCase, aPatient, aSite, aViewer, NOW, type PatientGiven } from "../../support/factories";

const REGISTER: Omit<PatientGiven, "site">[] = [
  { name: "Ileana Marcu", bornOn: "1959-03-12", recordNumber: "00421733" },
  { name: "María José Zúñiga", preferredName: "Marijo", bornOn: "1988-04-03", recordNumber: "abc-12 34" },
  { name: "Sukarno", bornOn: "1988-03-04" },
  { name: "王小明", recordNumber: "99000001" },
  { name: "Иван Петров" },
  { name: "Αθηνά Παπαδοπούλου" },
  { name: "محمد عبد الله" },
  { name: "O'Brien-Smith, Siobhán" },
  { name: "Anne %Case Test_Case", recordNumber: "5_5" },
  { name: "François Müller" },
  { name: "Łukasz Żółkiewski" },
  { name: "Nguyễn Thị Hạnh" },
];

let viewer: Viewer;

beforeAll(async () => {
  const site = await aSite();
  for (const patient of REGISTER) await aPatient({ site, ...patient });
  viewer = await aViewer({ site });
});

async function found(text: string, who = viewer): Promise<string[]> {
  return (await searchPatients(who, text, NOW)).map(({ name }) => name);
}

describe("a search for a patient finds", () => {
  test.each([
    ["a name as it is written", "Ileana Marcu", "Ileana Marcu"],
    ["small letters", "ileana marcu", "Ileana Marcu"],
    ["the words the other way round", "Marcu Ileana", "Ileana Marcu"],
    ["the beginning of a name", "ilea", "Ileana Marcu"],
    ["two slips of the finger", "Ilena Marku", "Ileana Marcu"],
    ["a name without its accents", "Zuniga", "María José Zúñiga"],
    ["a name with accents it does not have", "Ìléana", "Ileana Marcu"],
    ["accents typed apart", "Zu\u0301n\u0303iga", "María José Zúñiga"],
    ["letters of full width", "ＩＬＥＡＮＡ", "Ileana Marcu"],
    ["the name a person likes to be called by", "marijo", "María José Zúñiga"],
    ["a name of one word", "sukarno", "Sukarno"],
    ["a Chinese name", "王小明", "王小明"],
    ["one Chinese character of a name", "明", "王小明"],
    ["a Cyrillic name in small letters", "петров иван", "Иван Петров"],
    ["a Greek name without its accents", "αθηνα", "Αθηνά Παπαδοπούλου"],
    ["an Arabic name", "محمد", "محمد عبد الله"],
    ["a name without its apostrophe", "obrien", "O'Brien-Smith, Siobhán"],
    ["a name with another apostrophe", "O’Brien", "O'Brien-Smith, Siobhán"],
    ["half of a name with a dash", "smith", "O'Brien-Smith, Siobhán"],
    ["an umlaut as it sounds", "muller", "François Müller"],
    ["a cedilla", "francois", "François Müller"],
    ["a Polish name in plain letters", "lukasz zolkiewski", "Łukasz Żółkiewski"],
    ["a Vietnamese name in plain letters", "nguyen thi hanh", "Nguyễn Thị Hạnh"],
    ["a record number", "00421733", "Ileana Marcu"],
    ["the beginning of a record number", "004217", "Ileana Marcu"],
    ["a record number in groups", "004 217-33", "Ileana Marcu"],
    ["a record number in small letters", "abc1234", "María José Zúñiga"],
    ["a record number whose letters stand apart", "ABC 1234", "María José Zúñiga"],
    ["a day of birth", "1959-03-12", "Ileana Marcu"],
    ["a day of birth in words", "12 March 1959", "Ileana Marcu"],
    ["a day of birth in American words", "march 12, 1959", "Ileana Marcu"],
    ["a day of birth in digits", "12/03/1959", "Ileana Marcu"],
    ["a name and a day of birth", "ileana 12.3.1959", "Ileana Marcu"],
    ["a name and a record number", "marcu 0042", "Ileana Marcu"],
    ["a name that holds a percent sign", "%case", "Anne %Case Test_Case"],
    ["a name that holds an underline", "test_case", "Anne %Case Test_Case"],
    ["a record number that holds an underline", "5_5", "Anne %Case Test_Case"],
  ])("by %s", async (_what, text, name) => {
    expect((await found(text))[0]).toBe(name);
  });

  test("both who may be meant by a day that reads two ways", async () => {
    expect((await found("03/04/1988")).toSorted()).toEqual(["María José Zúñiga", "Sukarno"]);
  });

  test("the best first", async () => {
    const site = await aSite();
    for (const name of ["Mariana Lopes", "Maria Lopez Garcia", "Maria Lopez", "Marie Lopes"])
      await aPatient({ site, name });
    expect((await found("maria lopez", await aViewer({ site }))).slice(0, 2).toSorted()).toEqual([
      "Maria Lopez",
      "Maria Lopez Garcia",
    ]);
  });

  test("of many who share a name those from whom we heard last, then the last who were registered", async () => {
    const site = await aSite();
    const many: { id: string }[] = [];
    for (let index = 0; index < 45; index++) many.push(await aPatient({ site, name: "Ana Maria Silva" }));
    const [first, tenth, last] = [many[0], many[10], many[44]];
    for (const [patient, day] of [
      [tenth, "01"],
      [last, "02"],
    ] as const) {
      await aCase({ site, patientId: patient?.id, receivedAt: new Date(`2026-05-${day}T09:00:00Z`) });
    }
    const rows = await searchPatients(await aViewer({ site }), "ana silva", NOW);
    expect(rows.slice(0, 2).map(({ id }) => id)).toEqual([last?.id, tenth?.id]);
    expect(rows.map(({ id }) => id)).not.toContain(first?.id);
  });

  test("at most twenty", async () => {
    const site = await aSite();
    for (let index = 0; index < 25; index++) await aPatient({ site, name: `Maria ${index}` });
    expect(await found("maria", await aViewer({ site }))).toHaveLength(20);
  });
});

describe("a search for a patient finds nobody", () => {
  test.each([
    ["for nothing", ""],
    ["for spaces", " \u00a0 "],
    ["for a percent sign that nobody has", "%%"],
    ["for a percent sign of full width", "％％"],
    ["for underlines", "____"],
    ["for underlines of full width", "＿＿＿＿"],
    ["for a backslash", "\\"],
    ["for a backslash of full width", "＼"],
    ["for a star", "*"],
    ["for SQL", "' OR '1'='1"],
    ["for more SQL", '\'; DROP TABLE "Patient"; --'],
    ["for a record number with a wildcard", "0%3"],
    ["for a control character", "\u0000"],
    ["for half a surrogate pair", "\ud83d"],
    ["for a day that never was", "30/02/1959"],
    ["for a day before there were years", "01/01/0000"],
    ["for the right name and the wrong day", "Ileana 13/03/1959"],
    ["for the right name and another's record number", "Ileana 9900"],
    ["for a name that is nothing like any", "Xqzzvw"],
  ])("%s", async (_what, text) => {
    expect(await found(text)).toEqual([]);
  });
});
