import { describe, expect, test } from "vitest";
import { closeCase } from "@/lib/case/mutations/close-case";
import { answerCase } from "@/lib/case/mutations/move-case";
import { listCases } from "@/lib/case/queries/queue";
import { answerCaseSchema, closeCaseSchema, queueSchema } from "@/lib/case/schema";
import { extendClock } from "@/lib/clock/mutations/extend-clock";
import { sweepClocks } from "@/lib/clock/mutations/sweep";
import { extendClockSchema } from "@/lib/clock/schema";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { receiveDocument, recordDelegation } from "@/lib/delegation/mutations";
import { listDelegationWarnings } from "@/lib/delegation/queries";
import { approveLetter, submitLetter } from "@/lib/letter/mutations/decide-letter";
import { saveLetter } from "@/lib/letter/mutations/save-letter";
import { sendLetter } from "@/lib/letter/mutations/send-letter";
import { writeLetter } from "@/lib/letter/mutations/write-letter";
import { getLetter, readFactsNow } from "@/lib/letter/queries/letters";
import { sendLetterSchema } from "@/lib/letter/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, outcomeOf, refusalOf } from "../../support/evidence";
import { aCase, anIssue, aSite, aViewer, logContactInput, NOW, userCtxFor } from "../../support/factories";
import { incoming } from "../../support/incoming";
import { SAMPLES } from "../../support/sample-files";
import { aSentLetter } from "../../support/sent-letter";
import { aRunningCase, atHospital, clockOf, later } from "./support";

const clocks = (now: Date) => ({ actor: { id: null, name: "Clocks" }, now });

async function aGrievanceOfTwo() {
  const { site, viewer, ctx, at } = await atHospital();
  const row = await aCase({ site, kind: "grievance", state: "investigating", ownerId: viewer.personId });
  const place = { caseId: row.id, siteId: site.id };
  const done = await anIssue({ ...place, finding: "upheld", answer: "You were right, and we are sorry." });
  const left = await anIssue({ ...place, position: 2, summary: "Nobody rang back" });
  const closing = (form: object = {}) =>
    closeCaseSchema.parse({
      ...{ caseId: row.id, expectedState: row.state, expectedKind: row.kind, outcome: "satisfied" },
      ...{ summary: "They had an answer.", hasChanged: "no", lesson: "A slip, put right at once.", issues: [] },
      ...{ answeredVia: "letter", answeredOn: "2026-05-12" },
      ...form,
    });
  return { site, viewer, ctx, at, row, done, left, closing };
}

