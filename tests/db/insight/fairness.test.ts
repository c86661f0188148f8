import { describe, expect, test } from "vitest";
import { checkDays } from "@/lib/insight/jobs";
import { lookingAtFigures } from "@/lib/insight/policy";
import { readFairness } from "@/lib/insight/queries/fairness";
import { readSatisfaction } from "@/lib/insight/queries/satisfaction";
import { type FairnessChosen, halvesBefore } from "@/lib/insight/rules/fairness-choice";
import { systemDb } from "@/lib/platform/db";
import type { CaseKind } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aPatient, aPerson, aSite, aUnit, aViewer, NOW, type Place } from "../../support/factories";
import { runJob } from "../../support/jobs";
import { countMarked, countWrong } from "../../support/rollups";
import { anInvitation } from "../../support/surveys";

const [HALF] = halvesBefore("2026-05-12");
const IN_HALF = new Date("2025-10-06T09:00:00Z");

function chosen(given: Partial<FairnessChosen> = {}): FairnessChosen {
  if (!HALF) throw new Error("There is no half-year.");
  return { split: "language", half: HALF, site: undefined, kind: "unhappy", ...given };
}

/** Cases of somebody who speaks a language. */
async function speaking(site: Place, language: string | null, count: number, bornOn = "1959-03-12") {
  const patient = await aPatient({ site, language, bornOn });
  const by = await aPerson({ site });
  const cases: string[] = [];
  for (let made = 0; made < count; made++) {
    cases.push((await aCase({ site, patientId: patient.id, receivedAt: IN_HALF, loggedById: by.id })).id);
  }
  return { patient, cases };
}

const shown = async (site: Place, given: Partial<FairnessChosen> = {}, role: "manager" | "associate" = "manager") => {
  const viewer = lookingAtFigures(await aViewer({ site, role }));
  const { table } = await readFairness(viewer, chosen(given), NOW);
  return { rows: table.rows.map((row) => [row.group, row.cases]), hidden: table.hidden };
};

