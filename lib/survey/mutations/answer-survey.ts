import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import type { PublicCtx } from "@/lib/platform/action";
import { type Ctx, isDuplicate, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { countTry } from "@/lib/platform/throttle";
import { newId } from "@/lib/shared/ids";
import { surveyName } from "../labels";
import { hashOfAddress } from "../queries/facts";
import { openLink, waitForUnknown } from "../queries/links";
import { languagesOf, readAnswer, type Typed, typedOf } from "../rules/answer";
import { MOST_TRIES, PACE_MINUTES } from "../rules/pace";
import { whyWorrying } from "../rules/worry";
import {
  type AnswerSurveyInput,
  type OptOutInput,
  type RespondInput,
  raiseConcernJob,
  type SurveyLanguage,
} from "../schema";

/** What came of it: `shown` is the survey once more, in a language, with whatever was typed. */
export type Responded =
  | { is: "answered" }
  | { is: "shown"; language: SurveyLanguage; typed: Typed; hasOptedOut: boolean };

/**
 * Whatever is sent from the page: the answer, a wish for another language, or for no more surveys. The last two record no answer and give back
 * all that was typed. How much is taken from one address and with one link has a limit; who tries links that nobody was sent waits longer each time.
 */
export async function respondToSurvey(ctx: PublicCtx, input: RespondInput): Promise<Responded> {
  const { deed, ...given } = input;
  await refuseTooMany(ctx, given.token);
  try {
    if (deed === "send") {
      await answerSurvey(ctx, given);
      return { is: "answered" };
    }
    if (deed === "stop") await optOut(ctx, given);
    const opened = await openLink(systemDb(), given.token, ctx.now);
    if (!opened) throw new NotFound("This survey");
    if (opened.isAnswered) return { is: "answered" };
    const there = languagesOf(opened.definition);
    const wanted = there.find((one) => one === (deed === "stop" ? given.language : deed));
    return {
      is: "shown",
      language: wanted ?? opened.language,
      typed: typedOf(given),
      hasOptedOut: opened.hasOptedOut,
    };
  } catch (error) {
    if (error instanceof NotFound) await waitForUnknown(given.token, ctx);
    throw error;
  }
}

async function refuseTooMany({ address, now }: PublicCtx, token: string): Promise<void> {
  if (address === undefined) return;
  const within = { now, minutes: PACE_MINUTES };
  const [byAddress, byLink] = await Promise.all([
    countTry("survey address", address, within),
    countTry("survey link", token, within),
  ]);
  if (byAddress > MOST_TRIES.address || byLink > MOST_TRIES.link)
    throw new Conflict("Too much was sent from here at once. Wait a few minutes, then send it again.");
}

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
        event: { type: "survey.answered", data: { answerId, instrument: surveyName(definition) } },
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
