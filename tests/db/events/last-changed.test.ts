import { describe, expect, test } from "vitest";
import { describeFile, voidFile } from "@/lib/attachment/mutations/void-file";
import { addChargeLine } from "@/lib/billing/mutations/charge-lines";
import { addChargeLineSchema } from "@/lib/billing/schema";
import { addNote } from "@/lib/contact/mutations/add-note";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { voidContact } from "@/lib/contact/mutations/void-contact";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { codeIssue } from "@/lib/issue/mutations/code-issue";
import { codeIssueSchema } from "@/lib/issue/schema";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { remindUnit } from "@/lib/request/mutations/remind-unit";
import { withdrawRequest } from "@/lib/request/mutations/settle-request";
import { newId } from "@/lib/shared/ids";
import { outcomesOf } from "../../support/evidence";
import {
  aCase,
  aDispute,
  aFile,
  anEscalation,
  anIssue,
  aRequest,
  aSite,
  aUnit,
  aViewer,
  logContactInput,
  NOW,
  userCtxFor,
} from "../../support/factories";
import { openConnections } from "../../support/races";

/** A case of days ago with one of everything on it. */
async function aFullCase() {
  const site = await aSite({ country: "US" });
  const unit = await aUnit(site);
  const row = await aCase({ site, receivedAt: new Date(NOW.getTime() - 5 * 86_400_000), severity: 2 });
  const place = { caseId: row.id, siteId: site.id };
  const supervisor = await aViewer({ site, role: "supervisor" });
  return {
    ...{ site, row, ctx: userCtxFor(supervisor) },
    issue: await anIssue(place),
    escalation: await anEscalation(place),
    file: await aFile(row),
    other: await aFile(row, { name: "other.txt" }),
    request: await aRequest({ of: row, unitId: unit.id }),
    reminded: await aRequest({ of: row, unitId: unit.id }),
    dispute: await aDispute({ site, caseId: row.id }),
  };
}

type Full = Awaited<ReturnType<typeof aFullCase>>;

const CODING = {
  ...{ summary: "The wait was long", severity: "2", category: "", stage: "", staffGroup: "", unitId: "" },
  allegedHarm: "",
};
const VERBS: Record<string, (ctx: UserCtx, full: Full) => Promise<unknown>> = {
  "coding an issue": (ctx, { issue }) =>
    codeIssue(ctx, codeIssueSchema.parse({ issueId: issue.id, ...CODING, category: "safety", base: CODING })),
  "logging a contact": (ctx, { row }) => logContact(ctx, logContactInput(row.id)),
  "adding a note": (ctx, { row }) =>
    addNote(ctx, { idempotencyKey: newId(), caseId: row.id, body: "Called back.", mentions: [] }),
  "removing a file": (ctx, { file }) => voidFile(ctx, { attachmentId: file.id, reason: "Not ours." }),
  "saying what a file is": (ctx, { other }) =>
    describeFile(ctx, { attachmentId: other.id, description: "Their letter", base: { description: null } }),
  "adding a charge": (ctx, { dispute }) =>
    addChargeLine(
      ctx,
      addChargeLineSchema.parse({
        ...{ lineId: newId(), disputeId: dispute.id, description: "MRI", amount: "500", reason: "Twice." },
      }),
    ),
  "reminding a unit": (ctx, { reminded }) => remindUnit(ctx, { requestId: reminded.id }),
  "withdrawing a request": (ctx, { request }) =>
    withdrawRequest(ctx, { requestId: request.id, reason: "Not needed any more." }),
  "answering an escalation": (ctx, { escalation }) =>
    answerEscalation(ctx, { escalationId: escalation.id, answer: "Go on." }),
};

const changedAt = async (id: string) => (await systemDb().case.findUniqueOrThrow({ where: { id } })).updatedAt;

describe("when a case was last changed", () => {
  test.each(Object.entries(VERBS))("%s counts", async (_verb, run) => {
    const full = await aFullCase();
    expect(await changedAt(full.row.id)).not.toEqual(NOW);
    await run(full.ctx, full);
    expect(await changedAt(full.row.id)).toEqual(NOW);
  });

  test("is never set back by somebody whose clock is behind", async () => {
    const { ctx, row } = await aFullCase();
    const ahead = new Date(NOW.getTime() + 1_000);
    await systemDb().case.update({ where: { id: row.id }, data: { updatedAt: ahead } });
    await addNote(ctx, { idempotencyKey: newId(), caseId: row.id, body: "Called back.", mentions: [] });
    expect(await changedAt(row.id)).toEqual(ahead);
  });

  test("voiding a contact counts", async () => {
    const { ctx, row } = await aFullCase();
    await logContact(ctx, logContactInput(row.id));
    const { id } = await systemDb().contact.findFirstOrThrow({ where: { caseId: row.id } });
    const later = new Date(NOW.getTime() + 60_000);
    await voidContact({ ...ctx, now: later }, { contactId: id, reason: "Another patient." });
    expect(await changedAt(row.id)).toEqual(later);
  });
});

test("what several do to one case at once is all done: none of them waits for another that waits for it", async () => {
  const full = await aFullCase();
  await openConnections(10);
  const works = Object.values(VERBS).map((run) => run(full.ctx, full));
  expect(await outcomesOf(works)).toEqual(works.map(() => "done"));
});
