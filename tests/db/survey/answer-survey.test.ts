import { describe, expect, test } from "vitest";
import { listTriage } from "@/lib/case/queries/queue";
import { systemDb } from "@/lib/platform/db";
import { keyedHashOf } from "@/lib/platform/secret-link";
import { countTry } from "@/lib/platform/throttle";
import { newId } from "@/lib/shared/ids";
import { answerSurvey, optOut, respondToSurvey } from "@/lib/survey/mutations/answer-survey";
import { raiseConcern, raiseLostConcerns } from "@/lib/survey/mutations/raise-concern";
import { hashOfAddress } from "@/lib/survey/queries/facts";
import { readOpenSurvey } from "@/lib/survey/queries/links";
import { MOST_TRIES } from "@/lib/survey/rules/pace";
import { PAGE_WORDS } from "@/lib/survey/rules/words";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refusalOf } from "../../support/evidence";
import { anIssue, aUnit, aViewer, NOW } from "../../support/factories";
import { race } from "../../support/races";
import { aClosedCase, anInvitation } from "../../support/surveys";

const DAY = 86_400_000;
const ctx = { actor: { id: null, name: "Whoever raised it" }, now: new Date(NOW.getTime() + DAY) };
const LATE = { ...ctx, now: new Date(NOW.getTime() + 30 * DAY) };
const answerOf = (caseId: string) => systemDb().surveyAnswer.findUnique({ where: { caseId } });
const look = (token: string, now = ctx.now) => readOpenSurvey(token, { lang: undefined, score: undefined, now });

async function anAsked(given: Parameters<typeof anInvitation>[1] = {}, of: Parameters<typeof aClosedCase>[0] = {}) {
  const closed = await aClosedCase(of);
  return { ...closed, ...(await anInvitation(closed, given)) };
}

describe("a survey", () => {
  test("is answered once, and says so afterwards", async () => {
    const asked = await anAsked();
    const issue = await anIssue({ caseId: asked.id, siteId: asked.site.id, category: "communication" });
    const given = {
      token: asked.token,
      items: { q1: "5", q2: "4" },
      issues: [{ issueId: issue.id, isAnswered: "no" }],
      comment: "They rang me twice.",
    };
    expect(await answerSurvey(ctx, given)).toEqual({ isAnswered: true });
    expect(await answerSurvey(ctx, { ...given, comment: "Something else" })).toEqual({ isAnswered: true });
    expect(await answerOf(asked.id)).toMatchObject({
      ...{ items: { easy_to_raise: "5", listened: "4" }, issues: [{ issueId: issue.id, isAnswered: false }] },
      ...{ comment: "They rang me twice.", language: "en", answeredAt: ctx.now, worries: [] },
    });
    const events = await eventsOf("case", asked.id);
    expect(events.map(({ type }) => type)).toEqual(["survey.answered"]);
    expect(JSON.stringify(events)).not.toContain("rang me");
    expect(await look(asked.token)).toEqual({ state: "answered", language: "en", site: asked.site.name });
  });

  test("is answered once by whoever sends it five times at once", async () => {
    const asked = await anAsked();
    const send = () => answerSurvey(ctx, { token: asked.token, comment: "Thank you." });
    const { works } = await race(
      { table: "Case", id: asked.id },
      Array.from({ length: 5 }, () => send),
    );
    await Promise.all(works);
    expect(await eventTypesOf("case", asked.id)).toEqual(["survey.answered"]);
  });

  test("that is looked at by any scanner records nothing", async () => {
    const asked = await anAsked({ instrument: "nps" });
    const opened = () => readOpenSurvey(asked.token, { lang: "es", score: "9", now: ctx.now });
    const { changed } = await attempt(opened);
    expect(changed).toEqual([]);
    expect(await opened()).toMatchObject({
      ...{ state: "open", site: asked.site.name, language: "es", chosen: { field: "items.q1", value: "9" } },
    });
    expect(await answerOf(asked.id)).toBeNull();
  });

  test("says that it is not anonymous where the test of that name is elsewhere", async () => {
    const { token } = await anAsked({ instrument: "fft" });
    expect(await look(token)).toMatchObject({ pages: { en: { notice: PAGE_WORDS.en.named } } });
  });

  test("names nobody, no reference, and issues by what they are about alone", async () => {
    const asked = await anAsked();
    await anIssue({
      caseId: asked.id,
      siteId: asked.site.id,
      summary: "Dr Vale shouted",
      category: "respect_and_rights",
    });
    const shown = await look(asked.token);
    expect(shown).toMatchObject({ pages: { en: { issues: { rows: [{ words: "Respect, and your rights" }] } } } });
    const text = JSON.stringify(shown);
    for (const secret of ["Vale", asked.reference, asked.patient?.name ?? "-", asked.about]) {
      expect(text).not.toContain(secret);
    }
  });

  test("that has run out, and one that nobody knows, look the same and take nothing", async () => {
    const { token } = await anAsked();
    for (const [given, at] of [
      [token, LATE],
      ["A".repeat(43), ctx],
      ["", ctx],
    ] as const) {
      expect(await look(given, at.now)).toEqual({ state: "gone" });
      for (const verb of [answerSurvey, optOut]) {
        const ended = await attempt(() => verb(at, { token: given, comment: "Hello" }));
        expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
      }
    }
  });

  test("with a wrong answer is refused in its language, and keeps nothing", async () => {
    const { token } = await anAsked({ instrument: "csat", language: "es" });
    const send = () => answerSurvey(ctx, { token, items: { q1: "7" }, comment: "Hola" });
    expect(await attempt(send)).toEqual({ outcome: "INVALID", changed: [] });
    expect((await refusalOf(send())).details.fieldErrors).toEqual({ "items.q1": [PAGE_WORDS.es.notListed] });
  });

  test("is answered also where its case was merged since", async () => {
    const asked = await anAsked();
    const other = await aClosedCase({ site: asked.site });
    await systemDb().case.update({
      where: { id: asked.id },
      data: { mergedIntoId: other.id, state: "reopened", closedAt: null },
    });
    expect(await outcomeOf(answerSurvey(ctx, { token: asked.token, comment: "Thank you." }))).toBe("done");
  });

  test("cannot be changed once it is answered, nor what was asked", async () => {
    const asked = await anAsked();
    await answerSurvey(ctx, { token: asked.token, comment: "Thank you." });
    await optOut(ctx, { token: asked.token });
    for (const sql of [
      `UPDATE "SurveyAnswer" SET "comment" = 'Nothing'`,
      `DELETE FROM "SurveyAnswer"`,
      `UPDATE "SurveyVersion" SET "definition" = '{}'`,
      `DELETE FROM "SurveyOptOut"`,
      `DELETE FROM "SurveyInvitation"`,
    ]) {
      const ended = await attempt(() => systemDb().$executeRawUnsafe(sql));
      expect(ended, sql).toEqual({ outcome: "stopped by the database", changed: [] });
    }
  });
});

