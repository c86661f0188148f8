import "server-only";
import { CHANNEL_PHRASES } from "@/lib/case/labels";
import { canWorkCase } from "@/lib/case/policy";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { instantsOf } from "@/lib/shared/local-time";
import { digestOfList, wordingsOf } from "../rules/agreement";
import type { AgreeIssuesInput } from "../schema";

const WORDING = { id: true, position: true, summary: true } as const;

/** "Have I understood?": records that the list of issues was read back and agreed, when and how. Sent twice, it is recorded once. */
export async function agreeIssues(ctx: UserCtx, input: AgreeIssuesInput): Promise<{ reference: string }> {
  const { agreementId, caseId, channel, remark } = input;
  return withTransaction(ctx, async (tx) => {
    await lockCase(tx, caseId);
    const row = await tx.case.findFirst({
      where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
      select: {
        id: true,
        reference: true,
        siteId: true,
        state: true,
        ownerId: true,
        receivedAt: true,
        site: { select: { timeZone: true } },
        issues: { where: { voidedAt: null }, select: WORDING, orderBy: { position: "asc" }, take: 100 },
        agreements: { where: { id: agreementId }, select: { id: true }, take: 1 },
      },
    });
    if (!row) throw new NotFound("This case");
    if (!canWorkCase(ctx.viewer, { ...row, escalation: null })) {
      throw new Forbidden(row.state === "closed" ? "This case is closed. Reopen it to agree its issues." : undefined);
    }
    if (row.agreements.length > 0) return { reference: row.reference };
    const listed = row.issues.map(({ id }) => id);
    const digest = digestOfList(row.issues);
    const isOther = listed.length !== input.issueIds.length || listed.some((id) => !input.issueIds.includes(id));
    if (isOther || (input.listDigest !== undefined && input.listDigest !== digest)) {
      throw new Conflict(
        "The list has changed since you opened it. Reload the page and read them the list as it is now.",
      );
    }
    // Of an hour that comes twice, the first.
    const agreedAt = instantsOf(input.agreedAt.slice(0, 16), row.site.timeZone)?.[0];
    if (agreedAt === undefined)
      throw new Invalid({ agreedAt: "The clocks skip this time on that day. Choose one that exists." });
    if (agreedAt > ctx.now) throw new Invalid({ agreedAt: "This lies in the future. Say when you spoke with them." });
    // The minute of the call may be the minute in which the case was logged.
    if (agreedAt.getTime() < row.receivedAt.getTime() - 60_000) {
      throw new Invalid({ agreedAt: "This lies before the case was received. Check the day." });
    }
    await tx.issueAgreement
      .create({
        data: {
          ...{ id: agreementId, caseId, siteId: row.siteId, channel, agreedAt, remark },
          ...{ recordedAt: ctx.now, byId: ctx.viewer.personId, issueIds: listed },
          ...{ wordings: wordingsOf(row.issues), digest },
        },
      })
      .catch((error: unknown) => {
        if (isDuplicate(error, "IssueAgreement_pkey")) throw new NotFound("This agreement");
        throw error;
      });
    const how = CHANNEL_PHRASES[channel].toLowerCase();
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: caseId },
      siteId: row.siteId,
      event: { type: "issue.agreed", data: { agreementId, channel: how, count: listed.length } },
    });
    return { reference: row.reference };
  });
}
