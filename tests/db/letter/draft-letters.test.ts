import { describe, expect, test, vi } from "vitest";
import { extendClock } from "@/lib/clock/mutations/extend-clock";
import { pauseClocks } from "@/lib/clock/mutations/pause-clocks";
import { extendClockSchema, pauseClocksSchema } from "@/lib/clock/schema";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { draftLetters } from "@/lib/letter/jobs";
import { submitLetter } from "@/lib/letter/mutations/decide-letter";
import { draftDueLetters } from "@/lib/letter/mutations/draft-letters";
import { saveLetter, voidLetter } from "@/lib/letter/mutations/save-letter";
import { saveTemplate, signOffTemplate } from "@/lib/letter/mutations/save-template";
import { STARTERS } from "@/lib/letter/rules/starters";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { eventsOf, refusalOf } from "../../support/evidence";
import { aLetter, aPatient, aPerson, aViewer, logContactInput, userCtxFor } from "../../support/factories";
import { runJob } from "../../support/jobs";
import { openConnections } from "../../support/races";
import { aRunningCase, atHospital, clockOf, later } from "../clock/support";

// A grievance of 12 May at a hospital: they hear how it stands by 26 May, and have their answer by 11 June.
const BEFORE_UPDATE = later(12);
const BEFORE_ANSWER = later(27);

const drafting = (now: Date) => draftDueLetters({ actor: { id: null, name: "Drafted letters" }, now });
const lettersOf = (caseId: string) =>
  systemDb().letter.findMany({ where: { caseId }, orderBy: { createdAt: "asc" }, include: { draftings: true } });
const toldOf = async (personId: string) =>
  (await systemDb().notification.findMany({ where: { personId, type: "letter_drafted" } })).length;

async function aScene(fields: Parameters<typeof aRunningCase>[1] = {}) {
  const { site, viewer, ctx, at } = await atHospital();
  const { id: patientId } = await aPatient({ site, name: "Ana Ruiz" });
  const by = { ownerId: viewer.personId, state: "investigating", patientId } as const;
  const given = await aRunningCase(site, { ...by, ...fields });
  const onlyLetter = async () => {
    const [letter, ...others] = await lettersOf(given.id);
    if (!letter || others.length > 0) throw new Error("there is not exactly one letter");
    return letter;
  };
  return { site, viewer, ctx, at, given, onlyLetter };
}

const longer = (caseId: string, toldOn = "2026-06-08") =>
  extendClockSchema.parse({
    ...{ extensionId: newId(), caseId, limitId: "resolve", amount: "14", reason: "Two units are to answer." },
    ...{ toldOn, toldVia: "phone" },
  });

