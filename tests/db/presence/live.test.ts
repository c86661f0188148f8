import { afterEach, describe, expect, test } from "vitest";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { logCase } from "@/lib/case/mutations/log-case";
import { addNote } from "@/lib/contact/mutations/add-note";
import { recordEvent } from "@/lib/events/record";
import { readAll } from "@/lib/notification/mutations/read";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { openLive, tellWriting } from "@/lib/presence/queries";
import { newId } from "@/lib/shared/ids";
import { attempt } from "../../support/evidence";
import { aCase, aSite, aViewer, logCaseInput, NOW, userCtxFor } from "../../support/factories";

type Told = { name: string; data: unknown };
const opened: { end: () => void }[] = [];
afterEach(() => {
  for (const stream of opened.splice(0)) stream.end();
});

/** A tab of this viewer, and what it was told so far. */
async function aTab(viewer: Viewer, caseId: string | null, asked: { only?: "bell"; query?: string } = {}) {
  const told: Told[] = [];
  const unread: unknown[] = [];
  const tab = newId();
  const out = {
    send: (name: string, data: unknown) => {
      if (name !== "told") told.push({ name, data });
      else unread.push(data);
    },
    beat: () => {},
    close: () => {},
  };
  const stream = await openLive(
    viewer,
    { tab, case: caseId, since: NOW.toISOString(), only: null, query: null, ...asked },
    out,
  );
  if (stream) opened.push(stream);
  return { tab, told, unread, stream };
}

const here = (caseId: string, ...people: [Viewer, boolean][]) => ({
  name: "here",
  data: { caseId, people: people.map(([{ personId: id, name }, isWriting]) => ({ id, name, isWriting })) },
});
const shortly = () => new Promise((resolve) => setTimeout(resolve, 300));
const later = new Date(NOW.getTime() + 60_000);

describe("live news", () => {
  test("tell two people on one case of each other, of writing and of leaving", async () => {
    const site = await aSite();
    const [sam, dana] = [await aViewer({ site, name: "Sam" }), await aViewer({ site, name: "Dana" })];
    const { id } = await aCase({ site });
    const hers = await aTab(dana, id);
    const his = await aTab(sam, id);
    await expect.poll(() => hers.told.at(-1)).toEqual(here(id, [sam, false]));
    await expect.poll(() => his.told.at(-1)).toEqual(here(id, [dana, false]));
    await tellWriting(userCtxFor(sam), { caseId: id, tabKey: his.tab, isWriting: "yes" });
    await expect.poll(() => hers.told.at(-1)).toEqual(here(id, [sam, true]));
    his.stream?.end();
    await expect.poll(() => hers.told.at(-1)).toEqual(here(id));
  });

  test("tell the queue of the site who is on a case, and another site's nothing", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const [sam, dana] = [await aViewer({ site, name: "Sam" }), await aViewer({ site })];
    const stranger = await aViewer({ site: other, role: "manager" });
    const { id } = await aCase({ site });
    const queue = await aTab(dana, null);
    const foreign = await aTab(stranger, null);
    await aTab(sam, id);
    await expect.poll(() => queue.told).toContainEqual(here(id, [sam, false]));
    await addNote(userCtxFor(sam, later), { caseId: id, idempotencyKey: newId(), body: "Rang her.", mentions: [] });
    await logCase(userCtxFor(sam, later), logCaseInput(site));
    await expect.poll(() => queue.told).toContainEqual({ name: "arrived", data: { count: 1 } });
    await shortly();
    expect(foreign.told).toEqual([]);
  });

  test("tell a queue with filters only of what belongs into it", async () => {
    const site = await aSite();
    const [sam, dana] = [await aViewer({ site }), await aViewer({ site })];
    const own = await aTab(dana, null, { query: "tab=mine&sort=due" });
    const unassigned = await aTab(dana, null, { query: "tab=unassigned&sort=nonsense&severity=1,2,3,4" });
    await logCase(userCtxFor(sam, later), logCaseInput(site));
    await expect.poll(() => unassigned.told).toContainEqual({ name: "arrived", data: { count: 1 } });
    await shortly();
    expect(own.told).toEqual([]);
  });

  test("tell of a change by somebody else, not of one of one's own", async () => {
    const site = await aSite();
    const [sam, dana] = [await aViewer({ site, name: "Sam" }), await aViewer({ site, name: "Dana" })];
    const { id } = await aCase({ site });
    const hers = await aTab(dana, id);
    const his = await aTab(sam, id);
    const note = { caseId: id, body: "Rang her.", mentions: [] };
    await addNote(userCtxFor(sam, later), { ...note, idempotencyKey: newId() });
    await expect.poll(() => hers.told).toContainEqual({ name: "changed", data: { by: "Sam" } });
    await shortly();
    expect(his.told.map(({ name }) => name)).not.toContain("changed");
  });

  test("of a case of another site are refused, as is saying that one writes on it", async () => {
    const { id } = await aCase({ site: await aSite() });
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    await expect(aTab(stranger, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const ended = await attempt(() =>
      tellWriting(userCtxFor(stranger), { caseId: id, tabKey: newId(), isWriting: "yes" }),
    );
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("go to a few tabs of a person at once, and no more", async () => {
    const dana = await aViewer({ site: await aSite() });
    for (let tab = 0; tab < 8; tab += 1) expect((await aTab(dana, null)).stream).not.toBeNull();
    expect((await aTab(dana, null)).stream).toBeNull();
  });

  test("tell a bell how many notifications are unread, at once, and nothing of the queue", async () => {
    const site = await aSite();
    const [sam, dana] = [await aViewer({ site, role: "supervisor" }), await aViewer({ site })];
    const { id } = await aCase({ site });
    const bell = await aTab(dana, null, { only: "bell" });
    await expect.poll(() => bell.unread).toEqual([{ unread: 0 }]);
    await assignCase(userCtxFor(sam, later), { caseId: id, expectedOwnerId: null, ownerId: dana.personId });
    await expect.poll(() => bell.unread).toEqual([{ unread: 0 }, { unread: 1 }]);
    await logCase(userCtxFor(sam, later), logCaseInput(site));
    await readAll(userCtxFor(dana, later), { until: later.toISOString() });
    await expect.poll(() => bell.unread.at(-1)).toEqual({ unread: 0 });
    expect(bell.told).toEqual([]);
  });

  test("end with the sign-in", async () => {
    const dana = await aViewer({ site: await aSite() }, new Date());
    const tab = await aTab(dana, null);
    await systemDb().session.update({ where: { id: dana.sessionId }, data: { endedAt: NOW } });
    await systemDb().$transaction((tx) =>
      recordEvent(tx, userCtxFor(dana), {
        subject: { noun: "person", id: dana.personId },
        siteId: null,
        event: { type: "session.ended", data: { sessionId: dana.sessionId, reason: "signed_out" } },
      }),
    );
    await expect.poll(() => tab.told).toEqual([{ name: "ended", data: {} }]);
  });
});
