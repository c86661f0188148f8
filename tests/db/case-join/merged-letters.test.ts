import { describe, expect, test } from "vitest";
import { mergeCases, unmergeCases } from "@/lib/case-join/mutations/merge-cases";
import { mergeCasesSchema } from "@/lib/case-join/schema";
import { approveLetter, submitLetter } from "@/lib/letter/mutations/decide-letter";
import { saveLetter } from "@/lib/letter/mutations/save-letter";
import { sendLetter } from "@/lib/letter/mutations/send-letter";
import { getLetter, listLettersToDecide, readFactsNow } from "@/lib/letter/queries/letters";
import { listLettersOfCase } from "@/lib/letter/queries/of-case";
import type { SendLetterInput } from "@/lib/letter/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aLetter, anIssue, aViewer, userCtxFor } from "../../support/factories";
import { aRunningCase, atHospital, clockOf, later } from "../clock/support";

const LETTER =
  "Dear Ana,\n\nWe are still working on it, and we will write to you again by 2 July 2026.\n\nYours sincerely";

async function aPair() {
  const { site, viewer: dana } = await atHospital();
  const lead = await aViewer({ site, role: "supervisor" });
  const own = { ownerId: dana.personId, state: "investigating" as const };
  const [survivor, merged] = [await aRunningCase(site, own), await aRunningCase(site, own)];
  for (const { id: caseId } of [survivor, merged]) await anIssue({ caseId, siteId: site.id });
  const ctx = (day = 1) => userCtxFor(lead, later(day));
  const input = mergeCasesSchema.parse({
    ...{ mergeId: newId(), caseId: merged.id, into: survivor.reference, reason: "One fall, told twice." },
  });
  const merge = () => mergeCases(ctx(), input);
  const undo = (day = 3) => unmergeCases(ctx(day), { mergeId: input.mergeId, reason: "Two falls after all." });
  const caseOf = async (id: string) => (await systemDb().letter.findUniqueOrThrow({ where: { id } })).caseId;
  const shown = async (id: string) =>
    (await listLettersOfCase(lead, id)).map(({ id: letterId, reference, isOfMerged }) => ({
      ...{ letterId, reference, isOfMerged },
    }));
  return { site, dana, lead, survivor, merged, merge, undo, caseOf, shown };
}
type Pair = Awaited<ReturnType<typeof aPair>>;

/** By the same steps as in the app, on a day. */
async function send({ dana, lead }: Pair, letter: { id: string }, of: { reference: string }, day: number) {
  const [by, at] = [userCtxFor(dana, later(day)), userCtxFor(lead, later(day))];
  const { text, version } = await getLetter(lead, { reference: of.reference, id: letter.id });
  await submitLetter(by, { letterId: letter.id, text });
  const shown = await getLetter(lead, { reference: of.reference, id: letter.id });
  const { digest } = await readFactsNow(lead, shown, later(day));
  await approveLetter(at, { letterId: letter.id, version, facts: digest });
  const input: SendLetterInput = {
    ...{ sendingId: newId(), letterId: letter.id, version, way: "post", toldVia: null, checkedHow: null, proof: null },
    ...{ sentOn: later(day).toISOString().slice(0, 10), note: null },
  };
  await sendLetter(by, input);
}

