import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverMail } from "@/lib/notification/mutations/deliver";
import { systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { hashOfToken } from "@/lib/platform/secret-link";
import { newId } from "@/lib/shared/ids";
import { inviteDue, withholdSurvey } from "@/lib/survey/mutations/invite-due";
import { makeInstrument } from "@/lib/survey/mutations/make-instrument";
import { beginDraft, publishInstrument } from "@/lib/survey/mutations/publish-instrument";
import { hashOfAddress } from "@/lib/survey/queries/facts";
import { findCaseSurvey } from "@/lib/survey/queries/of-case";
import type { SurveyExclusion } from "@/lib/survey/schema";
import { attempt, eventTypesOf, outcomeOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  anIssue,
  aPatient,
  aPerson,
  aRepresentative,
  aSite,
  aViewer,
  NOW,
  userCtxFor,
} from "../../support/factories";
import { headerOf, type MailServer, startMailServer } from "../../support/mail-server";
import { openConnections } from "../../support/races";
import { aClosedCase, asking, CLOSED_AT } from "../../support/surveys";

let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
  process.env.SMTP_URL = server.url;
  process.env.HEARD_MAIL_FROM = "Heard <heard@northgate.example>";
  process.env.HEARD_URL = "https://heard.northgate.example";
});
afterAll(() => server.stop());
beforeEach(() => {
  server.received.length = 0;
});

const DAY = 86_400_000;
const ctx = { actor: { id: null, name: "Surveys" }, now: NOW };
const invitationOf = (caseId: string) => systemDb().surveyInvitation.findUnique({ where: { caseId } });
const bodyOf = (source: string) =>
  Buffer.from(
    source.split("\r\n\r\n").slice(1).join("\r\n\r\n").replaceAll(/=\r\n/g, "").replaceAll(/=3D/g, "="),
  ).toString();

async function aDue(given: Parameters<typeof aClosedCase>[0] = {}) {
  const due = await aClosedCase(given);
  await asking(due.site);
  return due;
}

