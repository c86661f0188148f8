import { describe, expect, test } from "vitest";
import { deliverMail } from "@/lib/notification/mutations/deliver";
import { planDigests } from "@/lib/notification/mutations/plan-digests";
import { systemDb } from "@/lib/platform/db";
import {
  aCase,
  aFollowUp,
  aNotification,
  anAbsence,
  anEscalation,
  aPatient,
  aPerson,
  aPromise,
  aRequest,
  aSite,
  aUnit,
  NOW,
  type Place,
} from "../../support/factories";
import { openConnections } from "../../support/races";

// Half past ten by the clocks of London: a digest's time.
const ctx = (now = NOW) => ({ actor: { id: null, name: "Daily digest" }, now });
const digestsOf = (personId: string) => systemDb().mailDelivery.findMany({ where: { personId, kind: "digest" } });

/** What the morning's digest says to this person, or null where none is kept for them. */
async function digestOf(personId: string, now = NOW): Promise<string | null> {
  await planDigests(ctx(now));
  const [mail] = await systemDb().mailDelivery.findMany({
    where: { personId, kind: "digest", state: "queued" },
    orderBy: { id: "desc" },
    take: 1,
  });
  if (!mail) throw new Error("no digest was planned");
  await deliverMail(ctx(now), mail.id);
  const ended = await systemDb().mailDelivery.findUniqueOrThrow({ where: { id: mail.id } });
  return ended.state === "dropped" ? null : ended.text;
}

async function aLateRequest(site: Place, ownerId: string) {
  const given = await aCase({ site, ownerId, state: "investigating" });
  const unit = await aUnit(site);
  const askedAt = new Date(NOW.getTime() - 3 * 86_400_000);
  await aRequest({ of: given, unitId: unit.id, askedAt, dueAt: new Date(NOW.getTime() - 86_400_000) });
  return given;
}

