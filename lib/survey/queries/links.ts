import "server-only";
import type { HcatCategory } from "@/lib/issue/schema";
import { systemDb, type Tx } from "@/lib/platform/db";
import { hashOfToken } from "@/lib/platform/secret-link";
import { fieldOf, languageFor, languagesOf, preselected, valuesOf } from "../rules/answer";
import { nameIssues, PAGE_WORDS } from "../rules/words";
import { type Definition, definitionSchema, type SurveyLanguage } from "../schema";
import type { OpenSurvey, SurveyField } from "../types";

const MOST_ISSUES = 20;

export type Opened = {
  invitationId: string;
  caseId: string;
  siteId: string;
  /** Of whoever was asked where that is the patient; null of anybody who spoke for them. */
  patientId: string | null;
  address: string | null;
  versionId: string;
  definition: Definition;
  language: SurveyLanguage;
  issues: { id: string; category: HcatCategory | null }[];
  isAnswered: boolean;
  hasOptedOut: boolean;
};

/** The survey behind a link that has not run out, for whoever holds it: the link is all that says who asks. Null for any other. */
export async function openLink(db: Tx, token: string, now: Date): Promise<Opened | null> {
  const link = await db.surveyLink.findUnique({
    where: { tokenHash: hashOfToken(token), expiresAt: { gt: now } },
    select: {
      invitation: {
        select: {
          ...{ id: true, caseId: true, siteId: true, address: true, language: true, versionId: true },
          version: { select: { definition: true } },
          answer: { select: { id: true } },
          case: {
            select: {
              ...{ patientId: true, reporterKind: true },
              issues: {
                where: { voidedAt: null },
                select: { id: true, category: true },
                orderBy: { position: "asc" },
                take: MOST_ISSUES,
              },
            },
          },
        },
      },
    },
  });
  const { version, versionId, ...invitation } = link?.invitation ?? { version: null, versionId: null };
  if (!link || !version || !versionId || !("id" in invitation)) return null;
  const definition = definitionSchema.parse(version.definition);
  const { id, caseId, siteId, address } = invitation;
  const optedOut = await db.surveyOptOut.findUnique({ where: { invitationId: id }, select: { id: true } });
  return {
    ...{ invitationId: id, caseId, siteId, address, versionId, definition },
    patientId: invitation.case.reporterKind === "patient" ? invitation.case.patientId : null,
    language: languageFor(definition, invitation.language),
    issues: invitation.case.issues,
    isAnswered: invitation.answer !== null,
    hasOptedOut: optedOut !== null,
  };
}

/** What the public page shows. To look changes nothing, whoever or whatever looks. */
export async function readOpenSurvey(
  token: string,
  { lang, score, now }: { lang: SurveyLanguage | undefined; score: string | undefined; now: Date },
): Promise<OpenSurvey> {
  const opened = await openLink(systemDb(), token, now);
  if (!opened) return { state: "gone" };
  const { definition, issues, hasOptedOut } = opened;
  const languages = languagesOf(definition);
  const language = languages.find((one) => one === lang) ?? opened.language;
  if (opened.isAnswered) return { state: "answered", language };
  const texts = definition.languages[language];
  if (!texts) return { state: "gone" };
  const names = nameIssues(
    issues.map(({ category }) => category),
    language,
  );
  const rows = issues.map(({ id }, at) => ({ id, words: names[at] ?? "" }));
  return {
    ...{
      state: "open",
      language,
      languages,
      title: texts.title,
      intro: texts.intro,
      comment: texts.comment,
      hasOptedOut,
    },
    notice: PAGE_WORDS[language][definition.instrument === "fft" ? "named" : "notice"],
    fields: fieldsOf(definition, language),
    issues: texts.issues && rows.length > 0 ? { question: texts.issues, rows } : null,
    chosen: preselected(definition, score),
  };
}

function fieldsOf({ items, languages }: Definition, language: SurveyLanguage): SurveyField[] {
  return items.map((item, at) => {
    const words = languages[language]?.items[item.id];
    return {
      ...{ name: fieldOf(at), question: words?.question ?? "", isRequired: item.isRequired },
      ends: words?.ends ?? null,
      options: valuesOf(item).map((value) => ({ value, label: words?.choices?.[value] ?? value })),
    };
  });
}
