import { describe, expect, test } from "vitest";
import { saveMatrix } from "@/lib/escalation/mutations/save-matrix";
import { matrixOf } from "@/lib/escalation/queries/matrix";
import { DEFAULT_MATRIX } from "@/lib/escalation/rules/default-matrix";
import type { Matrix } from "@/lib/escalation/rules/matrix";
import { saveMatrixSchema } from "@/lib/escalation/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";
import { ADMINISTRATORS_DEED, aStaffedSite } from "./support";

const aForm = (site: Place, matrix: Matrix = DEFAULT_MATRIX, seenVersion = 0) =>
  saveMatrixSchema.parse({ siteId: site.id, matrixId: newId(), seenVersion, matrix: JSON.stringify(matrix) });

describe("saving a matrix", () => {
  test("makes it the next version, from now on", async () => {
    const { site, admin } = await aStaffedSite();
    const form = aForm(site, { ...DEFAULT_MATRIX, rows: DEFAULT_MATRIX.rows.toReversed() as Matrix["rows"] });
    expect(await saveMatrix(userCtxFor(admin), form)).toEqual({ version: 1 });
    expect(await matrixOf(systemDb(), site.id)).toEqual({ matrix: form.matrix, version: 1 });
    expect(await matrixOf(systemDb(), site.id, 0)).toEqual({ matrix: DEFAULT_MATRIX, version: 0 });
    expect(await eventsOf("site", site.id)).toMatchObject([
      { type: "matrix.saved", data: { matrixId: form.matrixId, version: 1 }, actorId: admin.personId },
    ]);
  });

  test("is not needed: until then the default holds, without what the rules of the site never ask", async () => {
    const rowsAt = async (packId: string) => {
      const { matrix, version } = await matrixOf(systemDb(), (await aSite({ packId })).id);
      return [version, matrix.rows.some(({ id }) => id === "rights")];
    };
    expect(await rowsAt("us-hospital")).toEqual([0, true]);
    expect(await rowsAt("new-zealand")).toEqual([0, false]);
  });

  test("that is sent twice is saved once", async () => {
    const { site, admin } = await aStaffedSite();
    const form = aForm(site);
    expect([await saveMatrix(userCtxFor(admin), form), await saveMatrix(userCtxFor(admin), form)]).toEqual([
      { version: 1 },
      { version: 1 },
    ]);
    expect(await systemDb().escalationMatrix.count({ where: { siteId: site.id } })).toBe(1);
  });

  test.each(ADMINISTRATORS_DEED)("as %s: %s", async (role, outcome) => {
    const { site } = await aStaffedSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => saveMatrix(ctx, aForm(site)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found", async () => {
    const { admin } = await aStaffedSite();
    const { site } = await aStaffedSite();
    expect(await attempt(() => saveMatrix(userCtxFor(admin), aForm(site)))).toEqual({
      outcome: "NOT_FOUND",
      changed: [],
    });
  });

  test("that points at nobody, or in a circle, is refused beside the field", async () => {
    const { site, admin, managerId } = await aStaffedSite();
    await systemDb().person.update({ where: { id: managerId }, data: { deactivatedAt: NOW } });
    const [first, ...rest] = DEFAULT_MATRIX.rows;
    if (!first) throw new Error("the default matrix has no rows");
    const circle = { ...first, ifUnanswered: { do: "go_on" as const, rowId: first.id } };
    const named = { ...circle, target: { by: "person" as const, personId: managerId } };
    const refusal = await refusalOf(
      saveMatrix(userCtxFor(admin), aForm(site, { ...DEFAULT_MATRIX, rows: [named, ...rest] })),
    );
    expect(refusal.details.fieldErrors).toMatchObject({
      "matrix.rows[0].target": [expect.stringContaining("cannot answer here")],
      "matrix.rows[0].ifUnanswered": [expect.stringContaining("goes in a circle")],
      "matrix.rows[1].target": [expect.stringContaining("Nobody is a manager")],
    });
    const again = () => saveMatrix(userCtxFor(admin), aForm(site, { ...DEFAULT_MATRIX, rows: [circle, ...rest] }));
    expect(await attempt(again)).toEqual({ outcome: "INVALID", changed: [] });
  });

  test("by two at once, or from an older one, is refused to the later", async () => {
    const { site, admin } = await aStaffedSite();
    const other = await aViewer({ site, role: "administrator" });
    const { works } = await race({ table: "Site", id: site.id }, [
      () => saveMatrix(userCtxFor(admin), aForm(site)),
      () => saveMatrix(userCtxFor(other), aForm(site)),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect((await attempt(() => saveMatrix(userCtxFor(admin), aForm(site)))).outcome).toBe("CONFLICT");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { site, admin } = await aStaffedSite();
    await refuseEventsBy(admin.personId);
    const ended = await attempt(() => saveMatrix(userCtxFor(admin), aForm(site)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test.each([
    ["no matrix at all", "nothing"],
    ["another shape", JSON.stringify({ rows: "all" })],
    ["no rows", JSON.stringify({ ...DEFAULT_MATRIX, rows: [] })],
    ["too much", JSON.stringify({ ...DEFAULT_MATRIX, more: "x".repeat(70_000) })],
  ])("as %s is refused by the form", (_what, matrix) => {
    const fields = { siteId: newId(), matrixId: newId(), seenVersion: "0", matrix };
    expect(saveMatrixSchema.safeParse(fields).success).toBe(false);
  });
});
