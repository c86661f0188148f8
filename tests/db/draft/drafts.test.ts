import { describe, expect, test } from "vitest";
import { logCase } from "@/lib/case/mutations/log-case";
import { discardDraft, saveDraft } from "@/lib/draft/mutations";
import { findDraft } from "@/lib/draft/queries";
import { type DRAFT_KINDS, saveDraftSchema } from "@/lib/draft/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import {
  attempt,
  eventsOf,
  eventTypesOf,
  outcomeOf,
  outcomesOf,
  refusalOf,
  refuseEventsBy,
} from "../../support/evidence";
import { aCase, aSite, aViewer, logCaseInput, NOW, userCtxFor } from "../../support/factories";
import { openConnections, race } from "../../support/races";

const later = new Date(NOW.getTime() + 60_000);
const LONG = { words: ' \r\n\tשלום 👨‍👩‍👧 "\\ <b>', wanted: "", "base.about": "x" };

const [TAB, OTHER_TAB] = [newId(), newId()];

function aDraft(fields: Record<string, string>, kind: (typeof DRAFT_KINDS)[number] = "case.new", subject = "") {
  return saveDraftSchema.parse({ kind, subject, fields: JSON.stringify(fields), draftForm: TAB });
}

describe("a draft", () => {
  test("comes back to the letter, with the time it was saved", async () => {
    const dana = await aViewer({ site: await aSite() });
    expect(await saveDraft(userCtxFor(dana), aDraft(LONG))).toEqual({ savedAt: NOW.toISOString() });
    expect(await findDraft(dana, "case.new")).toEqual({ fields: LONG, savedAt: NOW.toISOString() });
  });

  test("that is saved again holds what was typed last, and began once", async () => {
    const dana = await aViewer({ site: await aSite() });
    await saveDraft(userCtxFor(dana), aDraft({ words: "The" }));
    await saveDraft(userCtxFor(dana, later), aDraft({ words: "The food" }));
    expect(await findDraft(dana, "case.new")).toEqual({ fields: { words: "The food" }, savedAt: later.toISOString() });
    expect(await systemDb().draft.count({ where: { personId: dana.personId } })).toBe(1);
    expect(await eventsOf("person", dana.personId)).toMatchObject([
      { type: "draft.started", data: { kind: "case.new" }, at: NOW, actorId: dana.personId },
    ]);
  });

  test("that five tabs begin at once is one, and the other four are told", async () => {
    const dana = await aViewer({ site: await aSite() });
    const texts = ["a", "b", "c", "d", "e"];
    await openConnections(texts.length);
    const works = texts.map((words) => saveDraft(userCtxFor(dana), { ...aDraft({ words }), draftForm: newId() }));
    await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "CONFLICT", "CONFLICT", "CONFLICT", "done"]);
    expect(await systemDb().draft.count({ where: { personId: dana.personId } })).toBe(1);
    expect(texts).toContain((await findDraft(dana, "case.new"))?.fields.words);
    expect(await eventTypesOf("person", dana.personId)).toEqual(["draft.started"]);
  });

  test("is one for each kind and each case", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const [one, two] = [await aCase({ site }), await aCase({ site })];
    const places = [
      ["case.new", ""],
      ["patient.new", ""],
      ["note", one.id],
      ["note", two.id],
      ["escalation", one.id],
    ] as const;
    for (const [kind, subject] of places)
      await saveDraft(userCtxFor(dana), aDraft({ words: `${kind} ${subject}` }, kind, subject));
    for (const [kind, subject] of places) {
      expect((await findDraft(dana, kind, subject))?.fields).toEqual({ words: `${kind} ${subject}` });
    }
    expect(await findDraft(dana, "escalation", two.id)).toBeNull();
  });

  test("is seen by nobody else, whatever their role", async () => {
    const site = await aSite();
    await saveDraft(userCtxFor(await aViewer({ site })), aDraft(LONG));
    for (const role of ["associate", "manager", "administrator", "auditor"] as const) {
      expect(await findDraft(await aViewer({ site, role }), "case.new")).toBeNull();
    }
  });

  test("on a case of another site, or of none, is not found", async () => {
    const foreign = await aCase({ site: await aSite() });
    const dana = await aViewer({ site: await aSite(), role: "manager" });
    for (const subject of [foreign.id, newId()]) {
      const ended = await attempt(() => saveDraft(userCtxFor(dana), aDraft(LONG, "note", subject)));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test.each(["administrator", "responder"] as const)("on a case is not for %s, who sees none", async (role) => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect((await attempt(() => saveDraft(ctx, aDraft(LONG, "note", given.id)))).outcome).toBe("NOT_FOUND");
  });

  test("whose form has changed since is none rather than an error", async () => {
    const dana = await aViewer({ site: await aSite() });
    const fields = { words: ["not", "a", "text"] };
    await systemDb().draft.create({
      data: { id: newId(), personId: dana.personId, kind: "case.new", subject: "", fields, savedAt: NOW },
    });
    expect(await findDraft(dana, "case.new")).toBeNull();
  });

  test("that cannot be recorded is not begun", async () => {
    const dana = await aViewer({ site: await aSite() });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => saveDraft(userCtxFor(dana), aDraft(LONG)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("a draft in two tabs", () => {
  const latest = new Date(NOW.getTime() + 120_000);
  const words = async (viewer: Viewer) => (await findDraft(viewer, "case.new"))?.fields.words;
  const mine = (text: string) => aDraft({ words: text });
  const theirs = (text: string) => ({ ...aDraft({ words: text }), draftForm: OTHER_TAB });

  test("goes on in the second, which has seen it, and the first is told and overwrites nothing", async () => {
    const dana = await aViewer({ site: await aSite() });
    const { savedAt } = await saveDraft(userCtxFor(dana), mine("The food"));
    await saveDraft(userCtxFor(dana, later), { ...theirs("The food was cold"), draftSavedAt: savedAt });
    const refused = { ...mine("The fish"), draftSavedAt: savedAt };
    expect(await attempt(() => saveDraft(userCtxFor(dana, latest), refused))).toEqual({
      outcome: "CONFLICT",
      changed: [],
    });
    expect((await refusalOf(saveDraft(userCtxFor(dana, latest), refused))).message).toMatch(/Another tab/);
    expect(await words(dana)).toBe("The food was cold");
  });

  test("is overwritten by whoever says that they know, and then the other is told", async () => {
    const dana = await aViewer({ site: await aSite() });
    await saveDraft(userCtxFor(dana), mine("The food"));
    const preferred = { ...theirs("The lift"), isPreferred: "yes" as const };
    expect(await saveDraft(userCtxFor(dana, later), preferred)).toEqual({ savedAt: later.toISOString() });
    expect(await words(dana)).toBe("The lift");
    expect(await outcomeOf(saveDraft(userCtxFor(dana, latest), mine("The food was")))).toBe("CONFLICT");
  });

  test("is saved anew where the other has sent or discarded it", async () => {
    const dana = await aViewer({ site: await aSite() });
    const { savedAt } = await saveDraft(userCtxFor(dana), mine("The food"));
    await discardDraft(userCtxFor(dana), { kind: "case.new", subject: "", draftForm: TAB });
    await saveDraft(userCtxFor(dana, later), { ...theirs("The lift"), draftSavedAt: savedAt });
    expect(await words(dana)).toBe("The lift");
  });

  test("is saved again by a tab whose last answer was lost on the way", async () => {
    const dana = await aViewer({ site: await aSite() });
    await saveDraft(userCtxFor(dana), mine("The food"));
    await saveDraft(userCtxFor(dana, later), mine("The food was"));
    await saveDraft(userCtxFor(dana, latest), { ...mine("The food was cold"), draftSavedAt: NOW.toISOString() });
    expect(await words(dana)).toBe("The food was cold");
  });

  test("stays when the other is discarded or sent", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const { savedAt } = await saveDraft(userCtxFor(dana), mine("The food"));
    await saveDraft(userCtxFor(dana, later), { ...theirs("The lift"), draftSavedAt: savedAt });
    const seen = { draftForm: TAB, draftSavedAt: savedAt };
    const ended = await attempt(() =>
      discardDraft(userCtxFor(dana, latest), { kind: "case.new", subject: "", ...seen }),
    );
    expect(ended).toEqual({ outcome: "done", changed: [] });
    await logCase(userCtxFor(dana, latest), logCaseInput(site, seen));
    expect(await words(dana)).toBe("The lift");
    await logCase(userCtxFor(dana, latest), logCaseInput(site, { draftForm: OTHER_TAB }));
    expect(await words(dana)).toBeUndefined();
  });
});

describe("discarding a draft", () => {
  test("takes away that one alone and records it", async () => {
    const dana = await aViewer({ site: await aSite() });
    const sam = await aViewer({ site: await aSite() });
    const drafts = [aDraft(LONG), aDraft(LONG, "patient.new")];
    for (const draft of drafts) await saveDraft(userCtxFor(dana), draft);
    await saveDraft(userCtxFor(sam), aDraft(LONG));

    expect(await discardDraft(userCtxFor(dana, later), { kind: "case.new", subject: "", draftForm: TAB })).toEqual({});

    expect(await findDraft(dana, "case.new")).toBeNull();
    expect(await findDraft(dana, "patient.new")).not.toBeNull();
    expect(await findDraft(sam, "case.new")).not.toBeNull();
    expect((await eventsOf("person", dana.personId)).at(-1)).toMatchObject({
      type: "draft.discarded",
      data: { kind: "case.new" },
      at: later,
    });
  });

  test("that is not there, or twice at once, is no error and is recorded once", async () => {
    const dana = await aViewer({ site: await aSite() });
    const which = { kind: "case.new", subject: "", draftForm: TAB } as const;
    expect(await attempt(() => discardDraft(userCtxFor(dana), which))).toEqual({ outcome: "done", changed: [] });
    await saveDraft(userCtxFor(dana), aDraft(LONG));
    const { id } = await systemDb().draft.findFirstOrThrow({ where: { personId: dana.personId } });
    const discard = () => discardDraft(userCtxFor(dana), which);
    const { works } = await race({ table: "Draft", id }, [discard, discard, discard]);
    await Promise.all(works);
    expect(await eventTypesOf("person", dana.personId)).toEqual(["draft.started", "draft.discarded"]);
  });

  test("that cannot be recorded does not happen", async () => {
    const dana = await aViewer({ site: await aSite() });
    await saveDraft(userCtxFor(dana), aDraft(LONG));
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() =>
      discardDraft(userCtxFor(dana), { kind: "case.new", subject: "", draftForm: TAB }),
    );
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
