import { describe, expect, test } from "vitest";
import { assignCase, takeCase } from "@/lib/case/mutations/assign-case";
import { logCase } from "@/lib/case/mutations/log-case";
import { addNote } from "@/lib/contact/mutations/add-note";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { addIssue } from "@/lib/issue/mutations/add-issue";
import { addIssueSchema } from "@/lib/issue/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aCase, aSite, aViewer, logCaseInput, NOW, userCtxFor } from "../../support/factories";

const minutesIn = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe("a case's timeline", () => {
  test("tells everything that happened, the newest first, with what people wrote", async () => {
    const site = await aSite();
    const dana = await aViewer({ site, name: "Dana" });
    const sam = await aViewer({ site, name: "Sam", role: "supervisor" });
    const { caseId, reference } = await logCase(userCtxFor(dana, minutesIn(0)), logCaseInput(site));
    await takeCase(userCtxFor(dana, minutesIn(1)), { caseId, expectedOwnerId: null });
    await addNote(userCtxFor(dana, minutesIn(2)), {
      idempotencyKey: newId(),
      caseId,
      body: "Called back.\nNo answer.",
    });
    const issue = { issueId: newId(), caseId, summary: "Cold food", severity: "1" };
    await addIssue(userCtxFor(dana, minutesIn(3)), addIssueSchema.parse(issue));
    await raiseEscalation(userCtxFor(dana, minutesIn(4)), {
      caseId,
      reason: "Decide, please.",
      toPersonId: sam.personId,
    });
    const { id: escalationId } = await systemDb().escalation.findFirstOrThrow({ where: { caseId } });
    await answerEscalation(userCtxFor(sam, minutesIn(5)), { escalationId, answer: "Offer a meeting." });
    await assignCase(userCtxFor(sam, minutesIn(6)), { caseId, expectedOwnerId: dana.personId, ownerId: sam.personId });

    const { entries, older } = await listCaseTimeline(dana, caseId);

    expect(older).toBeNull();
    expect(
      entries.map(({ actor, sentence, text }) => [actor === null ? sentence : `${actor} ${sentence}`, text]),
    ).toEqual([
      ["Sam took this case over from Dana", null],
      ["Sam answered the escalation", "Offer a meeting."],
      ["Dana escalated this case to Sam", "Decide, please."],
      ["Dana added an issue: Cold food", null],
      ["Dana added a note, staff only", "Called back.\nNo answer."],
      ["Dana finished its triage", null],
      ["Dana took this case", null],
      [expect.stringMatching(/^Clocks began: acknowledge by .*, answer by /), null],
      [`Dana logged this case as ${reference}`, null],
    ]);
    expect(entries.at(-1)).toMatchObject({ at: NOW.toISOString(), type: "case.logged" });
  });

  test("is read page by page to its first entry, each once and with its text", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const { id } = await aCase({ site });
    for (let count = 1; count <= 120; count++) {
      await addNote(userCtxFor(dana), { idempotencyKey: newId(), caseId: id, body: `note ${count}` });
    }
    const pages: (string | null)[][] = [];
    let before: number | null = null;
    do {
      const { entries, older } = await listCaseTimeline(dana, id, { before });
      pages.push(entries.map(({ text }) => text));
      before = older;
    } while (before !== null && pages.length < 9);
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, index) => `note ${120 - index}`));
  });

  test("keeps a page as it is while newer entries arrive", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const { id } = await aCase({ site });
    const add = (body: string) => addNote(userCtxFor(dana), { idempotencyKey: newId(), caseId: id, body });
    for (let count = 1; count <= 60; count++) await add(`note ${count}`);
    const { older } = await listCaseTimeline(dana, id);
    const second = await listCaseTimeline(dana, id, { before: older });
    await add("newer");
    expect(await listCaseTimeline(dana, id, { before: older })).toEqual(second);
    expect((await listCaseTimeline(dana, id, { before: 1 })).entries).toEqual([]);
  });

  test("is empty for a case of another site, or for none", async () => {
    const site = await aSite();
    const { id } = await aCase({ site });
    await addNote(userCtxFor(await aViewer({ site })), { idempotencyKey: newId(), caseId: id, body: "x" });
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    for (const caseId of [id, newId()]) {
      expect(await listCaseTimeline(stranger, caseId)).toEqual({ entries: [], older: null });
    }
  });
});
