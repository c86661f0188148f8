import { describe, expect, test } from "vitest";
import { getCase } from "@/lib/case/queries/detail";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { listContacts } from "@/lib/contact/queries";
import { hasHeardFromUs } from "@/lib/contact/rules/heard";
import { outcomesOf } from "@/lib/contact/rules/outcomes";
import { ContactChannel, ContactDirection, MayBeTold } from "@/lib/contact/schema";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPatient, aSite, aViewer, logContactInput, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const contactsOf = (caseId: string) =>
  systemDb().contact.findMany({ where: { caseId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
const heardOf = async (id: string) => (await systemDb().case.findUniqueOrThrow({ where: { id } })).lastHeardAt;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

describe("logging a contact", () => {
  test("keeps all that was given, and its event holds no word of it", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site, receivedAt: hoursAgo(48) });
    const form = {
      summary: "She asked for the letter.",
      at: "2026-05-12T09:00",
      minutes: "25",
      party: "other" as const,
      otherName: "Ana Marcu",
      otherRelation: "daughter",
      mayBeTold: "yes",
      checkedHow: "Consent on file",
      interpreterLanguage: "ro",
      interpreterMode: "phone",
      interpreterNumber: "4471",
      interpreterFrom: "09:02",
      interpreterTo: "09:24",
    };
    expect(await logContact(userCtxFor(dana), logContactInput(given.id, form))).toEqual({ reference: given.reference });
    const [contact] = await contactsOf(given.id);
    expect(contact).toMatchObject({
      ...{ direction: "outgoing", channel: "phone", outcome: "reached", minutes: 25, siteId: site.id },
      ...{ party: "other", otherName: "Ana Marcu", otherRelation: "daughter", mayBeTold: "yes" },
      ...{ checkedHow: "Consent on file", summary: "She asked for the letter.", authorId: dana.personId },
      ...{ interpreterLanguage: "ro", interpreterMode: "phone", interpreterNumber: "4471" },
      at: new Date("2026-05-12T08:00:00Z"),
      interpreterStartedAt: new Date("2026-05-12T08:02:00Z"),
      interpreterEndedAt: new Date("2026-05-12T08:24:00Z"),
      createdAt: NOW,
    });
    expect(await eventsOf("case", given.id)).toMatchObject([
      {
        type: "contact.logged",
        data: { contactId: contact?.id, direction: "outgoing", channel: "Call", outcome: "Talked" },
        actorId: dana.personId,
        at: NOW,
      },
    ]);
    expect(JSON.stringify(await eventsOf("case", given.id))).not.toMatch(/Ana|letter|daughter|Consent/);
  });

  test("stands in the timeline with its words, and with what else there is to know", async () => {
    const site = await aSite();
    const dana = await aViewer({ site, name: "Dana" });
    const given = await aCase({ site });
    await logContact(userCtxFor(dana), logContactInput(given.id, { minutes: "4" }));
    const { entries: all } = await listCaseTimeline(dana, given.id);
    const entries = all.filter(({ type }) => type.startsWith("contact."));
    expect(entries).toMatchObject([
      { sentence: "logged an outgoing call: talked", text: "Told them where we are.", actor: "Dana" },
    ]);
    const [contact] = await listContacts(dana, given.id, [entries[0]?.rowId ?? ""]);
    expect(contact).toMatchObject({ minutes: 4, party: "patient", voided: null, mayVoid: true, interpreter: null });
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
    const ended = await attempt(() => logContact(ctx, logContactInput(given.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("may follow a case that is closed", async () => {
    const site = await aSite();
    const given = await aCase({ site, state: "closed" });
    expect(await outcomeOf(logContact(userCtxFor(await aViewer({ site })), logContactInput(given.id)))).toBe("done");
  });

  test("on a case of another site, or on none, is not found", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => logContact(ctx, logContactInput(id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("of a patient forgets what was typed about somebody else", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const typed = { otherName: "Ana", otherRelation: "daughter", mayBeTold: "no" };
    await logContact(userCtxFor(await aViewer({ site })), logContactInput(given.id, typed));
    expect(await contactsOf(given.id)).toMatchObject([
      { party: "patient", otherName: null, otherRelation: null, mayBeTold: "yes", checkedHow: null },
    ]);
  });

  test.each([
    ["in the future", { at: "2026-05-12T10:31" }],
    ["before the patient was born", { at: "1958-01-01T10:00" }],
    ["at a time that the clocks skipped", { at: "2026-03-29T01:30" }],
    ["at a time that came twice, without which", { at: "2025-10-26T01:30" }],
  ])("%s is told beside its field", async (_when, form) => {
    const site = await aSite();
    const patient = await aPatient({ site, bornOn: "1959-03-12" });
    const given = await aCase({ site, patientId: patient.id });
    const ctx = userCtxFor(await aViewer({ site }));
    const refusal = await refusalOf(logContact(ctx, logContactInput(given.id, form)));
    expect(refusal.code).toBe("INVALID");
    expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual(["at"]);
    expect(await contactsOf(given.id)).toEqual([]);
  });

  test.each([
    ["summary", { summary: "Other words." }],
    ["outcome", { outcome: "left_message" as const }],
    ["time", { at: "2026-05-12T09:05" }],
    ["party", { party: "other" as const, otherName: "Ana" }],
  ])("that is sent again with another %s is refused with its case, and changes nothing", async (_what, changed) => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const given = await aCase({ site });
    const form = { idempotencyKey: newId(), at: "2026-05-12T09:00" };
    await logContact(ctx, logContactInput(given.id, form));
    const again = () => logContact(ctx, logContactInput(given.id, { ...form, ...changed }));
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(again())).message).toContain(`already logged on ${given.reference}`);
  });

  test("that is sent again later, without a time, is the same", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    const input = logContactInput(given.id);
    await logContact(userCtxFor(dana), input);
    await logContact(userCtxFor(dana, new Date(NOW.getTime() + 60_000)), input);
    expect(await contactsOf(given.id)).toHaveLength(1);
  });

  test("that is sent five times at once logs it once, and under another's key never says that it did", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const [given, other] = [await aCase({ site }), await aCase({ site })];
    const input = logContactInput(given.id);
    await openConnections(10);
    const done = await Promise.all(Array.from({ length: 5 }, () => logContact(ctx, input)));
    expect(done).toEqual(Array.from({ length: 5 }, () => ({ reference: given.reference })));
    expect(await contactsOf(given.id)).toHaveLength(1);
    expect(await eventTypesOf("case", given.id)).toEqual(["contact.logged"]);
    expect(await outcomeOf(logContact(ctx, { ...input, caseId: other.id }))).toBe("CONFLICT");
    expect(await outcomeOf(logContact(userCtxFor(await aViewer({ site })), input))).toBe("CONFLICT");
  });

  test("clears its draft and no other", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await systemDb().draft.createMany({
      data: ["contact", "note"].map((kind) => ({
        ...{ id: newId(), personId: dana.personId, kind, subject: given.id, fields: {}, savedAt: NOW },
      })),
    });
    await logContact(userCtxFor(dana), logContactInput(given.id, { draftSavedAt: NOW.toISOString() }));
    const left = await systemDb().draft.findMany({ where: { personId: dana.personId }, select: { kind: true } });
    expect(left).toEqual([{ kind: "note" }]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => logContact(userCtxFor(dana), logContactInput(given.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("when the patient last heard from us", () => {
  test("is the latest of the contacts that reached them, whatever the order in which they are written down", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const given = await aCase({ site, receivedAt: hoursAgo(100) });
    expect(await heardOf(given.id)).toBeNull();
    await logContact(ctx, logContactInput(given.id, { at: "2026-05-11T09:00" }));
    await logContact(ctx, logContactInput(given.id, { at: "2026-05-10T09:00" }));
    await logContact(ctx, logContactInput(given.id, { at: "2026-05-12T09:00", outcome: "left_message" }));
    await logContact(ctx, logContactInput(given.id, { at: "2026-05-12T09:01", direction: "incoming" }));
    expect(await heardOf(given.id)).toEqual(new Date("2026-05-11T08:00:00Z"));
    const shown = await getCase(ctx.viewer, given.reference, NOW);
    expect(shown).toMatchObject({ lastHeardAt: "2026-05-11T08:00:00.000Z", daysUnheard: 1 });
  });

  test("is the latest even when several colleagues log at once", async () => {
    const site = await aSite();
    const given = await aCase({ site, receivedAt: hoursAgo(100) });
    const ctxs = await Promise.all(Array.from({ length: 6 }, async () => userCtxFor(await aViewer({ site }))));
    await openConnections(10);
    const done = ctxs.map((ctx, index) =>
      logContact(ctx, logContactInput(given.id, { at: `2026-05-11T0${index}:00` })),
    );
    expect(await Promise.all(done)).toHaveLength(6);
    expect(await heardOf(given.id)).toEqual(new Date("2026-05-11T04:00:00Z"));
  });

  test("means the same to the database as to the rule, for every contact there can be", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const forms = Object.values(ContactDirection).flatMap((direction) =>
      Object.values(ContactChannel).flatMap((channel) =>
        outcomesOf(direction, channel).flatMap((outcome) => [
          { direction, channel, outcome },
          ...Object.values(MayBeTold).map((mayBeTold) => ({
            ...{
              direction,
              channel,
              outcome,
              party: "other" as const,
              otherName: "Ana",
              mayBeTold,
              checkedHow: "Asked",
            },
          })),
        ]),
      ),
    );
    for (const form of forms) {
      const given = await aCase({ site, loggedById: ctx.viewer.personId });
      await logContact(ctx, logContactInput(given.id, form));
      const [contact] = await contactsOf(given.id);
      const isHeard = (await heardOf(given.id)) !== null;
      expect([form, isHeard]).toEqual([form, contact ? hasHeardFromUs(contact) : null]);
    }
  }, 60_000);
});

test("contacts of a case of another site are not read, nor those of another case under this one's name", async () => {
  const site = await aSite();
  const dana = await aViewer({ site });
  const [given, other] = [await aCase({ site }), await aCase({ site })];
  await logContact(userCtxFor(dana), logContactInput(given.id));
  const ids = (await contactsOf(given.id)).map(({ id }) => id);
  expect(await listContacts(dana, given.id, ids)).toHaveLength(1);
  expect(await listContacts(dana, other.id, ids)).toEqual([]);
  expect(await listContacts(await aViewer({ site: await aSite(), role: "manager" }), given.id, ids)).toEqual([]);
});
