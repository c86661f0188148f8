import { globSync, readFileSync } from "node:fs";
import type { APIResponse } from "@playwright/test";
import { ACTIONS } from "./actions";
import { callAction, readActionIds } from "./call-action";
import { expect, sessionCookie, test } from "./fixtures";
import type { Outcome, Scene } from "./outcomes";
import { sendFile } from "./pages/files";
import { visit } from "./pages/visit";
import { GUARDED_ROUTES, PUBLIC_ROUTES, READERS, ROLES, STAFF_PAGES, WORKERS } from "./routes";
import { type Named, type Place, type Rows, uniqueWord } from "./rows";

test("every page and every endpoint stands in the table, and the table holds no other", () => {
  const files = globSync("app/**/{page,route}.{ts,tsx}").map((file) => file.slice("app/".length));
  expect(files.sort()).toEqual([...Object.keys(STAFF_PAGES), ...PUBLIC_ROUTES, ...GUARDED_ROUTES].sort());
});

test("every action stands in the table, and the table holds no other", () => {
  const exported = globSync("lib/*/actions.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/export (?:const|async function|function) (\w+)/g)].map(([, name]) => name),
  );
  expect(exported.toSorted()).toEqual([...new Set(ACTIONS.map(({ name }) => name))].sort());
});

/** What needs nobody to be signed in, and how it refuses by itself. */
const OPEN_TO_ALL: Record<string, Outcome> = {
  ...{ foundOrganisationAction: "CONFLICT", respondToSurveyAction: "NOT_FOUND" },
};

async function cookieOf(rows: Rows, person: Named): Promise<string> {
  const { name, value } = await sessionCookie(await rows.session(person));
  return `${name}=${value}`;
}

async function recordsOf(rows: Rows, place: Place, staff: Named) {
  const word = uniqueWord();
  const patient = await rows.patient(place, { name: `Secret ${word}` });
  const given = await rows.case(place, staff, { patient, about: `About ${word}` });
  const request = await rows.request(place, given, staff, { question: `Why ${word}?` });
  const colleague = await rows.person({ role: "associate", place });
  const { id } = await rows.letter(place, given, staff);
  const bulk = { id: await rows.bulkRun(place.id, given.id, staff) };
  const article = { id: await rows.article(place, staff, { title: `Secret ${word}` }) };
  const report = { id: await rows.report(place, staff) };
  const improvement = { id: await rows.improvement(place, staff, { title: `Secret ${word}` }) };
  const surveyImport = { id: await rows.surveyImport(place, staff) };
  const instrument = { id: await rows.instrument(place, staff, { name: `Secret ${word}` }) };
  const letter = { id, reference: given.reference };
  const made = { letter, bulk, surveyImport, article, instrument, report, improvement };
  return { word, patient, case: given, request, colleague, ...made };
}

async function expectPage(answer: APIResponse, address: string): Promise<void> {
  expect.soft(answer.status(), address).toBe(200);
  expect.soft(titleIn(await answer.text()), address).not.toMatch(/^Not found$|^This page could not be shown$|^$/);
  expectGuarded(answer, address);
}

async function expectNothingHere(answer: APIResponse, address: string, secret: string): Promise<void> {
  expect.soft(answer.status(), address).toBe(404);
  expect.soft((await answer.text()).includes(secret), `${address} tells of the record`).toBe(false);
  expectGuarded(answer, address);
}

function titleIn(html: string): string {
  return /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1] ?? "";
}

/** Kept by no cache, run by nothing but our own scripts, read as nothing but what it is. */
function expectGuarded(answer: APIResponse, address: string): void {
  const headers = answer.headers();
  const scripts = headers["content-security-policy"]?.split("; ").find((part) => part.startsWith("script-src")) ?? "";
  expect.soft(headers["cache-control"], address).toContain("no-store");
  expect.soft(scripts, address).toMatch(/'nonce-[A-Za-z0-9+/=]{22,}'/);
  expect.soft(scripts, address).not.toContain("'unsafe-inline'");
  expect.soft(headers["x-content-type-options"], address).toBe("nosniff");
  expect.soft(headers["x-frame-options"], address).toBe("DENY");
  expect.soft(headers["x-powered-by"], address).toBeUndefined();
}