test("who wants no more surveys is kept once, with the patient and without the address", async () => {
  const asked = await anAsked();
  await optOut(ctx, { token: asked.token });
  await optOut(ctx, { token: asked.token });
  const kept = await systemDb().surveyOptOut.findMany({ where: { invitationId: asked.invitationId } });
  expect(kept).toMatchObject([{ patientId: asked.patientId, siteId: asked.site.id, at: ctx.now }]);
  expect(JSON.stringify(kept)).not.toContain("people.example");
  expect(await eventTypesOf("case", asked.id)).toEqual(["survey.opted_out"]);
  expect(await look(asked.token)).toMatchObject({ state: "open", hasOptedOut: true });
});

test("a relative who wants no more surveys silences their own address, and not the patient", async () => {
  const asked = await anAsked({}, { reporterKind: "representative", reporterName: "Jo Price" });
  await optOut(ctx, { token: asked.token });
  const kept = await systemDb().surveyOptOut.findMany({ where: { invitationId: asked.invitationId } });
  expect(kept).toMatchObject([{ patientId: null, addressHash: hashOfAddress("pat@people.example") }]);
});

describe("an answer that asks for a person", () => {
  const job = { actor: { id: null, name: "Surveys" }, now: ctx.now };

  test("becomes one concern in the tray, linked with its case and grave by what was written", async () => {
    const asked = await anAsked();
    const unit = await aUnit(asked.site);
    await systemDb().case.update({ where: { id: asked.id }, data: { unitId: unit.id } });
    await answerSurvey(ctx, { token: asked.token, items: { q2: "1", q3: "2" }, comment: "She was neglected again." });
    const answer = await answerOf(asked.id);
    const [first, second] = [await raiseConcern(job, answer?.id ?? ""), await raiseConcern(job, answer?.id ?? "")];
    expect(first).toBe(second);
    const concern = await systemDb().case.findUniqueOrThrow({ where: { id: first ?? "" } });
    expect(concern).toMatchObject({
      ...{ siteId: asked.site.id, unitId: unit.id, patientId: asked.patientId, ownerId: null, state: "new" },
      ...{ channel: "survey", severity: 3, words: "She was neglected again.", loggedById: asked.closer.id },
    });
    const link = await systemDb().caseLink.findFirst({ where: { fromId: concern.id, toId: asked.id } });
    expect(link).toMatchObject({ type: "follow_up", voidedAt: null });
    expect(await eventTypesOf("case", asked.id)).toEqual(["survey.answered", "case.linked", "survey.concern_raised"]);
    const supervisor = await aViewer({ site: asked.site, role: "supervisor" });
    const { unassigned } = await listTriage(supervisor, job.now);
    expect(unassigned.map(({ id }) => id)).toEqual([concern.id]);
  });

  test("by its score alone says what was chosen where nothing was written", async () => {
    const asked = await anAsked({ instrument: "csat" });
    await answerSurvey(ctx, { token: asked.token, items: { q1: "1" } });
    const id = await raiseConcern(job, (await answerOf(asked.id))?.id ?? "");
    const { words, severity } = await systemDb().case.findUniqueOrThrow({ where: { id: id ?? "" } });
    expect(words).toBe(
      "No comment was written. Their answers to the survey:\nHow satisfied are you with how we dealt with it? 1 of 5",
    );
    expect(severity).toBe(2);
  });

  test("is made one of by one of two workers", async () => {
    const asked = await anAsked({ instrument: "nps" });
    await answerSurvey(ctx, { token: asked.token, items: { q1: "0" } });
    const { id } = (await answerOf(asked.id)) ?? { id: "" };
    const { works } = await race({ table: "Case", id: asked.id }, [
      () => raiseConcern(job, id),
      () => raiseConcern(job, id),
    ]);
    await Promise.all(works);
    expect(await systemDb().case.count({ where: { siteId: asked.site.id, channel: "survey" } })).toBe(1);
  });

  test("is taken up where its own job was lost, once", async () => {
    const asked = await anAsked({ instrument: "csat" });
    await answerSurvey(ctx, { token: asked.token, items: { q1: "2" } });
    await raiseLostConcerns(job);
    const made = (await answerOf(asked.id))?.concernId;
    expect(made).not.toBeNull();
    expect(await raiseLostConcerns(job)).toBe(0);
    expect((await answerOf(asked.id))?.concernId).toBe(made);
  });

  test("is left alone where nothing asks for it", async () => {
    const asked = await anAsked({ instrument: "nps" });
    await answerSurvey(ctx, { token: asked.token, items: { q1: "10" } });
    expect(await raiseConcern(job, (await answerOf(asked.id))?.id ?? "")).toBeNull();
  });
});

