import { describe, expect, test, vi } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import * as wholeQueue from "@/lib/case/queries/whole-queue";
import { sweepExports } from "@/lib/export/jobs";
import { handOutExport } from "@/lib/export/mutations/hand-out";
import { makeExport } from "@/lib/export/mutations/make-export";
import { writeExport, writeLostExports } from "@/lib/export/mutations/write-export";
import { findExport, listExports } from "@/lib/export/queries/exports";
import { MOST_AT_ONCE, makeExportSchema } from "@/lib/export/schema";
import { listNotifications } from "@/lib/notification/queries";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import * as storage from "@/lib/platform/storage";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { readViewQuery } from "@/lib/view/rules";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPatient, aSite, aViewer, NOW, type Place, userCtxFor, viewerAgain } from "../../support/factories";
import { runJob } from "../../support/jobs";
import { readCsv } from "../../support/read-csv";
import { readWorkbook } from "../../support/read-workbook";

type Role = "associate" | "supervisor" | "manager" | "administrator" | "responder" | "auditor";

const given = (more: Record<string, string> = {}) =>
  makeExportSchema.parse({ exportId: newId(), format: "csv", query: "tab=open", columns: "", ...more });
const someone = (site: Place, role: Role = "associate", name = "Dana Moreau") => aViewer({ site, role, name });
const bytesOf = async (viewer: Viewer, exportId: string) => {
  const { body } = await handOutExport(userCtxFor(viewer), exportId);
  return Buffer.from(await new Response(body).arrayBuffer());
};
const recordsOf = async (viewer: Viewer, exportId: string) =>
  readCsv((await bytesOf(viewer, exportId)).toString("utf8").replace(/^\uFEFF/, ""));

async function exported(viewer: Viewer, more: Record<string, string> = {}) {
  const input = given(more);
  await makeExport(userCtxFor(viewer), input);
  return recordsOf(viewer, input.exportId);
}

/** Many cases like one, which no search needs to find. */
async function manyCases(site: Place, count: number): Promise<void> {
  const { id } = await aCase({ site });
  const like = `"siteId", "kind", "state", "channel", "reporterKind", "about", "words", "severity", "packId", "loggedById", "loggedAt", "receivedAt", "updatedAt"`;
  await systemDb().$transaction(async (tx) => {
    await tx.$executeRawUnsafe("SET LOCAL session_replication_role = replica");
    await tx.$executeRawUnsafe(
      `INSERT INTO "Case" ("id", "reference", "idempotencyKey", ${like})
       SELECT gen_random_uuid(), 'X-' || gen_random_uuid(), gen_random_uuid(), ${like}
       FROM "Case", generate_series(2, ${count}) WHERE "id" = '${id}'`,
    );
  });
}

/** A background export, as one of many cases is. */
async function aLargeExport(viewer: Viewer, sites: Place[], more: { format?: "csv" | "xlsx" } = {}) {
  const made = { id: newId(), madeById: viewer.personId, madeAt: NOW, format: more.format ?? ("csv" as const) };
  const what = { query: "tab=open", claims: ["Everything open"], columns: ["reference", "about"] };
  const siteIds = sites.map(({ id }) => id);
  await systemDb().export.create({ data: { ...made, ...what, siteIds, isBackground: true } });
  return made.id;
}

const rowOf = (id: string) => systemDb().export.findUniqueOrThrow({ where: { id } });
const write = (id: string) => writeExport(systemCtx("Exports"), id);

