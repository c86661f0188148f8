import { describe, expect, test } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { readReferrals } from "@/lib/insight/queries/referrals";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { recordReferral, takeBackReferral } from "@/lib/referral/mutations";
import { listReferrals } from "@/lib/referral/queries";
import { recordReferralSchema } from "@/lib/referral/schema";
import { countReport } from "@/lib/report/mutations/count-report";
import { makeReport } from "@/lib/report/mutations/make-report";
import { getReport } from "@/lib/report/queries/reports";
import { makeReportSchema } from "@/lib/report/schema";
import { newId } from "@/lib/shared/ids";
import { eventTypesOf, outcomeOf, refusalOf } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { countMarked } from "../../support/rollups";

const DAYS = { from: "2026-05-01", to: "2026-05-31" };

const asked = (caseId: string, more: Record<string, string> = {}) =>
  recordReferralSchema.parse({
    ...{ referralId: newId(), caseId, bodyId: "ombudsman", referredOn: "2026-05-11", ...more },
  });

async function aClosedCase() {
  const site = await aSite({ packId: "england" });
  const viewer = await aViewer({ site, role: "associate" });
  const receivedAt = new Date("2026-05-04T10:00:00Z");
  const given = await aCase({ site, state: "closed", receivedAt, loggedById: viewer.personId });
  return { site, viewer, ctx: userCtxFor(viewer), ...given };
}

const countedBy = async (viewer: Viewer) => {
  await countMarked();
  return readReferrals(viewer, { ...DAYS, ever: DAYS }, NOW);
};

describe("a case that went outside", () => {
  test("has it recorded once, counted in Insights, the queue and the annual report, until it is taken back", async () => {
    const { site, ctx, id: caseId, reference } = await aClosedCase();
    const input = asked(caseId);
    await Promise.all([recordReferral(ctx, input), recordReferral(ctx, input)]);
    await recordReferral(ctx, asked(caseId, { bodyId: "another", other: "The coroner" }));
    const { rows } = await listReferrals(ctx.viewer, caseId);
    expect(rows.map(({ body }) => body).toSorted()).toEqual([
      "The Parliamentary and Health Service Ombudsman",
      "The coroner",
    ]);
    expect(await eventTypesOf("case", caseId)).toEqual(["case.referred", "case.referred"]);
    const manager = await aViewer({ site, role: "manager" });
    expect(await countedBy(manager)).toEqual({ count: 1, days: ["2026-05-11"] });
    const queue = (filter: object) => listCases(manager, "all", queueSchema.parse(filter), NOW);
    const led = await queue({ referredFrom: "2026-05-11", referredTo: "2026-05-11" });
    expect(led.rows.map((row) => row.reference)).toEqual([reference]);
    expect((await queue({ referredFrom: "2026-05-12" })).rows).toEqual([]);
    expect(await inAnnualReport(manager, site.id)).toBe(1);
    for (const { id } of rows) await takeBackReferral(ctx, { referralId: id, reason: "It was another case." });
    expect(await countedBy(manager)).toEqual({ count: 0, days: [] });
    expect((await queue({ referredFrom: "2026-05-11" })).rows).toEqual([]);
    expect(await inAnnualReport(manager, site.id)).toBe(0);
    expect((await eventTypesOf("case", caseId)).slice(2)).toEqual(Array(2).fill("case.referral_taken_back"));
    const told = (await listCaseTimeline(ctx.viewer, caseId)).entries.filter(
      ({ type }) => type === "case.referral_taken_back",
    );
    expect(told.map(({ text }) => text)).toEqual(Array(2).fill("It was another case."));
    const again = takeBackReferral(ctx, { referralId: input.referralId, reason: "Again." });
    expect(await outcomeOf(again)).toBe("CONFLICT");
  });

  test("is told apart in the annual report from one that waited for somebody outside", async () => {
    const { site, ctx, id: caseId } = await aClosedCase();
    const [since, endedAt] = [new Date("2026-05-11T10:00:00Z"), new Date("2026-05-12T10:00:00Z")];
    await systemDb().caseWait.create({
      data: {
        ...{ id: newId(), caseId, siteId: site.id, for: "outside_body", reason: "The insurer looks at it." },
        ...{ since, endedAt },
      },
    });
    const manager = await aViewer({ site, role: "manager" });
    const counted = async () => [
      await inAnnualReport(manager, site.id),
      await inAnnualReport(manager, site.id, "outsideWait"),
    ];
    expect(await counted()).toEqual([0, 1]);
    await recordReferral(ctx, asked(caseId));
    expect(await counted()).toEqual([1, 1]);
  });

  test.each([
    ["a body that its rules do not name", { bodyId: "qio" }, /rules of this case name no such body/],
    ["a day to come", { referredOn: "2026-06-30" }, /not come yet/],
    ["a day before it came in", { referredOn: "2026-05-03" }, /before the case came in/],
  ])("is refused %s", async (_what, more, message) => {
    const { ctx, id } = await aClosedCase();
    const { details } = await refusalOf(recordReferral(ctx, asked(id, more)));
    expect(
      Object.values(details.fieldErrors ?? {})
        .flat()
        .join(),
    ).toMatch(message);
    expect((await listReferrals(ctx.viewer, id)).rows).toEqual([]);
  });

  test("is refused the same body on the same day twice", async () => {
    const { ctx, id } = await aClosedCase();
    await recordReferral(ctx, asked(id));
    expect(await outcomeOf(recordReferral(ctx, asked(id)))).toBe("INVALID");
  });

  test.each([
    ["auditor", "FORBIDDEN"],
    ["responder", "NOT_FOUND"],
    ["administrator", "NOT_FOUND"],
  ] as const)("is recorded by no %s, nor taken back", async (role, outcome) => {
    const { site, ctx, id } = await aClosedCase();
    const input = asked(id);
    await recordReferral(ctx, input);
    const other = userCtxFor(await aViewer({ site, role }));
    expect(await outcomeOf(recordReferral(other, asked(id)))).toBe(outcome);
    expect(await outcomeOf(takeBackReferral(other, { referralId: input.referralId, reason: "No." }))).toBe(outcome);
  });

  test("is nothing to another site", async () => {
    const { ctx, id } = await aClosedCase();
    const input = asked(id);
    await recordReferral(ctx, input);
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await outcomeOf(recordReferral(stranger, asked(id)))).toBe("NOT_FOUND");
    expect(await outcomeOf(takeBackReferral(stranger, { referralId: input.referralId, reason: "No." }))).toBe(
      "NOT_FOUND",
    );
    expect(await listReferrals(stranger.viewer, id)).toEqual({ rows: [], bodies: [], mayRecord: false });
    expect(await countedBy(stranger.viewer)).toEqual({ count: 0, days: [] });
  });
});

async function inAnnualReport(viewer: Viewer, siteIds: string, figure = "outsideBody") {
  const input = makeReportSchema.parse({ ...DAYS, kind: "annual", reportId: newId(), siteIds });
  const { reportId } = await makeReport(userCtxFor(viewer), input);
  await countReport({ ...systemCtx("Reports"), now: NOW }, reportId);
  const { result } = await getReport(viewer, reportId);
  return result?.sections.flatMap(({ figures }) => figures).find(({ key }) => key === figure)?.value;
}