describe("fairness", () => {
  test("counts the groups of a half-year at the viewer's sites, and hides the small ones", async () => {
    const [site, other] = [await aSite(), await aSite()];
    await speaking(site, "en", 14);
    await speaking(site, "pt-BR", 12);
    await speaking(site, "ro", 3);
    await speaking(site, null, 8);
    await speaking(other, "es", 12);
    await countMarked();
    expect(await shown(site)).toEqual({
      rows: [
        ["English", 14],
        ["Portuguese", 12],
      ],
      hidden: 11,
    });
    expect(await shown(site, { site: other.id })).toEqual({ rows: [], hidden: 0 });
    expect(await shown(site, { kind: "praise" })).toEqual({ rows: [], hidden: 0 });
    expect(await shown(site, { half: halvesBefore("2026-05-12")[1] })).toEqual({ rows: [], hidden: 0 });
    expect(await shown(site, {}, "associate")).toEqual({ rows: [], hidden: 0 });
    expect(await shown(site, { split: "age" })).toEqual({ rows: [["65 to 79", 37]], hidden: 0 });
    expect(await countWrong(site.id)).toBe(0);
  });

  test("follows what people say of themselves, whose case it is, and where it is", async () => {
    const site = await aSite();
    const { patient, cases } = await speaking(site, "en", 12);
    await countMarked();
    expect(await shown(site, { split: "sex" })).toEqual({ rows: [["Not asked", 12]], hidden: 0 });
    await systemDb().patient.update({ where: { id: patient.id }, data: { sex: "female", ethnicity: "ew-roma" } });
    await countMarked();
    expect(await shown(site, { split: "sex" })).toEqual({ rows: [["Female", 12]], hidden: 0 });
    expect(await shown(site, { split: "ethnicity" })).toEqual({ rows: [["White", 12]], hidden: 0 });
    const somebody = await aPatient({ site, language: "es" });
    await systemDb().case.updateMany({ where: { id: { in: cases } }, data: { patientId: somebody.id } });
    await countMarked();
    expect(await shown(site)).toEqual({ rows: [["Spanish", 12]], hidden: 0 });
    const unit = await aUnit(site, "Outpatients");
    await systemDb().case.updateMany({ where: { id: { in: cases.slice(0, 2) } }, data: { unitId: unit.id } });
    await countMarked();
    expect((await shown(site, { split: "unit" })).rows).toEqual([
      ["No unit named", 10],
      ["Outpatients", 2],
    ]);
    expect(await countWrong(site.id)).toBe(0);
  });

  test("tells what came of the cases, and of a unit's how many it had encounters for", async () => {
    const site = await aSite();
    const [by, unit] = [await aPerson({ site }), await aUnit(site, "Outpatients")];
    const { cases } = await speaking(site, "en", 12);
    for (const [at, caseId] of cases.entries()) {
      await anIssue({ caseId, siteId: site.id, finding: at < 6 ? "upheld" : "not_upheld" });
      const closing = { id: newId(), siteId: site.id, caseId, closedAt: IN_HALF, closedById: by.id };
      await systemDb().closing.create({
        data: { ...closing, outcome: "answered", summary: "They were told.", hasChanged: false, lesson: "None." },
      });
    }
    await systemDb().case.updateMany({ where: { id: { in: cases } }, data: { unitId: unit.id } });
    const [first = ""] = cases;
    const sent = await anInvitation({ id: first, siteId: site.id, closer: by }, { sentAt: IN_HALF });
    await systemDb().surveyAnswer.create({
      data: {
        ...{ id: newId(), invitationId: sent.invitationId, caseId: first, siteId: site.id, versionId: sent.versionId },
        ...{ language: "en", items: { easy: "5", listened: "4", explained: "1" }, issues: [], answeredAt: IN_HALF },
      },
    });
    const volume = {
      siteId: site.id,
      unitId: unit.id,
      measure: "encounters",
      source: "person",
      setById: by.id,
    } as const;
    await systemDb().denominator.create({
      data: { id: newId(), ...volume, month: new Date("2025-10-01"), value: 4_000, setAt: NOW },
    });
    await countMarked();
    const viewer = lookingAtFigures(await aViewer({ site, role: "manager" }));
    const { table, units } = await readFairness(viewer, chosen({ split: "unit", site: site.id }), NOW);
    expect(table.rows[0]?.figures.upheld).toMatchObject({ n: 12, told: "50%", verdict: "within" });
    // One answer is too few to be told, and is counted.
    expect(table.rows[0]?.figures.satisfied).toBeNull();
    const answers = systemDb().$queryRaw<object[]>`
      SELECT sum("answers")::int AS "answers", sum("satisfied")::int AS "satisfied" FROM "RollupGroup"
      WHERE "siteId" = ${site.id}::uuid AND "split" = 'unit'`;
    expect(await answers).toEqual([{ answers: 1, satisfied: 1 }]);
    expect(await countWrong(site.id)).toBe(0);
    // Of another unit and kind, its answers are too.
    const saidOf = async (which: { unitId?: string; kinds?: CaseKind[] }) => {
      await countMarked();
      const [month] = await readSatisfaction(
        viewer,
        { siteId: site.id, from: "2025-10-01", to: "2025-10-31", ...which },
        NOW,
      );
      return month?.items.filter(({ all }) => all > 0).map(({ item, good }) => [item, good]);
    };
    const said = [
      ["listened", 1],
      ["explained", 0],
    ];
    const { kind } = await systemDb().case.findUniqueOrThrow({ where: { id: first }, select: { kind: true } });
    expect([await saidOf({}), await saidOf({ unitId: unit.id, kinds: [kind] })]).toEqual([said, said]);
    await systemDb().case.update({ where: { id: first }, data: { unitId: null, kind: "suggestion" } });
    expect([await saidOf({}), await saidOf({ unitId: unit.id })]).toEqual([said, []]);
    expect(await saidOf({ unitId: "none", kinds: ["suggestion"] })).toEqual(said);
    expect(await countWrong(site.id)).toBe(0);
    expect(units.get("Outpatients")).toBe(unit.id);
    expect(table.rates?.of.get("Outpatients")).toMatchObject({ told: "3.00", judged: null });
  });

  test("is checked every night as the other figures are", async () => {
    const site = await aSite();
    await speaking(site, "en", 1);
    await countMarked();
    await systemDb().$executeRaw`UPDATE "RollupGroup" SET "received" = 7 WHERE "siteId" = ${site.id}::uuid`;
    expect(await countWrong(site.id)).toBeGreaterThan(0);
    await runJob("checkDays", checkDays);
    await countMarked();
    expect(await countWrong(site.id)).toBe(0);
  });
});
