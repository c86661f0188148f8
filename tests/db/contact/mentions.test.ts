import { describe, expect, test } from "vitest";
import { addNote } from "@/lib/contact/mutations/add-note";
import { seeMention } from "@/lib/contact/mutations/see-mention";
import { listColleagues, listMentions } from "@/lib/contact/queries";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

const note = (caseId: string, ...people: Viewer[]) => ({
  idempotencyKey: newId(),
  caseId,
  body: `${people.map(({ name }) => `@${name}`).join(" ")} please look.\nMore below.`,
  mentions: people.map(({ personId }) => personId),
});

/** Dana mentions Sam on a case of a site. */
async function aMention(site: Place, sam: Viewer) {
  const dana = await aViewer({ site, name: "Dana" });
  const given = await aCase({ site });
  const input = note(given.id, sam);
  await addNote(userCtxFor(dana), input);
  const [mention] = await listMentions(sam);
  return { dana, given, input, mentionId: mention?.id ?? "" };
}

describe("a mention", () => {
  test("tells whoever is named, with the case and the words, and nobody else", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, name: "Sam", role: "supervisor" });
    const { dana, given, mentionId } = await aMention(site, sam);
    expect(await listMentions(sam)).toEqual([
      {
        id: mentionId,
        at: NOW.toISOString(),
        by: "Dana",
        text: "@Sam please look.",
        case: { reference: given.reference, about: given.about, zone: site.timeZone },
      },
    ]);
    expect(await listMentions(dana)).toEqual([]);
  });

  test("of an auditor, who sees cases, is as good as any; of oneself it tells nobody", async () => {
    const site = await aSite();
    const [dana, auditor] = [await aViewer({ site }), await aViewer({ site, role: "auditor" })];
    const given = await aCase({ site });
    await addNote(userCtxFor(dana), note(given.id, auditor, dana));
    expect(await listMentions(auditor)).toHaveLength(1);
    expect(await listMentions(dana)).toEqual([]);
  });

  test("in a note that is sent twice tells once", async () => {
    const site = await aSite();
    const sam = await aViewer({ site });
    const { dana, input } = await aMention(site, sam);
    await addNote(userCtxFor(dana), input);
    expect(await listMentions(sam)).toHaveLength(1);
  });

  test("of somebody who does not see the case is refused beside the note, and nothing is kept", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    const gone = await aPerson({ site, deactivatedAt: NOW });
    const strangers = [
      (await aViewer({ site: await aSite() })).personId,
      (await aViewer({ site, role: "administrator" })).personId,
      (await aViewer({ site, role: "responder" })).personId,
      gone.id,
      newId(),
    ];
    for (const id of strangers) {
      const input = { ...note(given.id), mentions: [id] };
      const ended = await attempt(() => addNote(userCtxFor(dana), input));
      expect(ended).toEqual({ outcome: "INVALID", changed: [] });
      const refusal = await refusalOf(addNote(userCtxFor(dana), input));
      expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual(["body"]);
    }
  });

  test("is gone from the day of somebody who no longer sees the case", async () => {
    const site = await aSite();
    const sam = await aViewer({ site });
    const { mentionId } = await aMention(site, sam);
    const moved = { ...sam, grants: [] };
    expect(await listMentions(moved)).toEqual([]);
    expect(await outcomeOf(seeMention(userCtxFor(moved), { mentionId }))).toBe("NOT_FOUND");
  });
});

describe("saying that one saw a mention", () => {
  test("takes it off one's day, once", async () => {
    const site = await aSite();
    const sam = await aViewer({ site });
    const { given, mentionId } = await aMention(site, sam);
    await seeMention(userCtxFor(sam), { mentionId });
    await seeMention(userCtxFor(sam), { mentionId });
    expect(await listMentions(sam)).toEqual([]);
    expect(await systemDb().noteMention.findMany({ select: { seenAt: true }, where: { id: mentionId } })).toEqual([
      { seenAt: NOW },
    ]);
    expect(await eventTypesOf("person", sam.personId)).toEqual(["mention.seen"]);
    expect(await eventTypesOf("case", given.id)).toEqual(["note.added"]);
  });

  test("is for nobody but whom it names", async () => {
    const site = await aSite();
    const { dana, mentionId } = await aMention(site, await aViewer({ site }));
    const others = [dana, await aViewer({ site, role: "manager" }), await aViewer({ site: await aSite() })];
    for (const viewer of others) {
      const ended = await attempt(() => seeMention(userCtxFor(viewer), { mentionId }));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const sam = await aViewer({ site });
    const { mentionId } = await aMention(site, sam);
    await refuseEventsBy(sam.personId);
    const ended = await attempt(() => seeMention(userCtxFor(sam), { mentionId }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

test("whoever works cases of a site may name those who see them, by name, and not themselves", async () => {
  const site = await aSite();
  const dana = await aViewer({ site, name: "Dana" });
  await aPerson({ site, name: "Zoë", role: "auditor" });
  await aPerson({ site, name: "Ann", role: "manager" });
  await aPerson({ site, name: "Max", role: "administrator" });
  await aPerson({ site, name: "Gone", deactivatedAt: NOW });
  expect((await listColleagues(dana, site.id)).map(({ name }) => name)).toEqual(["Ann", "Zoë"]);
  for (const viewer of [await aViewer({ site: await aSite() }), await aViewer({ site, role: "auditor" })]) {
    expect(await listColleagues(viewer, site.id)).toEqual([]);
  }
});