describe("letters of cases that are merged", () => {
  test("that have not gone out are finished with the survivor, and come back with their case", async () => {
    const { dana, lead, survivor, merged, merge, undo, caseOf, shown } = await aPair();
    const states = ["draft", "for_approval", "returned", "approved"] as const;
    const letters: string[] = [];
    for (const state of states) letters.push((await aLetter({ of: merged, state, authorId: dana.personId })).id);
    await merge();
    for (const id of letters) expect(await caseOf(id)).toBe(survivor.id);
    expect(await shown(merged.id)).toEqual([]);
    expect((await shown(survivor.id)).map(({ isOfMerged }) => isOfMerged)).toEqual([false, false, false, false]);
    expect((await listLettersToDecide(lead)).map(({ case: of }) => of.reference)).toEqual([survivor.reference]);
    const told = (await eventsOf("case", survivor.id)).find(({ type }) => type === "case.merged");
    expect(told?.data).toMatchObject({ issues: 1, letters: 4 });
    // The address that somebody has of it stays good.
    const [id = ""] = letters;
    expect((await getLetter(dana, { reference: merged.reference, id })).case.reference).toBe(survivor.reference);
    await undo();
    for (const letter of letters) expect(await caseOf(letter)).toBe(merged.id);
    expect((await getLetter(dana, { reference: survivor.reference, id })).case.reference).toBe(merged.reference);
  });

  test("that were sent or made void stay where they were, and are shown with the survivor", async () => {
    const pair = await aPair();
    const { dana, survivor, merged, merge, undo, caseOf, shown } = pair;
    const sent = await aLetter({ of: merged, kind: "update", text: LETTER, authorId: dana.personId });
    await send(pair, sent, merged, 0.5);
    const voided = { voidReason: "Twice.", voidedById: dana.personId, voidedAt: later(0) };
    const gone = await aLetter({ of: merged, state: "void", ...voided, authorId: dana.personId });
    await merge();
    for (const { id } of [sent, gone]) expect(await caseOf(id)).toBe(merged.id);
    const there = await shown(survivor.id);
    expect(there).toHaveLength(2);
    expect(there).toContainEqual({ letterId: sent.id, reference: merged.reference, isOfMerged: true });
    expect(await shown(merged.id)).toHaveLength(2);
    await undo();
    expect(await shown(survivor.id)).toEqual([]);
    expect(await shown(merged.id)).toHaveLength(2);
  });

  test("that were sent count for the survivor's clocks while they are merged, as calls do", async () => {
    const pair = await aPair();
    const { dana, survivor, merged, merge, undo } = pair;
    const metOf = async (caseId: string) => (await clockOf(caseId, "acknowledge")).metAt;
    await send(pair, await aLetter({ of: merged, kind: "update", text: LETTER, authorId: dana.personId }), merged, 0.5);
    expect(await metOf(survivor.id)).toBeNull();
    await merge();
    expect(await metOf(survivor.id)).toEqual(later(0.5));
    await undo();
    expect(await metOf(survivor.id)).toBeNull();
    expect(await metOf(merged.id)).toEqual(later(0.5));
  });

  test("that go out from the survivor stay with it when the merge is undone", async () => {
    const pair = await aPair();
    const { dana, survivor, merged, merge, undo, caseOf } = pair;
    const letter = await aLetter({ of: merged, kind: "update", text: LETTER, authorId: dana.personId });
    await merge();
    await send(pair, letter, survivor, 2);
    await undo();
    expect(await caseOf(letter.id)).toBe(survivor.id);
    expect(await systemDb().letterSending.count({ where: { letterId: letter.id, caseId: survivor.id } })).toBe(1);
  });

  test("that were approved are approved anew, since the case says something else", async () => {
    const pair = await aPair();
    const { dana, lead, merged, merge, caseOf } = pair;
    const letter = await aLetter({ of: merged, kind: "update", text: LETTER, authorId: dana.personId });
    await submitLetter(userCtxFor(dana), { letterId: letter.id, text: LETTER });
    const { digest } = await readFactsNow(
      lead,
      await getLetter(lead, { reference: merged.reference, id: letter.id }),
      later(0),
    );
    await approveLetter(userCtxFor(lead), { letterId: letter.id, version: 1, facts: digest });
    await merge();
    const input: SendLetterInput = {
      ...{ sendingId: newId(), letterId: letter.id, version: 1, way: "post", toldVia: null, checkedHow: null },
      ...{ proof: null, sentOn: "2026-05-14", note: null },
    };
    const refused = await refusalOf(sendLetter(userCtxFor(dana, later(2)), input));
    expect(refused.message).toContain("has changed since this letter was approved");
    expect(await caseOf(letter.id)).not.toBe(merged.id);
  });

  test("cannot be worked on where their case went, and stay when the merge is refused", async () => {
    const { dana, lead, merged, merge, caseOf } = await aPair();
    const { id, text } = await aLetter({ of: merged, authorId: dana.personId });
    await refuseEventsBy(lead.personId);
    expect((await attempt(merge)).changed).toEqual([]);
    expect(await caseOf(id)).toBe(merged.id);
    await saveLetter(userCtxFor(dana), { letterId: id, base: text, text: `${text} Indeed.` });
  });
});
