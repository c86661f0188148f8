import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, isDuplicate, withTransaction } from "@/lib/platform/context";
import { Invalid, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { newId } from "@/lib/shared/ids";
import { INSTRUMENT_LABELS } from "../labels";
import { hashOfAddress } from "../queries/facts";
import { openLink } from "../queries/links";
import { languagesOf, readAnswer } from "../rules/answer";
import { whyWorrying } from "../rules/worry";
import { type AnswerSurveyInput, type OptOutInput, raiseConcernJob } from "../schema";

/** What whoever answered is told, in no words: those are the page's, in their language. */
export type Answered = { isAnswered: true };

/** Keeps the answer to a survey, once: whatever comes after it for the same survey is thanked for and changes nothing. */
export async function answerSurvey(
  ctx: Ctx,
  { token, language: asked, ...given }: AnswerSurveyInput,
): Promise<Answered> {
  try {
    return await withTransaction(ctx, async (tx) => {
      const found = await openLink(tx, token, ctx.now);
      if (!found) throw new NotFound("This survey");
      await lockCase(tx, found.caseId);
      // Once more: somebody may have held the lock to answer it.
      const opened = await openLink(tx, token, ctx.now);
      if (!opened) throw new NotFound("This survey");
      if (opened.isAnswered) return { isAnswered: true };
      const { definition, invitationId, caseId, siteId, versionId, issues } = opened;
      const language = languagesOf(definition).find((one) => one === asked) ?? opened.language;
      const read = readAnswer({ definition, language, issueIds: issues.map(({ id }) => id) }, given);
      if ("errors" in read) throw new Invalid(read.errors);
      const { answer } = read;
      const worries = whyWorrying(definition, answer);
      const answerId = newId();
      await tx.surveyAnswer.create({
        data: {
          ...{ id: answerId, invitationId, caseId, siteId, versionId, language, answeredAt: ctx.now, worries },
          ...{ items: answer.items, issues: answer.issues, comment: answer.comment },
        },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId,
        event: { type: "survey.answered", data: { answerId, instrument: INSTRUMENT_LABELS[definition.instrument] } },
      });
      if (worries.length > 0) await enqueue(tx, raiseConcernJob, { answerId }, { key: `survey-concern:${answerId}` });
      return { isAnswered: true };
    });
  } catch (error) {
    if (isDuplicate(error, "SurveyAnswer_invitationId_key")) return { isAnswered: true };
    throw error;
  }
}

/** Sends whoever holds this link no more surveys: of a relative their address alone, as the patient did not say so. Asked twice it is once. */
export async function optOut(ctx: Ctx, { token }: OptOutInput): Promise<{ hasOptedOut: true }> {
  try {
    return await withTransaction(ctx, async (tx) => {
      const opened = await openLink(tx, token, ctx.now);
      if (!opened) throw new NotFound("This survey");
      if (opened.hasOptedOut) return { hasOptedOut: true };
      const { invitationId, siteId, patientId, address, caseId } = opened;
      await tx.surveyOptOut.create({
        data: {
          ...{ id: newId(), siteId, patientId, invitationId, at: ctx.now },
          addressHash: hashOfAddress(address ?? ""),
        },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId,
        event: { type: "survey.opted_out", data: { invitationId } },
      });
      return { hasOptedOut: true };
    });
  } catch (error) {
    if (isDuplicate(error, "SurveyOptOut_invitationId_key")) return { hasOptedOut: true };
    throw error;
  }
}