describe("a case that was closed some days ago", () => {
  test("is asked about once, by a link of which only a hash is kept", async () => {
    const due = await aDue();
    await inviteDue(ctx);
    await inviteDue(ctx);
    const invitation = await invitationOf(due.id);
    expect(invitation).toMatchObject({ state: "waiting", excluded: null, language: "en", byId: due.closer.id });
    expect(await deliverMail(ctx, invitation?.id ?? "")).toBe("sent");
    expect(await deliverMail(ctx, invitation?.id ?? "")).toBe("not_due");
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    const token = /\/survey\/([\w-]{43})(?![\w-])/.exec(bodyOf(mail?.source ?? ""))?.[1] ?? "";
    const links = await systemDb().surveyLink.findMany({ where: { invitationId: invitation?.id } });
    expect(links).toMatchObject([
      { tokenHash: hashOfToken(token), siteId: due.site.id, expiresAt: new Date(NOW.getTime() + 30 * DAY) },
    ]);
    expect(JSON.stringify(await systemDb().mailDelivery.findUnique({ where: { id: invitation?.id } }))).not.toContain(
      token,
    );
    expect(await invitationOf(due.id)).toMatchObject({ state: "sent", sentAt: NOW });
    expect(await eventTypesOf("case", due.id)).toEqual(["survey.sent"]);
    expect(mail && headerOf(mail, "subject")).toBe("How did we do?");
    for (const secret of [due.reference, due.patient?.name ?? "-", due.about])
      expect(mail?.source).not.toContain(secret);
  });

  test("is asked about by one of any number of workers", async () => {
    const due = await aDue();
    await openConnections(6);
    await Promise.all(Array.from({ length: 3 }, () => inviteDue(ctx)));
    expect(await systemDb().surveyInvitation.count({ where: { caseId: due.id } })).toBe(1);
    expect(await systemDb().mailDelivery.count({ where: { caseId: due.id, kind: "survey" } })).toBe(1);
  });

  test("is asked about in the patient's language", async () => {
    const due = await aDue({ patient: { language: "es-MX" } });
    await inviteDue(ctx);
    expect(await invitationOf(due.id)).toMatchObject({ language: "es" });
  });

  test.each<[string, Parameters<typeof aClosedCase>[0]]>([
    ["not yet", { closedAt: new Date(NOW.getTime() - 2 * DAY) }],
    ["not any more", { closedAt: new Date(NOW.getTime() - 29.5 * DAY - 4 * DAY) }],
  ])("%s", async (_, given) => {
    const due = await aDue(given);
    await inviteDue(ctx);
    expect(await invitationOf(due.id)).toBeNull();
  });

  test("where the site does not ask, or is asked of a time before it did, is left alone", async () => {
    const quiet = await aClosedCase();
    const before = await aDue();
    await systemDb().surveySetting.update({
      where: { siteId: before.site.id },
      data: { since: new Date(CLOSED_AT.getTime() + 1) },
    });
    const off = await aDue();
    await systemDb().surveySetting.update({ where: { siteId: off.site.id }, data: { isOn: false } });
    await inviteDue(ctx);
    for (const { id } of [quiet, before, off]) expect(await invitationOf(id)).toBeNull();
  });

  test("is left for later where there is no mail server", async () => {
    const due = await aDue();
    const { SMTP_URL } = env();
    Object.assign(env(), { SMTP_URL: undefined });
    await inviteDue(ctx);
    Object.assign(env(), { SMTP_URL });
    expect(await invitationOf(due.id)).toBeNull();
  });

  const EXCLUDED: [SurveyExclusion, () => Promise<{ id: string }>][] = [
    ["kind", () => aDue({ kind: "inquiry" })],
    ["withdrawn", () => aDue({ outcome: "withdrawn" })],
    ["deceased", () => aDue({ patient: { isDeceased: true } })],
    ["anonymous", () => aDue({ reporterKind: "anonymous", patient: null })],
    ["staff", () => aDue({ reporterKind: "staff" })],
    ["no_consent", () => aDue({ reporterKind: "representative", reporterName: "Jo Price" })],
    ["no_consent", () => aDue({ reporterKind: "representative" })],
    ["no_address", () => aDue({ patient: { email: null } })],
    ["unwanted_mail", () => aDue({ patient: { contactNote: "No e-mail, please." } })],
    [
      "sensitive",
      async () => {
        const due = await aDue();
        await systemDb().caseFacts.create({ data: { caseId: due.id, siteId: due.site.id, allegesNeglect: "yes" } });
        return due;
      },
    ],
    [
      "sensitive",
      async () => {
        const due = await aDue();
        const issue = await anIssue({ caseId: due.id, siteId: due.site.id });
        await systemDb().issue.update({ where: { id: issue.id }, data: { foundHarm: 4 } });
        return due;
      },
    ],
    [
      "opted_out",
      async () => {
        const due = await aDue();
        await optOutOf({ patientId: due.patientId, address: "old@people.example" });
        return due;
      },
    ],
    [
      "opted_out",
      async () => {
        const due = await aDue();
        await optOutOf({ patientId: null, address: (await addressOf(due.patientId)).toUpperCase() });
        return due;
      },
    ],
  ];

  test.each(EXCLUDED)("is not asked about: %s", async (excluded, make) => {
    const { id } = await make();
    await inviteDue(ctx);
    expect(await invitationOf(id)).toMatchObject({ state: "not_sent", excluded, address: null });
    expect(server.received).toEqual([]);
    expect(await systemDb().mailDelivery.count({ where: { caseId: id } })).toBe(0);
  });

  test("of somebody who may be told is asked about by their own address", async () => {
    const due = await aDue({ reporterKind: "representative", reporterName: "Jo Price" });
    await aRepresentative({ site: due.site, patientId: due.patientId ?? "", email: "jo@people.example" });
    await inviteDue(ctx);
    expect(await invitationOf(due.id)).toMatchObject({ state: "waiting", address: "jo@people.example" });
  });

  test("is not asked about where that changed before the e-mail went out", async () => {
    const due = await aDue();
    await inviteDue(ctx);
    await systemDb().patient.update({ where: { id: due.patientId ?? "" }, data: { isDeceased: true } });
    const { id } = (await invitationOf(due.id)) ?? { id: "" };
    expect(await deliverMail(ctx, id)).toBe("dropped");
    expect(await invitationOf(due.id)).toMatchObject({ state: "not_sent", excluded: "deceased" });
    expect(server.received).toEqual([]);
  });

  test("is asked about when it is closed again where it was reopened before the e-mail went out", async () => {
    const due = await aDue();
    await inviteDue(ctx);
    const { id } = (await invitationOf(due.id)) ?? { id: "" };
    await systemDb().case.update({ where: { id: due.id }, data: { state: "reopened", closedAt: null } });
    expect(await deliverMail(ctx, id)).toBe("dropped");
    expect(await invitationOf(due.id)).toMatchObject({ state: "not_sent", excluded: "reopened" });
    const viewer = await aViewer({ site: due.site });
    const open = { ...{ id: due.id, siteId: due.siteId }, isClosed: false, isMerged: false };
    expect(await findCaseSurvey(viewer, open, NOW)).toMatchObject({ what: "ahead", obstacle: "open" });
    await systemDb().case.update({ where: { id: due.id }, data: { state: "closed", closedAt: CLOSED_AT } });
    await inviteDue(ctx);
    expect(await invitationOf(due.id)).toMatchObject({ id, state: "waiting", excluded: null });
    expect(await deliverMail(ctx, id)).toBe("sent");
    expect(server.received).toHaveLength(1);
  });

  test("may be held back where it was reopened before the e-mail went out", async () => {
    const due = await aDue();
    await inviteDue(ctx);
    const { id } = (await invitationOf(due.id)) ?? { id: "" };
    await systemDb().case.update({ where: { id: due.id }, data: { state: "reopened", closedAt: null } });
    await deliverMail(ctx, id);
    await withholdSurvey(userCtxFor(await aViewer({ site: due.site })), { caseId: due.id, reason: "They said so." });
    expect(await invitationOf(due.id)).toMatchObject({ id, excluded: "withheld", reason: "They said so." });
  });

  test("goes to the address that is on record when it goes out", async () => {
    const due = await aDue();
    await inviteDue(ctx);
    const { id } = (await invitationOf(due.id)) ?? { id: "" };
    const email = `${newId()}@people.example`;
    await systemDb().patient.update({ where: { id: due.patientId ?? "" }, data: { email } });
    expect(await deliverMail(ctx, id)).toBe("sent");
    expect(server.received.map(({ to }) => to)).toEqual([[email]]);
    expect(await invitationOf(due.id)).toMatchObject({ state: "sent", address: email });
  });

  test("is not asked about where its site was switched off before the e-mail went out", async () => {
    const due = await aDue();
    await inviteDue(ctx);
    const { id } = (await invitationOf(due.id)) ?? { id: "" };
    await systemDb().surveySetting.update({ where: { siteId: due.site.id }, data: { isOn: false } });
    expect(await deliverMail(ctx, id)).toBe("dropped");
    expect(await invitationOf(due.id)).toMatchObject({ state: "not_sent", excluded: "switched_off" });
    expect(server.received).toEqual([]);
  });

  test("says so on the case where the mail server refuses the address", async () => {
    const due = await aDue();
    await inviteDue(ctx);
    const { id } = (await invitationOf(due.id)) ?? { id: "" };
    const { port } = server;
    await server.stop();
    const refusing = await startMailServer({
      port,
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error("no"), { responseCode: 550 })),
    });
    expect(await deliverMail(ctx, id)).toBe("failed");
    await refusing.stop();
    server = await startMailServer({ port });
    expect(await invitationOf(due.id)).toMatchObject({ state: "failed", failure: expect.stringContaining("(550)") });
    expect(await systemDb().mailDelivery.findUnique({ where: { id } })).toMatchObject({ state: "dropped" });
    expect(await eventTypesOf("case", due.id)).toEqual(["survey.not_taken"]);
  });
});

