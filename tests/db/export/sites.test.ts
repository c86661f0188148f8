import { describe, expect, test } from "vitest";
import { handOutExport } from "@/lib/export/mutations/hand-out";
import { makeExport } from "@/lib/export/mutations/make-export";
import { makeExportSchema } from "@/lib/export/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { aCase, aSite, aViewer, NOW, userCtxFor, viewerAgain } from "../../support/factories";
import { readCsv } from "../../support/read-csv";

async function exported(viewer: Viewer, columns: string): Promise<string[][]> {
  const query = "tab=open&sort=received&order=asc";
  const input = makeExportSchema.parse({ exportId: newId(), format: "csv", query, columns });
  await makeExport(userCtxFor(viewer), input);
  const { body } = await handOutExport(userCtxFor(viewer), input.exportId);
  const records = readCsv((await new Response(body).text()).replace(/^\uFEFF/, ""));
  return records.map((cells) => cells.slice(0, -1));
}

describe("the sites of an export", () => {
  test("stand beside each case where its maker has several, also where the screen does not show them", async () => {
    const [site, second] = [await aSite({ name: "East Wing" }), await aSite({ name: "West Wing" })];
    const viewer = await aViewer({ site, role: "manager" });
    await aCase({ site, about: "Here", receivedAt: new Date("2026-05-01T09:00:00Z") });
    await aCase({ site: second, about: "There", receivedAt: new Date("2026-05-02T09:00:00Z") });
    expect(await exported(viewer, "about")).toEqual([["About"], ["Here"]]);
    const granted = { id: newId(), personId: viewer.personId, siteId: second.id, createdAt: NOW };
    await systemDb().roleGrant.create({ data: { ...granted, role: "associate" } as never });
    const both = await viewerAgain(viewer.personId);
    expect(await exported(both, "about")).toEqual([
      ["About", "Site"],
      ["Here", "East Wing"],
      ["There", "West Wing"],
    ]);
    expect((await exported(both, "site,about"))[0]).toEqual(["Site", "About"]);
    expect((await exported(both, ""))[0]).toContain("Site");
    expect((await exported(viewer, ""))[0]).not.toContain("Site");
  });
});