describe("drafting letters before a time runs out", () => {
  test("begins one from the template for whoever has the case, tells them, and does it once", async () => {
    const { viewer, given, onlyLetter } = await aScene();
    expect(await drafting(later(11))).toBe(0);
    expect(await drafting(BEFORE_UPDATE)).toBe(1);
    expect(await drafting(BEFORE_UPDATE)).toBe(0);
    expect(await drafting(later(13))).toBe(0);
    const letter = await onlyLetter();
    const { dueAt } = await clockOf(given.id, "update");
    expect(letter).toMatchObject({
      ...{ kind: "update", language: "en", state: "draft", version: 1, authorId: viewer.personId },
      draftings: [{ limitId: "update", clock: "update", dueAt, version: 1 }],
    });
    expect(letter.text).toContain("# How it stands\n\n{{how it stands}}\n\n# What we have done so far");
    // Heard from us on 24 May, they are to hear again within fourteen days.
    expect(letter.text).toContain("We will write to you again by 7 June 2026.");
    expect(await toldOf(viewer.personId)).toBe(1);
    const told = (await eventsOf("case", given.id)).filter(({ type }) => type === "letter.drafted");
    expect(told).toMatchObject([
      {
        actorId: null,
        actorName: "Drafted letters",
        data: { letterId: letter.id, clock: "update", due: "Tue 26 May" },
      },
    ]);
  });

  test("leaves why it takes longer to a person: it cannot go out before that is written", async () => {
    const { at, given, onlyLetter } = await aScene();
    await drafting(BEFORE_ANSWER);
    const { id, text } = await onlyLetter();
    expect(text).toContain("# Why it takes longer\n\n{{why it takes longer}}");
    expect(text).toContain("We will write to you again by 2 July 2026.");
    const ctx = at(BEFORE_ANSWER);
    const refused = await refusalOf(submitLetter(ctx, { letterId: id, text }));
    expect(refused.message).toContain("{{why it takes longer}}");
    const filled = text
      .replace("{{why it takes longer}}", "Two units are to answer.")
      .replace("{{steps}}", "- We asked.");
    await saveLetter(ctx, { letterId: id, base: text, text: filled });
    await submitLetter(ctx, { letterId: id, text: filled });
    expect((await onlyLetter()).state).toBe("for_approval");
    expect((await eventsOf("case", given.id)).at(-1)?.type).toBe("letter.submitted");
  });

  test("comes from the queue too, and by two workers at once is one", async () => {
    // A day more than is needed: where the clocks went back since, it may be a day less by the site's calendar.
    const { given } = await aScene({ receivedAt: new Date(Date.now() - 27 * 86_400_000) });
    await systemDb().clock.updateMany({ where: { caseId: given.id, clock: "update" }, data: { draftAt: null } });
    await runJob("draftLetters", draftLetters);
    expect(await lettersOf(given.id)).toHaveLength(1);
    const other = await aScene();
    await openConnections(4);
    const done = await Promise.all([drafting(BEFORE_UPDATE), drafting(BEFORE_UPDATE), drafting(BEFORE_UPDATE)]);
    expect(done.toSorted()).toEqual([0, 0, 1]);
    expect(await lettersOf(other.given.id)).toHaveLength(1);
  });

  test("never comes again for a due time once somebody made it void, and comes for the next", async () => {
    const { at, given, onlyLetter } = await aScene();
    await drafting(BEFORE_ANSWER);
    await voidLetter(at(BEFORE_ANSWER), { letterId: (await onlyLetter()).id, reason: "We will answer in time." });
    for (const day of [27, 28, 30]) expect(await drafting(later(day))).toBe(0);
    await extendClock(at(later(28)), longer(given.id));
    expect(await drafting(later(30))).toBe(0);
    // Due on 25 June, so five days before it.
    expect(await drafting(later(41))).toBe(1);
    expect((await lettersOf(given.id)).map(({ state }) => state)).toEqual(["void", "draft"]);
  });

  test("that nobody has touched is drafted anew where its due time moved", async () => {
    const { viewer, at, given, onlyLetter } = await aScene();
    await drafting(BEFORE_ANSWER);
    const first = await onlyLetter();
    await extendClock(at(later(28)), longer(given.id));
    expect(await drafting(later(41))).toBe(1);
    const again = await onlyLetter();
    expect(again).toMatchObject({ id: first.id, version: 2, draftings: [{ version: 1 }, { version: 2 }] });
    expect(await systemDb().letterVersion.count({ where: { letterId: first.id } })).toBe(2);
    expect(await toldOf(viewer.personId)).toBe(2);
  });

  test("that says how it stands becomes one that says why it takes longer, once the answer is due as well", async () => {
    const { at, given, onlyLetter } = await aScene();
    await logContact(at(later(12)), logContactInput(given.id));
    // Heard on 24 May, they are to hear again by 7 June; the answer is due on the 11th.
    await drafting(later(24));
    expect((await onlyLetter()).text).toContain("{{how it stands}}");
    await drafting(BEFORE_ANSWER);
    const { text, version } = await onlyLetter();
    expect(version).toBe(2);
    expect(text).toContain("{{why it takes longer}}");
    expect(text).not.toContain("{{how it stands}}");
    expect(await drafting(BEFORE_ANSWER)).toBe(0);
  });

  test("is not needed where somebody writes one, and where one went out that names a later day", async () => {
    const { viewer, given } = await aScene();
    const { id } = await aLetter({ of: given, kind: "update", authorId: viewer.personId });
    expect(await drafting(BEFORE_UPDATE)).toBe(0);
    expect(await lettersOf(given.id)).toHaveLength(1);
    // Made void it stands for nothing, which is seen the next time.
    const voided = { state: "void", voidReason: "Not now.", voidedById: viewer.personId, voidedAt: later(12) } as const;
    await systemDb().letter.update({ where: { id }, data: voided });
    expect(await drafting(later(12.5))).toBe(1);
  });

  test("goes by the kind of the case, and by whether the clock runs", async () => {
    const concern = await aScene({ kind: "concern", kindRuleId: null });
    expect(await drafting(later(6))).toBe(0);
    const paused = await aScene();
    const pause = pauseClocksSchema.parse({ pauseId: newId(), caseId: paused.given.id, reasonId: "their-answer" });
    await pauseClocks(paused.at(later(1)), pause);
    await drafting(BEFORE_ANSWER);
    for (const { given } of [concern, paused]) expect(await lettersOf(given.id)).toEqual([]);
  });

  test("is for whoever leads here where nobody has the case", async () => {
    const { site, viewer, given, onlyLetter } = await aScene({ ownerId: null, state: "new" });
    const lead = await aPerson({ site, role: "supervisor" });
    expect(await drafting(BEFORE_UPDATE)).toBe(1);
    expect((await onlyLetter()).authorId).toBe(lead.id);
    expect(await toldOf(lead.id)).toBe(1);
    expect(await toldOf(viewer.personId)).toBe(0);
    expect(given.ownerId).toBeNull();
  });

  test("is in the patient's language once somebody signed off a template in it", async () => {
    const { site, viewer, onlyLetter } = await aScene();
    const { id: patientId } = await aPatient({ site, language: "es" });
    const first = await aRunningCase(site, { ownerId: viewer.personId, state: "investigating", patientId });
    await drafting(BEFORE_UPDATE);
    expect((await lettersOf(first.id)).map(({ language }) => language)).toEqual(["en"]);
    expect((await onlyLetter()).language).toBe("en");
    const [manager, other] = [await aViewer({ site, role: "manager" }), await aViewer({ site, role: "administrator" })];
    const versionId = newId();
    await saveTemplate(userCtxFor(manager), {
      ...{ versionId, siteId: site.id, kind: "update", language: "es", caseKind: null, ownerId: manager.personId },
      ...{ reviewOn: "2027-05-12", base: STARTERS.es.update, body: STARTERS.es.update },
    });
    await signOffTemplate(userCtxFor(other), { versionId });
    const second = await aRunningCase(site, { ownerId: viewer.personId, state: "investigating", patientId });
    await drafting(BEFORE_UPDATE);
    const [letter] = await lettersOf(second.id);
    expect(letter).toMatchObject({ language: "es", templateVersionId: versionId });
    expect(letter?.text).toContain("# Cómo va\n\n{{cómo va}}");
  });

  test("that fails keeps no other waiting, leaves nothing, and is tried again", async () => {
    const [bad, good] = [await aScene(), await aScene()];
    const name = `refuse_${bad.given.id.replaceAll("-", "")}`;
    await systemDb().$executeRawUnsafe(
      `ALTER TABLE "Event" ADD CONSTRAINT ${name} CHECK ("chain" <> 'case:${bad.given.id}') NOT VALID`,
    );
    const error = vi.spyOn(console, "error").mockReturnValue();
    expect(await drafting(BEFORE_UPDATE)).toBe(1);
    error.mockRestore();
    expect(await lettersOf(good.given.id)).toHaveLength(1);
    expect(await lettersOf(bad.given.id)).toEqual([]);
    expect(await toldOf(bad.viewer.personId)).toBe(0);
    await systemDb().$executeRawUnsafe(`ALTER TABLE "Event" DROP CONSTRAINT ${name}`);
    expect(await drafting(BEFORE_UPDATE)).toBe(1);
    expect(await lettersOf(bad.given.id)).toHaveLength(1);
  });

  test("leaves alone a case that somebody works on, and times that ran out long ago", async () => {
    const { given } = await aScene();
    await openConnections(4);
    await systemDb().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" = ${given.id}::uuid FOR NO KEY UPDATE`;
      expect(await drafting(BEFORE_UPDATE)).toBe(0);
    });
    expect(await drafting(later(60))).toBe(0);
    expect(await systemDb().clock.count({ where: { caseId: given.id, draftAt: { not: null } } })).toBe(0);
    expect(await lettersOf(given.id)).toEqual([]);
  });
});