async function optOutOf({ patientId, address }: { patientId: string | null; address: string }): Promise<void> {
  const siteId = (await aSite()).id;
  await systemDb().surveyOptOut.create({
    data: { id: newId(), siteId, patientId, invitationId: newId(), addressHash: hashOfAddress(address), at: NOW },
  });
}

async function addressOf(patientId: string | null): Promise<string> {
  return (await systemDb().patient.findUniqueOrThrow({ where: { id: patientId ?? "" } })).email ?? "";
}

describe("holding a survey back", () => {
  const held = (caseId: string) => ({ caseId, reason: "They asked us to leave it." });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const given = await aCase({ site });
    const by = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => withholdSurvey(by, held(given.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("keeps the reason, tells of it without it, and nobody is asked when the case is closed", async () => {
    const due = await aDue();
    const viewer = await aViewer({ site: due.site });
    await withholdSurvey(userCtxFor(viewer), held(due.id));
    await inviteDue(ctx);
    expect(await invitationOf(due.id)).toMatchObject({
      ...{ state: "not_sent", excluded: "withheld", reason: "They asked us to leave it.", byId: viewer.personId },
    });
    expect(await eventTypesOf("case", due.id)).toEqual(["survey.withheld"]);
  });

  test("is too late once it was sent or held back, and not found from another site", async () => {
    const due = await aDue();
    await inviteDue(ctx);
    const own = userCtxFor(await aViewer({ site: due.site }));
    expect(await attempt(() => withholdSurvey(own, held(due.id)))).toEqual({ outcome: "CONFLICT", changed: [] });
    const foreign = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await outcomeOf(withholdSurvey(foreign, held(due.id)))).toBe("NOT_FOUND");
  });

  test("is all undone where its event cannot be recorded", async () => {
    const given = await aCase({ site: await aSite() });
    const viewer = await aViewer({
      site: { ...(await systemDb().site.findUniqueOrThrow({ where: { id: given.siteId } })) },
    });
    await refuseEventsBy(viewer.personId);
    const ended = await attempt(() => withholdSurvey(userCtxFor(viewer), held(given.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("after a contact", () => {
  async function aReached(moment: "after_contact" | "both", outcome: "reached" | "no_answer" = "reached") {
    const site = await aSite();
    const patient = await aPatient({ site, email: `${newId()}@people.example` });
    const author = await aPerson({ site });
    const row = await aCase({ site, ownerId: author.id, patientId: patient.id });
    await asking(site, { moment });
    await systemDb().contact.create({
      data: {
        ...{
          id: newId(),
          caseId: row.id,
          siteId: site.id,
          direction: "outgoing",
          channel: "phone",
          outcome,
        },
        ...{ at: CLOSED_AT, summary: "Talked it over.", party: "patient", mayBeTold: "yes", authorId: author.id },
        idempotencyKey: newId(),
      },
    });
    return { site, patient, author, ...row };
  }

  test("whoever was reached is asked while their case is open, once, in words that speak of no answer", async () => {
    const due = await aReached("after_contact");
    await inviteDue(ctx);
    await inviteDue(ctx);
    const invitation = await invitationOf(due.id);
    expect(invitation).toMatchObject({ state: "waiting", isAfterContact: true, byId: due.author.id });
    expect(await deliverMail(ctx, invitation?.id ?? "")).toBe("sent");
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.source).toContain("you spoke with us");
  });

  test("nobody is asked of a site that asks after closing alone, nor where nobody was reached", async () => {
    const due = await aReached("after_contact");
    await systemDb().surveySetting.update({ where: { siteId: due.site.id }, data: { moment: "after_closure" } });
    const missed = await aReached("after_contact", "no_answer");
    const closed = await aDue();
    await systemDb().surveySetting.update({ where: { siteId: closed.site.id }, data: { moment: "after_contact" } });
    await inviteDue(ctx);
    for (const { id } of [due, missed, closed]) expect(await invitationOf(id)).toBeNull();
  });

  test("who may not be asked yet is not decided about where the site asks after closing too", async () => {
    const both = await aReached("both");
    const alone = await aReached("after_contact");
    for (const { patient } of [both, alone])
      await systemDb().patient.update({ where: { id: patient.id }, data: { email: null } });
    await inviteDue(ctx);
    expect(await invitationOf(both.id)).toBeNull();
    expect(await invitationOf(alone.id)).toMatchObject({ state: "not_sent", excluded: "no_address" });
  });
});

describe("the same person", () => {
  test.each([
    ["within the days of the site", 30, "asked_lately"],
    ["after them", 0, null],
  ] as const)("is asked about another case %s: %i days", async (_, quietDays, excluded) => {
    const first = await aDue();
    await systemDb().surveySetting.update({ where: { siteId: first.site.id }, data: { quietDays } });
    const second = await aClosedCase({ site: first.site, patientId: first.patientId });
    await inviteDue(ctx);
    const found = await Promise.all([first, second].map(({ id }) => invitationOf(id)));
    expect(found.map((row) => row?.excluded ?? null).toSorted()).toEqual([excluded, null].toSorted());
  });
});

test("whose language the survey does not speak is asked in another, and that is known", async () => {
  const due = await aDue({ patient: { language: "vi" } });
  await inviteDue(ctx);
  expect(await invitationOf(due.id)).toMatchObject({ language: "en", wanted: "vi" });
});

test("a survey of a site's own is asked in its newest version", async () => {
  const due = await aClosedCase();
  const manager = userCtxFor(await aViewer({ site: due.site, role: "manager" }));
  const { instrumentId } = await makeInstrument(manager, { siteId: due.siteId, name: "Ours", from: "csat" });
  await publishInstrument(manager, { instrumentId, revision: 1, languages: ["en"] });
  await beginDraft(manager, { instrumentId });
  await publishInstrument(manager, { instrumentId, revision: 3, languages: ["en"] });
  await asking(due.site, { instrument: instrumentId });
  await inviteDue(ctx);
  const { versionId } = (await invitationOf(due.id)) ?? {};
  const version = await systemDb().surveyVersion.findUnique({ where: { id: versionId ?? "" } });
  expect(version).toMatchObject({ instrument: instrumentId, version: 2 });
});