describe("an export", () => {
  test("is the queue: the same cases, filters, order and columns, in words, with the times of the site", async () => {
    const site = await aSite({ timeZone: "America/New_York" });
    const viewer = await someone(site);
    const { id: patientId } = await aPatient({
      site,
      name: "José Núñez",
      bornOn: "1960-01-01",
      recordNumber: "MRN-004217",
    });
    for (let index = 0; index < 6; index++)
      await aCase({ site, severity: index % 3 === 0 ? 3 : 1, about: `Case ${index}` });
    await aCase({ site, severity: 3, patientId, about: "=1+1", receivedAt: new Date("2026-01-05T02:30:00Z") });
    await aCase({ site, severity: 3, closedAt: NOW, state: "closed" });
    const query = "tab=open&severity=3&sort=received&order=asc";
    const [header, ...rows] = await exported(viewer, { query, columns: "received,about,patient,severity" });
    expect(header).toEqual([
      "Received",
      "About",
      "Patient",
      "Age",
      "Record number, shortened",
      "Severity",
      "Time zone",
      "Exported",
    ]);
    const screen = await listCases(viewer, "open", readViewQuery(query), NOW);
    expect(rows.map(([, about]) => about)).toEqual(
      screen.rows.map(({ about }) => (about === "=1+1" ? "'=1+1" : about)),
    );
    expect(rows).toHaveLength(3);
    const [first] = rows;
    expect(first?.slice(0, 5)).toEqual(["2026-01-04T21:30:00-05:00", "'=1+1", "José Núñez", "66", "MRN-…17"]);
    expect(first?.slice(5)).toEqual([
      "High",
      "America/New_York",
      expect.stringMatching(/ by Dana Moreau, row 1 of 3$/),
    ]);
  });

  test("without columns has those that the tab shows by itself, and is as long as the tab, over many pages of it", async () => {
    const site = await aSite();
    const viewer = await someone(site, "auditor");
    await manyCases(site, 600);
    const [header = [], ...rows] = await exported(viewer, { query: "tab=unassigned&sort=severity&order=desc" });
    expect(header).toContain("About");
    expect(header).not.toContain("Owner");
    expect(new Set(rows.map(([reference]) => reference)).size).toBe(600);
  });

  test("of selected cases holds these and no other, in the order of the list, and none that the viewer does not see", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    const [one, two] = [await aCase({ site, about: "One" }), await aCase({ site, about: "Two" })];
    await aCase({ site, about: "Three" });
    const foreign = await aCase({ site: await aSite(), about: "Foreign" });
    const caseIds = [one.id, foreign.id, two.id].join(",");
    const rows = await exported(viewer, {
      caseIds,
      query: "tab=mine&severity=1&sort=reference&order=asc",
      columns: "about",
    });
    const inOrder = [one, two].toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
    expect(rows.slice(1).map(([about]) => about)).toEqual(inOrder.map(({ about }) => about));
    const [{ claims } = { claims: [] }] = await listExports(viewer, NOW);
    expect(claims).toEqual(["Selected cases: 3", "Ordered by Reference, ascending"]);
  });

  test("as a workbook holds dates and numbers, and a sheet that says what it is", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    await aCase({ site, about: "=1+1", severity: 3 });
    const input = given({ format: "xlsx", query: "tab=open&severity=3", columns: "about,received" });
    await makeExport(userCtxFor(viewer), input);
    const { sheets } = readWorkbook(await bytesOf(viewer, input.exportId));
    expect(sheets[0]?.rows[1]).toMatchObject({ A: { text: "=1+1" }, B: { style: "2" } });
    // Also the sheet that is printed or copied says who took it out.
    expect(sheets[0]?.rows[0]).toMatchObject({ D: { text: "Exported" } });
    expect(sheets[0]?.rows[1]).toMatchObject({ D: { text: expect.stringMatching(/ by Dana Moreau, row 1 of 1$/) } });
    const about = Object.fromEntries(
      (sheets[1]?.rows ?? []).map(({ A, B }) => [A && "text" in A ? A.text : "", B && "text" in B ? B.text : B]),
    );
    expect(about).toMatchObject({
      ...{
        "Exported by": "Dana Moreau",
        Cases: { number: 1 },
        "Which cases": "Everything open",
        Columns: "About, Received",
      },
      "Exported at": { style: "2" },
    });
    expect(sheets[1]?.rows.some(({ B }) => B && "text" in B && B.text === "Severity is High")).toBe(true);
  });

  test("is written down at each site before it leaves, and again with its rows when it has left", async () => {
    const [site, second] = [await aSite(), await aSite()];
    const viewer = await someone(site);
    await systemDb().roleGrant.create({
      data: { id: newId(), personId: viewer.personId, siteId: second.id, role: "associate", createdAt: NOW } as never,
    });
    const both = await viewerAgain(viewer.personId);
    await aCase({ site });
    await aCase({ site: second });
    await aCase({ site: second });
    const input = given({ query: "tab=open&severity=2", columns: "about,due" });
    await makeExport(userCtxFor(both), input);
    expect(await eventTypesOf("site", second.id)).toEqual(["export.made"]);
    await recordsOf(both, input.exportId);
    const { exportId } = input;
    expect((await eventsOf("site", second.id)).map(({ type, data, actorName }) => ({ type, data, actorName }))).toEqual(
      [
        {
          ...{ type: "export.made", actorName: "Dana Moreau" },
          data: {
            exportId,
            format: "csv",
            query: "tab=open&severity=2&sort=received&order=desc",
            columns: ["about", "due", "site"],
            selected: 0,
          },
        },
        { type: "export.written", actorName: "Dana Moreau", data: { exportId, rows: 2 } },
      ],
    );
    expect((await eventsOf("site", site.id)).at(-1)?.data).toEqual({ exportId, rows: 1 });
    expect(await listExports(both, NOW)).toMatchObject([
      {
        state: "written",
        rows: 3,
        claims: ["Everything open", "Severity is Medium", "Ordered by Received, descending"],
      },
    ]);
  });

  test("sent twice is one; closed halfway, how many rows had left is written down", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    await manyCases(site, 1_000);
    const input = given();
    const ctx = userCtxFor(viewer);
    const made = await makeExport(ctx, input);
    expect(await attempt(() => makeExport(ctx, input))).toEqual({ outcome: "done", changed: [] });
    expect(made).toEqual({ exportId: input.exportId, isBackground: false });
    const { body } = await handOutExport(ctx, input.exportId);
    await body.cancel();
    await vi.waitFor(async () => expect((await eventTypesOf("site", site.id)).at(-1)).toBe("export.cut_short"), 5_000);
    const { rows, writtenAt } = await rowOf(input.exportId);
    expect(rows).toBeLessThan(1_000);
    expect(writtenAt).toBeNull();
  });

  test("that breaks off writes down how many rows had left by then", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    await aCase({ site });
    await aCase({ site });
    const { exportId } = await makeExport(userCtxFor(viewer), given());
    const { readQueue } = wholeQueue;
    const spy = vi.spyOn(wholeQueue, "readQueue").mockImplementation(async function* (...asked) {
      yield* readQueue(...asked);
      throw new Error("The database is gone.");
    });
    try {
      await expect(bytesOf(viewer, exportId)).rejects.toThrow("The database is gone.");
    } finally {
      spy.mockRestore();
    }
    await vi.waitFor(async () => expect((await eventTypesOf("site", site.id)).at(-1)).toBe("export.cut_short"), 5_000);
    expect((await eventsOf("site", site.id)).at(-1)?.data).toEqual({ exportId, rows: 2 });
    expect(await rowOf(exportId)).toMatchObject({ rows: 2, writtenAt: null });
  });

  test.each<[Role, string]>([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["auditor", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ])("by %s: %s", async (role, outcome) => {
    const site = await aSite();
    const viewer = await someone(site, role);
    expect(await outcomeOf(makeExport(userCtxFor(viewer), given()))).toBe(outcome);
  });

  test("is handed to nobody but its maker, not after its time, and not once they may not read a site of it", async () => {
    const site = await aSite();
    const viewer = await someone(site, "manager");
    const input = given();
    await makeExport(userCtxFor(viewer), input);
    const open = (by: Viewer, now = NOW) => outcomeOf(handOutExport(userCtxFor(by, now), input.exportId));
    expect(await open(viewer)).toBe("done");
    expect(await open(await someone(site, "manager"))).toBe("NOT_FOUND");
    expect(await open(viewer, new Date(NOW.getTime() + 16 * 60_000))).toBe("NOT_FOUND");
    await systemDb().roleGrant.updateMany({ where: { personId: viewer.personId }, data: { role: "administrator" } });
    expect(await open(await viewerAgain(viewer.personId))).toBe("NOT_FOUND");
    expect(await outcomeOf(handOutExport(userCtxFor(viewer), "x"))).toBe("NOT_FOUND");
  });

  test("is not made where it cannot be written down", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    await refuseEventsBy(viewer.personId);
    expect(await attempt(() => makeExport(userCtxFor(viewer), given()))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
  });

  test("is never changed or deleted as a row", async () => {
    const viewer = await someone(await aSite());
    const { exportId } = await makeExport(userCtxFor(viewer), given());
    for (const sql of [`UPDATE "Export" SET "query" = 'tab=all'`, `DELETE FROM "Export"`, `TRUNCATE "Export"`]) {
      expect(await outcomeOf(systemDb().$executeRawUnsafe(sql))).toBe("stopped by the database");
    }
    expect(await rowOf(exportId)).toMatchObject({ madeById: viewer.personId });
  });
});