for (const role of ROLES) {
  test(`pages as the ${role} sees them: their own site's, another site's, made up`, async ({ rows, request }) => {
    const own = await rows.place();
    const other = await rows.place();
    const person = await rows.person({ role, place: own });
    const staff = await rows.person({ role: "associate", place: other });
    const [mine, theirs] = [await recordsOf(rows, own, person), await recordsOf(rows, other, staff)];
    const headers = { cookie: await cookieOf(rows, person) };
    const ask = (address: string) => request.get(address, { headers, maxRedirects: 0 });

    for (const { address, seenBy, madeUp } of Object.values(STAFF_PAGES)) {
      const place = address(mine);
      if (seenBy.includes(role)) await expectPage(await ask(place), place);
      else await expectNothingHere(await ask(place), place, mine.word);
      if (madeUp === undefined) continue;
      await expectNothingHere(await ask(address(theirs)), address(theirs), theirs.word);
      await expectNothingHere(await ask(madeUp), madeUp, theirs.word);
    }
    for (const list of [
      "/",
      "/cases?tab=all",
      `/patients?q=${theirs.word}`,
      `/search?q=${theirs.case.reference}`,
      `/search?q=secret+${theirs.word}`,
      "/knowledge",
      "/triage",
      "/escalations",
      "/requests?tab=open",
      "/requests?tab=late",
    ]) {
      const html = await (await request.get(list, { headers })).text();
      const telling = [`Secret ${theirs.word}`, `Why ${theirs.word}?`].filter((words) => html.includes(words));
      expect.soft(telling, `${list} tells of another site's record`).toEqual([]);
    }
  });
}

test("a responder is shown nothing of a case but what is shared, on any page and in any part of one", async ({
  rows,
  request,
}) => {
  const place = await rows.place();
  const staff = await rows.person({ role: "associate", place });
  const responder = await rows.person({ role: "responder", place });
  const word = uniqueWord();
  const patient = await rows.patient(place, { name: `Secret ${word}`, recordNumber: `R${word}` });
  const words = `They said ${word} twice.`;
  const given = await rows.case(place, staff, { patient, about: `About ${word}`, words, unit: place.units[0] });
  await rows.escalation(place, given, staff, `Stuck ${word}`);
  const bare = await rows.request(place, given, staff, { question: "Who was on duty?" });
  const shown = await rows.request(place, given, staff, { question: "And then?", shares: ["words"] });
  const other = await rows.request(place, given, staff, { question: "And you?", unit: place.units[1] });
  const cookie = await cookieOf(rows, responder);
  const read = async (address: string, rsc = false) => {
    const answer = await request.get(address, { headers: rsc ? { cookie, rsc: "1" } : { cookie }, maxRedirects: 0 });
    return answer.text();
  };
  const hidden = [word, given.reference, given.id, patient.id];
  for (const address of ["/", "/requests", "/requests?tab=late", `/requests/${bare.id}`, `/cases/${given.reference}`]) {
    for (const rsc of [false, true]) {
      const text = await read(address, rsc);
      const told = hidden.filter((secret) => !address.includes(secret) && text.includes(secret));
      expect.soft(told, `${address}, ${rsc ? "in parts" : "whole"}`).toEqual([]);
    }
  }
  const shared = await read(`/requests/${shown.id}`);
  expect(shared).toContain(words);
  for (const secret of [`Secret ${word}`, `R${word}`, `About ${word}`, given.reference]) {
    expect.soft(shared.includes(secret), secret).toBe(false);
  }
  expect((await request.get(`/requests/${other.id}`, { headers: { cookie } })).status()).toBe(404);
});

