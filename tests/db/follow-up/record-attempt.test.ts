import { describe, expect, test } from "vitest";
import { writeInstead } from "@/lib/follow-up/mutations/plan-follow-up";
import { recordAttempt } from "@/lib/follow-up/mutations/record-attempt";
import { listFollowUps } from "@/lib/follow-up/queries";
import { recordAttemptSchema } from "@/lib/follow-up/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aFollowUp,
  anAttempt,
  aPatient,
  aRepresentative,
  aSite,
  aViewer,
  NOW,
  userCtxFor,
} from "../../support/factories";

async function aScene() {
  const site = await aSite();
  const dana = await aViewer({ site });
  const patient = await aPatient({ site });
  const given = await aCase({ site, patientId: patient.id, loggedById: dana.personId });
  const call = await aFollowUp({ of: given });
  return { site, dana, patient, given, call, ctx: userCtxFor(dana) };
}

type Form = { outcome: string; note?: string; minutes?: string };
const input = (followUpId: string, form: Form) =>
  recordAttemptSchema.parse({ idempotencyKey: newId(), followUpId, ...form });

describe("an attempt to reach somebody", () => {
  test("that reached them logs what was said as a contact, counts as word from us, and ends the follow-up", async () => {
    const { dana, given, call, ctx } = await aScene();
    await recordAttempt(ctx, input(call.id, { outcome: "reached", note: "She is glad.", minutes: "12" }));
    const contact = await systemDb().contact.findFirstOrThrow({ where: { caseId: given.id } });
    expect(contact).toMatchObject({
      ...{ direction: "outgoing", channel: "phone", outcome: "reached", party: "patient", mayBeTold: "yes" },
      ...{ summary: "She is glad.", minutes: 12, at: NOW, authorId: dana.personId },
    });
    expect((await systemDb().case.findUniqueOrThrow({ where: { id: given.id } })).lastHeardAt).toEqual(NOW);
    expect(await listFollowUps(dana, given.id, NOW)).toMatchObject([
      { state: "done", attempts: [{ outcome: "reached", note: "She is glad.", by: dana.name }], proposesLetter: false },
    ]);
    expect((await eventTypesOf("case", given.id)).toSorted()).toEqual(["contact.logged", "follow_up.attempted"]);
  });

  test("with somebody on record for the patient says on which authority they may be told; with anybody else that nobody checked", async () => {
    const { site, given, patient, ctx } = await aScene();
    const jo = await aRepresentative({ site, patientId: patient.id });
    const ended = await aRepresentative({
      ...{ site, patientId: patient.id, name: "Al", endedAt: NOW, endedReason: "Revoked.", endedById: jo.addedById },
    });
    const party = "representative" as const;
    const told: unknown[] = [];
    for (const fields of [
      { party, partyName: "Jo Price", representativeId: jo.id },
      { party, partyName: "Al", representativeId: ended.id },
      { party: "other" as const, partyName: "Ward sister" },
    ]) {
      const call = await aFollowUp({ of: given, ...fields });
      await recordAttempt(ctx, input(call.id, { outcome: "reached", note: "Fine." }));
      const { contact } = await systemDb().followUpAttempt.findFirstOrThrow({
        where: { followUpId: call.id },
        include: { contact: true },
      });
      told.push([contact?.party, contact?.otherName, contact?.mayBeTold]);
    }
    expect(told).toEqual([
      ["other", "Jo Price", "yes"],
      ["other", "Al", "not_checked"],
      ["other", "Ward sister", "not_checked"],
    ]);
  });

  test("that failed for the third time proposes a letter, which takes the place of the calls once", async () => {
    const { dana, given, call, ctx } = await aScene();
    const outcomes = ["no_answer", "message_left", "busy"];
    const proposed: boolean[] = [];
    for (const outcome of outcomes) {
      proposed.push((await recordAttempt(ctx, input(call.id, { outcome }))).proposesLetter);
    }
    expect(proposed).toEqual([false, false, true]);
    expect(await systemDb().contact.count({ where: { caseId: given.id } })).toBe(0);
    const first = await writeInstead(ctx, { followUpId: call.id });
    expect(await writeInstead(ctx, { followUpId: call.id })).toEqual(first);
    const rows = await listFollowUps(dana, given.id, NOW);
    expect(rows).toMatchObject([
      { id: first.followUpId, channel: "letter", state: "open", what: call.what, due: "Due today" },
      { id: call.id, state: "cancelled", proposesLetter: false },
    ]);
    expect(await eventTypesOf("case", given.id)).toEqual([
      ...outcomes.map(() => "follow_up.attempted"),
      "follow_up.cancelled",
      "follow_up.planned",
    ]);
  });

  test("proposes no letter before, and none after a letter", async () => {
    const { given, call, ctx } = await aScene();
    await anAttempt(call);
    await anAttempt(call);
    expect((await attempt(() => writeInstead(ctx, { followUpId: call.id }))).outcome).toBe("CONFLICT");
    const letter = await aFollowUp({ of: given, channel: "letter" });
    const tried = await attempt(() => recordAttempt(ctx, input(letter.id, { outcome: "no_answer" })));
    expect(tried).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("keeps its words in its own row, out of the event", async () => {
    const { given, call, ctx } = await aScene();
    await recordAttempt(ctx, input(call.id, { outcome: "wrong_number", note: "A bakery." }));
    const [event] = await eventsOf("case", given.id);
    expect(event?.data).toMatchObject({ followUpId: call.id, outcome: "Wrong number", failed: 1 });
    expect(JSON.stringify(event?.data)).not.toContain("bakery");
  });

  test("sent twice is one, and one contact; with another outcome it is told so", async () => {
    const { given, call, ctx } = await aScene();
    const once = input(call.id, { outcome: "reached", note: "Fine." });
    expect(await recordAttempt(ctx, once)).toEqual(await recordAttempt(ctx, once));
    expect(await systemDb().contact.count({ where: { caseId: given.id } })).toBe(1);
    const other = () => recordAttempt(ctx, { ...once, outcome: "busy" });
    expect(await attempt(other)).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test.each([
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
  ] as const)("as %s is refused", async (role, outcome) => {
    const { site, call } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    for (const verb of [
      () => recordAttempt(ctx, input(call.id, { outcome: "busy" })),
      () => writeInstead(ctx, { followUpId: call.id }),
    ]) {
      expect(await attempt(verb)).toEqual({ outcome, changed: [] });
    }
  });

  test("of another site, or of nothing, is not found", async () => {
    const { call } = await aScene();
    const ctx = userCtxFor(await aViewer({ site: await aSite() }));
    for (const id of [call.id, newId()]) {
      const ended = await attempt(() => recordAttempt(ctx, input(id, { outcome: "busy" })));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
      expect((await attempt(() => writeInstead(ctx, { followUpId: id }))).outcome).toBe("NOT_FOUND");
    }
  });

  test("after the follow-up has ended is refused", async () => {
    const { given, ctx } = await aScene();
    const done = await aFollowUp({ of: given, state: "done" });
    const ended = await attempt(() => recordAttempt(ctx, input(done.id, { outcome: "busy" })));
    expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("is undone with its contact when its event cannot be recorded", async () => {
    const { call, dana, ctx } = await aScene();
    await refuseEventsBy(dana.personId);
    const verb = () => recordAttempt(ctx, input(call.id, { outcome: "reached", note: "Fine." }));
    expect((await attempt(verb)).changed).toEqual([]);
    for (let tries = 0; tries < 3; tries += 1) await anAttempt(call);
    const letter = () => writeInstead(userCtxFor(dana), { followUpId: call.id });
    expect(await attempt(letter)).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
