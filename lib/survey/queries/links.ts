import "server-only";
import { setTimeout } from "node:timers/promises";
import type { HcatCategory } from "@/lib/issue/schema";
import { languageName } from "@/lib/patient/labels";
import { systemDb, type Tx } from "@/lib/platform/db";
import { hashOfToken } from "@/lib/platform/secret-link";
import { countTry } from "@/lib/platform/throttle";
import { LANGUAGE_LABELS } from "../labels";
import { fieldOf, isSpoken, languageFor, languagesOf, preselected, valuesOf } from "../rules/answer";
import { mayBeToken, PACE_MINUTES, waitMs } from "../rules/pace";
import { nameIssues, PAGE_WORDS } from "../rules/words";
import { type Definition, definitionSchema, type SurveyLanguage } from "../schema";
import type { OpenSurvey, SurveyField, SurveyPage } from "../types";

const MOST_ISSUES = 20;

type IssueToName = { id: string; category: HcatCategory | null };

export type Opened = {
  invitationId: string;
  caseId: string;
  siteId: string;
  site: string;
  /** Of whoever was asked where that is the patient; null of anybody who spoke for them. */
  patientId: string | null;
  address: string | null;
  versionId: string;
  definition: Definition;
  language: SurveyLanguage;
  /** Theirs, where the survey does not speak it. */
  wanted: string | null;
  issues: IssueToName[];
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
          ...{ id: true, caseId: true, siteId: true, address: true, language: true, wanted: true, versionId: true },
          version: { select: { definition: true } },
          answer: { select: { language: true } },
          site: { select: { name: true } },
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
  const { id, caseId, siteId, address, wanted } = invitation;
  const optedOut = await db.surveyOptOut.findUnique({ where: { invitationId: id }, select: { id: true } });
  return {
    ...{ invitationId: id, caseId, siteId, site: invitation.site.name, address, versionId, definition, wanted },
    patientId: invitation.case.reporterKind === "patient" ? invitation.case.patientId : null,
    // Once it is answered, that of the answer: who changed it on the page is thanked in it.
    language: languageFor(definition, invitation.answer?.language ?? invitation.language),
    issues: invitation.case.issues,
    isAnswered: invitation.answer !== null,
    hasOptedOut: optedOut !== null,
  };
}

/** What the public page shows. To look changes nothing, whoever or whatever looks. */
export async function readOpenSurvey(token: string, asked: AskedFor): Promise<OpenSurvey> {
  const { lang, score, now } = asked;
  const opened = await openLink(systemDb(), token, now);
  if (!opened) {
    await waitForUnknown(token, asked);
    return { state: "gone" };
  }
  const { definition, issues, hasOptedOut } = opened;
  const languages = languagesOf(definition);
  const language = lang ? languageFor(definition, lang) : opened.language;
  const { site } = opened;
  if (opened.isAnswered) return { state: "answered", language: opened.language, site };
  return {
    ...{ state: "open", site, language, languages, hasOptedOut, chosen: preselected(definition, score) },
    missing: tellMissing({ definition, language, wanted: lang ?? opened.wanted }),
    pages: Object.fromEntries(languages.map((one) => [one, pageOf(definition, one, issues)])),
  };
}

type AskedFor = { lang: string | undefined; score: string | undefined; now: Date; address?: string };

/**
 * Lets who tries links that nobody was sent wait, longer each time; a link that has run out was sent once, so whatever opens all of an old e-mail
 * waits for nothing.
 */
export async function waitForUnknown(token: string, { address, now }: { address?: string; now: Date }): Promise<void> {
  if (address === undefined || !mayBeToken(token)) return;
  const known = await systemDb().surveyLink.findUnique({
    where: { tokenHash: hashOfToken(token) },
    select: { id: true },
  });
  if (known) return;
  await setTimeout(waitMs(await countTry("survey unknown", address, { now, minutes: PACE_MINUTES })));
}

type Missing = { definition: Definition; language: SurveyLanguage; wanted: string | null };

/** In English, as the language that is wanted is one that we do not speak: that the survey goes on in another. Null where it speaks theirs. */
function tellMissing({ definition, language, wanted }: Missing): string | null {
  if (!wanted || languagesOf(definition).some((one) => isSpoken(wanted, one))) return null;
  return `This survey is not available in ${languageName(wanted)}. It goes on in ${LANGUAGE_LABELS[language]}.`;
}

/** What a survey says in one language, around its questions too. `issues`: what was raised, by what it is about. */
export function pageOf(definition: Definition, language: SurveyLanguage, issues: IssueToName[]): SurveyPage {
  const texts = definition.languages[language];
  const names = nameIssues(
    issues.map(({ category }) => category),
    language,
  );
  const rows = issues.map(({ id }, at) => ({ id, words: names[at] ?? "" }));
  return {
    ...{ title: texts?.title ?? "", intro: texts?.intro ?? "", comment: texts?.comment ?? "" },
    notice: PAGE_WORDS[language][definition.instrument === "fft" ? "named" : "notice"],
    fields: fieldsOf(definition, language),
    issues: texts?.issues && rows.length > 0 ? { question: texts.issues, rows } : null,
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