describe("daily digests", () => {
  test("are planned once for each person and day, however often and by however many", async () => {
    const { id } = await aPerson({ site: await aSite() });
    await openConnections(8);
    await Promise.all([planDigests(ctx()), planDigests(ctx()), planDigests(ctx())]);
    await planDigests(ctx(new Date(NOW.getTime() + 600_000)));
    expect(await digestsOf(id)).toMatchObject([{ key: `digest:${id}:2026-05-12` }]);
    await planDigests(ctx(new Date(NOW.getTime() + 86_400_000)));
    expect(await digestsOf(id)).toHaveLength(2);
  });

  test("come at the time of each person's own site, also on the days when clocks change", async () => {
    const london = await aPerson({ site: await aSite() });
    const auckland = await aPerson({ site: await aSite({ timeZone: "Pacific/Auckland", country: "NZ" }) });
    for (const hour of ["05:30", "06:30", "06:40", "07:30"]) await planDigests(ctx(new Date(`2026-03-29T${hour}:00Z`)));
    expect(await digestsOf(london.id)).toMatchObject([{ createdAt: new Date("2026-03-29T06:30:00Z") }]);
    expect(await digestsOf(auckland.id)).toEqual([]);
  });

  test("pass over who left and who has no role", async () => {
    const gone = await aPerson({ site: await aSite(), deactivatedAt: NOW });
    const without = await aPerson();
    await planDigests(ctx());
    expect(await digestsOf(gone.id)).toEqual([]);
    expect(await digestsOf(without.id)).toEqual([]);
  });

  test("are not sent when there is nothing to say", async () => {
    const { id } = await aPerson({ site: await aSite() });
    expect(await digestOf(id)).toBeNull();
  });

  test("say what is late, by its reference and nothing else", async () => {
    const site = await aSite();
    const { id } = await aPerson({ site });
    const { reference } = await aLateRequest(site, id);
    const text = await digestOf(id);
    expect(text).toContain(`Late requests in your cases\n${reference}: http`);
    expect(text).not.toMatch(/wait was long|duty/i);
  });

  test("say to a supervisor what waits for a decision", async () => {
    const site = await aSite();
    const { id } = await aPerson({ site, role: "supervisor" });
    const given = await aCase({ site, state: "triaged" });
    await anEscalation({ caseId: given.id, siteId: site.id });
    const text = await digestOf(id);
    expect(text).toContain("Escalated cases: 1");
    expect(text).toContain("Cases that nobody has: 1");
  });

  test("say to a responder what the unit is asked, and of no case", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    const { id } = await aPerson({ site, role: "responder", unitId: unit.id });
    const given = await aCase({ site });
    await aRequest({ of: given, unitId: unit.id });
    const text = await digestOf(id);
    expect(text).toContain("Requests to your unit: 1");
    expect(text).not.toContain(given.reference);
  });

  test("tell what is unread since the last one, as far as it was wanted there", async () => {
    const site = await aSite();
    const { id } = await aPerson({ site });
    const given = await aCase({ site, ownerId: id });
    const told = { of: given, personId: id };
    await aNotification({ ...told, type: "mentioned", createdAt: new Date(NOW.getTime() - 3_600_000) });
    await aNotification({ ...told, type: "reopened", createdAt: new Date(NOW.getTime() - 2 * 86_400_000) });
    await aNotification({ ...told, type: "assigned", isInDigest: false });
    await aNotification({ ...told, type: "escalation_answered", readAt: NOW });
    const text = await digestOf(id);
    expect(text).toContain(`${given.reference}: You were mentioned in a note`);
    expect(text).not.toMatch(/reopened|Assigned|answered/);
    expect(await digestOf(id, new Date(NOW.getTime() + 86_400_000))).toBeNull();
  });

  const HOUR = 3_600_000;

  /** Cases of one person: late, due tomorrow, with a broken promise, with one due, and with a call to make. */
  async function aDay(site: Place, ownerId: string) {
    const patient = await aPatient({ site, name: "Mara Quill" });
    const of = (fields: object = {}) =>
      aCase({
        site,
        ownerId,
        state: "triaged",
        loggedById: ownerId,
        patientId: patient.id,
        about: "A fall",
        ...fields,
      });
    const late = await of({ nextDueAt: new Date(NOW.getTime() - HOUR) });
    const soon = await of({ nextDueAt: new Date(NOW.getTime() + 40 * HOUR) });
    const [broken, promised, call, pending] = [await of(), await of(), await of(), await of()];
    await aPromise({ of: broken, dueOn: "2026-05-11", words: "We will call about the fall." });
    await aPromise({ of: promised, dueOn: "2026-05-13" });
    await aFollowUp({ of: call, dueOn: "2026-05-12", what: "Ask after the wound." });
    await aPromise({ of: pending, dueOn: "2026-05-12", amount: 500, approval: "pending" });
    await of({ nextDueAt: new Date(NOW.getTime() + 60 * HOUR) });
    return { late, soon, broken, promised, call };
  }

  const asSaid = ({ late, soon, broken, promised, call }: Awaited<ReturnType<typeof aDay>>, where = "") => [
    `${where}Time limits that have run out\n${late.reference}: http`,
    `${where}Broken promises\n${broken.reference}: http`,
    `${where}Time limits that run out within 48 hours\n${soon.reference}: http`,
    `${where}Promises due today or tomorrow\n${promised.reference}: http`,
    `${where}Calls and letters due\n${call.reference}: http`,
  ];

  test("say whose time runs out, what was promised and whom to call, and nothing of why", async () => {
    const site = await aSite();
    const { id } = await aPerson({ site });
    const day = await aDay(site, id);
    const text = await digestOf(id);
    for (const section of asSaid(day)) expect(text).toContain(section);
    expect(text).not.toMatch(/Mara|Quill|fall|wound/i);
    expect(text?.match(/^PR-/gm)).toHaveLength(5);
  });

  test("say the same of whom somebody covers, while they are away", async () => {
    const site = await aSite();
    const [away, cover] = [await aPerson({ site }), await aPerson({ site })];
    const day = await aDay(site, away.id);
    await anAbsence({ personId: away.id, coverId: cover.id, untilOn: "2026-05-12" });
    const text = await digestOf(cover.id);
    for (const section of asSaid(day, "Where you cover: ")) expect(text).toContain(section);
    expect(await digestOf(cover.id, new Date(NOW.getTime() + 86_400_000))).toBeNull();
  });

  test("name twenty of a kind, and lead to the rest", async () => {
    const site = await aSite();
    const { id } = await aPerson({ site });
    for (let count = 0; count < 21; count += 1) {
      await aFollowUp({ of: await aCase({ site, ownerId: id, loggedById: id }), dueOn: "2026-05-12" });
    }
    const text = await digestOf(id);
    expect(text?.match(/^PR-/gm)).toHaveLength(20);
    expect(text).toMatch(/There are more: open the list: http\S+\/follow-ups/);
  });

  test("leave out the work of whoever does not want it there", async () => {
    const site = await aSite();
    const { id } = await aPerson({ site });
    await aLateRequest(site, id);
    await systemDb().notificationChoice.create({
      data: { personId: id, type: "work", channel: "digest", isOn: false, changedAt: NOW },
    });
    expect(await digestOf(id)).toBeNull();
  });
});
