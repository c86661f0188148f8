import { hash } from "@node-rs/argon2";
import { Client } from "pg";
import accounts from "./demo-accounts.json" with { type: "json" };
import { buildDemoData } from "./demo-data";
import { countRollups } from "./rollups";
import type { DemoData } from "./rows";

const CHUNK = 5_000;
const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Why the demo data was not loaded, in a sentence for the person who asked for it. */
export class SeedRefused extends Error {}

/** Fills an empty, migrated database with the demo data as of `now`, in one transaction. Throws SeedRefused when it is not empty. */
export async function loadDemoData(connectionString: string, now: Date): Promise<DemoData> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL heard.search_later = 'on'");
    await refuseUnlessEmpty(client);
    const data = buildDemoData(now);
    await writeAll(client, data, await hash(accounts.password, HASHING));
    await client.query("COMMIT");
    // Without statistics the first screens would be planned blindly.
    await client.query("ANALYZE");
    await client.query(`SELECT heard_name_index(array_agg("id")) FROM "Patient"`);
    await client.query(`SELECT heard_article_index(array_agg("id")) FROM "Article"`);
    await client.query(`SELECT heard_search_index(array_agg("id")) FROM "Case"`);
    await countRollups(client);
    return data;
  } finally {
    await client.end();
  }
}

async function refuseUnlessEmpty(client: Client): Promise<void> {
  await client.query('LOCK TABLE "Organisation" IN SHARE ROW EXCLUSIVE MODE');
  const { rowCount } = await client.query('SELECT 1 FROM "Organisation" LIMIT 1');
  if (rowCount) throw new SeedRefused("This database already holds an organisation, so the demo data was not loaded.");
}

async function writeAll(client: Client, data: DemoData, passwordHash: string): Promise<void> {
  await insert(client, "Organisation", data.organisations);
  await insert(client, "Site", data.sites);
  await insert(client, "Unit", data.units);
  await insert(
    client,
    "Person",
    data.people.map((person) => ({ ...person, passwordHash })),
  );
  await insert(client, "SiteCalendar", data.siteCalendars);
  await insert(client, "CalendarDay", data.calendarDays);
  await insert(client, "RoleGrant", data.roleGrants);
  await insert(client, "Patient", data.patients);
  await insert(client, "PatientMerge", data.patientMerges);
  await insert(client, "PatientAlert", data.patientAlerts);
  await insert(client, "CaseCounter", data.caseCounters);
  await insert(
    client,
    "Case",
    data.cases.map(({ unheardSince: _made, isOpen: _too, ...row }) => row),
  );
  await insert(client, "CaseLink", data.caseLinks);
  await insert(client, "CaseMerge", data.caseMerges);
  await insert(client, "Tag", data.tags);
  await insert(client, "CaseTag", data.caseTags);
  await insert(client, "Referral", data.referrals);
  await insert(client, "BulkRun", data.bulkRuns);
  await insert(client, "BulkRow", data.bulkRows);
  await insert(client, "CaseFacts", data.caseFacts);
  await insert(client, "KindChange", data.kindChanges);
  await insert(client, "Representative", data.representatives);
  await insert(client, "Issue", data.issues);
  await insert(client, "Note", data.notes);
  await insert(client, "NoteMention", data.noteMentions);
  await insert(client, "Contact", data.contacts);
  await insert(client, "PrivilegedNote", data.privilegedNotes);
  await insert(client, "Escalation", data.escalations);
  await insert(client, "Duty", data.duties);
  await insert(client, "CaseWait", data.caseWaits);
  await insert(client, "Closing", data.closings);
  await insert(client, "BillingDispute", data.billingDisputes);
  await insert(client, "ChargeLine", data.chargeLines);
  await insert(client, "ChargeDecision", data.chargeDecisions);
  await insert(client, "CollectionHold", data.collectionHolds);
  await insert(client, "PaymentPlan", data.paymentPlans);
  await insert(client, "PaymentPart", data.paymentParts);
  await insert(client, "Request", data.requests);
  await insert(client, "SiteBody", data.siteBodies);
  await insert(client, "LetterTemplate", data.letterTemplates);
  await insert(client, "LetterTemplateVersion", data.letterTemplateVersions);
  await insert(client, "Letter", data.letters);
  await insert(client, "LetterVersion", data.letterVersions);
  await insert(client, "LetterMail", data.letterMails);
  await insert(client, "LetterComment", data.letterComments);
  await insert(client, "LetterSending", data.letterSendings);
  await insert(client, "LetterWord", data.letterWords);
  await insert(client, "Denominator", data.denominators);
  await insert(client, "GroupVolume", data.groupVolumes);
  await insert(client, "ChartTarget", data.chartTargets);
  await insert(client, "SurveySetting", data.surveySettings);
  await insert(client, "SurveyInstrument", data.surveyInstruments);
  await insert(client, "SurveyVersion", data.surveyVersions);
  await insert(client, "SurveyInvitation", data.surveyInvitations);
  await insert(client, "SurveyLink", data.surveyLinks);
  await insert(client, "SurveyAnswer", data.surveyAnswers);
  await insert(client, "SurveyImportProfile", data.surveyImportProfiles);
  await insert(client, "SurveyImport", data.surveyImports);
  await insert(client, "SurveyImportReject", data.surveyImportRejects);
  await insert(client, "ImportedResponse", data.importedResponses);
  await insert(client, "ImportedTally", data.importedTallies);
  await insert(client, "Report", data.reports);
  await insert(client, "ReportSite", data.reportSites);
  await insert(client, "ReportSchedule", data.reportSchedules);
  await insert(client, "ReportScheduleReader", data.reportScheduleReaders);
  await insert(client, "Improvement", data.improvements);
  await insert(client, "ImprovementCase", data.improvementCases);
  await insert(client, "ImprovementCycle", data.improvementCycles);
  await insert(
    client,
    "Article",
    data.articles.map(({ currentId: _afterwards, ...row }) => row),
  );
  await insert(client, "ArticleVersion", data.articleVersions);
  await client.query(`
    UPDATE "Article" a SET "currentId" = v."id" FROM "ArticleVersion" v
    WHERE v."articleId" = a."id" AND v."number" = a."version"`);
  await insert(client, "Absence", data.absences);
  await insert(client, "Handover", data.handovers);
  await insert(client, "HandoverPart", data.handoverParts);
  await insert(client, "ClockPause", data.clockPauses);
  await insert(client, "ClockExtension", data.clockExtensions);
  await insert(client, "Clock", data.clocks);
  await insert(client, "Notification", data.notifications);
  await insert(client, "FollowUp", data.followUps);
  await insert(client, "FollowUpAttempt", data.followUpAttempts);
  await insert(client, "PatientPromise", data.patientPromises);
  await insert(client, "Event", data.events);
  await insert(client, "EventDetail", data.eventDetails);
}

// Names the columns, so that one added later with a default keeps it.
async function insert(client: Client, table: string, rows: object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map((column) => `"${column}"`)
    .join(", ");
  for (let from = 0; from < rows.length; from += CHUNK) {
    await client.query(
      `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1)`,
      [JSON.stringify(rows.slice(from, from + CHUNK))],
    );
  }
}
