import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { changePasswordAction, foundOrganisationAction } from "@/lib/access/actions";
import { findBulkAction } from "@/lib/bulk/actions";
import { logCaseAction, takeCaseAction } from "@/lib/case/actions";
import { findExportAction } from "@/lib/export/actions";
import { systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import type { Failure } from "@/lib/shared/result";
import { attempt, refuseEventsBy } from "../../support/evidence";
import { aCase, aPerson, aSession, aSite, PASSWORD, type PersonGiven, type Place } from "../../support/factories";

// What stands around the application: the cookies of a request, and the cache of pages.
const request = vi.hoisted(() => ({ token: "", refreshed: [] as string[] }));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (name === "heard-session" ? { name, value: request.token } : undefined),
  }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: (path: string) => request.refreshed.push(path) }));

beforeEach(() => {
  request.token = "";
  request.refreshed = [];
});

const tokenOf = (sessionId: string, secret = env().HEARD_SECRET) => encode({ token: { sessionId }, secret });

async function signedIn(given: PersonGiven) {
  const person = await aPerson(given);
  request.token = await tokenOf(await aSession(person.id, new Date()));
  return person;
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const aLog = (site: Place, fields: Record<string, string> = {}) => ({
  idempotencyKey: newId(),
  siteId: site.id,
  kind: "complaint",
  channel: "phone",
  reporterKind: "patient",
  words: "The food was cold.",
  severity: "2",
  ...fields,
});

const logCase = (fields: Record<string, string>) => logCaseAction(null, formOf(fields));

describe("an action", () => {
  test("does what the form asks and has the pages that show it made anew", async () => {
    const site = await aSite();
    await signedIn({ site });
    const result = await logCase(aLog(site));
    expect(result).toEqual({
      ok: true,
      data: { caseId: expect.any(String), reference: expect.stringMatching(/^PR-/) },
    });
    expect(request.refreshed).toContain("/cases");
  });

  test.each([
    ["nobody is signed in", async () => ""],
    ["the cookie is nonsense", async () => "nonsense"],
    [
      "the cookie is signed by somebody else",
      async (id: string) => tokenOf(await aSession(id, new Date()), "x".repeat(64)),
    ],
    ["the session never was", async () => tokenOf(newId())],
    ["the session is no id", async () => tokenOf("' OR 1=1")],
    ["the session stood idle", async (id: string) => tokenOf(await aSession(id, new Date(Date.now() - 16 * 60_000)))],
  ])("does nothing when %s, and gives back what was typed", async (_what, makeToken) => {
    const site = await aSite();
    request.token = await makeToken((await aPerson({ site })).id);
    const fields = aLog(site);
    const before = await systemDb().case.count();
    expect(await logCase(fields)).toMatchObject({ ok: false, code: "UNAUTHENTICATED", values: fields });
    expect(await systemDb().case.count()).toBe(before);
  });

  test("marks each field that needs another look and gives back what was typed", async () => {
    const site = await aSite();
    await signedIn({ site });
    const fields = aLog(site, { words: " ", severity: "9", reporterName: "Jo" });
    const result = await logCase(fields);
    expect(result).toMatchObject({ ok: false, code: "INVALID", values: fields });
    expect(Object.keys((result as Failure).fieldErrors ?? {}).toSorted()).toEqual(["severity", "words"]);
    expect(request.refreshed).toEqual([]);
  });

  test("without a form at all asks for everything rather than breaking", async () => {
    await signedIn({ site: await aSite() });
    expect(await logCaseAction(null, formOf({}))).toMatchObject({ ok: false, code: "INVALID" });
  });

  test("that a rule refuses says why, beside the field where there is one", async () => {
    const site = await aSite();
    await signedIn({ site });
    const elsewhere = aLog(await aSite());
    expect(await logCase(elsewhere)).toMatchObject({
      ok: false,
      code: "FORBIDDEN",
      message: expect.stringMatching(/cannot log cases/),
      values: elsewhere,
    });
    expect(await logCase(aLog(site, { unitId: newId() }))).toMatchObject({
      code: "INVALID",
      fieldErrors: { unitId: ["Choose a unit of this site."] },
    });
  });

  test("that lost says what differs", async () => {
    const site = await aSite();
    const ana = await aPerson({ site, name: "Ana" });
    const given = await aCase({ site, ownerId: ana.id, state: "triaged" });
    await signedIn({ site, name: "Me" });
    expect(await takeCaseAction(null, formOf({ caseId: given.id, expectedOwnerId: "" }))).toMatchObject({
      ok: false,
      code: "CONFLICT",
      differences: [{ field: "ownerId", theirs: "Ana", yours: "Me" }],
    });
  });

  test("that fails unexpectedly changes nothing, tells a number, and logs it without what was said", async () => {
    const site = await aSite();
    const { id } = await signedIn({ site });
    await refuseEventsBy(id);
    const lines: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    let result: unknown;
    const ended = await attempt(async () => {
      result = await logCase(aLog(site, { words: "Secret words.", reporterName: "Secret Name" }));
    });
    expect(ended).toEqual({ outcome: "done", changed: [] });
    expect(result).toMatchObject({
      ok: false,
      code: "UNEXPECTED",
      message: expect.stringMatching(/the number [0-9a-f]{8}[.]$/),
    });
    expect(JSON.stringify({ ...(result as Failure), values: null })).not.toMatch(/constraint|prisma|Event/i);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "error", action: "logCase" });
    expect(lines[0]).not.toContain("Secret");
  });

  test("never gives a password back", async () => {
    await signedIn({ site: await aSite() });
    const fields = { current: "wrong words here", password: "another few words", again: "another few wards" };
    expect(await changePasswordAction(null, formOf(fields))).toMatchObject({ code: "INVALID", values: {} });
    const refused = await changePasswordAction(null, formOf({ ...fields, again: fields.password }));
    expect(refused).toMatchObject({ code: "INVALID", fieldErrors: { current: [expect.any(String)] } });
    expect(JSON.stringify(refused)).not.toContain("words");
  });

  test("is closed to who must choose a password first, but for choosing it", async () => {
    const site = await aSite();
    await signedIn({ site, mustSetPassword: true });
    const fields = aLog(site);
    expect(await logCase(fields)).toMatchObject({ ok: false, code: "FORBIDDEN", values: fields });
    const choice = { current: PASSWORD, password: "another few words", again: "another few words" };
    expect(await changePasswordAction(null, formOf(choice))).toMatchObject({ ok: true });
    expect(await logCase(fields)).toMatchObject({ ok: true });
  });
});

