import { describe, expect, test } from "vitest";
import { writeLetter } from "@/lib/letter/mutations/write-letter";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, anIssue, aPatient, aRequest, aSite, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const aForm = (caseId: string, given = {}) => ({
  ...{ idempotencyKey: newId(), caseId, kind: "resolution" as const, language: "en" as const },
  ...given,
});
const lettersOf = (caseId: string) => systemDb().letter.findMany({ where: { caseId }, include: { versions: true } });

describe("beginning a letter", () => {
  test("puts in what the case says, keeps it as the first version, and tells it without a word of it", async () => {
    const site = await aSite({ name: "Northgate General" });
    const dana = await aViewer({ site, name: "Dana Moreau" });
    const patient = await aPatient({ site, name: "Ana Ruiz" });
    const given = await aCase({ site, patientId: patient.id, ownerId: dana.personId, state: "investigating" });
    const unit = await aUnit(site, "Radiology");
    await aRequest({ of: given, unitId: unit.id, state: "answered" });
    const decided = { decidedById: dana.personId, decidedAt: NOW };
    await anIssue({
      caseId: given.id,
      siteId: site.id,
      finding: "upheld",
      answer: "We were short of staff.",
      ...decided,
    });
    const { letterId } = await writeLetter(userCtxFor(dana), aForm(given.id));
    const [letter] = await lettersOf(given.id);
    expect(letter).toMatchObject({
      id: letterId,
      state: "draft",
      authorId: dana.personId,
      siteId: site.id,
      version: 1,
    });
    expect(letter?.versions).toMatchObject([{ number: 1, text: letter?.text, authorId: dana.personId, at: NOW }]);
    for (const said of [
      "Dear Ana Ruiz,",
      given.reference,
      "12 May 2026",
      "- We asked Radiology, and had their answer on 12 May 2026.",
      "## 1. The wait was long",
      "We uphold this.",
      "We were short of staff.",
      "Dana Moreau, Northgate General",
    ]) {
      expect(letter?.text).toContain(said);
    }
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "letter.begun", data: { letterId, kind: "Answer" }, actorId: dana.personId, at: NOW },
    ]);
  });

  test("leaves a mark where the case says nothing yet, and takes nothing from notes", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await anIssue({ caseId: given.id, siteId: site.id });
    const note = { caseId: given.id, siteId: site.id, authorId: dana.personId, body: "Between ourselves" };
    await systemDb().note.create({ data: { ...note, id: newId(), idempotencyKey: newId() } });
    await systemDb().privilegedNote.create({ data: { ...note, id: newId(), idempotencyKey: newId() } });
    await writeLetter(userCtxFor(dana), aForm(given.id));
    const [letter] = await lettersOf(given.id);
    for (const mark of ["{{finding 1}}", "{{answer 1}}", "{{completed_on}}", "{{contact}}"]) {
      expect(letter?.text).toContain(mark);
    }
    expect(letter?.text).not.toContain("Between ourselves");
  });

  test("in a language whose template nobody signed off is refused beside the language", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site }));
    const refused = await refusalOf(writeLetter(ctx, aForm(given.id, { language: "es" })));
    expect(refused.details.fieldErrors?.language?.[0]).toContain("signed off");
    expect(await lettersOf(given.id)).toEqual([]);
  });

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
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => writeLetter(ctx, aForm(given.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("may follow a case that is closed, and not one that was merged", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const closed = await aCase({ site, state: "closed" });
    expect(await outcomeOf(writeLetter(ctx, aForm(closed.id, { kind: "change" })))).toBe("done");
    const merged = await aCase({ site, mergedIntoId: closed.id });
    expect(await attempt(() => writeLetter(ctx, aForm(merged.id)))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("on a case of another site is not found", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => writeLetter(ctx, aForm(given.id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that is sent five times at once begins one", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const form = aForm((await aCase({ site })).id);
    await openConnections(10);
    const done = await Promise.all(Array.from({ length: 5 }, () => writeLetter(ctx, form)));
    expect(new Set(done.map(({ letterId }) => letterId)).size).toBe(1);
    expect(await lettersOf(form.caseId)).toHaveLength(1);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => writeLetter(userCtxFor(dana), aForm(given.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
