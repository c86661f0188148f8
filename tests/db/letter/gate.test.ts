import { describe, expect, test } from "vitest";
import { closeCase, reopenCase } from "@/lib/case/mutations/close-case";
import { answerCase } from "@/lib/case/mutations/move-case";
import { getCase } from "@/lib/case/queries/detail";
import { answerCaseSchema, closeCaseSchema } from "@/lib/case/schema";
import { mergeCases } from "@/lib/case-join/mutations/merge-cases";
import { approveLetter, submitLetter, takeBackLetter } from "@/lib/letter/mutations/decide-letter";
import { sendLetter } from "@/lib/letter/mutations/send-letter";
import { getLetter, readFactsNow } from "@/lib/letter/queries/letters";
import type { LetterKind, SendLetterInput } from "@/lib/letter/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, refusalOf } from "../../support/evidence";
import { aCase, aLetter, anIssue, aRequest, aSite, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";
import { aSentLetter } from "../../support/sent-letter";

const DAY = 86_400_000;
const LATER = new Date(NOW.getTime() + 2 * DAY);
const SENT_ON = LATER.toISOString().slice(0, 10);
const ANSWER = "You were right. The wait was long, and we are sorry.";
const TEXT = `Dear Ana,

- We read what you told us, and what the ward had written down.

## The wait was long

${ANSWER} We uphold this.

We finished looking into this on 12 May 2026. Your contact is Dana Moreau.`;

/** A grievance at a US hospital that only lacks its letter. */
async function aScene(fields: Partial<Parameters<typeof aCase>[0]> = {}) {
  const site = await aSite({ country: "US" });
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const lee = await aViewer({ site, role: "supervisor", name: "Lee Brandt" });
  const given = await aCase({
    ...{ site, kind: "grievance", state: "response_drafted", ownerId: dana.personId, ...fields },
  });
  const decided = { finding: "upheld", answer: ANSWER } as const;
  const issue = await anIssue({ caseId: given.id, siteId: site.id, ...decided });
  await systemDb().issue.update({ where: { id: issue.id }, data: { decidedAt: NOW, decidedById: dana.personId } });
  const stateOf = async () => (await systemDb().case.findUniqueOrThrow({ where: { id: given.id } })).state;
  const answer = (answeredOn = SENT_ON, expectedState: string = given.state) =>
    answerCase(
      userCtxFor(dana, LATER),
      answerCaseSchema.parse({ caseId: given.id, expectedState, answeredVia: "letter", answeredOn }),
    );
  const close = (form: object = {}) =>
    closeCase(
      userCtxFor(dana, LATER),
      closeCaseSchema.parse({
        ...{ caseId: given.id, expectedState: given.state, expectedKind: given.kind, outcome: "satisfied" },
        ...{ summary: "They are content.", hasChanged: "no", lesson: "A slip.", issues: [] },
        ...{ answeredVia: "letter", answeredOn: SENT_ON, ...form },
      }),
    );
  const owed = async () => (await getCase(dana, given.reference, LATER)).workflow.letter?.gap ?? null;
  return { site, dana, lee, given, issue, stateOf, answer, close, owed };
}

type Scene = Awaited<ReturnType<typeof aScene>>;

/** Writes, submits and approves a letter by the verbs, and returns how it is sent. */
async function anApproved({ dana, lee, given }: Scene, kind: LetterKind = "resolution", text = TEXT) {
  const letter = await aLetter({ of: given, authorId: dana.personId, text, kind });
  await submitLetter(userCtxFor(dana), { letterId: letter.id, text });
  const shown = await getLetter(lee, { reference: given.reference, id: letter.id });
  const { digest } = await readFactsNow(lee, shown, NOW);
  await approveLetter(userCtxFor(lee), { letterId: letter.id, version: 1, facts: digest });
  const input: SendLetterInput = {
    ...{ sendingId: newId(), letterId: letter.id, version: 1, way: "post", sentOn: SENT_ON },
    ...{ toldVia: null, checkedHow: null, proof: null, note: null },
  };
  const send = (changes: Partial<SendLetterInput> = {}) =>
    sendLetter(userCtxFor(dana, LATER), { ...input, ...changes });
  return { letter, send };
}

describe("a case that needs a letter", () => {
  test("is neither answered nor closed without one, and says what is next", async () => {
    const scene = await aScene();
    expect(await attempt(() => scene.answer())).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await attempt(() => scene.close())).toEqual({ outcome: "INVALID", changed: [] });
    expect(await scene.owed()).toMatchObject({ step: "write", letterId: null });
  });

  test.each(["reasonable_action", "unreachable"])(
    "is not closed as %s either, nor with what others were asked",
    async (outcome) => {
      const scene = await aScene();
      await aRequest({ of: scene.given, unitId: (await aUnit(scene.site)).id });
      const referred = { outcome, openRequestsReason: "Referred to the state agency, which has it now." };
      expect(await attempt(() => scene.close(referred))).toEqual({ outcome: "INVALID", changed: [] });
    },
  );

  test("is closed without where it was withdrawn or nobody knows who raised it", async () => {
    const scene = await aScene();
    expect(await outcomeOf(scene.close({ outcome: "withdrawn" }))).toBe("done");
    const other = await aScene({ reporterKind: "anonymous" });
    expect(await outcomeOf(other.close())).toBe("done");
  });

  test("follows its letter from draft to approval", async () => {
    const scene = await aScene();
    const draft = await aLetter({ of: scene.given, authorId: scene.dana.personId, text: TEXT });
    expect(await scene.owed()).toMatchObject({ step: "finish", letterId: draft.id });
    await submitLetter(userCtxFor(scene.dana), { letterId: draft.id, text: TEXT });
    expect(await scene.owed()).toMatchObject({
      step: "approve",
      sentence: expect.stringContaining("waits for Lee Brandt"),
    });
    await aViewer({ site: scene.site, role: "manager" });
    await aViewer({ site: scene.site, role: "manager" });
    expect((await scene.owed())?.sentence).toContain("waits for a supervisor or manager");
    await takeBackLetter(userCtxFor(scene.dana), { letterId: draft.id });
    const { letter } = await anApproved(scene);
    expect(await scene.owed()).toMatchObject({ step: "send", letterId: letter.id });
    expect(await outcomeOf(scene.answer())).toBe("CONFLICT");
  });

  test("is answered by its letter, when that went out, and then closed", async () => {
    const scene = await aScene();
    const { letter, send } = await anApproved(scene);
    await send();
    const { contact } = await systemDb().letterSending.findFirstOrThrow({
      where: { letterId: letter.id },
      select: { contact: { select: { at: true } } },
    });
    const row = await systemDb().case.findUniqueOrThrow({ where: { id: scene.given.id } });
    expect(row).toMatchObject({ state: "answered", answeredVia: "letter", answeredAt: contact.at, toldAt: contact.at });
    expect(await eventTypesOf("case", row.id)).toContain("case.moved");
    expect(await systemDb().contact.count({ where: { caseId: row.id } })).toBe(1);
    expect(await scene.owed()).toBeNull();
    expect(await outcomeOf(scene.close({ expectedState: "answered", answeredVia: "", answeredOn: "" }))).toBe("done");
  });

  test("has its answer on the day of the letter at the earliest", async () => {
    const scene = await aScene();
    await aSentLetter({ of: scene.given, at: LATER });
    const { given } = await getCase(scene.dana, scene.given.reference, LATER);
    expect(given).toMatchObject({ via: "letter", on: SENT_ON });
    expect((await refusalOf(scene.answer("2026-05-13"))).details.fieldErrors?.answeredOn?.[0]).toContain("14 May 2026");
    expect(await outcomeOf(scene.answer())).toBe("done");
  });

  test("needs another after a reopening", async () => {
    const scene = await aScene();
    await aSentLetter({ of: scene.given, at: NOW });
    await scene.close();
    await reopenCase(userCtxFor(scene.dana, LATER), { caseId: scene.given.id, reason: "They are not content." });
    expect((await scene.owed())?.sentence).toContain("before this case was opened again");
    const again = new Date(LATER.getTime() + DAY);
    await aSentLetter({ of: scene.given, at: again });
    expect(await scene.owed()).toBeNull();
  });

  test("needs another where it became a kind whose elements the first lacks, and says so though it is answered", async () => {
    const scene = await aScene({ state: "answered", answeredAt: NOW, answeredVia: "phone", kindSince: LATER });
    expect((await scene.owed())?.step).toBe("write");
    expect(await scene.stateOf()).toBe("answered");
    await aSentLetter({ of: scene.given, at: NOW });
    expect((await scene.owed())?.sentence).toMatch(/lacks what is asked for here: .*the date of completion/);
    await systemDb().case.update({ where: { id: scene.given.id }, data: { kindSince: null } });
    expect(await scene.owed()).toBeNull();
    await aSentLetter({ of: scene.given, at: LATER, findings: ["element-results"] });
    expect(await scene.owed()).toBeNull();
  });

  test("is looked into again where another case is merged into it after it was answered", async () => {
    const scene = await aScene({ state: "answered", answeredAt: NOW, answeredVia: "letter" });
    await aSentLetter({ of: scene.given });
    const merged = await aCase({ site: scene.site, kind: "grievance" });
    await anIssue({ caseId: merged.id, siteId: scene.site.id, summary: "Nobody rang back" });
    const into = scene.given.reference;
    await mergeCases(userCtxFor(scene.dana, LATER), { mergeId: newId(), caseId: merged.id, into, reason: "One fall." });
    expect(await scene.stateOf()).toBe("investigating");
    expect((await scene.owed())?.sentence).toContain("of issue 2");
  });
});