// What federal surveyors found in hospitals (42 CFR 482.13), each tried here as somebody would.
describe("the findings of surveyors that the verbs are about", () => {
  test("not all of the complainant's issues were investigated or answered: it can be neither answered nor closed", async () => {
    const { ctx, row, left, closing } = await aGrievanceOfTwo();
    const answering = answerCaseSchema.parse({
      ...{ caseId: row.id, expectedState: row.state, answeredVia: "letter", answeredOn: "2026-05-12" },
    });
    expect(await attempt(() => answerCase(ctx, answering))).toEqual({ outcome: "CONFLICT", changed: [] });
    await aSentLetter({ of: row });
    const refused = await refusalOf(closeCase(ctx, closing()));
    expect(Object.values(refused.details.fieldErrors ?? {})).toEqual([["Issue 2 has no answer yet."]]);
    expect((await attempt(() => closeCase(ctx, closing()))).changed).toEqual([]);
    const decision = { finding: "partly_upheld", answer: "We rang, and too late." } as const;
    const late = closing({ issues: [{ issueId: left.id, ...decision }] });
    expect((await refusalOf(closeCase(ctx, late))).details.fieldErrors).toEqual({
      "": ["The letter that went out does not say what the case says of issue 2. Write another."],
    });
    await systemDb().issue.update({ where: { id: left.id }, data: decision });
    await aSentLetter({ of: row });
    expect((await attempt(() => closeCase(ctx, closing()))).outcome).toBe("done");
  });

  test("no answer at all was sent: a grievance cannot be closed as one that nobody could reach", async () => {
    const { ctx, left, closing } = await aGrievanceOfTwo();
    const issues = [{ issueId: left.id, finding: "not_upheld", answer: "Somebody rang the same day." }];
    const untold = { issues, answeredVia: "", answeredOn: "" };
    for (const outcome of ["satisfied", "unreachable"]) {
      const ended = await attempt(() => closeCase(ctx, closing({ ...untold, outcome })));
      expect(ended).toMatchObject({ changed: [] });
      expect(ended.outcome).not.toBe("done");
    }
  });

  test("over 30 days without a written status: no more time without telling them, and silence is told of before it is one", async () => {
    const { site, viewer, at } = await atHospital();
    const given = await aRunningCase(site, { ownerId: viewer.personId, state: "triaged" });
    const more = (form: object) =>
      extendClockSchema.parse({
        ...{ extensionId: newId(), caseId: given.id, limitId: "resolve", amount: "21", reason: "A witness is away." },
        ...form,
      });
    const untold = await attempt(() => extendClock(at(later(20)), more({})));
    expect(untold).toEqual({ outcome: "INVALID", changed: [] });
    const tooLate = await attempt(() => extendClock(at(later(33)), more({ toldOn: "2026-06-13", toldVia: "letter" })));
    expect(tooLate).toEqual({ outcome: "INVALID", changed: [] });
    const { dueSoonAt, dueAt } = await clockOf(given.id, "update");
    await sweepClocks(clocks(new Date(dueSoonAt.getTime() + 1)));
    const told = await systemDb().clockNotice.findMany({
      where: { clock: { caseId: given.id, clock: "update" } },
      select: { stage: true, dueAt: true },
    });
    expect(told).toEqual([{ stage: "due_soon", dueAt }]);
  });

  test("acknowledged the same day and then nothing by business day 27: the owner and the supervisors are told of the silence", async () => {
    const { site, viewer, at } = await atHospital();
    const supervisor = await aViewer({ site, role: "supervisor" });
    const given = await aRunningCase(site, { ownerId: viewer.personId, state: "triaged" });
    await logContact(at(later(0.2)), logContactInput(given.id));
    await sweepClocks(clocks(later(15)));
    const told = await systemDb().notification.findMany({
      where: { caseId: given.id, type: "clock_late" },
      select: { personId: true },
    });
    expect(new Set(told.map(({ personId }) => personId))).toEqual(new Set([viewer.personId, supervisor.personId]));
  });

  test.each([35, 21])("no contact for %s days: the row of the case says so", async (days) => {
    const site = await aSite();
    const viewer = await aViewer({ site });
    const ctx = (now: Date) => userCtxFor(viewer, now);
    const given = await aCase({ site, receivedAt: later(-60) });
    await logContact(ctx(later(-days)), logContactInput(given.id));
    const shown = async (now: Date) => {
      const { rows } = await listCases(viewer, "open", queueSchema.parse({}), now);
      return rows.find(({ id }) => id === given.id)?.daysUnheard;
    };
    expect(await shown(later(0))).toBe(days);
    await logContact(ctx(later(0)), logContactInput(given.id, { outcome: "left_message" }));
    expect(await shown(later(0))).toBe(days);
    await logContact(ctx(later(0)), logContactInput(given.id));
    expect(await shown(later(0))).toBe(0);
  });

  test("no written delegation from the governing body to the committee: loud where the pack demands it, before it ends too", async () => {
    const { site } = await atHospital();
    const manager = await aViewer({ site, role: "manager" });
    const [ctx, administrator] = [userCtxFor(manager), await aViewer({ site, role: "administrator" })];
    const toldOf = async (day: string) => {
      const [own, other] = await Promise.all(
        [manager, administrator].map((viewer) => listDelegationWarnings(viewer, new Date(`${day}T17:00:00Z`))),
      );
      expect(other).toEqual(own);
      return own?.map(({ basis, standing }) => [basis, standing.state]);
    };
    const basis = "42 CFR 482.13(a)(2), A-0119";
    expect(await toldOf("2026-05-12")).toEqual([[basis, "missing"]]);
    const delegationId = newId();
    const named = { committee: "Grievance committee", signedBy: "Chair of the board" };
    const form = { ...named, adoptedOn: "2026-01-05", expiresOn: "2027-01-05" };
    await recordDelegation(ctx, { delegationId, siteId: site.id, base: 0, ...form });
    expect(await toldOf("2026-05-12")).toEqual([[basis, "undocumented"]]);
    await receiveDocument(ctx, { delegationId, name: "Resolution.pdf" }, incoming(SAMPLES.pdf));
    expect(await toldOf("2026-11-05")).toEqual([]);
    expect(await toldOf("2026-11-06")).toEqual([[basis, "expiring"]]);
    expect(await toldOf("2027-01-06")).toEqual([[basis, "expired"]]);
    const elsewhere = await aViewer({ site: await aSite(), role: "manager" });
    expect(await listDelegationWarnings(elsewhere, new Date("2027-01-06"))).toEqual([]);
    expect(await listDelegationWarnings(await aViewer({ site }), new Date("2027-01-06"))).toEqual([]);
  });
});

const PARTS = {
  "The name of the hospital contact person": "Your contact is Dana Moreau.",
  "The steps taken to investigate": "We read what you told us, and what the ward had written down.",
  "The results of the grievance process": "## The wait was long\n\nYou were right, and we are sorry. We uphold this.",
  "The date of completion": "We finished looking into this on 12 May 2026.",
};

