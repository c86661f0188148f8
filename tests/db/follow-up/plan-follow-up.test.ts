import { describe, expect, test } from "vitest";
import { planFollowUp } from "@/lib/follow-up/mutations/plan-follow-up";
import { listFollowUps } from "@/lib/follow-up/queries";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aPatient,
  aPerson,
  aRepresentative,
  aSite,
  aUnit,
  aViewer,
  NOW,
  planFollowUpInput,
  userCtxFor,
} from "../../support/factories";

async function aScene() {
  const site = await aSite();
  const dana = await aViewer({ site });
  const patient = await aPatient({ site });
  const given = await aCase({ site, patientId: patient.id });
  return { site, dana, patient, given, ctx: userCtxFor(dana) };
}

describe("planning a follow-up", () => {
  test("keeps what it is, for whoever plans it, and its event holds none of the words", async () => {
    const { dana, patient, given, ctx } = await aScene();
    const input = planFollowUpInput(given.id, {
      what: "Ask how the wound is.",
      bestTime: "after 5 pm",
      language: "ro",
    });
    const { followUpId, reference } = await planFollowUp(ctx, input);
    expect(reference).toBe(given.reference);
    expect(await listFollowUps(dana, given.id, NOW)).toMatchObject([
      {
        ...{ id: followUpId, state: "open", what: "Ask how the wound is.", dueOn: "2026-05-14", due: "Due in 2 days" },
        ...{ channel: "phone", bestTime: "after 5 pm", language: "Romanian", who: patient.name, isLate: false },
        owner: { id: dana.personId, isGone: false },
      },
    ]);
    const [event] = await eventsOf("case", given.id);
    expect(event).toMatchObject({ type: "follow_up.planned", actorId: dana.personId, siteId: given.siteId });
    expect(event?.data).toEqual({ followUpId, channel: "Call", dueOn: "2026-05-14" });
  });

  test("is with somebody else, or with somebody on record for the patient, by name", async () => {
    const { site, dana, patient, given, ctx } = await aScene();
    const jo = await aRepresentative({ site, patientId: patient.id });
    await planFollowUp(ctx, planFollowUpInput(given.id, { whom: "other", partyName: "Ward sister" }));
    await planFollowUp(ctx, planFollowUpInput(given.id, { whom: jo.id }));
    const parties = (await listFollowUps(dana, given.id, NOW)).map(({ party, who }) => [party, who]);
    expect(parties.toSorted()).toEqual([
      ["other", "Ward sister"],
      ["representative", "Jo Price"],
    ]);
    const stranger = await aRepresentative({ site, patientId: (await aPatient({ site })).id });
    const foreign = () => planFollowUp(ctx, planFollowUpInput(given.id, { whom: stranger.id }));
    expect(await attempt(foreign)).toEqual({ outcome: "INVALID", changed: [] });
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, given } = await aScene();
    const unitId = role === "responder" ? (await aUnit(site)).id : undefined;
    const ctx = userCtxFor(await aViewer({ site, role, unitId }));
    // An auditor owns nothing, so an owner is named.
    const owner = await aPerson({ site });
    const ended = await attempt(() => planFollowUp(ctx, planFollowUpInput(given.id, { ownerId: owner.id })));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("on a case of another site, or of none, is not found", async () => {
    const { given } = await aScene();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const caseId of [given.id, newId()]) {
      const ended = await attempt(() => planFollowUp(ctx, planFollowUpInput(caseId)));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("on a closed case is possible: somebody may still be owed a call", async () => {
    const { site, ctx } = await aScene();
    const closed = await aCase({ site, state: "closed" });
    expect((await attempt(() => planFollowUp(ctx, planFollowUpInput(closed.id)))).outcome).toBe("done");
  });

  test.each([
    ["dueOn", { dueOn: "2026-05-11" }],
    ["dueOn", { dueOn: "2027-06-01" }],
    ["ownerId", { ownerId: newId() }],
  ])("is refused beside %s: %j", async (field, form) => {
    const { given, ctx } = await aScene();
    const plan = () => planFollowUp(ctx, planFollowUpInput(given.id, form));
    expect(await attempt(plan)).toEqual({ outcome: "INVALID", changed: [] });
    expect(Object.keys((await refusalOf(plan())).details.fieldErrors ?? {})).toEqual([field]);
  });

  test("counts its days as the site does", async () => {
    const site = await aSite({ timeZone: "Pacific/Auckland", country: "NZ" });
    const ctx = userCtxFor(await aViewer({ site }), new Date("2026-05-12T13:00:00Z"));
    const given = await aCase({ site });
    const plan = (dueOn: string) => attempt(() => planFollowUp(ctx, planFollowUpInput(given.id, { dueOn })));
    expect((await plan("2026-05-12")).outcome).toBe("INVALID");
    expect((await plan("2026-05-13")).outcome).toBe("done");
  });

  test("sent twice makes one, and says so where the second differs", async () => {
    const { given, ctx } = await aScene();
    const input = planFollowUpInput(given.id);
    const [first, second] = [await planFollowUp(ctx, input), await planFollowUp(ctx, input)];
    expect(second).toEqual(first);
    expect(await systemDb().followUp.count({ where: { caseId: given.id } })).toBe(1);
    const other = () => planFollowUp(ctx, { ...input, what: "Something else." });
    expect(await attempt(other)).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("is undone when its event cannot be recorded", async () => {
    const { given, dana, ctx } = await aScene();
    await refuseEventsBy(dana.personId);
    expect((await attempt(() => planFollowUp(ctx, planFollowUpInput(given.id)))).changed).toEqual([]);
  });
});
