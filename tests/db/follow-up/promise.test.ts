import { describe, expect, test } from "vitest";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { approvePromise, declinePromise } from "@/lib/follow-up/mutations/decide-promise";
import { handOnPromise } from "@/lib/follow-up/mutations/hand-on";
import { makePromise } from "@/lib/follow-up/mutations/make-promise";
import { setAsideOffer } from "@/lib/follow-up/mutations/set-aside";
import { keepPromise, replacePromise, withdrawPromise } from "@/lib/follow-up/mutations/settle-promise";
import { listBrokenPromises, listOffers, listPromises, listToApprove } from "@/lib/follow-up/queries";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aPerson,
  aPromise,
  aSite,
  aViewer,
  logContactInput,
  makePromiseInput,
  NOW,
  userCtxFor,
} from "../../support/factories";

async function aScene() {
  const site = await aSite();
  const dana = await aViewer({ site });
  const given = await aCase({ site, loggedById: dana.personId });
  return { site, dana, given, ctx: userCtxFor(dana) };
}

const told = { toldVia: "phone" as const, toldById: null };
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

/** Every verb on an open promise. */
const VERBS: Record<string, (ctx: UserCtx, promiseId: string, ownerId: string) => Promise<unknown>> = {
  keepPromise: (ctx, promiseId) => keepPromise(ctx, { promiseId, keptOn: "2026-05-12", keptHow: "Called." }),
  replacePromise: (ctx, promiseId) =>
    replacePromise(ctx, { promiseId, dueOn: "2026-05-20", reason: "The report is late.", ...told }),
  withdrawPromise: (ctx, promiseId) => withdrawPromise(ctx, { promiseId, reason: "They moved.", ...told }),
  handOnPromise: (ctx, promiseId, ownerId) => handOnPromise(ctx, { promiseId, ownerId }),
};

