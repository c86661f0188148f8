import { describe, expect, test } from "vitest";
import { receiveDocument, recordDelegation, tellOfDelegations } from "@/lib/delegation/mutations";
import { getDelegation, listDelegationWarnings, openDocument } from "@/lib/delegation/queries";
import type { RecordDelegationInput } from "@/lib/delegation/schema";
import { listNotifications } from "@/lib/notification/queries";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { filesOnDisk, incoming } from "../../support/incoming";
import { KEEPERS_ALONE } from "../../support/roles";
import { PROGRAM, SAMPLES } from "../../support/sample-files";

async function aScene(role: "manager" | "administrator" = "manager") {
  const site = await aSite({ country: "US", timeZone: "America/New_York" });
  const keeper = await aViewer({ site, role });
  return { site, keeper, ctx: userCtxFor(keeper), form: aForm(site) };
}

function aForm({ id: siteId }: Place, given: Partial<RecordDelegationInput> = {}): RecordDelegationInput {
  return {
    ...{ delegationId: newId(), siteId, base: 0, committee: "Grievance committee", signedBy: "Chair of the board" },
    ...{ adoptedOn: "2026-01-05", expiresOn: "2027-01-05" },
    ...given,
  };
}

const documentOf = ({ delegationId }: RecordDelegationInput) => ({ delegationId, name: "../board/Resolution 12.pdf" });
const pdf = () => incoming(SAMPLES.pdf);
const statesOf = async (viewer: Awaited<ReturnType<typeof aViewer>>, now = NOW) =>
  (await listDelegationWarnings(viewer, now)).map(({ standing }) => standing.state);
const read = async (body: ReadableStream) => Buffer.from(await new Response(body).arrayBuffer());

