import { describe, expect, test } from "vitest";
import { assignCase, takeCase } from "@/lib/case/mutations/assign-case";
import { logCase } from "@/lib/case/mutations/log-case";
import { addNote } from "@/lib/contact/mutations";
import { answerEscalation, raiseEscalation } from "@/lib/escalation/mutations";
import { listCaseTimeline } from "@/lib/events/queries";
import { addIssue } from "@/lib/issue/mutations";
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

    const { entries, hasMore } = await listCaseTimeline(dana, caseId);

    expect(hasMore).toBe(false);
    expect(entries.map(({ actor, sentence, text }) => [`${actor} ${sentence}`, text])).toEqual([
      ["Sam took this case over from Dana", null],
      ["Sam answered the escalation", "Offer a meeting."],
      ["Dana escalated this case to Sam", "Decide, please."],
      ["Dana added an issue: Cold food", null],
      ["Dana added a note, staff only", "Called back.\nNo answer."],
      ["Dana finished its triage", null],
      ["Dana took this case", null],
      [`Dana logged this case as ${reference}`, null],
    ]);
    expect(entries.at(-1)).toMatchObject({ at: NOW.toISOString(), type: "case.logged" });
  });

  test("holds the newest hundred, each with its text, and says that there are older ones", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const { id } = await aCase({ site });
    for (let count = 1; count <= 101; count++) {
      await addNote(userCtxFor(dana), { idempotencyKey: newId(), caseId: id, body: `note ${count}` });
    }
    const { entries, hasMore } = await listCaseTimeline(dana, id);
    expect(hasMore).toBe(true);
    expect(entries.map(({ text }) => text)).toEqual(Array.from({ length: 100 }, (_, index) => `note ${101 - index}`));
  });

  test("is empty for a case of another site, or for none", async () => {
    const site = await aSite();
    const { id } = await aCase({ site });
    await addNote(userCtxFor(await aViewer({ site })), { idempotencyKey: newId(), caseId: id, body: "x" });
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    for (const caseId of [id, newId()]) {
      expect(await listCaseTimeline(stranger, caseId)).toEqual({ entries: [], hasMore: false });
    }
  });
});