describe("somebody who declines letters", () => {
  const declined = (toldVia: "phone" | "in_person" | "portal") =>
    ({ way: "told_otherwise", toldVia, note: "She wants no letters." }) as const;

  test.each(["phone", "in_person"] as const)(
    "is owed the answer in writing: by %s alone it is not sent",
    async (via) => {
      const scene = await aScene();
      const { letter, send } = await anApproved(scene);
      const shown = await getLetter(scene.dana, { reference: scene.given.reference, id: letter.id });
      expect(shown.inWriting).toContain("42 CFR 482.13(a)(2)(iii)");
      expect(await attempt(() => send(declined(via)))).toEqual({ outcome: "INVALID", changed: [] });
      expect((await refusalOf(send(declined(via)))).details.fieldErrors?.toldVia?.[0]).toContain("owed in writing");
    },
  );

  test("has it through the portal", async () => {
    const scene = await aScene();
    const { send } = await anApproved(scene);
    await send(declined("portal"));
    const row = await systemDb().case.findUniqueOrThrow({ where: { id: scene.given.id } });
    expect(row).toMatchObject({ state: "answered", answeredVia: "portal" });
  });

  test("told on the phone before that was refused, is owed it all the same", async () => {
    const scene = await aScene();
    await aSentLetter({ of: scene.given, way: "told_otherwise", toldVia: "phone" });
    expect((await scene.owed())?.sentence).toContain("owed in writing");
    expect(await outcomeOf(scene.close())).toBe("INVALID");
  });
});