describe("recording a delegation", () => {
  test("keeps every version, and the newest counts once its document is there", async () => {
    const { site, keeper, ctx, form } = await aScene();
    await recordDelegation(ctx, form);
    expect(await statesOf(keeper)).toEqual(["undocumented"]);
    await receiveDocument(ctx, documentOf(form), pdf());
    expect(await statesOf(keeper)).toEqual([]);
    const next = aForm(site, { base: 1, expiresOn: null, committee: "Patient grievance committee" });
    expect(await recordDelegation(ctx, next)).toEqual({ siteId: site.id, number: 2 });
    const view = await getDelegation(keeper, site.id, NOW);
    expect(view.versions.map(({ number, committee }) => [number, committee])).toEqual([
      [2, "Patient grievance committee"],
      [1, "Grievance committee"],
    ]);
    expect(view.standing).toEqual({ state: "undocumented" });
    expect(await eventTypesOf("site", site.id)).toEqual([
      ...["delegation.recorded", "delegation.document_attached", "delegation.recorded"],
    ]);
  });

  test("twice, or twice at once, makes one; over a version that came meanwhile none", async () => {
    const { site, keeper, ctx, form } = await aScene();
    await Promise.all([recordDelegation(ctx, form), recordDelegation(ctx, form)]);
    await recordDelegation(ctx, form);
    expect((await getDelegation(keeper, site.id, NOW)).versions).toHaveLength(1);
    expect(await attempt(() => recordDelegation(ctx, aForm(site)))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("of a day to come is refused beside the field", async () => {
    const { ctx, form } = await aScene();
    const refused = await refusalOf(recordDelegation(ctx, { ...form, adoptedOn: "2026-12-31" }));
    expect(Object.keys(refused.details.fieldErrors ?? {})).toEqual(["adoptedOn"]);
  });

  test.each(KEEPERS_ALONE)("as %s: %s", async (role, outcome) => {
    const { site, form } = await aScene();
    expect(await outcomeOf(recordDelegation(userCtxFor(await aViewer({ site, role })), form))).toBe(outcome);
  });

  test("at another site is not found, and what cannot be recorded does not happen", async () => {
    const { keeper, ctx, form } = await aScene();
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => recordDelegation(stranger, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    await refuseEventsBy(keeper.personId);
    expect(await attempt(() => recordDelegation(ctx, form))).toEqual({
      ...{ outcome: "stopped by the database", changed: [] },
    });
  });
});

describe("the signed document", () => {
  test("is handed to those who keep it, and to nobody else", async () => {
    const { site, keeper, ctx, form } = await aScene();
    await recordDelegation(ctx, form);
    await receiveDocument(ctx, documentOf(form), pdf());
    const file = await openDocument(keeper, form.delegationId);
    expect(file).toMatchObject({ name: "Resolution 12.pdf", kind: "pdf" });
    expect(await read(file.body)).toEqual(SAMPLES.pdf);
    const others = [await aViewer({ site }), await aViewer({ site: await aSite(), role: "manager" })];
    for (const other of others) {
      expect(await outcomeOf(openDocument(other, form.delegationId))).toBe("NOT_FOUND");
      expect(await outcomeOf(receiveDocument(userCtxFor(other), documentOf(form), pdf()))).toBe("NOT_FOUND");
    }
    expect(await outcomeOf(openDocument(keeper, "x"))).toBe("NOT_FOUND");
  });

  test("is attached once, and stands", async () => {
    const { ctx, form } = await aScene();
    await recordDelegation(ctx, form);
    const ends = await Promise.all([1, 2].map(() => outcomeOf(receiveDocument(ctx, documentOf(form), pdf()))));
    expect(ends.toSorted()).toEqual(["CONFLICT", "done"]);
    expect(await outcomeOf(receiveDocument(ctx, documentOf(form), pdf()))).toBe("CONFLICT");
    const changed = systemDb().delegation.update({ where: { id: form.delegationId }, data: { fileName: "x" } });
    await expect(changed).rejects.toThrow();
  });

  test.each([
    ["a program", PROGRAM, "board.pdf"],
    ["an empty file", Buffer.alloc(0), "board.pdf"],
    ["a sound", SAMPLES.mp3, "board.mp3"],
    ["a table", SAMPLES.csv, "board.csv"],
  ])("is refused where it is %s, and nothing of it is kept", async (_what, bytes, name) => {
    const { ctx, form } = await aScene();
    await recordDelegation(ctx, form);
    const given = { ...documentOf(form), name };
    const before = filesOnDisk();
    const refused = await refusalOf(receiveDocument(ctx, given, incoming(bytes)));
    expect(refused.details.fieldErrors?.file?.[0]).toMatch(/\w+\./);
    expect((await attempt(() => receiveDocument(ctx, given, incoming(bytes)))).changed).toEqual([]);
    expect(filesOnDisk()).toEqual(before);
  });

  test("that cannot be recorded is not kept", async () => {
    const { keeper, ctx, form } = await aScene();
    await recordDelegation(ctx, form);
    await refuseEventsBy(keeper.personId);
    const before = filesOnDisk();
    expect(await attempt(() => receiveDocument(ctx, documentOf(form), pdf()))).toEqual({
      ...{ outcome: "stopped by the database", changed: [] },
    });
    expect(filesOnDisk()).toEqual(before);
  });
});

describe("what is told of it", () => {
  const toldTo = async (personId: string) =>
    (await systemDb().notification.findMany({ where: { personId }, select: { type: true, caseId: true } })).length;
  const at = (day: string) => ({ ...systemCtx("Reminders"), now: new Date(`${day}T12:00:00Z`) });

  test("goes to administrators and managers of the site once for each that is wrong", async () => {
    const { site, keeper, ctx, form } = await aScene();
    const administrator = await aViewer({ site, role: "administrator" });
    const others = [await aViewer({ site }), await aViewer({ site: await aSite(), role: "manager" })];
    const told = async () => [await toldTo(keeper.personId), await toldTo(administrator.personId)];
    await Promise.all([tellOfDelegations(at("2026-05-13")), tellOfDelegations(at("2026-05-13"))]);
    await tellOfDelegations(at("2026-05-14"));
    expect(await told()).toEqual([1, 1]);
    await recordDelegation(ctx, form);
    await receiveDocument(ctx, documentOf(form), pdf());
    await tellOfDelegations(at("2026-11-05"));
    expect(await told()).toEqual([1, 1]);
    await tellOfDelegations(at("2026-11-06"));
    await tellOfDelegations(at("2026-12-06"));
    expect(await told()).toEqual([2, 2]);
    await tellOfDelegations(at("2027-01-06"));
    expect(await told()).toEqual([3, 3]);
    expect(await Promise.all(others.map(({ personId }) => toldTo(personId)))).toEqual([0, 0]);
    const news = await listNotifications(administrator, { tab: "all" });
    expect(news.rows[0]).toMatchObject({ type: "delegation_due", href: "/admin/committee" });
  });
});
