import { describe, expect, test } from "vitest";
import { logCase } from "@/lib/case/mutations/log-case";
import { readReference } from "@/lib/case/rules";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, refusalOf } from "../../support/evidence";
import { aSite, aViewer, logCaseInput, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

describe("a case that is sent twice", () => {
  test("is logged once", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const input = logCaseInput(site);
    const first = await logCase(ctx, input);
    expect(await logCase(ctx, input)).toEqual(first);
    expect(await systemDb().case.count({ where: { siteId: site.id } })).toBe(1);
    expect(await eventTypesOf("case", first.caseId)).toEqual(["case.logged"]);
  });

  test("at the same moment is logged once, with one number", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }), new Date("2043-06-01T12:00:00Z"));
    const input = logCaseInput(site);
    await openConnections(10);
    const logged = await Promise.all(Array.from({ length: 6 }, () => logCase(ctx, input)));
    expect(new Set(logged.map(({ reference }) => reference)).size).toBe(1);
    expect(await systemDb().case.count({ where: { siteId: site.id } })).toBe(1);
    expect(await systemDb().issue.count({ where: { siteId: site.id } })).toBe(1);
    const next = await logCase(ctx, logCaseInput(site));
    expect(next.reference.slice(6, 12)).toBe("000002");
  });

  test.each<[string, Parameters<typeof logCaseInput>[1]]>([
    ["words", { words: "The food was cold, and the tea too." }],
    ["severity", { severity: "3" }],
    ["wish", { wanted: "A call back" }],
    ["speaker", { reporterKind: "visitor", reporterName: "Ana Pop" }],
  ])("with another %s is refused with the reference of the first, and changes nothing", async (_what, form) => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const idempotencyKey = newId();
    const { reference } = await logCase(ctx, logCaseInput(site, { idempotencyKey }));
    const again = () => logCase(ctx, logCaseInput(site, { ...form, idempotencyKey }));
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(again())).message).toContain(`already logged as ${reference}`);
  });

  test("by somebody else under the same key tells them nothing of the first", async () => {
    const site = await aSite();
    const input = logCaseInput(site);
    await logCase(userCtxFor(await aViewer({ site })), input);
    expect(await outcomeOf(logCase(userCtxFor(await aViewer({ site })), input))).toBe("NOT_FOUND");
    expect(await systemDb().case.count({ where: { siteId: site.id } })).toBe(1);
  });
});

test("twenty cases logged at once get twenty numbers without a gap or a twin", async () => {
  const site = await aSite();
  const people = await Promise.all(Array.from({ length: 5 }, () => aViewer({ site })));
  const now = new Date("2044-06-01T12:00:00Z");
  await openConnections(10);
  const logged = await Promise.all(
    Array.from({ length: 4 }, () => people)
      .flat()
      .map((viewer) => logCase(userCtxFor(viewer, now), logCaseInput(site))),
  );
  const references = logged.map(({ reference }) => reference).toSorted();
  expect(references.map((reference) => Number(reference.slice(6, 12)))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect(references.map((reference) => readReference(reference).kind)).toEqual(
    Array.from({ length: 20 }, () => "reference"),
  );
});

describe("logging a case", () => {
  test("clears the draft in which it was typed, and no other", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const sam = await aViewer({ site });
    const drafts = [
      { personId: dana.personId, kind: "case.new", subject: "" },
      { personId: dana.personId, kind: "patient.new", subject: "" },
      { personId: sam.personId, kind: "case.new", subject: "" },
    ];
    const fields = { words: "The food" };
    await systemDb().draft.createMany({
      data: drafts.map((draft) => ({ id: newId(), savedAt: NOW, fields, ...draft })),
    });
    await logCase(userCtxFor(dana), logCaseInput(site, { draftSavedAt: NOW.toISOString() }));
    const left = await systemDb().draft.findMany({
      where: { personId: { in: [dana.personId, sam.personId] } },
      select: { personId: true, kind: true, subject: true },
      orderBy: { id: "asc" },
    });
    expect(left).toEqual(drafts.slice(1));
  });
});