describe("what else is sent from the page", () => {
  const typed = { items: { q2: "4" }, issues: [], comment: "Half a thought" };

  test.each([
    ["es", "es", false],
    ["stop", "en", true],
  ] as const)("%s keeps what was typed and records no answer", async (deed, language, hasOptedOut) => {
    const asked = await anAsked();
    const responded = await respondToSurvey(ctx, { deed, token: asked.token, language: "en", ...typed });
    expect(responded).toEqual({
      ...{ is: "shown", language, hasOptedOut },
      typed: { "items.q2": "4", comment: "Half a thought" },
    });
    expect(await answerOf(asked.id)).toBeNull();
  });

  test("is refused where too much comes with one link, and the answer is taken later", async () => {
    const asked = await anAsked();
    const from = { ...ctx, address: newId() };
    const send = (at = from) => respondToSurvey(at, { deed: "es", token: asked.token, ...typed });
    for (let count = 0; count < MOST_TRIES.link; count += 1) await send();
    expect(await outcomeOf(send())).toBe("CONFLICT");
    const later = { ...from, now: new Date(ctx.now.getTime() + 16 * 60_000) };
    expect(await respondToSurvey(later, { deed: "send", token: asked.token, ...typed })).toEqual({ is: "answered" });
  });

  test("with links that nobody was sent is counted by its address; known ones and those that ran out are not", async () => {
    const asked = await anAsked();
    const address = newId();
    const at = { lang: undefined, score: undefined, now: ctx.now, address };
    await readOpenSurvey(asked.token, at);
    await readOpenSurvey(asked.token, { ...at, now: LATE.now });
    await readOpenSurvey("nobody's", at);
    expect(await systemDb().throttle.count({ where: { key: keyedHashOf("throttle survey unknown", address) } })).toBe(
      0,
    );
    await readOpenSurvey("A".repeat(43), at);
    expect(await countTry("survey unknown", address, { now: ctx.now, minutes: 15 })).toBe(2);
  });
});

test.each([
  ["pt", undefined, "This survey is not available in Portuguese. It goes on in English."],
  ["pt", "es-MX", null],
  [undefined, "vi", "This survey is not available in Vietnamese. It goes on in English."],
  [undefined, undefined, null],
])("whose language is %s and who asks for %s is told: %s", async (wanted, lang, missing) => {
  const { token } = await anInvitation(await aClosedCase(), { wanted });
  const shown = await readOpenSurvey(token, { lang, score: undefined, now: ctx.now });
  expect(shown).toMatchObject({ state: "open", missing });
});