describe("the clock that a letter answers", () => {
  const clocksOf = async (caseId: string) => {
    const rows = await systemDb().clock.findMany({ where: { caseId } });
    return Object.fromEntries(rows.map((row) => [row.clock, row]));
  };

  test("is that of acknowledging for an acknowledgement", async () => {
    const scene = await aScene();
    const text =
      "Dear Ana,\n\nThank you for telling us. We are looking into it. You will have our answer by 11 June 2026.";
    const { send } = await anApproved(scene, "acknowledgement", `${text} Your contact is Dana Moreau.`);
    await send();
    const { acknowledge, resolve } = await clocksOf(scene.given.id);
    expect(acknowledge?.metAt).toEqual(LATER);
    expect(resolve).toMatchObject({ isOpen: true, metAt: null });
    expect(await scene.stateOf()).toBe("response_drafted");
  });

  test("is that of the silence for an update, which begins anew", async () => {
    const scene = await aScene();
    const text = "Dear Ana,\n\nWe are still working on it. We will write to you again by 11 June 2026.";
    const { send } = await anApproved(scene, "update", `${text} Your contact is Dana Moreau.`);
    await send();
    const { update, resolve } = await clocksOf(scene.given.id);
    expect(update?.dueAt.getTime()).toBeGreaterThan(LATER.getTime() + 13 * DAY);
    expect(resolve).toMatchObject({ isOpen: true, metAt: null });
  });

  test("is that of the answer for the answer", async () => {
    const scene = await aScene();
    const { send } = await anApproved(scene);
    await send();
    expect((await clocksOf(scene.given.id)).resolve).toMatchObject({ isOpen: false, metAt: LATER });
  });
});

test("a letter that was approved with a place left open is not sent", async () => {
  const scene = await aScene();
  const { letter, send } = await anApproved(scene);
  const facts = (await systemDb().letter.findUniqueOrThrow({ where: { id: letter.id } })).decidedFacts ?? {};
  const open = await aLetter({
    ...{ of: scene.given, authorId: scene.dana.personId, state: "approved", text: `${TEXT} {{answer 2}}` },
    decidedFacts: facts,
  });
  const input = { letterId: open.id, sendingId: newId() };
  expect(await attempt(() => send(input))).toEqual({ outcome: "CONFLICT", changed: [] });
  expect((await refusalOf(send(input))).message).toContain("{{answer 2}}");
});
