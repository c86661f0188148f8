import { describe, expect, test } from "vitest";
import { cancelFollowUp, finishFollowUp, rescheduleFollowUp } from "@/lib/follow-up/mutations/settle-follow-up";
import { countDue, listCalls, listFollowUps } from "@/lib/follow-up/queries";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aFollowUp, aPatient, aPromise, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

async function aScene() {
  const site = await aSite();
  const dana = await aViewer({ site });
  const patient = await aPatient({ site, phone: "020 7946 0018" });
  const given = await aCase({ site, patientId: patient.id, loggedById: dana.personId });
  return { site, dana, patient, given, ctx: userCtxFor(dana) };
}

const VERBS: Record<string, (ctx: UserCtx, followUpId: string) => Promise<unknown>> = {
  finishFollowUp: (ctx, followUpId) => finishFollowUp(ctx, { followUpId, result: "All is well.", wasSent: false }),
  cancelFollowUp: (ctx, followUpId) => cancelFollowUp(ctx, { followUpId, reason: "They rang." }),
  rescheduleFollowUp: (ctx, followUpId) => rescheduleFollowUp(ctx, { followUpId, dueOn: "2026-05-20", bestTime: null }),
};

describe("a follow-up", () => {
  test("that is done says what came of it; a letter that was sent counts as word from us", async () => {
    const { dana, given, ctx } = await aScene();
    const letter = await aFollowUp({ of: given, channel: "letter" });
    await finishFollowUp(ctx, { followUpId: letter.id, result: "Sent the answer.", wasSent: true });
    expect(await listFollowUps(dana, given.id, NOW)).toMatchObject([{ state: "done", result: "Sent the answer." }]);
    const contact = await systemDb().contact.findFirstOrThrow({ where: { caseId: given.id } });
    expect(contact).toMatchObject({ channel: "letter", outcome: "sent", summary: "Sent the answer." });
    expect((await systemDb().case.findUniqueOrThrow({ where: { id: given.id } })).lastHeardAt).toEqual(NOW);
    const call = await aFollowUp({ of: given });
    await finishFollowUp(ctx, { followUpId: call.id, result: "They came by.", wasSent: true });
    expect(await systemDb().contact.count({ where: { caseId: given.id } })).toBe(1);
  });

  test("that is done tells its event, with nothing of what was said", async () => {
    const { given, ctx } = await aScene();
    const { id: followUpId } = await aFollowUp({ of: given });
    await finishFollowUp(ctx, { followUpId, result: "All is well.", wasSent: false });
    expect(await eventsOf("case", given.id)).toMatchObject([{ type: "follow_up.finished", data: { followUpId } }]);
    expect(JSON.stringify(await eventsOf("case", given.id))).not.toContain("well");
  });

  test("is cancelled with its reason, or moved to a day to come", async () => {
    const { dana, given, ctx } = await aScene();
    const [one, two] = [await aFollowUp({ of: given }), await aFollowUp({ of: given })];
    await cancelFollowUp(ctx, { followUpId: one.id, reason: "They rang." });
    await rescheduleFollowUp(ctx, { followUpId: two.id, dueOn: "2026-05-14", bestTime: "mornings" });
    expect(await listFollowUps(dana, given.id, NOW)).toMatchObject([
      { id: two.id, dueOn: "2026-05-14", bestTime: "mornings" },
      { id: one.id, state: "cancelled", reason: "They rang." },
    ]);
    expect(await eventTypesOf("case", given.id)).toEqual(["follow_up.cancelled", "follow_up.rescheduled"]);
    const past = () => rescheduleFollowUp(ctx, { followUpId: two.id, dueOn: "2026-05-11", bestTime: null });
    expect(await attempt(past)).toEqual({ outcome: "INVALID", changed: [] });
  });

  test.each(Object.entries(VERBS))(
    "%s: refused by role, by state, on a foreign row and with its event",
    async (_, verb) => {
      const { site, dana, given, ctx } = await aScene();
      const { id } = await aFollowUp({ of: given });
      const as = (one: UserCtx, followUpId = id) => attempt(() => verb(one, followUpId));
      const other = async (role: "auditor" | "administrator") => userCtxFor(await aViewer({ site, role }));
      expect(await as(await other("auditor"))).toEqual({ outcome: "FORBIDDEN", changed: [] });
      expect(await as(await other("administrator"))).toEqual({ outcome: "NOT_FOUND", changed: [] });
      expect((await as(userCtxFor(await aViewer({ site: await aSite() })))).outcome).toBe("NOT_FOUND");
      expect((await as(ctx, newId())).outcome).toBe("NOT_FOUND");
      const ended = await aFollowUp({ of: given, state: "cancelled", reason: "Another." });
      expect(await as(ctx, ended.id)).toEqual({ outcome: "CONFLICT", changed: [] });
      expect((await as(ctx)).outcome).toBe("done");
      expect(await as(ctx)).toEqual({ outcome: "done", changed: [] });
      await refuseEventsBy(dana.personId);
      expect((await as(ctx, (await aFollowUp({ of: given })).id)).changed).toEqual([]);
    },
  );
});

describe("the call list", () => {
  test("holds one's own that are due, whose best time it is first, with the number; and the site's for whoever asks", async () => {
    const { site, dana, given } = await aScene();
    const al = await aViewer({ site });
    const [evening, now, any, theirs] = [
      await aFollowUp({ of: given, bestTime: "evenings", dueOn: "2026-05-01" }),
      await aFollowUp({ of: given, bestTime: "mornings" }),
      await aFollowUp({ of: given, dueOn: "2026-05-11" }),
      await aFollowUp({ of: given, ownerId: al.personId }),
    ];
    const coming = await aFollowUp({ of: given, dueOn: "2026-05-15" });
    await aFollowUp({ of: given, dueOn: "2026-06-15" });
    await aFollowUp({ of: given, state: "done" });
    const mine = await listCalls(dana, "mine", NOW);
    expect(mine.due.map(({ id }) => id)).toEqual([now.id, any.id, evening.id]);
    expect(mine.due[0]).toMatchObject({ phone: "020 7946 0018", fit: "now", case: { reference: given.reference } });
    expect(mine.coming.map(({ id }) => id)).toEqual([coming.id]);
    expect((await listCalls(dana, "site", NOW)).due.map(({ id }) => id)).toContain(theirs.id);
    const stranger = await aViewer({ site: await aSite() });
    expect((await listCalls(stranger, "site", NOW)).due).toEqual([]);
    await aPromise({ of: given, dueOn: "2026-05-12" });
    expect(await countDue(dana, NOW)).toMatchObject({ due: { count: 4 }, late: { count: 2 } });
  });
});