describe("an action that a page sends of itself", () => {
  test.each([
    ["of a change of many cases", () => findBulkAction(null, formOf({ runId: newId() }))],
    ["of an export", () => findExportAction(null, formOf({ exportId: newId() }))],
  ])("%s does not keep a sign-in from standing idle", async (_what, ask) => {
    const { id: personId } = await aPerson({ site: await aSite() });
    const seenAt = new Date(Date.now() - 14 * 60_000);
    const id = await aSession(personId, seenAt);
    request.token = await tokenOf(id);
    expect(await ask()).toMatchObject({ ok: false, code: "NOT_FOUND" });
    expect((await systemDb().session.findUniqueOrThrow({ where: { id } })).lastSeenAt).toEqual(seenAt);
    await systemDb().session.update({ where: { id }, data: { lastSeenAt: new Date(Date.now() - 16 * 60_000) } });
    expect(await ask()).toMatchObject({ ok: false, code: "UNAUTHENTICATED" });
  });
});

test("the action of the first run refuses once anybody is there, and gives no password back", async () => {
  await aPerson();
  const fields = {
    organisation: "Northgate Health",
    site: "Northgate",
    timeZone: "UTC",
    country: "GB",
    name: "Eve",
    email: `${newId()}@evil.example`,
  };
  const result = await foundOrganisationAction(null, formOf({ ...fields, password: PASSWORD }));
  expect(result).toMatchObject({ ok: false, code: "CONFLICT", values: fields });
  expect(JSON.stringify(result)).not.toContain(PASSWORD);
});
