import { describe, expect, test } from "vitest";
import { listCasesOfPatient } from "@/lib/case/queries/lists";
import { listPossibleDuplicates } from "@/lib/case/queries/look-alikes";
import { listTriage } from "@/lib/case/queries/queue";
import { aCase, anEscalation, aPatient, aSite, aUnit, aViewer, type CaseGiven, NOW } from "../../support/factories";

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);

describe("the triage board", () => {
  test("holds what nobody has and what is escalated, the oldest first, each once", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const add = (about: string, days: number, given: Partial<CaseGiven> = {}) =>
      aCase({ site, about, receivedAt: daysAgo(days), ...given });
    await add("new", 0);
    await add("old", 9);
    await add("owned", 9, { ownerId: sam.personId, state: "triaged" });
    await add("closed", 9, { state: "closed" });
    const late = await add("escalated today", 9);
    const early = await add("escalated yesterday", 1, { ownerId: sam.personId, state: "triaged" });
    await anEscalation({ caseId: late.id, siteId: site.id, raisedAt: NOW });
    await anEscalation({ caseId: early.id, siteId: site.id, raisedAt: daysAgo(1), toPersonId: sam.personId });
    const board = await listTriage(sam, NOW);
    expect(board.unassigned.map(({ about }) => about)).toEqual(["old", "new"]);
    expect(board.escalated.map(({ about }) => about)).toEqual(["escalated yesterday", "escalated today"]);
    expect(board.escalated[0]?.escalation).toMatchObject({
      reason: "Needs a decision today.",
      to: { id: sam.personId },
    });
    expect(board.unassigned[0]?.escalation).toBeNull();
  });

  test("holds fifty of each at most", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    for (let index = 0; index < 52; index++) await aCase({ site, loggedById: sam.personId });
    expect((await listTriage(sam, NOW)).unassigned).toHaveLength(50);
  });
});

describe("cases that may be about the same thing", () => {
  const WORDS = "The food on the ward was cold and it came two hours late.";

  test("are those of the patient, open or received in thirty days", async () => {
    const site = await aSite();
    const patient = await aPatient({ site, name: "Ileana Marcu" });
    const add = (about: string, given: Partial<CaseGiven>) => aCase({ site, patientId: patient.id, about, ...given });
    await add("open and old", { receivedAt: daysAgo(400) });
    await add("closed of late", { receivedAt: daysAgo(29), state: "closed" });
    await add("closed long ago", { receivedAt: daysAgo(31), state: "closed" });
    await aCase({ site, about: "another's" });
    const found = await listPossibleDuplicates(await aViewer({ site }), { patientId: patient.id, unitId: null }, NOW);
    expect(found.map(({ about, why, patientName }) => [about, why, patientName])).toEqual([
      ["closed of late", "same patient", "Ileana Marcu"],
      ["open and old", "same patient", "Ileana Marcu"],
    ]);
  });

  test("are those of the unit in three days in like words", async () => {
    const site = await aSite();
    const [unit, other] = [await aUnit(site, "Ward 4"), await aUnit(site)];
    const add = (about: string, given: Partial<CaseGiven>) => aCase({ site, unitId: unit.id, about, ...given });
    await add("like it", { words: "the FOOD on our ward was cold, and came two hours late", receivedAt: daysAgo(2.9) });
    await add("unlike it", { words: "Nobody could tell me where to park." });
    await add("too old", { words: WORDS, receivedAt: daysAgo(3.1) });
    await add("elsewhere", { words: WORDS, unitId: other.id });
    const viewer = await aViewer({ site });
    const found = await listPossibleDuplicates(viewer, { patientId: null, unitId: unit.id, words: WORDS }, NOW);
    expect(found.map(({ about, why, unit: name }) => [about, why, name])).toEqual([
      ["like it", "same unit, like words", "Ward 4"],
    ]);
    expect(await listPossibleDuplicates(viewer, { patientId: null, unitId: unit.id, words: "The food" }, NOW)).toEqual(
      [],
    );
  });

  test("are found behind those of the same words that were merged", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    const standing = await aCase({ site, unitId: unit.id, words: WORDS, receivedAt: daysAgo(2) });
    for (let count = 0; count < 6; count++) {
      await aCase({ site, unitId: unit.id, words: WORDS, mergedIntoId: standing.id });
    }
    const question = { patientId: null, unitId: unit.id, words: WORDS };
    const found = await listPossibleDuplicates(await aViewer({ site }), question, NOW);
    expect(found.map(({ reference }) => reference)).toEqual([standing.reference]);
  });

  test("are shown once, though both reasons hold", async () => {
    const site = await aSite();
    const [unit, patient] = [await aUnit(site), await aPatient({ site })];
    await aCase({ site, unitId: unit.id, patientId: patient.id, words: WORDS });
    const question = { patientId: patient.id, unitId: unit.id, words: WORDS };
    const found = await listPossibleDuplicates(await aViewer({ site }), question, NOW);
    expect(found.map(({ why }) => why)).toEqual(["same patient"]);
  });

  test.each([
    ["a control character", `${WORDS}\u0000`],
    ["half a surrogate pair", `${WORDS}\ud83d`],
    ["an emoji across the place where they are cut", `${"a".repeat(999)}😀`],
    ["wildcards", "%%%%%%%%%%%%%%%%"],
    ["SQL", '\'; DROP TABLE "Case"; --'],
  ])("are looked for without harm in words that hold %s", async (_what, words) => {
    const site = await aSite();
    const unit = await aUnit(site);
    await aCase({ site, unitId: unit.id });
    const found = await listPossibleDuplicates(
      await aViewer({ site }),
      { patientId: null, unitId: unit.id, words },
      NOW,
    );
    expect(found).toEqual([]);
  });

  test("are none when nothing is asked", async () => {
    const site = await aSite();
    await aCase({ site });
    expect(await listPossibleDuplicates(await aViewer({ site }), { patientId: null, unitId: null }, NOW)).toEqual([]);
  });
});

test("a patient's cases come the newest first", async () => {
  const site = await aSite();
  const patient = await aPatient({ site });
  for (const days of [3, 1, 2])
    await aCase({ site, patientId: patient.id, about: `${days}`, receivedAt: daysAgo(days) });
  await aCase({ site });
  const rows = await listCasesOfPatient(await aViewer({ site }), patient.id, NOW);
  expect(rows.map(({ about }) => about)).toEqual(["1", "2", "3"]);
});