// What federal surveyors found in hospitals (42 CFR 482.13), each tried here as it went.
describe("the findings of surveyors that drafted letters are about", () => {
  test("5 of 22 over 30 days without a written status: a letter lies there before the thirty days are over", async () => {
    const { given, onlyLetter } = await aScene();
    const { dueAt } = await clockOf(given.id, "resolve");
    for (let day = 0; later(day) <= dueAt; day += 1) await drafting(later(day));
    const { createdAt, draftings, text } = await onlyLetter();
    expect(createdAt < dueAt).toBe(true);
    expect(draftings.map(({ clock }) => clock)).toEqual(["update", "resolve"]);
    expect(text).toContain("{{why it takes longer}}");
  });

  test("no extension letter, answered on day 36: it was drafted five days before day 30, and again told of when it moved", async () => {
    const { viewer, at, given, onlyLetter } = await aScene();
    await drafting(later(24));
    expect(await lettersOf(given.id)).toEqual([]);
    await drafting(later(26));
    expect((await onlyLetter()).draftings).toMatchObject([{ clock: "resolve" }]);
    expect(await toldOf(viewer.personId)).toBe(1);
    await extendClock(at(later(28)), longer(given.id));
    await drafting(later(41));
    expect(await toldOf(viewer.personId)).toBe(2);
  });
});
