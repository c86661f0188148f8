import { createHash } from "node:crypto";
import type { Harm } from "@/lib/issue/schema";
import { forbidsMail } from "@/lib/letter/rules/mail";
import type {
  Case,
  SurveyAnswer,
  SurveyInvitation,
  SurveyLink,
  SurveySetting,
  SurveyVersion,
} from "@/lib/platform/generated/client";
import { surveyName } from "@/lib/survey/labels";
import { languageFor, valuesOf } from "@/lib/survey/rules/answer";
import { whyNotAsked } from "@/lib/survey/rules/exclusion";
import { READY } from "@/lib/survey/rules/ready";
import { whyWorrying } from "@/lib/survey/rules/worry";
import {
  type Definition,
  type Instrument,
  issueAnswersSchema,
  itemAnswersSchema,
  type SurveyItem,
  type SurveyLanguage,
} from "@/lib/survey/schema";
import accounts from "./demo-accounts.json" with { type: "json" };
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, itemAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { DAY, HOUR, MINUTE, plus } from "./times";
import { SURVEY_COMMENTS, type Tone } from "./words/surveys";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; sites: DemoSite[]; data: DemoData; now: Date };
type Asked = { random: Random; chronicle: Chronicle; version: SurveyVersion; definition: Definition; now: Date };
type Place = { row: Case; closing: DemoData["closings"][number]; at: Date };

export type DemoSurveys = {
  settings: SurveySetting[];
  versions: SurveyVersion[];
  invitations: SurveyInvitation[];
  links: SurveyLink[];
  answers: SurveyAnswer[];
};

const SINCE = -240 * DAY;
const AFTER_DAYS = 3;
const MOST_A_SITE = 250;
const BY_SITE: readonly Instrument[] = ["service_recovery", "csat", "fft"];
const PATIENTS = { id: null, name: "Whoever raised it" };
const SURVEYS = { id: null, name: "Surveys" };

/** Each site asks with a survey of its own since some weeks: whom it asked, whom it did not and why, and what came back. */
export function askAfterwards({ random, chronicle, staff, sites, data, now }: Work): DemoSurveys {
  const all: DemoSurveys = { settings: [], versions: [], invitations: [], links: [], answers: [] };
  const since = plus(now, SINCE);
  for (const [index, site] of sites.entries()) {
    const [manager] = workersAt(staff, { site, roles: ["manager"], at: since });
    if (!manager) continue;
    const instrument = itemAt(BY_SITE, index % BY_SITE.length);
    const definition = READY[instrument];
    all.settings.push({
      ...{ siteId: site.row.id, isOn: true, since, instrument, afterDays: AFTER_DAYS },
      ...{ moment: "after_closure", quietDays: 0 },
      ...{ changedById: manager.row.id, changedAt: since },
    });
    const version = versionOf(random, definition, since);
    all.versions.push(version);
    const asked = { random: random.fork(site.plan.key), chronicle, version, definition, now };
    const places = placesFor({ chronicle, data, now, since, siteId: site.row.id });
    for (const place of places) ask(asked, data, place, all);
    if (index === 0) worryOf(all.answers, definition);
  }
  showLink(all, now);
  return all;
}

/** The last answer in English asks for a person: Heard makes a concern of it once it runs. */
function worryOf(answers: SurveyAnswer[], definition: Definition): void {
  const last = answers.filter(({ language }) => language === "en").toSorted((a, b) => +b.answeredAt - +a.answeredAt)[0];
  if (!last) return;
  last.comment = SURVEY_COMMENTS.en.sad[1] ?? null;
  last.items = Object.fromEntries(definition.items.map(({ id }, at) => [id, at === 0 ? "4" : "1"]));
  last.issues = issueAnswersSchema.parse(last.issues).map((one) => ({ ...one, isAnswered: false }));
  last.worries = whyWorrying(definition, { items: itemAnswersSchema.parse(last.items), comment: last.comment });
}

/** The newest survey in English that nobody has answered opens by the link that the demo tells, as no e-mail goes out of it. */
function showLink({ invitations, links, answers }: DemoSurveys, now: Date): void {
  const english = new Set(invitations.filter(({ language }) => language === "en").map(({ id }) => id));
  const answered = new Set(answers.map(({ invitationId }) => invitationId));
  const open = links.filter(
    ({ invitationId, expiresAt }) => english.has(invitationId) && !answered.has(invitationId) && expiresAt > now,
  );
  const [newest] = open.toSorted((a, b) => +b.expiresAt - +a.expiresAt);
  if (newest) newest.tokenHash = createHash("sha256").update(accounts.surveyLink).digest("hex");
}

function versionOf(random: Random, definition: Definition, createdAt: Date): SurveyVersion {
  const digest = createHash("sha256").update(JSON.stringify(definition)).digest("hex");
  const { instrument, version } = definition;
  return { id: idAt(random, createdAt), instrument, version, definition, digest, createdAt };
}

type Looking = { chronicle: Chronicle; data: DemoData; now: Date; since: Date; siteId: string };

