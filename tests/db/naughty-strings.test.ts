import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { logCase } from "@/lib/case/mutations/log-case";
import { getCase } from "@/lib/case/queries/detail";
import { listPossibleDuplicates } from "@/lib/case/queries/look-alikes";
import { logCaseSchema } from "@/lib/case/schema";
import { addNote } from "@/lib/contact/mutations/add-note";
import { addPrivilegedNote } from "@/lib/contact/mutations/add-privileged-note";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { listContacts, listPrivilegedNotes } from "@/lib/contact/queries";
import { addNoteSchema, addPrivilegedNoteSchema, logContactSchema } from "@/lib/contact/schema";
import { saveDraft } from "@/lib/draft/mutations";
import { findDraft } from "@/lib/draft/queries";
import { saveDraftSchema } from "@/lib/draft/schema";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { registerPatient } from "@/lib/patient/mutations";
import { getPatient, searchPatients } from "@/lib/patient/queries";
import { registerPatientSchema } from "@/lib/patient/schema";
import type { UserCtx } from "@/lib/platform/context";
import { askUnit } from "@/lib/request/mutations/ask-unit";
import { answerRequest } from "@/lib/request/mutations/settle-request";
import { getRequest } from "@/lib/request/queries";
import { answerRequestSchema, askUnitSchema } from "@/lib/request/schema";
import { newId } from "@/lib/shared/ids";
import { aCase, aSite, aUnit, aViewer, NOW, type Place, userCtxFor } from "../support/factories";
import { hasNaughtyStrings, naughtyStrings } from "../support/naughty-strings";

let site: Place;
let unit: { id: string };
let ctx: UserCtx;
let manager: UserCtx;
let responder: UserCtx;

beforeAll(async () => {
  site = await aSite();
  unit = await aUnit(site);
  ctx = userCtxFor(await aViewer({ site }));
  manager = userCtxFor(await aViewer({ site, role: "manager" }));
  responder = userCtxFor(await aViewer({ site, role: "responder", unitId: unit.id }));
});

/** What the schema lets through, or null when it refuses the field with words for a person. */
function accepted<S extends z.ZodType>(schema: S, input: unknown, field: string): z.infer<S> | null {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  expect(result.error.issues.map(({ path }) => path.join("."))).toContain(field);
  for (const { message } of result.error.issues) expect(message).toMatch(/\p{L}+.*[.]$/u);
  return null;
}

const plain = (text: string) => text.replaceAll("\r\n", "\n");

async function keepsNote(caseId: string, text: string) {
  const input = accepted(addNoteSchema, { idempotencyKey: newId(), caseId, body: text }, "body");
  if (!input) return;
  await addNote(ctx, input);
  expect((await listCaseTimeline(ctx.viewer, caseId)).entries.map((entry) => entry.text)).toEqual([plain(text)]);
}

async function keepsContact(caseId: string, text: string) {
  const form = { idempotencyKey: newId(), caseId, direction: "outgoing", channel: "phone", outcome: "reached" };
  const who = { party: "other", otherName: text, checkedHow: text };
  const input = accepted(logContactSchema, { ...form, ...who, summary: text }, "summary");
  if (!input) return;
  await logContact(ctx, input);
  const { entries } = await listCaseTimeline(ctx.viewer, caseId, { show: "contacts" });
  expect(entries.map((entry) => entry.text)).toEqual([plain(text)]);
  const [contact] = await listContacts(ctx.viewer, caseId, [entries[0]?.rowId ?? ""]);
  expect(contact).toMatchObject({ otherName: text, checkedHow: plain(text) });
}

async function keepsPrivilegedNote(caseId: string, text: string) {
  const input = accepted(addPrivilegedNoteSchema, { idempotencyKey: newId(), caseId, body: text }, "body");
  if (!input) return;
  await addPrivilegedNote(manager, input);
  expect((await listPrivilegedNotes(manager.viewer, caseId)).map(({ body }) => body)).toEqual([plain(text)]);
}

async function keepsQuestionAndAnswer(caseId: string, text: string) {
  const form = { idempotencyKey: newId(), caseId, unitId: unit.id, question: text, due: "2026-05-13T17:00" };
  const input = accepted(askUnitSchema, form, "question");
  if (!input) return;
  const { requestId } = await askUnit(ctx, input);
  await answerRequest(responder, answerRequestSchema.parse({ requestId, answer: text }));
  const read = await getRequest(responder.viewer, requestId, NOW);
  expect(read).toMatchObject({ question: plain(text), answer: plain(text) });
}

describe.skipIf(!hasNaughtyStrings)("a string that breaks programs", () => {
  const strings = naughtyStrings.map((text) => [text]);

  test.each(strings)("as the words of a case: %j", async (text) => {
    const kinds = { kind: "concern", channel: "email", reporterKind: "visitor", severity: "1" };
    const form = { idempotencyKey: newId(), siteId: site.id, ...kinds, unitId: unit.id, words: text, wanted: text };
    const input = accepted(logCaseSchema, form, "words");
    if (!input) return;
    const { reference } = await logCase(ctx, input);
    expect(await getCase(ctx.viewer, reference, NOW)).toMatchObject({ words: plain(text), wanted: plain(text) });
  });

  test.each(strings)("as the name of a patient: %j", async (text) => {
    const form = { idempotencyKey: newId(), siteId: site.id, name: text, preferredName: text, address: text };
    const input = accepted(registerPatientSchema, form, "name");
    if (!input) return;
    const { patientId } = await registerPatient(ctx, input);
    expect(await getPatient(ctx.viewer, patientId, NOW)).toMatchObject({
      name: text,
      preferredName: text,
      address: text,
    });
  });

  // On one case, whose making takes longer than what is asked of it here.
  test.each(strings)(
    "as a note, as a contact, as a privileged note, as a question to a unit and its answer: %j",
    async (text) => {
      const given = await aCase({ site, loggedById: ctx.viewer.personId });
      await keepsNote(given.id, text);
      await keepsContact(given.id, text);
      await keepsPrivilegedNote(given.id, text);
      await keepsQuestionAndAnswer(given.id, text);
    },
  );

  const TAB = newId();

  test.each(strings)("as a draft and as a search: %j", async (text) => {
    const draft = accepted(
      saveDraftSchema,
      { kind: "case.new", fields: JSON.stringify({ words: text }), draftForm: TAB },
      "fields",
    );
    if (draft) {
      await saveDraft(ctx, draft);
      expect((await findDraft(ctx.viewer, "case.new"))?.fields).toEqual({ words: text });
    }
    expect((await searchPatients(ctx.viewer, text, NOW)).length).toBeLessThanOrEqual(20);
    await listPossibleDuplicates(ctx.viewer, { patientId: null, unitId: unit.id, words: text }, NOW);
  });
});