describe("making a promise", () => {
  test("keeps its words, its day and its owner, and its event none of the words", async () => {
    const { dana, given, ctx } = await aScene();
    const { promiseId, needsApproval } = await makePromise(ctx, makePromiseInput(given.id));
    expect(needsApproval).toBe(false);
    expect(await listPromises(dana, given.id, NOW)).toMatchObject([
      {
        ...{ id: promiseId, words: "We will call you by Friday.", dueOn: "2026-05-15", isOpen: true },
        ...{ owner: { id: dana.personId }, madeBy: { id: dana.personId }, amount: null },
        standing: { kind: "open", label: "Due in 3 days" },
      },
    ]);
    const [event] = await eventsOf("case", given.id);
    expect(event).toMatchObject({ type: "promise.made", data: { promiseId, dueOn: "2026-05-15", amount: null } });
    expect(JSON.stringify(event?.data)).not.toContain("call you");
  });

  test.each([
    ["associate", "20", true],
    ["supervisor", "250.00", false],
    ["supervisor", "£250.01", true],
    ["manager", "2,500.00", false],
    ["manager", "2,500.01", true],
  ] as const)("as %s of %s needs approval: %s", async (role, amount, needs) => {
    const { site, given } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const made = await makePromise(ctx, makePromiseInput(given.id, { amount, money: "refund" }));
    expect(made.needsApproval).toBe(needs);
  });

  test("that was found in a contact counts as made then, by whoever wrote it and against their limit", async () => {
    const { site, dana, given, ctx } = await aScene();
    const summary = "We will refund $50 by Friday. Was polite.";
    await logContact(ctx, logContactInput(given.id, { summary: summary.replace("$", "£") }));
    const lee = await aViewer({ site, role: "manager" });
    const place = { id: given.id, site: { id: site.id, zone: site.timeZone } };
    const [offer] = await listOffers(lee, place, NOW);
    expect(offer).toMatchObject({ words: "We will refund £50 by Friday.", dueOn: "2026-05-15", amount: "£50" });
    const { contactId, words } = offer ?? { contactId: "", words: "" };
    const form = { contactId, foundWords: words, amount: "£50", money: "refund" as const };
    const made = await makePromise(userCtxFor(lee, later(1)), makePromiseInput(given.id, form));
    expect(made.needsApproval).toBe(true);
    expect(await systemDb().patientPromise.findUniqueOrThrow({ where: { id: made.promiseId } })).toMatchObject({
      ...{ source: "found", contactId, madeById: dana.personId, madeAt: NOW, ownerId: lee.personId },
      ...{ amount: 5000n, currency: "GBP", digits: 2, approval: "pending" },
    });
    expect(await listOffers(lee, place, NOW)).toEqual([]);
    const again = () => makePromise(ctx, makePromiseInput(given.id, form));
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("is offered no more once somebody says that it is none", async () => {
    const { site, dana, given, ctx } = await aScene();
    await logContact(ctx, logContactInput(given.id, { summary: "We will see to it that it is warm." }));
    const place = { id: given.id, site: { id: site.id, zone: site.timeZone } };
    const [offer] = await listOffers(dana, place, NOW);
    expect(offer?.dueOn).toBeNull();
    const contactId = offer?.contactId ?? "";
    await setAsideOffer(ctx, { contactId });
    await setAsideOffer(ctx, { contactId });
    expect(await listOffers(dana, place, NOW)).toEqual([]);
    expect(await eventTypesOf("case", given.id)).toEqual(["contact.logged", "promise.set_aside"]);
    const stranger = userCtxFor(await aViewer({ site: await aSite() }));
    expect((await attempt(() => setAsideOffer(stranger, { contactId }))).outcome).toBe("NOT_FOUND");
    const auditor = userCtxFor(await aViewer({ site, role: "auditor" }));
    expect((await attempt(() => setAsideOffer(auditor, { contactId }))).outcome).toBe("FORBIDDEN");
    await logContact(ctx, logContactInput(given.id, { summary: "We will see to it that it is quiet." }));
    const [other] = await listOffers(dana, place, NOW);
    await refuseEventsBy(dana.personId);
    const aside = () => setAsideOffer(ctx, { contactId: other?.contactId ?? "" });
    expect(await attempt(aside)).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test.each([
    ["dueOn", { dueOn: "2026-05-11" }],
    ["amount", { amount: "1,234", money: "refund" as const }],
    ["amount", { amount: "0", money: "refund" as const }],
    ["money", { amount: "20" }],
    ["ownerId", { ownerId: newId() }],
    ["whom", { whom: newId() }],
  ])("is refused beside %s: %j", async (field, form) => {
    const { given, ctx } = await aScene();
    const make = () => makePromise(ctx, makePromiseInput(given.id, form));
    expect(await attempt(make)).toEqual({ outcome: "INVALID", changed: [] });
    expect(Object.keys((await refusalOf(make())).details.fieldErrors ?? {})).toEqual([field]);
  });

  test("sent twice makes one, and says so where the second differs", async () => {
    const { given, ctx } = await aScene();
    const input = makePromiseInput(given.id);
    expect(await makePromise(ctx, input)).toEqual(await makePromise(ctx, input));
    expect(await systemDb().patientPromise.count({ where: { caseId: given.id } })).toBe(1);
    const other = () => makePromise(ctx, { ...input, words: "Other." });
    expect(await attempt(other)).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("is refused by role and on a foreign case, and undone with its event", async () => {
    const { site, dana, given, ctx } = await aScene();
    const make = (one: UserCtx) => attempt(() => makePromise(one, makePromiseInput(given.id)));
    const as = async (role: "auditor" | "administrator") => userCtxFor(await aViewer({ site, role }));
    expect(await make(await as("auditor"))).toEqual({ outcome: "FORBIDDEN", changed: [] });
    expect(await make(await as("administrator"))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    const stranger = userCtxFor(await aViewer({ site: await aSite() }));
    expect(await make(stranger)).toEqual({ outcome: "NOT_FOUND", changed: [] });
    await refuseEventsBy(dana.personId);
    expect((await make(ctx)).changed).toEqual([]);
  });
});

describe("a promise", () => {
  test("that is not kept by its day is broken until it is kept late, and says so", async () => {
    const { site, dana, given } = await aScene();
    const lead = await aViewer({ site, role: "supervisor" });
    const { id: promiseId } = await aPromise({ of: given });
    const on = async (days: number) => (await listPromises(dana, given.id, later(days)))[0]?.standing.label;
    expect(await on(3)).toBe("Due today");
    expect(await listBrokenPromises(lead, later(3))).toEqual([]);
    expect(await on(5)).toBe("Broken: 2 days late");
    expect(await listBrokenPromises(lead, later(5))).toMatchObject([{ id: promiseId }]);
    await keepPromise(userCtxFor(dana, later(6)), { promiseId, keptOn: "2026-05-18", keptHow: "Called." });
    expect(await on(6)).toBe("Kept 3 days late");
    expect(await listBrokenPromises(lead, later(6))).toEqual([]);
    expect((await eventsOf("case", given.id)).at(-1)).toMatchObject({ type: "promise.kept", data: { daysLate: 3 } });
  });

  test("that gets another day stays in the ledger as it ended, and the new one beside it", async () => {
    const { site, dana, given, ctx } = await aScene();
    const al = await aPerson({ site });
    const { id: promiseId } = await aPromise({ of: given, amount: 5000 });
    const input = { promiseId, dueOn: "2026-05-20", reason: "The report is late.", toldVia: "email" as const };
    await replacePromise(ctx, { ...input, toldById: al.id });
    const [now, before] = await listPromises(dana, given.id, NOW);
    expect(now).toMatchObject({ isOpen: true, dueOn: "2026-05-20", amount: "£50.00", words: before?.words });
    expect(before).toMatchObject({
      ...{ standing: { kind: "replaced" }, replacedBy: "2026-05-20", reason: "The report is late." },
      told: { by: al.name, via: "email" },
    });
    expect((await eventsOf("case", given.id)).at(-1)).toMatchObject({
      type: "promise.replaced",
      data: { promiseId, from: "2026-05-15", to: "2026-05-20" },
    });
    for (const dueOn of ["2026-05-11", "2026-05-20"]) {
      const same = () => replacePromise(ctx, { ...input, promiseId: now?.id ?? "", dueOn, toldById: null });
      expect(await attempt(same)).toEqual({ outcome: "INVALID", changed: [] });
    }
  });

  test("is handed on to nobody who does not work cases at its site", async () => {
    const { site, given, ctx } = await aScene();
    const { id: promiseId } = await aPromise({ of: given });
    const [stranger, auditor] = [await aPerson({ site: await aSite() }), await aPerson({ site, role: "auditor" })];
    for (const ownerId of [stranger.id, auditor.id, newId()]) {
      const hand = () => handOnPromise(ctx, { promiseId, ownerId });
      expect(await attempt(hand)).toEqual({ outcome: "INVALID", changed: [] });
    }
  });

  test("that is withdrawn or handed on says why and to whom", async () => {
    const { site, dana, given, ctx } = await aScene();
    const al = await aPerson({ site });
    const [one, two] = [await aPromise({ of: given }), await aPromise({ of: given })];
    await withdrawPromise(ctx, { promiseId: one.id, reason: "They moved.", toldVia: null, toldById: null });
    await handOnPromise(ctx, { promiseId: two.id, ownerId: al.id });
    const rows = await listPromises(dana, given.id, NOW);
    expect(rows.find(({ id }) => id === one.id)).toMatchObject({
      ...{ standing: { kind: "withdrawn" }, reason: "They moved.", told: null, settledBy: dana.name },
    });
    expect(rows.find(({ id }) => id === two.id)?.owner).toEqual({ id: al.id, name: al.name, isGone: false });
    expect((await eventsOf("case", given.id)).at(-1)).toMatchObject({
      type: "promise.handed_on",
      data: { fromId: dana.personId, toId: al.id, toName: al.name },
    });
  });

  test.each(Object.entries(VERBS))(
    "%s: refused by role, by state, on a foreign row and with its event",
    async (_, verb) => {
      const { site, dana, given, ctx } = await aScene();
      const al = await aPerson({ site });
      const { id } = await aPromise({ of: given });
      const as = (one: UserCtx, promiseId = id) => attempt(() => verb(one, promiseId, al.id));
      const other = async (role: "auditor" | "administrator") => userCtxFor(await aViewer({ site, role }));
      expect(await as(await other("auditor"))).toEqual({ outcome: "FORBIDDEN", changed: [] });
      expect(await as(await other("administrator"))).toEqual({ outcome: "NOT_FOUND", changed: [] });
      expect((await as(userCtxFor(await aViewer({ site: await aSite() })))).outcome).toBe("NOT_FOUND");
      expect((await as(ctx, newId())).outcome).toBe("NOT_FOUND");
      const declined = await aPromise({ of: given, state: "withdrawn", settledById: al.id });
      expect(await as(ctx, declined.id)).toEqual({ outcome: "CONFLICT", changed: [] });
      expect((await as(ctx)).outcome).toBe("done");
      await refuseEventsBy(dana.personId);
      expect((await as(ctx, (await aPromise({ of: given })).id)).changed).toEqual([]);
    },
  );

  test.each(Object.entries(VERBS))("%s twice changes nothing the second time", async (_, verb) => {
    const { site, given, ctx } = await aScene();
    const al = await aPerson({ site });
    const { id } = await aPromise({ of: given });
    await verb(ctx, id, al.id);
    expect(await attempt(() => verb(ctx, id, al.id))).toEqual({ outcome: "done", changed: [] });
  });

  test("is kept on a day that has been, and not before it was made", async () => {
    const { given, ctx } = await aScene();
    const { id: promiseId } = await aPromise({ of: given });
    for (const keptOn of ["2026-05-11", "2026-05-13"]) {
      const keep = () => keepPromise(ctx, { promiseId, keptOn, keptHow: "Called." });
      expect(await attempt(keep)).toEqual({ outcome: "INVALID", changed: [] });
    }
  });
});

describe("approval", () => {
  async function aPending(amount = 20_000) {
    const scene = await aScene();
    const pending = await aPromise({ of: scene.given, amount, approval: "pending" });
    const lead = await aViewer({ site: scene.site, role: "supervisor" });
    return { ...scene, pending, lead, leadCtx: userCtxFor(lead) };
  }

  test("is given by somebody whose limit covers the amount, and the promise is then kept like any other", async () => {
    const { dana, given, pending, lead, leadCtx, ctx } = await aPending();
    expect((await listPromises(dana, given.id, NOW))[0]).toMatchObject({
      standing: { kind: "needs_approval" },
      mayDecide: false,
    });
    expect(await listToApprove(lead, NOW)).toMatchObject([{ id: pending.id, mayDecide: true }]);
    const keep = () => keepPromise(ctx, { promiseId: pending.id, keptOn: "2026-05-12", keptHow: "Paid." });
    expect(await attempt(keep)).toEqual({ outcome: "CONFLICT", changed: [] });
    await approvePromise(leadCtx, { promiseId: pending.id });
    await approvePromise(leadCtx, { promiseId: pending.id });
    expect(await listToApprove(lead, NOW)).toEqual([]);
    expect((await attempt(keep)).outcome).toBe("done");
    expect(await eventTypesOf("case", given.id)).toEqual(["promise.approved", "promise.kept"]);
  });

  test("may be declined with a reason, which ends the promise before they are told", async () => {
    const { dana, given, pending, leadCtx } = await aPending();
    await declinePromise(leadCtx, { promiseId: pending.id, reason: "Not ours to pay." });
    await declinePromise(leadCtx, { promiseId: pending.id, reason: "Not ours to pay." });
    expect(await listPromises(dana, given.id, later(30))).toMatchObject([
      { standing: { kind: "declined" }, isOpen: false, reason: "Not ours to pay." },
    ]);
    expect(await eventTypesOf("case", given.id)).toEqual(["promise.declined"]);
  });

  test("is refused to whoever promised it, to whoever's limit is lower, to a reader and a stranger", async () => {
    const { site, dana, given, pending, ctx } = await aPending(25_001);
    const own = await aPromise({ of: given, amount: 1000, approval: "pending" });
    const decide = async (one: UserCtx, promiseId: string) => {
      const approved = await attempt(() => approvePromise(one, { promiseId }));
      const declined = await attempt(() => declinePromise(one, { promiseId, reason: "No." }));
      expect(declined).toEqual(approved);
      expect(approved.changed).toEqual([]);
      return approved.outcome;
    };
    const as = async (role: "supervisor" | "auditor" | "associate") => userCtxFor(await aViewer({ site, role }));
    expect(await decide(await as("supervisor"), pending.id)).toBe("FORBIDDEN");
    expect(await decide(await as("associate"), own.id)).toBe("FORBIDDEN");
    expect(await decide(await as("auditor"), own.id)).toBe("FORBIDDEN");
    await systemDb().roleGrant.create({
      data: { id: newId(), personId: dana.personId, siteId: site.id, role: "manager" },
    });
    const promoted = {
      ...ctx,
      viewer: { ...dana, grants: [{ role: "manager" as const, siteId: site.id, unitId: null }] },
    };
    expect(await decide(promoted, own.id)).toBe("FORBIDDEN");
    expect(await decide(userCtxFor(await aViewer({ site: await aSite(), role: "manager" })), own.id)).toBe("NOT_FOUND");
  });

  test("is decided once", async () => {
    const { site, pending, leadCtx, lead } = await aPending();
    const boss = userCtxFor(await aViewer({ site, role: "manager" }));
    await approvePromise(leadCtx, { promiseId: pending.id });
    const late = () => declinePromise(boss, { promiseId: pending.id, reason: "No." });
    expect(await attempt(late)).toEqual({ outcome: "CONFLICT", changed: [] });
    await refuseEventsBy(lead.personId);
    const other = await aPending();
    await refuseEventsBy(other.lead.personId);
    expect((await attempt(() => approvePromise(other.leadCtx, { promiseId: other.pending.id }))).changed).toEqual([]);
  });
});