describe("an export of very many cases", () => {
  test("is written by a worker as soon as there are more than are handed out at once", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    await manyCases(site, MOST_AT_ONCE + 1);
    const { exportId, isBackground } = await makeExport(userCtxFor(viewer), given({ columns: "reference" }));
    expect(isBackground).toBe(true);
    expect(await outcomeOf(handOutExport(userCtxFor(viewer), exportId))).toBe("NOT_FOUND");
    expect(await listExports(viewer, NOW)).toMatchObject([{ state: "writing", keptUntil: null }]);
    await write(exportId);
    expect(await recordsOf(viewer, exportId)).toHaveLength(MOST_AT_ONCE + 2);
    expect(await eventTypesOf("site", site.id)).toEqual(["export.made", "export.written", "export.taken"]);
    const news = await listNotifications(viewer, { tab: "unread" });
    expect(news.rows).toMatchObject([{ type: "export_ready", href: "/exports" }]);
    expect(await listExports(viewer, NOW)).toMatchObject([{ state: "written", rows: MOST_AT_ONCE + 1 }]);
  }, 60_000);

  test("is written once, however often it is begun, and its file is removed after its day", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    await aCase({ site, about: "Écoute" });
    const id = await aLargeExport(viewer, [site]);
    expect(await findExport(viewer, id)).toEqual({ state: "writing", done: 0, total: null });
    expect(await outcomeOf(findExport(await someone(site), id))).toBe("NOT_FOUND");
    await Promise.all([write(id), write(id)]);
    await write(id);
    expect(await findExport(viewer, id)).toMatchObject({ state: "written" });
    expect((await eventTypesOf("site", site.id)).filter((type) => type === "export.written")).toHaveLength(1);
    expect((await recordsOf(viewer, id))[1]?.[1]).toBe("Écoute");
    await systemDb().export.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1_000) } });
    await runJob("sweepExports", sweepExports);
    expect(await rowOf(id)).toMatchObject({ key: null, rows: 1 });
    expect(await outcomeOf(handOutExport(userCtxFor(viewer), id))).toBe("NOT_FOUND");
  });

  test("holds nothing that its maker may not read by then: it fails, and they are told", async () => {
    const [site, second] = [await aSite(), await aSite()];
    const viewer = await someone(site);
    const id = await aLargeExport(viewer, [site, second]);
    await write(id);
    expect(await rowOf(id)).toMatchObject({ key: null, writtenAt: null, failedAt: expect.any(Date) });
    expect((await listNotifications(viewer, { tab: "unread" })).rows).toMatchObject([{ type: "export_failed" }]);
  });

  test("is tried again where its file could not be kept, and given up after three times", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    const id = await aLargeExport(viewer, [site]);
    const broken = { ...storage.store(), put: async () => Promise.reject(new Error("The disk is full.")) };
    const spy = vi.spyOn(storage, "store").mockReturnValue(broken);
    try {
      await expect(write(id)).rejects.toThrow("The disk is full.");
      await expect(write(id)).rejects.toThrow("The disk is full.");
      await write(id);
    } finally {
      spy.mockRestore();
    }
    expect(await rowOf(id)).toMatchObject({ attempts: 3, failedAt: expect.any(Date), key: null });
  });

  test("is taken up again after its worker was killed", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    const [lost, dead] = [await aLargeExport(viewer, [site]), await aLargeExport(viewer, [site])];
    const silent = { claimId: newId(), beatAt: new Date(Date.now() - 5 * 60_000) };
    await systemDb().export.update({ where: { id: lost }, data: { ...silent, attempts: 1 } });
    await systemDb().export.update({ where: { id: dead }, data: { ...silent, attempts: 3 } });
    await writeLostExports(systemCtx("Exports"));
    expect(await rowOf(lost)).toMatchObject({ writtenAt: expect.any(Date) });
    expect(await rowOf(dead)).toMatchObject({ writtenAt: null, failedAt: expect.any(Date) });
  });
});

describe("what is asked for", () => {
  test.each([
    ["an unknown kind of file", { format: "pdf" }],
    ["an unknown column", { columns: "reference,password" }],
    ["what is no id", { caseIds: "x" }],
    ["too many cases", { caseIds: Array.from({ length: 10_001 }, newId).join(",") }],
    ["too long a filter", { query: "x".repeat(4_001) }],
  ])("%s is refused", (_, more) => {
    expect(
      makeExportSchema.safeParse({ exportId: newId(), format: "csv", query: "", columns: "", ...more }).success,
    ).toBe(false);
  });

  test("a filter that is not understood falls away, as in the address of the queue", async () => {
    const site = await aSite();
    const viewer = await someone(site);
    await aCase({ site });
    expect(await exported(viewer, { query: "tab=nonsense&kind=%00&page=abc&sort='", columns: "about" })).toHaveLength(
      2,
    );
  });
});
