import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { hasMailServer } from "@/lib/platform/mailer";
import type { Viewer } from "@/lib/platform/viewer";
import { describeWorry, ITEM_LABELS, isReady, surveyName } from "../labels";
import { canWithholdSurvey } from "../policy";
import { languageFor } from "../rules/answer";
import { LATEST_DAYS, whyNeverAsked, whyNotAsked } from "../rules/exclusion";
import { addedScore } from "../rules/scores";
import { type Definition, definitionSchema, issueAnswersSchema, itemAnswersSchema, worriesSchema } from "../schema";
import { invitationsVisibleTo } from "../scope";
import type { AnsweredItem, CaseSurvey, SurveyAnswerView, SurveyOrigin } from "../types";
import { readAskable } from "./facts";

const DAY_MS = 86_400_000;

const ANSWER = {
  ...{ id: true, answeredAt: true, language: true, items: true, issues: true, comment: true, worries: true },
  version: { select: { definition: true } },
  concern: { select: { reference: true } },
} satisfies Prisma.SurveyAnswerSelect;

const INVITATION = {
  ...{
    id: true,
    state: true,
    excluded: true,
    reason: true,
    failure: true,
    createdAt: true,
    sentAt: true,
    language: true,
  },
  by: { select: { name: true } },
  version: { select: { definition: true } },
  links: { select: { expiresAt: true }, orderBy: { expiresAt: "desc" }, take: 1 },
  answer: { select: ANSWER },
  case: { select: { issues: { select: { id: true, position: true, summary: true }, take: 200 } } },
} satisfies Prisma.SurveyInvitationSelect;

type Of = { id: string; siteId: string; isClosed: boolean; isMerged: boolean };

/** The survey of a case: what was asked and answered, or whether and when it will be. Null where there is nothing to say about it. */
export async function findCaseSurvey(viewer: Viewer, of: Of, now: Date): Promise<CaseSurvey | null> {
  const row = await dbFor(viewer).surveyInvitation.findFirst({
    where: { AND: [{ caseId: of.id }, invitationsVisibleTo(viewer)] },
    select: INVITATION,
  });
  // Reopened before its e-mail went: it is asked about when it is closed again.
  if (!row || row.excluded === "reopened") return of.isMerged ? null : lookAhead(viewer, of, now);
  const definition = row.version && definitionSchema.parse(row.version.definition);
  const optedOut = await dbFor(viewer).surveyOptOut.findUnique({
    where: { invitationId: row.id },
    select: { id: true },
  });
  return {
    what: "invitation",
    ...{ state: row.state, excluded: row.excluded, reason: row.reason, failure: row.failure, by: row.by.name },
    instrument: definition && surveyName(definition),
    language: definition && languageFor(definition, row.language),
    at: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    expiresAt: row.links[0]?.expiresAt.toISOString() ?? null,
    hasOptedOut: optedOut !== null,
    answer: row.answer && viewAnswer(row.answer, row.case.issues),
  };
}

/** Of a closed case whether it will be asked about, and when; of an open one whether it may be, and that it may be kept from it. */
async function lookAhead(viewer: Viewer, { id, siteId, isClosed }: Of, now: Date): Promise<CaseSurvey | null> {
  const db = dbFor(viewer);
  const setting = await db.surveySetting.findUnique({ where: { siteId } });
  if (!setting?.isOn) return null;
  const ahead = { what: "ahead" as const, mayWithhold: canWithholdSurvey(viewer, siteId) };
  const reachedAt = setting.moment === "after_closure" ? null : await findReached(viewer, id, setting.since);
  const { facts, closing } = await readAskable(viewer, db, { caseId: id, now, isAfterContact: reachedAt !== null });
  const excluded = isClosed || reachedAt ? whyNotAsked(facts) : whyNeverAsked(facts);
  if (excluded !== null) return { ...ahead, mayWithhold: false, excluded, dueAt: null, obstacle: null };
  const closedAt = isClosed && setting.moment !== "after_contact" ? (closing?.closedAt ?? null) : null;
  const moments = [closedAt, reachedAt].filter((at) => at !== null && at >= setting.since) as Date[];
  const [first] = moments.toSorted((a, b) => a.getTime() - b.getTime());
  if (!first && !isClosed) {
    return {
      ...ahead,
      excluded: null,
      dueAt: null,
      obstacle: setting.moment === "after_closure" ? "open" : "no_contact",
    };
  }
  if (!first) return null;
  const dueAt = new Date(first.getTime() + setting.afterDays * DAY_MS);
  if (now.getTime() - dueAt.getTime() >= LATEST_DAYS * DAY_MS) return null;
  return { ...ahead, excluded: null, dueAt: dueAt.toISOString(), obstacle: hasMailServer() ? null : "no_mail_server" };
}

/** When somebody was reached about a case for the first time since its site asks after that. */
async function findReached(viewer: Viewer, caseId: string, since: Date): Promise<Date | null> {
  const row = await dbFor(viewer).contact.findFirst({
    where: { caseId, case: casesVisibleTo(viewer), outcome: "reached", voidedAt: null, at: { gte: since } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { at: true },
  });
  return row?.at ?? null;
}

type AnswerRow = Prisma.SurveyAnswerGetPayload<{ select: typeof ANSWER }>;
type IssueRow = { id: string; position: number; summary: string };

function viewAnswer(row: AnswerRow, issues: IssueRow[]): SurveyAnswerView {
  const definition = definitionSchema.parse(row.version.definition);
  const given = itemAnswersSchema.parse(row.items);
  return {
    ...{ id: row.id, at: row.answeredAt.toISOString(), comment: row.comment },
    language: languageFor(definition, row.language),
    items: itemsOf(definition, given),
    issues: issueAnswersSchema.parse(row.issues).flatMap(({ issueId, isAnswered }) => {
      const issue = issues.find(({ id }) => id === issueId);
      return issue ? [{ position: issue.position, summary: issue.summary, isAnswered }] : [];
    }),
    together: addedScore(definition, given),
    worries: worriesSchema.parse(row.worries).map((worry) => describeWorry(worry, definition)),
    concern: row.concern?.reference ?? null,
  };
}

function itemsOf({ instrument, items, languages }: Definition, given: Record<string, string>): AnsweredItem[] {
  return items.flatMap((item) => {
    const value = given[item.id];
    if (value === undefined) return [];
    const question =
      (isReady(instrument) ? ITEM_LABELS[item.id] : undefined) ?? languages.en?.items[item.id]?.question ?? item.id;
    if (item.type === "scale") return [{ question, answer: `${value} of ${item.to}` }];
    return [{ question, answer: languages.en?.items[item.id]?.choices?.[value] ?? value }];
  });
}

/** Of concerns that came from the answer to a survey: which case was asked about, and why they were made. By the id of the concern. */
export async function listSurveyOrigins(viewer: Viewer, caseIds: string[]): Promise<Record<string, SurveyOrigin>> {
  if (caseIds.length === 0) return {};
  const rows = await dbFor(viewer).surveyAnswer.findMany({
    where: { concernId: { in: caseIds }, invitation: invitationsVisibleTo(viewer) },
    select: {
      ...{ concernId: true, worries: true },
      version: { select: { definition: true } },
      case: { select: { reference: true } },
    },
    take: caseIds.length,
  });
  return Object.fromEntries(
    rows.map(({ concernId, worries, version, case: of }) => {
      const definition = definitionSchema.parse(version.definition);
      const why = worriesSchema.parse(worries).map((worry) => describeWorry(worry, definition));
      return [concernId ?? "", { reference: of.reference, worries: why }];
    }),
  );
}
