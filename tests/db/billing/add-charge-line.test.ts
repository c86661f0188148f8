import { describe, expect, test } from "vitest";
import { addChargeLine } from "@/lib/billing/mutations/charge-lines";
import { addChargeLineSchema } from "@/lib/billing/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aDispute, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const aLine = (disputeId: string, form = {}) =>
  addChargeLineSchema.parse({
    ...{ lineId: newId(), disputeId, description: "MRI of the knee", amount: "1,234.50" },
    ...{ reason: "It was said to be covered.", ...form },
  });
const linesOf = (disputeId: string) =>
  systemDb().chargeLine.findMany({ where: { disputeId }, orderBy: { position: "asc" } });

describe("adding a charge", () => {
  test("keeps all that was typed, and its event the amount alone", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const dispute = await aDispute({ site });
    const input = aLine(dispute.id, {
      ...{ servedOn: "2026-03-12", payer: "Northstar", denialCode: "CO-50", denialNote: "Not needed, they say." },
      evidence: "Letter of 2 March",
    });
    await addChargeLine(userCtxFor(dana), input);
    expect(await linesOf(dispute.id)).toMatchObject([
      {
        ...{ id: input.lineId, siteId: site.id, position: 1, amount: 123450n, outcome: "open", reducedTo: null },
        ...{ description: "MRI of the knee", reason: "It was said to be covered.", payer: "Northstar" },
        ...{ denialCode: "CO-50", denialNote: "Not needed, they say.", evidence: "Letter of 2 March" },
        ...{ servedOn: new Date("2026-03-12"), createdAt: NOW, addedById: dana.personId },
      },
    ]);
    expect(await eventsOf("case", dispute.caseId)).toMatchObject([
      {
        type: "billing.line_added",
        data: { lineId: input.lineId, position: 1, amount: 123450, currency: "USD", digits: 2 },
      },
    ]);
    expect(JSON.stringify(await eventsOf("case", dispute.caseId))).not.toMatch(/knee|covered|Northstar|CO-50|Letter/);
  });

  test.each([
    ["1,234", "“1,234” can be read in two ways. Write 1234.00 or 1.23."],
    ["12,34.50", /do not fit together/],
    ["-5", /without a minus/],
    ["0.00", "A charge is more than nothing."],
    ["twelve", /in USD with digits alone/],
  ])("of %j says beside the field how to write it, and keeps nothing", async (amount, message) => {
    const site = await aSite({ country: "US" });
    const dispute = await aDispute({ site });
    const ctx = userCtxFor(await aViewer({ site }));
    const { details } = await refusalOf(addChargeLine(ctx, aLine(dispute.id, { amount })));
    expect(details.fieldErrors?.amount?.[0]).toMatch(message);
    expect(await linesOf(dispute.id)).toEqual([]);
  });

  test("is read in the dispute's own currency", async () => {
    const site = await aSite({ country: "JP", timeZone: "Asia/Tokyo" });
    const dispute = await aDispute({ site, currency: "JPY", digits: 0 });
    await addChargeLine(userCtxFor(await aViewer({ site })), aLine(dispute.id, { amount: "1,234" }));
    expect(await linesOf(dispute.id)).toMatchObject([{ amount: 1234n }]);
  });

  test("of a day to come is refused beside the field", async () => {
    const site = await aSite();
    const dispute = await aDispute({ site });
    const ctx = userCtxFor(await aViewer({ site }));
    const { details } = await refusalOf(addChargeLine(ctx, aLine(dispute.id, { servedOn: "2026-05-14" })));
    expect(details.fieldErrors?.servedOn?.[0]).toMatch(/in the future/);
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
    const dispute = await aDispute({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => addChargeLine(ctx, aLine(dispute.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("to the dispute of a closed case is refused; of another site, or of none, it is not found", async () => {
    const site = await aSite();
    const closed = await aDispute({ site, caseId: (await aCase({ site, state: "closed" })).id });
    const foreign = await aDispute({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    const ask = (id: string) => attempt(() => addChargeLine(ctx, aLine(id)));
    expect(await ask(closed.id)).toEqual({ outcome: "FORBIDDEN", changed: [] });
    for (const id of [foreign.id, newId()]) expect(await ask(id)).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that is sent five times at once adds it once; five at once get a number each", async () => {
    const site = await aSite();
    const dispute = await aDispute({ site });
    const ctx = userCtxFor(await aViewer({ site }));
    const line = aLine(dispute.id);
    await openConnections(7);
    expect(await outcomesOf(Array.from({ length: 5 }, () => addChargeLine(ctx, line)))).toEqual(Array(5).fill("done"));
    expect(await eventTypesOf("case", dispute.caseId)).toEqual(["billing.line_added"]);
    await Promise.all(Array.from({ length: 5 }, () => addChargeLine(ctx, aLine(dispute.id))));
    expect((await linesOf(dispute.id)).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("that is sent again with other words is refused with its case, and changes nothing", async () => {
    const site = await aSite();
    const dispute = await aDispute({ site });
    const ctx = userCtxFor(await aViewer({ site }));
    const line = aLine(dispute.id);
    await addChargeLine(ctx, line);
    const again = () => addChargeLine(ctx, { ...line, amount: "1,234.60" });
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(again())).message).toMatch(/already added to/);
  });

  test.each([
    ["America/New_York", "2026-05-12T23:30:00Z", "2026-05-13"],
    ["Pacific/Auckland", "2026-05-12T11:00:00Z", "2026-05-13"],
  ])("of a day that has not begun in %s is refused", async (timeZone, now, servedOn) => {
    const site = await aSite({ timeZone });
    const dispute = await aDispute({ site });
    const ctx = userCtxFor(await aViewer({ site }), new Date(now));
    const { details } = await refusalOf(addChargeLine(ctx, aLine(dispute.id, { servedOn })));
    expect(details.fieldErrors?.servedOn?.[0]).toMatch(/in the future/);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const dispute = await aDispute({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => addChargeLine(userCtxFor(dana), aLine(dispute.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
