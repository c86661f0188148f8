import { describe, expect, test } from "vitest";
import { waitOnCase } from "@/lib/case/mutations/move-case";
import { findReturn, listBackFromWaiting } from "@/lib/case/queries/waiting";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { voidContact } from "@/lib/contact/mutations/void-contact";
import { systemDb } from "@/lib/platform/db";
import {
  aCase,
  aFile,
  aRequest,
  aSite,
  aUnit,
  aViewer,
  logContactInput,
  NOW,
  userCtxFor,
} from "../../support/factories";

const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

/** A case that Dana owns, which waits since now, until the 14th. */
async function aWait(until: string | null = "2026-05-14", timeZone = "Europe/London") {
  const site = await aSite({ timeZone });
  const dana = await aViewer({ site });
  const given = await aCase({ site, ownerId: dana.personId, state: "investigating", receivedAt: later(-48) });
  const wait = { waitingFor: "patient" as const, reason: "Their letter.", until };
  await waitOnCase(userCtxFor(dana), { caseId: given.id, expectedState: "investigating", ...wait });
  const back = async (now: Date) => (await listBackFromWaiting(dana, now)).map((row) => row.back);
  return { site, dana, given, back };
}

describe("a waiting case", () => {
  test("stays away until its day, and comes back on it", async () => {
    const { dana, given, back } = await aWait();
    expect(await back(new Date("2026-05-13T22:59:00Z"))).toEqual([]);
    expect(await back(new Date("2026-05-13T23:01:00Z"))).toEqual([{ what: "day", on: "2026-05-14" }]);
    expect(await back(later(24 * 9))).toEqual([{ what: "day", on: "2026-05-14" }]);
    expect(await findReturn(dana, given.id, later(24 * 9))).toEqual({ what: "day", on: "2026-05-14" });
  });

  test("has the days of its site", async () => {
    const { back } = await aWait("2026-05-14", "Pacific/Auckland");
    expect(await back(new Date("2026-05-13T11:59:00Z"))).toEqual([]);
    expect(await back(new Date("2026-05-13T12:01:00Z"))).toHaveLength(1);
  });

  test("without a day comes back by itself when they write, and waits again when that is voided", async () => {
    const { dana, given, back } = await aWait(null);
    const form = { direction: "incoming", channel: "letter", outcome: "received" } as const;
    await logContact(userCtxFor(dana, later(1)), logContactInput(given.id, { ...form, at: "2026-05-11T09:00" }));
    expect(await back(later(2))).toEqual([{ what: "contact", at: "2026-05-11T08:00:00.000Z", channel: "letter" }]);
    const contact = await systemDb().contact.findFirstOrThrow({ where: { caseId: given.id } });
    await voidContact(userCtxFor(dana, later(2)), { contactId: contact.id, reason: "Another patient." });
    expect(await back(later(3))).toEqual([]);
  });

  test("does not come back by what we did, nor by what was there before", async () => {
    const { dana, given, back, site } = await aWait(null);
    await logContact(userCtxFor(dana, later(1)), logContactInput(given.id));
    const unit = await aUnit(site);
    await aRequest({ of: given, unitId: unit.id });
    await aRequest({ of: given, unitId: unit.id, state: "answered", settledAt: later(-1) });
    await aRequest({ of: given, unitId: unit.id, state: "withdrawn", settledAt: later(1) });
    await aFile(given, { uploadedAt: later(1), voidedAt: later(1) });
    expect(await back(later(2))).toEqual([]);
  });

  test("comes back by a unit's answer and by a file, and tells the last", async () => {
    const { given, back, site } = await aWait();
    const unit = await aUnit(site, "Ward 4");
    await aRequest({ of: given, unitId: unit.id, state: "answered", settledAt: later(1) });
    expect(await back(later(2))).toEqual([{ what: "answered", at: later(1).toISOString(), unit: "Ward 4" }]);
    await aFile(given, { uploadedAt: later(3) });
    expect(await back(later(4))).toEqual([{ what: "file", at: later(3).toISOString() }]);
  });

  test("is listed for its owner alone, and not once it waits no more", async () => {
    const { site, dana, given, back } = await aWait();
    const due = later(24 * 3);
    const sam = await aViewer({ site, role: "supervisor" });
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    expect(await listBackFromWaiting(sam, due)).toEqual([]);
    expect(await findReturn(sam, given.id, due)).not.toBeNull();
    expect(await findReturn(stranger, given.id, due)).toBeNull();
    const nobody = await aViewer({ site, role: "administrator" });
    expect(await findReturn(nobody, given.id, due)).toBeNull();
    await systemDb().case.update({ where: { id: given.id }, data: { state: "investigating" } });
    expect(await back(due)).toEqual([]);
    expect(await findReturn(dana, given.id, due)).toBeNull();
  });
});
