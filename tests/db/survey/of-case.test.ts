import { describe, expect, test } from "vitest";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { systemDb } from "@/lib/platform/db";
import { answerSurvey } from "@/lib/survey/mutations/answer-survey";
import { raiseConcern } from "@/lib/survey/mutations/raise-concern";
import { findCaseSurvey, listSurveyOrigins } from "@/lib/survey/queries/of-case";
import { anIssue, aSite, aViewer, NOW } from "../../support/factories";
import { aClosedCase, anInvitation, asking } from "../../support/surveys";

const ctx = { actor: { id: null, name: "Whoever raised it" }, now: NOW };
const of = ({ id, siteId }: { id: string; siteId: string }) => ({ id, siteId, isClosed: true, isMerged: false });

describe("the survey of a case", () => {
  test("is told with each answer, its score, and what came of it", async () => {
    const asked = await aClosedCase();
    const issue = await anIssue({ caseId: asked.id, siteId: asked.siteId });
    const { token } = await anInvitation(asked);
    await answerSurvey(ctx, {
      token,
      items: { q1: "2", q2: "1" },
      issues: [{ issueId: issue.id, isAnswered: "no" }],
      comment: "Nobody rang.",
    });
    const { id: answerId } = await systemDb().surveyAnswer.findUniqueOrThrow({ where: { caseId: asked.id } });
    const concernId = await raiseConcern(ctx, answerId);
    const concern = await systemDb().case.findUniqueOrThrow({ where: { id: concernId ?? "" } });
    const viewer = await aViewer({ site: asked.site });
    const worries = ["Easy to raise: 2 of 5", "Listened to: 1 of 5"];
    expect(await findCaseSurvey(viewer, of(asked), NOW)).toMatchObject({
      ...{ what: "invitation", state: "sent", instrument: "Service recovery survey", language: "en" },
      answer: {
        items: [
          { question: "Easy to raise", answer: "2 of 5" },
          { question: "Listened to", answer: "1 of 5" },
        ],
        issues: [{ position: 1, summary: "The wait was long", isAnswered: false }],
        ...{ comment: "Nobody rang.", together: "3 of 10 on 2 items", worries, concern: concern.reference },
      },
    });
    expect(await listSurveyOrigins(viewer, [concern.id])).toEqual({
      [concern.id]: { reference: asked.reference, worries },
    });
    const { entries } = await listCaseTimeline(viewer, asked.id, {});
    expect(entries.find(({ type }) => type === "survey.answered")).toMatchObject({
      ...{ sentence: "answered the survey: service recovery survey", text: "Nobody rang.", actor: "Whoever raised it" },
    });
    const foreign = await aViewer({ site: await aSite(), role: "manager" });
    expect(await listSurveyOrigins(foreign, [concern.id])).toEqual({});
  });

  test("that is not sent yet says when it will be, or why it will not", async () => {
    const due = await aClosedCase();
    const asks = await aClosedCase({ site: due.site, kind: "inquiry" });
    const dead = await aClosedCase({ site: due.site, patient: { isDeceased: true } });
    const viewer = await aViewer({ site: due.site });
    expect(await findCaseSurvey(viewer, of(due), NOW)).toBeNull();
    await asking(due.site, { afterDays: 5 });
    expect(await findCaseSurvey(viewer, of(due), NOW)).toMatchObject({
      ...{ what: "ahead", excluded: null, dueAt: "2026-05-13T09:30:00.000Z", mayWithhold: true },
    });
    expect(await findCaseSurvey(viewer, of(dead), NOW)).toMatchObject({
      what: "ahead",
      excluded: "deceased",
      dueAt: null,
    });
    expect(await findCaseSurvey(viewer, { ...of(due), isClosed: false }, NOW)).toMatchObject({
      ...{ excluded: null, obstacle: "open", mayWithhold: true },
    });
    expect(await findCaseSurvey(viewer, { ...of(asks), isClosed: false }, NOW)).toMatchObject({ excluded: "kind" });
    expect(await findCaseSurvey(viewer, { ...of(dead), isClosed: false }, NOW)).toMatchObject({ excluded: "deceased" });
    const after = new Date(new Date("2026-05-13T09:30:00.000Z").getTime() + 30 * 86_400_000);
    expect(await findCaseSurvey(viewer, of(due), new Date(after.getTime() - 1))).toMatchObject({ what: "ahead" });
    expect(await findCaseSurvey(viewer, of(due), after)).toBeNull();
    const auditor = await aViewer({ site: due.site, role: "auditor" });
    expect(await findCaseSurvey(auditor, of(due), NOW)).toMatchObject({ mayWithhold: false });
  });
});