test("what one may not see looks the same as what is not there", async ({ page, rows, login, watch }) => {
  watch.tolerate(/status of 404/);
  const other = await rows.place();
  const theirs = await recordsOf(rows, other, await rows.person({ role: "associate", place: other }));
  await login("associate");
  const { reference } = theirs.case;
  for (const address of [
    `/cases/${reference}`,
    `/patients/${theirs.patient.id}`,
    "/cases/PR-25-999999-6",
    "/triage",
    "/no",
  ]) {
    await visit(page, address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not found");
    await expect(page.getByRole("main")).toHaveText(/^Not foundThere is nothing here that you can see.*My day$/);
  }
});

test("nobody sees a page; the address asked for is kept for after signing in", async ({ rows, request, baseURL }) => {
  const place = await rows.place();
  const person = await rows.person({ role: "manager", place });
  const records = await recordsOf(rows, place, person);
  const ended = await cookieOf(rows, person);
  await rows.endSessions(person);
  for (const cookie of ["", ended, `${ended}x`, "heard-session=abc"]) {
    for (const { address } of Object.values(STAFF_PAGES)) {
      const asked = address(records);
      const answer = await request.get(asked, { headers: { cookie }, maxRedirects: 0 });
      expect.soft([303, 307], asked).toContain(answer.status());
      const target = new URL(answer.headers().location ?? "", baseURL);
      expect.soft(target.pathname, asked).toBe("/sign-in");
      expect.soft(target.searchParams.get("next") ?? "/", asked).toBe(asked);
      expect.soft((await answer.text()).includes(records.word), asked).toBe(false);
    }
  }
});

test("a page that is fetched in parts, as the app itself does, is no way around", async ({ rows, request }) => {
  const other = await rows.place();
  const theirs = await recordsOf(rows, other, await rows.person({ role: "associate", place: other }));
  const person = await rows.person({ role: "associate", place: await rows.place() });
  for (const cookie of ["", "heard-session=abc", await cookieOf(rows, person)]) {
    const parts = { rsc: "1", "next-router-prefetch": "1", cookie };
    for (const headers of [{ rsc: "1", cookie }, parts]) {
      const answer = await request.get(`/cases/${theirs.case.reference}`, { headers, maxRedirects: 0 });
      expect((await answer.text()).includes(theirs.word)).toBe(false);
    }
  }
});

test("the sign-in page is open to all, the first run to nobody any more", async ({ request }) => {
  const signIn = await request.get("/sign-in");
  await expectPage(signIn, "/sign-in");
  const again = await request.get("/sign-in");
  const nonce = (answer: APIResponse) => /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1];
  expect(nonce(signIn)).not.toBe(nonce(again));
  const welcome = await request.get("/welcome", { maxRedirects: 0 });
  expect(welcome.headers().location).toBe("/sign-in");
});

test("health is public, and the session endpoint tells a browser no more than that there is one", async ({
  rows,
  request,
}) => {
  const health = await request.get("/api/health");
  expect(health.status()).toBe(200);
  const told = await health.json();
  // Much at once may make a queue lag; that is told and breaks nothing.
  expect(["ok", "degraded"]).toContain(told.status);
  expect(told).toMatchObject({ database: "ok", migrations: "ok", worker: "ok" });
  expect(health.headers()["cache-control"]).toContain("no-store");
  expect(await (await request.get("/api/auth/session")).json()).toEqual({});
  const person = await rows.person({ role: "manager", place: await rows.place() });
  const session = await request.get("/api/auth/session", { headers: { cookie: await cookieOf(rows, person) } });
  expect(Object.keys((await session.json()) as object)).toEqual(["expires"]);
});

test("whoever has a password that others set chooses their own before anything else", async ({
  rows,
  request,
  baseURL,
}) => {
  const place = await rows.place();
  const person = await rows.person({ role: "manager", place, mustSetPassword: true });
  const records = await recordsOf(rows, place, person);
  const cookie = await cookieOf(rows, person);
  for (const { address, seenBy } of Object.values(STAFF_PAGES)) {
    const asked = address(records);
    if (!seenBy.includes("manager") || asked === "/account") continue;
    const answer = await request.get(asked, { headers: { cookie }, maxRedirects: 0 });
    expect.soft(answer.headers().location, asked).toBe("/account");
    expect.soft((await answer.text()).includes(records.word), asked).toBe(false);
  }
  const id = readActionIds().get("lib/case/actions.ts assignCaseAction") ?? "";
  const { id: caseId } = await rows.case(place, person);
  const fields = { caseId, expectedOwnerId: "", ownerId: person.id };
  const refused = await callAction(request, id, { path: "/triage", fields, cookie, origin: baseURL ?? "" });
  expect(refused.code).toBe("FORBIDDEN");
  expect(await rows.count("Case", '"id" = $1 AND "ownerId" IS NULL', caseId)).toBe(1);
});

type Asked = { who: string; scene: Scene; cookie: string; expected: Outcome | "UNAUTHENTICATED" };