/** A grievance that is all decided, and its answer as whoever owns it writes it. */
async function anAnswerToWrite(text: string) {
  const site = await aSite({ country: "US", timeZone: "America/New_York" });
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const lee = await aViewer({ site, role: "supervisor" });
  const row = await aCase({ site, kind: "grievance", state: "response_drafted", ownerId: dana.personId });
  const decided = { finding: "upheld", answer: "You were right, and we are sorry." } as const;
  const { id } = await anIssue({ caseId: row.id, siteId: site.id, ...decided });
  await systemDb().issue.update({ where: { id }, data: { decidedAt: NOW, decidedById: dana.personId } });
  const write = { idempotencyKey: newId(), caseId: row.id, kind: "resolution", language: "en" } as const;
  const { letterId, reference } = await writeLetter(userCtxFor(dana), write);
  const { text: base } = await getLetter(dana, { reference, id: letterId });
  await saveLetter(userCtxFor(dana), { letterId, base, text });
  const submit = () => submitLetter(userCtxFor(dana), { letterId, text });
  const approve = async () => {
    const { digest } = await readFactsNow(lee, await getLetter(lee, { reference, id: letterId }), NOW);
    await approveLetter(userCtxFor(lee), { letterId, version: 2, facts: digest });
  };
  const send = (changes: object = {}) =>
    sendLetter(
      userCtxFor(dana, later(1)),
      sendLetterSchema.parse({
        ...{ sendingId: newId(), letterId, version: 2, way: "post", sentOn: "2026-05-13", ...changes },
      }),
    );
  const close = (form: object = {}) =>
    closeCase(
      userCtxFor(dana, later(1)),
      closeCaseSchema.parse({
        ...{ caseId: row.id, expectedState: "answered", expectedKind: "grievance", outcome: "satisfied" },
        ...{ summary: "They had an answer.", hasChanged: "no", lesson: "A slip.", issues: [], ...form },
      }),
    );
  return { dana, row, submit, approve, send, close };
}

describe("the findings of surveyors that letters are about", () => {
  const whole = Object.values(PARTS).join("\n\n");

  test("a letter with all four elements goes out, and its case closes", async () => {
    const { submit, approve, send, close } = await anAnswerToWrite(whole);
    await submit();
    await approve();
    await send();
    expect(await outcomeOf(close())).toBe("done");
  });

  test.each(Object.keys(PARTS))(
    "letters lacked steps, results, a contact or a date: without %s it is named, and nothing else",
    async (label) => {
      const rest = Object.entries(PARTS).filter(([other]) => other !== label);
      const { submit } = await anAnswerToWrite(rest.map(([, words]) => words).join("\n\n"));
      expect(await attempt(submit)).toEqual({ outcome: "CONFLICT", changed: [] });
      const { message } = await refusalOf(submit());
      expect(Object.keys(PARTS).filter((each) => message.includes(each))).toEqual([label]);
    },
  );

  test("6 of 6 grievances had no letter at all: none of them is answered or closed", async () => {
    for (const outcome of ["satisfied", "reasonable_action", "unreachable"]) {
      const { row, close } = await anAnswerToWrite(whole);
      const untold = { outcome, expectedState: row.state, answeredVia: "phone", answeredOn: "2026-05-12" };
      expect(await attempt(() => close(untold))).toEqual({ outcome: "INVALID", changed: [] });
    }
  });

  test("a case counted as resolved once somebody else had it: with a referral it is owed its letter all the same", async () => {
    const { row, close } = await anAnswerToWrite(whole);
    const referred = { outcome: "reasonable_action", expectedState: row.state, answeredVia: "phone" };
    const closing = { ...referred, answeredOn: "2026-05-12", openRequestsReason: "Referred to the state agency." };
    expect((await refusalOf(close(closing))).details.fieldErrors?.[""]?.[0]).toContain("is a draft");
  });

  test("3 patients declined a letter on the phone: they have it in writing all the same", async () => {
    const { submit, approve, send, close } = await anAnswerToWrite(whole);
    await submit();
    await approve();
    const declined = { way: "told_otherwise", toldVia: "phone", note: "She wants no letter; read to her." };
    expect(await attempt(() => send(declined))).toEqual({ outcome: "INVALID", changed: [] });
    expect(await outcomeOf(close({ expectedState: "response_drafted" }))).toBe("INVALID");
    await send({ ...declined, toldVia: "portal", proof: "Message 12" });
    expect(await outcomeOf(close())).toBe("done");
  });

  test("a follow-up was promised and nothing came: what a letter promises has a day and an owner", async () => {
    const promise = "We will call you within 10 days.";
    const { dana, row, submit, approve, send } = await anAnswerToWrite(`${whole}\n\n${promise}`);
    await submit();
    await approve();
    await send();
    const made = await systemDb().patientPromise.findMany({ where: { caseId: row.id } });
    expect(made).toEqual([
      expect.objectContaining({ words: promise, ownerId: dana.personId, dueOn: new Date("2026-05-23") }),
    ]);
  });
});
