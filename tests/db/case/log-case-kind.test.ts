import { expect, test } from "vitest";
import { logCase } from "@/lib/case/mutations/log-case";
import { systemDb } from "@/lib/platform/db";
import { eventsOf } from "../../support/evidence";
import { aSite, aViewer, logCaseInput, userCtxFor } from "../../support/factories";

const kept = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id }, include: { facts: true } });
const aHospital = () => aSite({ country: "US", timeZone: "America/New_York" });

test("a complaint that comes in writing to a US hospital is logged as the grievance it is, and the timeline says why", async () => {
  const site = await aHospital();
  const { caseId } = await logCase(userCtxFor(await aViewer({ site })), logCaseInput(site, { channel: "letter" }));
  expect(await kept(caseId)).toMatchObject({
    kind: "grievance",
    kindRuleId: "2-written",
    packId: "us-hospital",
    packVersion: "2026-1",
  });
  expect(await eventsOf("case", caseId)).toMatchObject([
    { type: "case.logged", data: { kind: "complaint" } },
    { type: "case.reclassified", data: { from: "Complaint", to: "Grievance", ruleId: "2-written", changeId: null } },
  ]);
});

test.each([
  ["complaint", "phone", "yes", "complaint", "7-on-the-spot"],
  ["complaint", "phone", undefined, "complaint", "nothing-more"],
  ["grievance", "phone", undefined, "grievance", null],
  ["concern", "letter", undefined, "concern", null],
] as const)("a %s by %s, settled on the spot: %s, is a %s", async (kind, channel, settledOnTheSpot, becomes, rule) => {
  const site = await aHospital();
  const input = logCaseInput(site, { kind, channel, settledOnTheSpot });
  const { caseId } = await logCase(userCtxFor(await aViewer({ site })), input);
  expect(await kept(caseId)).toMatchObject({
    kind: becomes,
    kindRuleId: rule,
    facts: { settledOnTheSpot: settledOnTheSpot ?? "unknown" },
  });
  expect(await eventsOf("case", caseId)).toHaveLength(1);
});

test.each([
  ["compliment", true],
  ["complaint", false],
] as const)("a %s in which staff are named is praise of them: %s", async (kind, namesStaff) => {
  const site = await aSite();
  const input = logCaseInput(site, { kind, namesStaff: "yes" });
  const { caseId } = await logCase(userCtxFor(await aViewer({ site })), input);
  expect(await kept(caseId)).toMatchObject({ kind, namesStaff });
});

test("a letter elsewhere stays the complaint it was logged as", async () => {
  const site = await aSite();
  const { caseId } = await logCase(userCtxFor(await aViewer({ site })), logCaseInput(site, { channel: "letter" }));
  expect(await kept(caseId)).toMatchObject({ kind: "complaint", packId: "plain" });
});
