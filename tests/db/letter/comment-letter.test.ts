import { describe, expect, test } from "vitest";
import { commentLetter, resolveComment } from "@/lib/letter/mutations/comment-letter";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aLetter, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

async function aScene(role: "supervisor" | "auditor" | "administrator" | "responder" = "supervisor") {
  const site = await aSite();
  const given = await aCase({ site });
  const letter = await aLetter({ of: given });
  const viewer = await aViewer({ site, role });
  const form = { commentId: newId(), letterId: letter.id, quote: "Thank you.", body: "Say what for." };
  return { site, given, letter, viewer, form, ctx: userCtxFor(viewer) };
}
const commentsOf = (letterId: string) => systemDb().letterComment.findMany({ where: { letterId } });

describe("commenting on a letter", () => {
  test("keeps the remark and the words it is about, and its event holds neither", async () => {
    const { given, letter, viewer, form, ctx } = await aScene();
    expect(await commentLetter(ctx, form)).toEqual({ letterId: letter.id, reference: given.reference });
    expect(await commentsOf(letter.id)).toMatchObject([
      { quote: "Thank you.", body: "Say what for.", authorId: viewer.personId, at: NOW, resolvedAt: null },
    ]);
    const [event] = await eventsOf("case", given.id);
    expect(event).toMatchObject({ type: "letter.commented", data: { letterId: letter.id, commentId: form.commentId } });
    expect(JSON.stringify(event?.data)).not.toContain("Say what for");
  });

  test("twice adds it once, and with other words is refused", async () => {
    const { letter, form, ctx } = await aScene();
    await Promise.all([commentLetter(ctx, form), commentLetter(ctx, form)]);
    expect(await commentsOf(letter.id)).toHaveLength(1);
    expect(await outcomeOf(commentLetter(ctx, { ...form, body: "Other" }))).toBe("CONFLICT");
  });

  test.each([
    ["supervisor", "done"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { form, ctx } = await aScene(role);
    const ended = await attempt(() => commentLetter(ctx, form));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found, and of one that is void refused", async () => {
    const { site, form, ctx } = await aScene();
    const other = await aLetter({ of: await aCase({ site: await aSite() }) });
    expect(await outcomeOf(commentLetter(ctx, { ...form, letterId: other.id }))).toBe("NOT_FOUND");
    const ended = { voidReason: "Twice", voidedById: ctx.viewer.personId, voidedAt: NOW };
    const gone = await aLetter({ of: await aCase({ site }), state: "void", ...ended });
    expect(await outcomeOf(commentLetter(ctx, { ...form, letterId: gone.id }))).toBe("CONFLICT");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { form, viewer, ctx } = await aScene();
    await refuseEventsBy(viewer.personId);
    expect(await attempt(() => commentLetter(ctx, form))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("settling a comment", () => {
  test("marks it as settled once, by whom, and tells it", async () => {
    const { given, letter, viewer, form, ctx } = await aScene();
    await commentLetter(ctx, form);
    await Promise.all([resolveComment(ctx, form), resolveComment(ctx, form)]);
    expect(await commentsOf(letter.id)).toMatchObject([{ resolvedById: viewer.personId, resolvedAt: NOW }]);
    expect(await eventTypesOf("case", given.id)).toEqual(["letter.commented", "letter.comment_resolved"]);
  });

  test("is refused to whoever only reads, and unknown elsewhere", async () => {
    const { site, form, ctx } = await aScene();
    await commentLetter(ctx, form);
    const auditor = userCtxFor(await aViewer({ site, role: "auditor" }));
    expect(await attempt(() => resolveComment(auditor, form))).toEqual({ outcome: "FORBIDDEN", changed: [] });
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => resolveComment(stranger, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { form, viewer, ctx } = await aScene();
    await commentLetter(ctx, form);
    await refuseEventsBy(viewer.personId);
    expect(await attempt(() => resolveComment(ctx, form))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