for (const action of ACTIONS) {
  const title = [action.name, action.use].filter(Boolean).join(", ");
  test(`action by every role and by nobody: ${title}`, async ({ rows, request, baseURL: origin = "" }) => {
    const id = [...readActionIds()].find(([name]) => name.endsWith(` ${action.name}`))?.[1] ?? "";
    const attempt = async () => {
      const { asked, mine, theirs, fingerprint } = await askersOf(rows, action);
      const ask = async ({ who, cookie, expected }: Asked, fields: Record<string, string>) => {
        const answer = await callAction(request, id, { path: action.path, fields, cookie, origin });
        expect.soft(summary(answer), who).toBe(expected === "harmless" ? "done" : expected);
      };
      // What is refused leaves everything as it was, so that all of them can ask for the same.
      const fieldsOf = new Map([
        [mine, await action.fields(mine)],
        [theirs, action.foreign ? await action.fields(theirs) : {}],
      ]);
      let stood = await fingerprint();
      for (const each of asked)
        if (each.expected !== "done" && each.expected !== "harmless") await ask(each, fieldsOf.get(each.scene) ?? {});
      const changed = (await fingerprint()) === stood ? [] : ["what was refused"];
      for (const each of asked.filter(({ expected }) => expected === "harmless")) {
        const fields = await action.fields(each.scene);
        stood = await fingerprint();
        await ask(each, fields);
        if ((await fingerprint()) !== stood) changed.push(each.who);
      }
      // Last, because workers go on with some of what is done.
      for (const each of asked) if (each.expected === "done") await ask(each, await action.fields(each.scene));
      return changed;
    };
    // What a worker happened to do there it does not do twice, and what is refused and done all the same is done at new sites too.
    if ((await attempt()).length > 0) expect(await attempt(), "whoever changed rows").toEqual([]);
  });
}

async function askersOf(rows: Rows, action: (typeof ACTIONS)[number]) {
  const [own, other, elsewhere] = [await rows.place(), await rows.place(), await rows.place()];
  const colleague = await rows.person({ role: "associate", place: own });
  const stranger = await rows.person({ role: "associate", place: other });
  const mine = { rows, place: own, staff: colleague, elsewhere };
  const theirs = { rows, place: other, staff: stranger, elsewhere };
  const ended = await cookieOf(rows, colleague);
  await rows.endSessions(colleague);
  const refusal = OPEN_TO_ALL[action.name] ?? "UNAUTHENTICATED";
  const asked = ["", "heard-session=abc", ended].map(
    (cookie): Asked => ({ who: "nobody", scene: mine, cookie, expected: refusal }),
  );
  for (const role of ROLES) {
    const cookie = await cookieOf(rows, await rows.person({ role, place: own }));
    asked.push({ who: `${role}, own site`, scene: mine, cookie, expected: action.own[role] });
    if (!action.foreign) continue;
    asked.push({ who: `${role}, another site`, scene: theirs, cookie, expected: action.foreign[role] });
  }
  return { asked, mine, theirs, fingerprint: () => rows.fingerprint(own, other, elsewhere) };
}

function summary({ ok, code, data }: Awaited<ReturnType<typeof callAction>>): string {
  if (!ok) return code ?? "no result";
  if (!Array.isArray(data)) return "done";
  return data.length > 0 ? "found" : "nothing";
}

