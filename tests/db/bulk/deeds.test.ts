import { describe, expect, test } from "vitest";
import { assignCase, takeCase } from "@/lib/case/mutations/assign-case";
import { moveCase, waitOnCase } from "@/lib/case/mutations/move-case";
import { CaseState, moveCaseSchema, waitOnCaseSchema } from "@/lib/case/schema";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { planFollowUp } from "@/lib/follow-up/mutations/plan-follow-up";
import { planFollowUpSchema } from "@/lib/follow-up/schema";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { tagCase, untagCase } from "@/lib/tag/mutations";
import { type BulkForm, begin, idsOf, preview, resultsOf, work } from "../../support/bulk";
import { outcomeOf } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

type Row = { id: string; ownerId: string | null; state: CaseState };

const later = new Date(NOW.getTime() + 60_000);
const move = (event: string) => ({
  form: { deed: "move", event },
  single: (ctx: UserCtx, { id, state }: Row) =>
    moveCase(ctx, moveCaseSchema.parse({ caseId: id, expectedState: state, event })),
});

const wait = { waitingFor: "unit", reason: "The rota", until: "2026-05-20" };
const plan = { what: "Call", dueOn: "2026-05-20", channel: "phone" };

/** Each deed for many, and the same for one. */
const DEEDS: Record<string, { form: BulkForm; single: (ctx: UserCtx, row: Row) => Promise<unknown> }> = {
  take: {
    form: { deed: "take" },
    single: (ctx, { id, ownerId }) => takeCase(ctx, { caseId: id, expectedOwnerId: ownerId }).then(changedAny),
  },
  "starting to look into it": move("investigate"),
  "going on": move("resume"),
  "marking the response as drafted": move("draft_response"),
  wait: {
    form: { deed: "wait", ...wait },
    single: (ctx, { id, state }) =>
      waitOnCase(ctx, waitOnCaseSchema.parse({ caseId: id, expectedState: state, ...wait })),
  },
  tag: {
    form: { deed: "tag", label: "Parking" },
    single: (ctx, { id }) => tagCase(ctx, { caseId: id, label: "Parking" }),
  },
  escalate: {
    form: { deed: "escalate", reason: "Now", level: "2" },
    single: (ctx, { id }) => raiseEscalation(ctx, { caseId: id, reason: "Now", toPersonId: null, level: 2 }),
  },
  "follow up": {
    form: { deed: "follow_up", ...plan, doneBy: "me" },
    single: (ctx, { id }) =>
      planFollowUp(ctx, planFollowUpSchema.parse({ idempotencyKey: newId(), caseId: id, ...plan })),
  },
};

// What is so already is no change, and many at once leave it out.
function changedAny({ version }: { version: number | null }) {
  if (version === null) throw new Unchanged();
}
class Unchanged extends Error {}

async function oneOfEach(site: Place, ownerId: string): Promise<Row[]> {
  const rows = Object.values(CaseState).map((state) =>
    aCase({ site, state, ownerId: state === "new" ? null : ownerId }),
  );
  return Promise.all([...rows, aCase({ site, state: "triaged" })]);
}

describe.each(["associate", "supervisor"] as const)("as %s, many at once and one alone agree", (role) => {
  test.each(Object.entries(DEEDS))("%s", async (_name, { form, single }) => {
    const site = await aSite();
    const dana = await aPerson({ site });
    const ctx = userCtxFor(await aViewer({ site, role }), later);
    const alone = await oneOfEach(site, dana.id);
    const expected: boolean[] = [];
    for (const row of alone) {
      const outcome = await outcomeOf(single(ctx, row)).catch(() => "unchanged");
      expected.push(outcome === "done");
    }
    const many = await oneOfEach(site, dana.id);
    const { willDo } = await preview(ctx, { ...form, cases: idsOf(many) });
    const runId = await begin(ctx, { ...form, cases: idsOf(many) });
    await work(ctx, runId);
    const results = await resultsOf(runId);
    expect(many.map(({ id }) => results.get(id)?.outcome === "done")).toEqual(expected);
    expect(willDo).toBe(expected.filter(Boolean).length);
  });
});

test("a tag is taken off where it is on", async () => {
  const site = await aSite();
  const ctx = userCtxFor(await aViewer({ site }), later);
  const [tagged, plain] = [await aCase({ site }), await aCase({ site })];
  const { tagId } = await tagCase(ctx, { caseId: tagged.id, label: "Parking" });
  const runId = await begin(ctx, { deed: "untag", label: "parking", cases: idsOf([tagged, plain]) });
  await work(ctx, runId);
  expect(await systemDb().caseTag.count({ where: { tagId, removedAt: null } })).toBe(0);
  expect((await resultsOf(runId)).get(plain.id)).toMatchObject({ outcome: "left_out", why: "This tag is not on it." });
  expect((await untagCase(ctx, { caseId: tagged.id, tagId })).hasChanged).toBe(false);
});

test("over two sites goes by the role at each, and to whom works there", async () => {
  const here = await aSite();
  const there = await aSite({ organisationId: here.organisationId });
  const viewer = await aViewer({ site: here, role: "supervisor", also: [{ site: there, role: "associate" }] });
  const ctx = userCtxFor(viewer, later);
  const dana = await aPerson({ site: here, name: "Dana" });
  const [mine, theirs] = [await aCase({ site: here }), await aCase({ site: there })];
  const seen = await preview(ctx, { deed: "assign", ownerId: dana.id, query: "tab=all" });
  expect(seen).toMatchObject({
    willDo: 1,
    left: [{ why: "Your role does not allow this at its site.", references: [theirs.reference] }],
  });
  const both = userCtxFor(
    await aViewer({ site: here, role: "supervisor", also: [{ site: there, role: "supervisor" }] }),
    later,
  );
  const other = await preview(both, { deed: "assign", ownerId: dana.id, cases: idsOf([mine, theirs]) });
  expect(other).toMatchObject({
    willDo: 1,
    left: [{ why: "Dana does not work cases at its site.", references: [theirs.reference] }],
  });
  expect((await assignCase(both, { caseId: mine.id, expectedOwnerId: null, ownerId: dana.id })).version).toBe(2);
});

test.each([
  ["follow_up", { ...plan, doneBy: "me", dueOn: "2026-05-11" }, "dueOn"],
  ["wait", { ...wait, until: "2026-05-12" }, "until"],
])("a day that is past everywhere is refused at its field: %s", async (deed, fields, field) => {
  const site = await aSite();
  const ctx = userCtxFor(await aViewer({ site, role: "supervisor" }), later);
  const row = await aCase({ site, state: "investigating", ownerId: ctx.viewer.personId });
  const asked = preview(ctx, { deed, ...fields, cases: idsOf([row]) });
  await expect(asked).rejects.toMatchObject({
    code: "INVALID",
    details: { fieldErrors: { [field]: [expect.any(String)] } },
  });
});
