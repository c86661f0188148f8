import { describe, expect, test } from "vitest";
import { changeCase } from "@/lib/case/mutations/change-case";
import { CaseState, type ChangeCaseInput, changeCaseSchema } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aUnit, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const later = new Date(NOW.getTime() + 60_000);
const SEEN = { about: "The wait was long", severity: "2", unitId: "", namesStaff: "no" };

const kept = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });

/** What the form sends of somebody who saw `seen` and wants `wanted`. */
function changes(caseId: string, wanted: Partial<typeof SEEN>, seen: Partial<typeof SEEN> = {}): ChangeCaseInput {
  const base = { ...SEEN, ...seen };
  return changeCaseSchema.parse({ caseId, ...base, ...wanted, base });
}

async function someone(site: Place) {
  return userCtxFor(await aViewer({ site }), later);
}

describe("changing a case", () => {
  test("writes every field that differs, and says what it was before", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = await someone(site);
    const given = await aCase({ site });
    const wanted = { about: "Two hours at the desk", severity: "3", unitId: unit.id };

    expect(await changeCase(ctx, changes(given.id, wanted))).toEqual({ reference: given.reference });

    expect(await kept(given.id)).toMatchObject({ ...wanted, severity: 3, version: 2, updatedAt: later });
    expect(await eventsOf("case", given.id)).toMatchObject([
      {
        type: "case.changed",
        at: later,
        actorId: ctx.viewer.personId,
        siteId: site.id,
        data: {
          changes: [
            { field: "about", before: "The wait was long", after: "Two hours at the desk" },
            { field: "severity", before: "Medium", after: "High" },
            { field: "unitId", before: null, after: "Ward 4" },
          ],
        },
      },
    ]);
  });

  test("takes its unit away", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const given = await aCase({ site, unitId: unit.id });
    await changeCase(await someone(site), changes(given.id, { unitId: "" }, { unitId: unit.id }));
    expect((await kept(given.id)).unitId).toBeNull();
    expect(await eventsOf("case", given.id)).toMatchObject([
      { data: { changes: [{ field: "unitId", before: "Ward 4", after: null }] } },
    ]);
  });

  test("says of a compliment whether it names staff, and of nothing else", async () => {
    const site = await aSite();
    const named = { namesStaff: "yes" };
    const praise = await aCase({ site, kind: "compliment" });
    await changeCase(await someone(site), changes(praise.id, named));
    expect((await kept(praise.id)).namesStaff).toBe(true);
    const mine = changes(praise.id, { namesStaff: "yes", about: "Thanks" }, { namesStaff: "no" });
    expect(await changeCase(await someone(site), mine)).toEqual({ reference: praise.reference });
    await changeCase(await someone(site), changes(praise.id, { namesStaff: "no" }, { about: "Thanks", ...named }));
    expect(await eventsOf("case", praise.id)).toMatchObject([
      { data: { changes: [{ field: "namesStaff", before: "no", after: "yes" }] } },
      { data: { changes: [{ field: "about" }] } },
      { data: { changes: [{ field: "namesStaff", before: "yes", after: "no" }] } },
    ]);
    const complaint = await aCase({ site, kind: "complaint" });
    const refusal = await refusalOf(changeCase(await someone(site), changes(complaint.id, named)));
    expect(refusal.details.fieldErrors).toHaveProperty("namesStaff");
    expect((await kept(complaint.id)).namesStaff).toBe(false);
  });

  test("to what it is already changes nothing", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = await someone(site);
    expect(await attempt(() => changeCase(ctx, changes(given.id, {})))).toEqual({ outcome: "done", changed: [] });
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => changeCase(ctx, changes(given.id, { severity: "3" })));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(Object.values(CaseState))(
    "that is %s is refused only when it is closed, and keeps its state",
    async (state) => {
      const site = await aSite();
      const given = await aCase({ site, state });
      const ctx = await someone(site);
      const ended = await attempt(() => changeCase(ctx, changes(given.id, { severity: "3" })));
      expect(ended.outcome).toBe(state === "closed" ? "FORBIDDEN" : "done");
      expect(await kept(given.id)).toMatchObject({ state, severity: state === "closed" ? 2 : 3 });
    },
  );

  test("of another site is not found, nor is one that never was", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = await someone(await aSite());
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => changeCase(ctx, changes(id, { severity: "3" })))).toEqual({
        outcome: "NOT_FOUND",
        changed: [],
      });
    }
  });

  test("to a unit of another site is refused beside the field", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const foreign = await aUnit(await aSite());
    const ctx = await someone(site);
    const refusal = await refusalOf(changeCase(ctx, changes(given.id, { unitId: foreign.id, about: "New" })));
    expect(refusal.details.fieldErrors).toEqual({ unitId: ["Choose a unit of this site."] });
    expect(await kept(given.id)).toMatchObject({ about: "The wait was long", version: 1 });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const given = await aCase({ site });
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => changeCase(ctx, changes(given.id, { severity: "3" })));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("two people who change one case", () => {
  test("in different fields both have their way", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await changeCase(await someone(site), changes(given.id, { about: "Two hours" }));
    await changeCase(await someone(site), changes(given.id, { severity: "3" }));
    expect(await kept(given.id)).toMatchObject({ about: "Two hours", severity: 3, version: 3 });
    expect(await eventsOf("case", given.id)).toMatchObject([
      { data: { changes: [{ field: "about" }] } },
      { data: { changes: [{ field: "severity", before: "Medium", after: "High" }] } },
    ]);
  });

  test("in the same field: the second is shown both, and nothing of theirs is written", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await changeCase(await someone(site), changes(given.id, { about: "Two hours", severity: "1" }));
    const ctx = await someone(site);
    const refusal = await refusalOf(changeCase(ctx, changes(given.id, { about: "Three hours" })));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.details.differences).toEqual([
      { field: "about", label: "About", theirs: "Two hours", yours: "Three hours", theirValue: "Two hours" },
      { field: "severity", label: "Severity", theirs: "Low", yours: "Low", theirValue: "1", isKept: true },
    ]);
    expect(await kept(given.id)).toMatchObject({ about: "Two hours", severity: 1, version: 2 });
  });

  test("to the same thing agree", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await changeCase(await someone(site), changes(given.id, { severity: "3" }));
    const ctx = await someone(site);
    expect(await attempt(() => changeCase(ctx, changes(given.id, { severity: "3" })))).toEqual({
      outcome: "done",
      changed: [],
    });
  });

  test("are shown choices in words, with the values that a form holds", async () => {
    const site = await aSite();
    const [ward4, ward5] = [await aUnit(site, "Ward 4"), await aUnit(site, "Ward 5")];
    const given = await aCase({ site });
    await changeCase(await someone(site), changes(given.id, { severity: "1", unitId: ward4.id }));
    const mine = changes(given.id, { severity: "3", unitId: ward5.id });
    expect((await refusalOf(changeCase(await someone(site), mine))).details.differences).toEqual([
      { field: "severity", label: "Severity", theirs: "Low", yours: "High", theirValue: "1" },
      { field: "unitId", label: "Unit", theirs: "Ward 4", yours: "Ward 5", theirValue: ward4.id },
    ]);
  });

  test("once the second has seen the first's, their change goes through", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await changeCase(await someone(site), changes(given.id, { about: "Two hours" }));
    await changeCase(await someone(site), changes(given.id, { about: "Three hours" }, { about: "Two hours" }));
    expect((await kept(given.id)).about).toBe("Three hours");
  });

  test("in the same field at the same moment: one wins, and the other is shown both", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const abouts = ["Two hours", "Three hours"];
    const people = [await someone(site), await someone(site)];
    const { works } = await race(
      { table: "Case", id: given.id },
      people.map((ctx, index) => () => changeCase(ctx, changes(given.id, { about: abouts[index] }))),
    );
    const settled = await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    const lost = settled.findIndex(({ status }) => status === "rejected");
    const refusal = await refusalOf(works[lost] ?? Promise.resolve());
    expect(refusal.details.differences).toMatchObject([{ theirs: abouts[1 - lost], yours: abouts[lost] }]);
    expect(await kept(given.id)).toMatchObject({ about: abouts[1 - lost], version: 2 });
  });

  test("in different fields at the same moment both have their way", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const [one, two] = [await someone(site), await someone(site)];
    const { works } = await race({ table: "Case", id: given.id }, [
      () => changeCase(one, changes(given.id, { about: "Two hours" })),
      () => changeCase(two, changes(given.id, { severity: "3" })),
    ]);
    expect(await outcomesOf(works)).toEqual(["done", "done"]);
    expect(await kept(given.id)).toMatchObject({ about: "Two hours", severity: 3, version: 3 });
  });
});
