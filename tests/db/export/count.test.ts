import { describe, expect, test, vi } from "vitest";
import * as wholeQueue from "@/lib/case/queries/whole-queue";
import { countExport } from "@/lib/export/queries/count";
import { countExportSchema } from "@/lib/export/schema";
import { outcomeOf } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW } from "../../support/factories";

const asked = (query = "tab=open") => countExportSchema.parse({ query });

describe("how many cases an export would hold", () => {
  test("is counted by its filters, of the cases that the viewer sees", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "supervisor" });
    await aCase({ site: await aSite(), severity: 3 });
    for (const severity of [3, 3, 1] as const) await aCase({ site, severity });
    expect(await countExport(viewer, asked(), { now: NOW })).toEqual({ count: 3 });
    expect(await countExport(viewer, asked("tab=open&severity=3"), { now: NOW })).toEqual({ count: 2 });
    expect(await countExport(viewer, asked("tab=open&kind=nonsense"), { now: NOW })).toEqual({ count: 3 });
  });

  test.each([
    ["associate", "done"],
    ["auditor", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("by %s: %s", async (role, outcome) => {
    const viewer = await aViewer({ site: await aSite(), role });
    expect(await outcomeOf(countExport(viewer, asked(), { now: NOW }))).toBe(outcome);
  });

  test("is not told where it takes too long", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "supervisor" });
    await aCase({ site });
    const { countQueue } = wholeQueue;
    vi.spyOn(wholeQueue, "countQueue").mockImplementationOnce(async (...given) => {
      await given[1].$queryRaw`SELECT pg_sleep(5)::text`;
      return countQueue(...given);
    });
    expect(await countExport(viewer, asked(), { now: NOW, mostMs: 50 })).toEqual({ count: null });
  });
});
