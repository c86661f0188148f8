import { describe, expect, test } from "vitest";
import { endAbsence, planAbsence } from "@/lib/access/mutations/absences";
import { listAbsences, listAbsencesAround, listCovers, listOwners, listTeam } from "@/lib/access/queries";
import { loadOf } from "@/lib/access/rules";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, NOW, type Place, userCtxFor, viewerAgain } from "../../support/factories";
import { race } from "../../support/races";

const DAYS = { fromOn: "2026-05-11", untilOn: "2026-05-15" };

function anAbsence(personId: string, given: { coverId?: string; fromOn?: string; untilOn?: string } = {}) {
  return { absenceId: newId(), personId, ...DAYS, coverId: null, note: "Reachable by phone.", ...given };
}

async function aTeam() {
  const site = await aSite();
  const [dana, ana] = [await aPerson({ site, name: "Dana" }), await aPerson({ site, name: "Ana" })];
  const ctx = userCtxFor(await viewerAgain(dana.id));
  return { site, dana, ana, ctx };
}

const fieldErrorsOf = async (work: Promise<unknown>) => (await refusalOf(work)).details.fieldErrors;

describe("setting an absence", () => {
  test("of one's own with a cover is told to colleagues wherever they choose", async () => {
    const { dana, ana, ctx, site } = await aTeam();
    const input = anAbsence(dana.id, { coverId: ana.id });
    await planAbsence(ctx, input);
    expect(await eventsOf("person", dana.id)).toMatchObject([
      {
        type: "absence.planned",
        data: { absenceId: input.absenceId, from: DAYS.fromOn, until: DAYS.untilOn, coverId: ana.id, coverName: "Ana" },
      },
    ]);
    const viewer = await aViewer({ site, role: "supervisor", name: "Sam" });
    const owners = await listOwners(viewer, [site.id], NOW);
    expect(owners.map(({ name, away }) => [name, away])).toEqual([
      ["Ana", null],
      ["Sam", null],
      ["Dana", { untilOn: DAYS.untilOn, actor: { id: ana.id, name: "Ana" } }],
    ]);
    expect(await listAbsences(viewer, "2026-05-15")).toMatchObject([
      { person: { name: "Dana" }, cover: { name: "Ana" } },
    ]);
    expect(await listAbsences(viewer, "2026-05-16")).toEqual([]);
    expect(await listAbsencesAround(viewer, ana.id, "2026-05-12")).toMatchObject([{ person: { name: "Dana" } }]);
    expect(await listAbsences(await aViewer({ site: await aSite(), role: "manager" }), "2026-05-12")).toEqual([]);
  });

  test("names who acts in the end, where the cover is away too", async () => {
    const { dana, ana, ctx, site } = await aTeam();
    const bo = await aPerson({ site, name: "Bo" });
    await planAbsence(ctx, anAbsence(dana.id, { coverId: ana.id }));
    await planAbsence(userCtxFor(await viewerAgain(ana.id)), anAbsence(ana.id, { coverId: bo.id }));
    const away = (await listOwners(ctx.viewer, [site.id], NOW)).find(({ name }) => name === "Dana")?.away;
    expect(away).toEqual({ untilOn: DAYS.untilOn, actor: { id: bo.id, name: "Bo" } });
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("of somebody else as %s: %s", async (role, outcome) => {
    const { dana, site } = await aTeam();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => planAbsence(ctx, anAbsence(dana.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(["auditor", "administrator", "responder"] as const)("of one's own as %s is refused", async (role) => {
    const viewer = await aViewer({ site: await aSite(), role });
    const ended = await attempt(() => planAbsence(userCtxFor(viewer), anAbsence(viewer.personId)));
    expect(ended).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("of somebody at another site, deactivated, or never there, is not found", async () => {
    const { site } = await aTeam();
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    const stranger = await aPerson({ site: await aSite() });
    const gone = await aPerson({ site, deactivatedAt: NOW });
    for (const id of [stranger.id, gone.id, newId()]) {
      expect(await attempt(() => planAbsence(ctx, anAbsence(id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test.each([
    ["2026-05-15", "2026-05-20"],
    ["2026-05-01", "2026-05-30"],
    ["2026-05-12", "2026-05-13"],
  ])("that overlaps another (%s until %s) is refused beside the field", async (fromOn, untilOn) => {
    const { dana, ctx } = await aTeam();
    await planAbsence(ctx, anAbsence(dana.id));
    expect(await fieldErrorsOf(planAbsence(ctx, anAbsence(dana.id, { fromOn, untilOn })))).toEqual({
      fromOn: ["You are away 11 May 2026 until 15 May 2026 already. End that absence first, or choose other days."],
    });
    await planAbsence(ctx, anAbsence(dana.id, { fromOn: "2026-05-16", untilOn: "2026-05-16" }));
  });

  test("that has passed, or lasts for years, is refused beside the field", async () => {
    const { dana, ctx } = await aTeam();
    const past = anAbsence(dana.id, { fromOn: "2026-05-01", untilOn: "2026-05-11" });
    expect(await fieldErrorsOf(planAbsence(ctx, past))).toHaveProperty("untilOn");
    const endless = anAbsence(dana.id, { untilOn: "2036-05-11" });
    expect(await fieldErrorsOf(planAbsence(ctx, endless))).toHaveProperty("untilOn");
  });

  test.each([
    ["oneself", "Nobody covers for themselves. Choose somebody else.", async (_site: Place, me: string) => me],
    [
      "somebody of another site",
      "Choose somebody who works cases at the same site.",
      async () => (await aPerson({ site: await aSite() })).id,
    ],
    [
      "somebody who only reads",
      "Choose somebody who works cases at the same site.",
      async (site: Place) => (await aPerson({ site, role: "auditor" })).id,
    ],
  ])("covered by %s is refused beside the field", async (_who, message, make) => {
    const { dana, ctx, site } = await aTeam();
    const coverId = await make(site, dana.id);
    expect(await fieldErrorsOf(planAbsence(ctx, anAbsence(dana.id, { coverId })))).toEqual({ coverId: [message] });
  });

  test("covered by somebody who is away then, or who counts on this person, is refused with a sentence", async () => {
    const { dana, ana, ctx } = await aTeam();
    const anas = userCtxFor(await viewerAgain(ana.id));
    await planAbsence(anas, anAbsence(ana.id, { untilOn: "2026-05-12", coverId: dana.id }));
    expect(await fieldErrorsOf(planAbsence(ctx, anAbsence(dana.id, { coverId: ana.id })))).toEqual({
      coverId: [
        "Ana is away then too, until 12 May 2026, and counts on this same person. Two cannot cover for each other: choose somebody who is here.",
      ],
    });
    await planAbsence(ctx, anAbsence(dana.id, { fromOn: "2026-05-13", coverId: ana.id }));
    const again = anAbsence(ana.id, { fromOn: "2026-05-14", coverId: dana.id });
    expect((await fieldErrorsOf(planAbsence(anas, again)))?.coverId?.[0]).toContain("Dana is away then too");
  });

  test("by two who name each other at once: one wins", async () => {
    const { dana, ana, ctx } = await aTeam();
    const anas = userCtxFor(await viewerAgain(ana.id));
    const { works } = await race({ table: "Person", id: dana.id }, [
      () => planAbsence(ctx, anAbsence(dana.id, { coverId: ana.id })),
      () => planAbsence(anas, anAbsence(ana.id, { coverId: dana.id })),
    ]);
    expect(await outcomesOf(works)).toEqual(["INVALID", "done"]);
  });

  test("sent twice is set once", async () => {
    const { dana, ctx } = await aTeam();
    const input = anAbsence(dana.id);
    await planAbsence(ctx, input);
    expect(await attempt(() => planAbsence(ctx, input))).toEqual({ outcome: "done", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dana, ctx } = await aTeam();
    await refuseEventsBy(dana.id);
    const ended = await attempt(() => planAbsence(ctx, anAbsence(dana.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("ending an absence", () => {
  test("makes them be here again, once", async () => {
    const { dana, ctx, site } = await aTeam();
    const { absenceId } = await planAbsence(ctx, anAbsence(dana.id));
    await endAbsence(ctx, { absenceId });
    expect((await listOwners(ctx.viewer, [site.id], NOW)).every(({ away }) => away === null)).toBe(true);
    expect(await eventTypesOf("person", dana.id)).toEqual(["absence.planned", "absence.ended"]);
    expect(await attempt(() => endAbsence(ctx, { absenceId }))).toEqual({ outcome: "CONFLICT", changed: [] });
    await planAbsence(ctx, anAbsence(dana.id));
  });

  test("of another is done by a supervisor, refused to an associate, and not found elsewhere", async () => {
    const { dana, ctx, site } = await aTeam();
    const { absenceId } = await planAbsence(ctx, anAbsence(dana.id));
    for (const [role, place, outcome] of [
      ["associate", site, "FORBIDDEN"],
      ["manager", await aSite(), "NOT_FOUND"],
      ["supervisor", site, "done"],
    ] as const) {
      const other = userCtxFor(await aViewer({ site: place, role }));
      expect((await attempt(() => endAbsence(other, { absenceId }))).outcome).toBe(outcome);
    }
    expect((await attempt(() => endAbsence(ctx, { absenceId: newId() }))).outcome).toBe("NOT_FOUND");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dana, ctx } = await aTeam();
    const { absenceId } = await planAbsence(ctx, anAbsence(dana.id));
    await refuseEventsBy(dana.id);
    const ended = await attempt(() => endAbsence(ctx, { absenceId }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

test("who may cover is whoever works cases at a site of theirs", async () => {
  const { dana, site, ctx } = await aTeam();
  await aPerson({ site, name: "Gone", deactivatedAt: NOW });
  await aPerson({ site, name: "Reader", role: "auditor" });
  await aPerson({ site: await aSite(), name: "Elsewhere" });
  expect((await listCovers(ctx.viewer, dana.id)).map(({ name }) => name)).toEqual(["Ana"]);
});

describe("the load", () => {
  test("is the same counted by the rule and by the database", async () => {
    const { dana, site, ctx } = await aTeam();
    const given = [
      { severity: 1, kind: "inquiry", isEscalated: false, allegesHarm: false },
      { severity: 3, kind: "grievance", isEscalated: true, allegesHarm: true },
      { severity: 2, kind: "complaint", isEscalated: false, allegesHarm: true },
      { severity: 2, kind: "grievance", isEscalated: true, allegesHarm: false },
    ] as const;
    for (const [index, { severity, kind, isEscalated, allegesHarm }] of given.entries()) {
      const row = await aCase({
        ...{ site, ownerId: dana.id, state: "investigating", severity, kind },
        escalatedAt: isEscalated ? NOW : null,
      });
      const alleged = allegesHarm ? "yes" : "no";
      const field = index === 1 ? "allegesNeglect" : "allegesHarm";
      await systemDb().caseFacts.create({ data: { caseId: row.id, siteId: site.id, [field]: alleged } });
    }
    const load = (await listOwners(ctx.viewer, [site.id], NOW)).find(({ id }) => id === dana.id)?.load;
    expect(load).toBe(loadOf(given));
    expect(load).toBe(16);
  });

  test("of who can own cases there no more is told apart", async () => {
    const { site, ctx } = await aTeam();
    const gone = await aPerson({ site, name: "Gone", deactivatedAt: NOW });
    await aCase({ site, ownerId: gone.id, state: "triaged" });
    expect((await listTeam(ctx.viewer, [site.id], NOW)).former).toEqual([
      { id: gone.id, name: "Gone", openCases: 1, load: 2 },
    ]);
    expect((await listOwners(ctx.viewer, [site.id], NOW)).map(({ name }) => name)).not.toContain("Gone");
  });
});