// After whatever else is told of the case, as the chain is written in the order of time.
function placesFor({ chronicle, data, now, since, siteId }: Looking): Place[] {
  const standing = new Map(
    data.closings.filter(({ reopenedAt }) => !reopenedAt).map((closing) => [closing.caseId, closing]),
  );
  return data.cases
    .filter((row) => row.siteId === siteId && row.state === "closed" && !row.mergedIntoId)
    .flatMap((row): Place[] => {
      const closing = standing.get(row.id);
      if (!closing || closing.closedAt < since) return [];
      const due = plus(closing.closedAt, AFTER_DAYS * DAY + 4 * MINUTE);
      const last = plus(chronicle.lastOf({ noun: "case", id: row.id }), 10 * MINUTE);
      const at = new Date(Math.max(last.getTime(), due.getTime()));
      return at < plus(now, -HOUR) ? [{ row, closing, at }] : [];
    })
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .slice(-MOST_A_SITE);
}

function ask(asked: Asked, data: DemoData, { row, closing, at }: Place, all: DemoSurveys): void {
  const { random, chronicle, version, definition } = asked;
  const patient = data.patients.find(({ id }) => id === row.patientId);
  const address = row.reporterKind === "patient" ? (patient?.email ?? null) : null;
  const issues = data.issues.filter(({ caseId, voidedAt }) => caseId === row.id && !voidedAt);
  const facts = data.caseFacts.find(({ caseId }) => caseId === row.id);
  const excluded = whyNotAsked({
    ...{ isAfterContact: false, wasAskedLately: false },
    ...{ isClosed: true, isMerged: false, isOff: false, kind: row.kind },
    ...{ outcome: closing.outcome, reporterKind: row.reporterKind },
    ...{ isWithheld: false, hasOptedOut: false, address },
    allegesAbuse: facts?.allegesAbuse === "yes" || facts?.allegesNeglect === "yes",
    gravestHarm: Math.max(
      0,
      ...issues.map(({ allegedHarm, foundHarm }) => Math.max(allegedHarm ?? 0, foundHarm ?? 0)),
    ) as Harm,
    isDeceased: patient?.isDeceased ?? false,
    mayBeTold: row.reporterKind === "patient" || !patient,
    forbidsMail: forbidsMail(patient?.contactNote ?? ""),
  });
  const id = idAt(random, at);
  const invitation: SurveyInvitation = {
    ...{ id, caseId: row.id, siteId: row.siteId, byId: closing.closedById, createdAt: at },
    ...{ reason: null, failure: null, state: "not_sent", excluded, sentAt: null },
    ...{ versionId: null, language: null, wanted: null, address: null, addressHash: null, isAfterContact: false },
  };
  if (excluded !== null) {
    all.invitations.push(invitation);
    return;
  }
  const language = languageFor(definition, patient?.language);
  const sentAt = plus(at, 20_000);
  all.invitations.push({ ...invitation, state: "sent", sentAt, versionId: version.id, language, address });
  all.links.push({
    ...{ id: idAt(random, at), invitationId: id, siteId: row.siteId, createdAt: at, expiresAt: plus(at, 30 * DAY) },
    tokenHash: createHash("sha256").update(`${id} ${random.next()}`).digest("hex"),
  });
  const subject = { noun: "case", id: row.id } as const;
  const instrument = surveyName(definition);
  const told = { subject, siteId: row.siteId };
  chronicle.tell({
    ...{ ...told, at: sentAt, actor: SURVEYS },
    event: { type: "survey.sent", data: { invitationId: id, instrument } },
  });
  row.updatedAt = sentAt;
  const answeredAt = plus(sentAt, random.int(2, 140) * HOUR);
  if (random.chance(0.35) || answeredAt > plus(asked.now, -HOUR)) return;
  const answer = answerOf(asked, { row, id, language, answeredAt, issueIds: issues.map((issue) => issue.id) });
  all.answers.push(answer);
  chronicle.tell({
    ...{ ...told, at: answeredAt, actor: PATIENTS },
    event: { type: "survey.answered", data: { answerId: answer.id, instrument } },
  });
  row.updatedAt = answeredAt;
}

type Answering = { row: Case; id: string; language: SurveyLanguage; answeredAt: Date; issueIds: string[] };

function answerOf({ random, version, definition }: Asked, given: Answering): SurveyAnswer {
  const { row, id: invitationId, language, answeredAt, issueIds } = given;
  const tone = random.weighted<Tone>(["glad", "mixed", "sad"], (one) => ({ glad: 6, mixed: 3, sad: 1 })[one]);
  const items = Object.fromEntries(definition.items.map((item) => [item.id, valueFor(random, item, tone)]));
  const comment = random.chance(0.6) ? random.pick(SURVEY_COMMENTS[language][tone]) : null;
  return {
    ...{ id: idAt(random, answeredAt), invitationId, caseId: row.id, siteId: row.siteId, versionId: version.id },
    ...{ language, answeredAt, items, comment, concernId: null },
    issues: definition.asksIssues
      ? issueIds.map((issueId) => ({
          issueId,
          isAnswered: tone === "glad" || (tone === "mixed" && random.chance(0.6)),
        }))
      : [],
    worries: whyWorrying(definition, { items, comment }),
  };
}

function valueFor(random: Random, item: SurveyItem, tone: Tone): string {
  const values = valuesOf(item);
  if (item.type === "choice") return itemAt(values, { glad: random.int(0, 1), mixed: random.int(1, 2), sad: 3 }[tone]);
  const top = values.length - 1;
  return itemAt(
    values,
    { glad: random.int(top - 1, top), mixed: random.int(top - 2, top - 1), sad: random.int(0, 2) }[tone],
  );
}