test("an action that another site's page asks for is refused, whoever's cookie it carries", async ({
  rows,
  request,
}) => {
  const place = await rows.place();
  const person = await rows.person({ role: "associate", place });
  const { id: caseId } = await rows.case(place, person);
  const id = readActionIds().get("lib/case/actions.ts takeCaseAction") ?? "";
  const cookie = await cookieOf(rows, person);
  const fields = { caseId, expectedOwnerId: "" };
  const answer = await callAction(request, id, {
    path: "/cases/x",
    fields,
    cookie,
    origin: "https://elsewhere.example",
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await rows.count("Case", '"id" = $1 AND "ownerId" IS NULL', caseId)).toBe(1);
});

test("a file is attached by whoever works the case, opened by whoever sees it, and by nobody else", async ({
  rows,
  request,
  baseURL,
}) => {
  const [own, other] = [await rows.place(), await rows.place()];
  const staff = await rows.person({ role: "associate", place: own });
  const stranger = await rows.person({ role: "manager", place: other });
  const mine = await rows.case(own, staff);
  const theirs = await rows.case(other, stranger);
  const origin = baseURL ?? "";
  const send = (caseId: string, cookie: string) => sendFile(request, { caseId, cookie, origin, name: "secret.txt" });
  const kept = await send(mine.id, await cookieOf(rows, staff));
  const attachmentId = kept.data?.attachmentId ?? "";

  const expectOpened = async (cookie: string, status: number, who: string) => {
    for (const query of ["", "?preview=1"]) {
      const answer = await request.get(`/api/files/${attachmentId}${query}`, { headers: { cookie }, maxRedirects: 0 });
      expect.soft(answer.status(), who).toBe(status);
      expect.soft((await answer.text()).includes("Dear ward"), who).toBe(status === 200);
      expectFileGuarded(answer, who);
    }
  };

  for (const role of ROLES) {
    const cookie = await cookieOf(rows, await rows.person({ role, place: own }));
    const refusal = READERS.includes(role) ? "FORBIDDEN" : "NOT_FOUND";
    const sites = [own, other];
    const before = await rows.fingerprint(...sites);
    const foreign = await send(theirs.id, cookie);
    expect.soft(foreign.code, `${role}, another site`).toBe("NOT_FOUND");
    const sent = await send(mine.id, cookie);
    expect.soft(sent.ok ? "done" : sent.code, role).toBe(WORKERS.includes(role) ? "done" : refusal);
    const after = await rows.fingerprint(...sites);
    if (!WORKERS.includes(role)) expect.soft(after, `${role}: the rows`).toEqual(before);
    await expectOpened(cookie, READERS.includes(role) ? 200 : 404, role);
  }

  const ended = await cookieOf(rows, staff);
  await rows.endSessions(staff);
  await expectOpened(await cookieOf(rows, stranger), 404, "a manager of another site");
  for (const cookie of ["", "heard-session=abc", ended]) {
    await expectOpened(cookie, 401, "nobody");
    expect((await send(mine.id, cookie)).code).toBe("UNAUTHENTICATED");
  }
  const manager = await cookieOf(rows, await rows.person({ role: "manager", place: own, mustSetPassword: true }));
  expect((await send(mine.id, manager)).code).toBe("FORBIDDEN");
  await expectOpened(manager, 401, "whoever has yet to choose a password");
  expect(await rows.count("Attachment", '"caseId" = $1', mine.id)).toBe(1 + WORKERS.length);
});

test("an approved letter is handed out to whoever sees its case, and to nobody else", async ({ rows, request }) => {
  const [own, other] = [await rows.place(), await rows.place()];
  const staff = await rows.person({ role: "associate", place: own });
  const given = await rows.case(own, staff);
  const letter = await rows.letter(own, given, staff, "approved");
  const draft = await rows.letter(own, await rows.case(own, staff), staff);
  const open = async (cookie: string, id = letter.id) => {
    const answer = await request.get(`/api/letters/${id}/pdf`, { headers: { cookie }, maxRedirects: 0 });
    expectFileGuarded(answer, id, `${given.reference} en.pdf`);
    return answer.status();
  };
  for (const role of ROLES) {
    const cookie = await cookieOf(rows, await rows.person({ role, place: own }));
    expect.soft(await open(cookie), role).toBe(READERS.includes(role) ? 200 : 404);
  }
  expect(await open(await cookieOf(rows, staff), draft.id)).toBe(409);
  expect(await open(await cookieOf(rows, await rows.person({ role: "manager", place: other })))).toBe(404);
  expect(await open("")).toBe(401);
});

test("the file of printed letters is handed out to who had it printed and who decides, and to nobody else", async ({
  rows,
  request,
}) => {
  const [own, other] = [await rows.place(), await rows.place()];
  const staff = await rows.person({ role: "associate", place: own });
  const batchId = await rows.letterBatch(own, staff);
  const open = async (cookie: string) => {
    const answer = await request.get(`/api/letter-batches/${batchId}`, { headers: { cookie }, maxRedirects: 0 });
    expect.soft(answer.headers()["cache-control"]).toContain("no-store");
    return answer.status();
  };
  // Its file was removed, as after its day: whoever may see it is told the same as the others.
  for (const role of ROLES) {
    const cookie = await cookieOf(rows, await rows.person({ role, place: own }));
    expect.soft(await open(cookie), role).toBe(404);
  }
  expect(await open(await cookieOf(rows, await rows.person({ role: "manager", place: other })))).toBe(404);
  expect(await open("")).toBe(401);
});

test("an export is handed out to whoever made it and to nobody else, and guarded", async ({ rows, request }) => {
  const place = await rows.place();
  const staff = await rows.person({ role: "associate", place });
  const { reference } = await rows.case(place, staff);
  const exportId = await rows.export(place, staff);
  const open = async (cookie: string) =>
    request.get(`/api/exports/${exportId}`, { headers: { cookie }, maxRedirects: 0 });
  const answer = await open(await cookieOf(rows, staff));
  expect(await answer.text()).toContain(reference);
  expect(answer.headers()["cache-control"]).toContain("no-store");
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="Cases \d{4}-\d\d-\d\d /);
  for (const role of ROLES) {
    const cookie = await cookieOf(rows, await rows.person({ role, place }));
    expect.soft((await open(cookie)).status(), role).toBe(404);
  }
  expect((await open("")).status()).toBe(401);
  const newcomer = await rows.person({ role: "manager", place, mustSetPassword: true });
  expect((await open(await cookieOf(rows, newcomer))).status()).toBe(401);
});

test("the file of a case is printed for whoever may read the case, and written down", async ({ rows, request }) => {
  const [place, other] = [await rows.place(), await rows.place()];
  const { id, reference } = await rows.case(place, await rows.person({ role: "associate", place }));
  const openAs = async (cookie: string, notes: string) =>
    (
      await request.get(`/api/cases/${reference}/file?notes=${notes}`, { headers: { cookie }, maxRedirects: 0 })
    ).status();
  const open = async (cookie: string) => [await openAs(cookie, "no"), await openAs(cookie, "yes")];
  for (const role of ROLES) {
    const status = READERS.includes(role) ? 200 : 404;
    const cookie = await cookieOf(rows, await rows.person({ role, place }));
    expect.soft(await open(cookie), role).toEqual([status, status]);
  }
  const stranger = await rows.person({ role: "manager", place: other });
  expect(await open(await cookieOf(rows, stranger))).toEqual([404, 404]);
  expect(await open("")).toEqual([401, 401]);
  const newcomer = await rows.person({ role: "manager", place, mustSetPassword: true });
  expect(await open(await cookieOf(rows, newcomer))).toEqual([401, 401]);
  const printed = await rows.count("Event", `"chain" = 'case:' || $1 AND "type" = 'case.printed'`, id);
  expect(printed).toBe(2 * READERS.length);
});

test("a file that another site's page sends is refused, whoever's cookie it carries", async ({
  rows,
  request,
  baseURL,
}) => {
  const place = await rows.place();
  const person = await rows.person({ role: "associate", place });
  const { id: caseId } = await rows.case(place, person);
  const cookie = await cookieOf(rows, person);
  const given = { caseId, cookie, name: "a.txt" };
  for (const origin of ["https://elsewhere.example", "null", ""]) {
    expect((await sendFile(request, { ...given, origin })).code, origin).toBe("FORBIDDEN");
  }
  const crossSite = { ...given, origin: baseURL ?? "", headers: { "sec-fetch-site": "cross-site" } };
  expect((await sendFile(request, crossSite)).code).toBe("FORBIDDEN");
  expect(await rows.count("Attachment", '"caseId" = $1', caseId)).toBe(0);
});

/** Kept by no cache, read as nothing but what it is, and alone in a box without scripts. */
function expectFileGuarded(answer: APIResponse, who: string, name = "secret.txt"): void {
  const headers = answer.headers();
  expect.soft(headers["cache-control"], who).toContain("no-store");
  expect.soft(headers["content-security-policy"], who).toMatch(/^sandbox; default-src 'none'/);
  expect.soft(headers["x-content-type-options"], who).toBe("nosniff");
  expect.soft(headers["cross-origin-resource-policy"], who).toBe("same-origin");
  expect.soft(headers["x-powered-by"], who).toBeUndefined();
  const disposition = headers["content-disposition"] ?? "";
  if (answer.status() === 200) expect.soft(disposition, who).toContain(`attachment; filename="${name}"`);
}
