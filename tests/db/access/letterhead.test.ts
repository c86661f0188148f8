import { describe, expect, test } from "vitest";
import { saveLetterhead } from "@/lib/access/mutations/letterhead";
import { type SaveLetterheadInput, saveLetterheadSchema } from "@/lib/access/schema";
import { systemDb } from "@/lib/platform/db";
import { attempt, eventsOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, userCtxFor } from "../../support/factories";

const EMPTY = { address: null, phone: null, email: null, web: null };
const HEAD = { address: "1 Main Street\nSpringfield", phone: "555-0100", email: "a@b.example", web: "www.b.example" };

async function aScene() {
  const site = await aSite();
  const ctx = userCtxFor(await aViewer({ site, role: "administrator" }));
  const save = (changes: Partial<SaveLetterheadInput> = {}) =>
    saveLetterhead(ctx, { siteId: site.id, ...HEAD, base: EMPTY, ...changes });
  const kept = () => systemDb().site.findUniqueOrThrow({ where: { id: site.id } });
  return { site, ctx, save, kept };
}

describe("the letterhead of a site", () => {
  test("is kept, and its event names what changed and no value", async () => {
    const { site, save, kept } = await aScene();
    await save();
    expect(await kept()).toMatchObject(HEAD);
    await save({ base: HEAD, phone: null });
    expect(await kept()).toMatchObject({ ...HEAD, phone: null });
    expect((await eventsOf("site", site.id)).map(({ data }) => data)).toEqual([
      { fields: ["Address", "Phone", "E-mail address", "Web address"] },
      { fields: ["Phone"] },
    ]);
  });

  test("saved twice is saved once", async () => {
    const { site, save } = await aScene();
    await save();
    await save();
    expect(await eventsOf("site", site.id)).toHaveLength(1);
  });

  test.each(["associate", "supervisor", "manager", "responder", "auditor"] as const)("is not for %s", async (role) => {
    const { site } = await aScene();
    const other = userCtxFor(await aViewer({ site, role }));
    const outcome = await attempt(() => saveLetterhead(other, { siteId: site.id, ...HEAD, base: EMPTY }));
    expect(outcome).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("of a site of others is not found", async () => {
    const { ctx } = await aScene();
    const elsewhere = await aSite();
    const outcome = await attempt(() => saveLetterhead(ctx, { siteId: elsewhere.id, ...HEAD, base: EMPTY }));
    expect(outcome).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that another changed meanwhile is shown beside it, and what only they changed stays", async () => {
    const { save, kept } = await aScene();
    await save({ address: null, phone: "555-0111", email: null, web: null });
    const { details } = await refusalOf(save({ phone: "555-0122" }));
    expect(details.differences).toMatchObject([{ field: "phone", theirs: "555-0111", yours: "555-0122" }]);
    await save({ phone: null });
    expect(await kept()).toMatchObject({ ...HEAD, phone: "555-0111" });
  });

  test("is not kept where its event cannot be written", async () => {
    const { ctx, save, kept } = await aScene();
    await refuseEventsBy(ctx.viewer.personId);
    await expect(save()).rejects.toThrow();
    expect(await kept()).toMatchObject(EMPTY);
  });
});

test.each([
  ["address", "a\nb\nc\nd\ne\nf\ng", "room for 6 lines"],
  ["address", `1 ${"x".repeat(300)}`, "at most 300|long"],
  ["phone", "call us", "can be called"],
  ["email", "a@b.example, c@d.example", "e-mail address"],
  ["web", "our page", "web address"],
  ["phone", "555\u00000100", "control character"],
])("a bad %s is refused beside it", (field, value, words) => {
  const input = { siteId: "0199aaaa-0000-7000-8000-000000000001", ...HEAD, [field]: value };
  const { error } = saveLetterheadSchema.safeParse(input);
  expect(error?.issues).toMatchObject([{ path: [field], message: expect.stringMatching(new RegExp(words, "u")) }]);
});
