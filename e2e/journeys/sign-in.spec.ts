import { expect, sessionCookie, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";
import { SignInPage } from "../pages/sign-in";
import { visit } from "../pages/visit";

const DO_NOT_FIT = "This e-mail address and password do not fit together. Check both and try again.";
const REFUSED = /status of 401/;

// An address of its own, so that failures told here keep nobody else out.
test.use({ extraHTTPHeaders: { "x-forwarded-for": `2001:db8::${Math.floor(Math.random() * 65_536).toString(16)}` } });

test("a wrong password and an unknown address are told the same, and the address stays", async ({
  page,
  rows,
  watch,
}) => {
  watch.tolerate(REFUSED);
  const person = await rows.person({ role: "associate", place: await rows.place() });
  const form = await SignInPage.open(page);
  await expect(form.email).toBeFocused();

  await form.attempt({ email: person.email, password: "not their password" });
  await expect(form.problem).toHaveText(DO_NOT_FIT);
  await expect(form.email).toHaveValue(person.email);

  await form.attempt({ email: "nobody-at-all@heard.example", password: person.password });
  await expect(form.problem).toHaveText(DO_NOT_FIT);
  await expect(form.email).toHaveValue("nobody-at-all@heard.example");

  const start = await form.signIn(person);
  await expect(start.title).toContainText("Robin");
});

test("somebody deactivated is told the same as a stranger", async ({ page, rows, watch }) => {
  watch.tolerate(REFUSED);
  const person = await rows.person({ role: "associate", place: await rows.place() });
  await rows.write('UPDATE "Person" SET "deactivatedAt" = now() WHERE "id" = $1', [person.id]);
  const form = await SignInPage.open(page);
  await form.attempt(person);
  await expect(form.problem).toHaveText(DO_NOT_FIT);
});

test("after five wrong passwords it says how long to wait", async ({ page, rows, watch }) => {
  watch.tolerate(REFUSED);
  const person = await rows.person({ role: "associate", place: await rows.place() });
  const form = await SignInPage.open(page);
  for (let tries = 0; tries < 5; tries++) {
    const answer = page.waitForResponse(/callback\/credentials/);
    await form.attempt({ email: person.email, password: `wrong ${tries}` });
    await answer;
  }
  await form.attempt(person);
  await expect(form.problem).toContainText(/Too many tries\. Wait 1[45] minutes/);
});

test("signing in returns to the page that was asked for, with its filters", async ({ page, rows }) => {
  const person = await rows.person({ role: "associate", place: await rows.place() });
  await visit(page, "/cases?tab=all&kind=complaint");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await new SignInPage(page).signIn(person);
  await expect(page).toHaveURL("/cases?tab=all&kind=complaint");
  await expect(page.getByRole("list", { name: "Filters" })).toContainText("Kind is Complaint");
});

test("after standing idle too long, signing in again returns to the page that was asked for", async ({
  page,
  context,
  baseURL,
  rows,
}) => {
  const person = await rows.person({ role: "associate", place: await rows.place() });
  const cookie = await sessionCookie(await rows.session(person, { seenMinutesAgo: 16 }));
  await context.addCookies([{ ...cookie, url: baseURL ?? "" }]);
  await visit(page, "/cases?tab=all");
  await expect(page).toHaveURL(/\/sign-in/);
  await new SignInPage(page).signIn(person);
  await expect(page).toHaveURL("/cases?tab=all");
});

test("signing out leaves nothing to go back to", async ({ page, context, baseURL, rows }) => {
  const person = await rows.person({ role: "associate", place: await rows.place() });
  const { about, reference } = await rows.case(person.place, person);
  await (await SignInPage.open(page)).signIn(person);
  const shown = await CasePage.open(page, reference);
  await expect(shown.title).toHaveText(about);
  const [kept] = (await context.cookies()).filter(({ name }) => name === "heard-session");

  await shown.signOut();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("heard-session");
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText(about)).toHaveCount(0);

  await context.addCookies([{ name: "heard-session", value: kept?.value ?? "", url: baseURL ?? "" }]);
  await visit(page, `/cases/${reference}`);
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText(about)).toHaveCount(0);
});

test("scripts cannot read the session, and signing out leaves no words in the browser", async ({
  page,
  context,
  rows,
}) => {
  const person = await rows.person({ role: "associate", place: await rows.place() });
  const start = await (await SignInPage.open(page)).signIn(person);
  const [cookie] = (await context.cookies()).filter(({ name }) => name === "heard-session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("session");
  const form = await NewCasePage.open(page);
  await form.words.fill("A secret that nobody at this desk should find.");
  await expect(form.saved).toBeVisible();
  await start.signOut();
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
    "secret",
  );
});

const ELSEWHERE = [
  "https://elsewhere.example/",
  "//elsewhere.example/",
  "/\\elsewhere.example/",
  "\\\\elsewhere.example",
  "/\t/elsewhere.example",
  "/%09/elsewhere.example",
  "https:elsewhere.example",
  "javascript:alert(1)",
  "data:text/html,hello",
  "http://localhost@elsewhere.example/",
];

test("a link that leads elsewhere after signing in leads to My day", async ({ page, rows }) => {
  const person = await rows.person({ role: "associate", place: await rows.place() });
  for (const next of ELSEWHERE) {
    const form = await SignInPage.open(page, `?next=${encodeURIComponent(next)}`);
    const target = await page.locator("input[name=callbackUrl]").inputValue();
    const landing = new URL(target, page.url());
    expect(landing.origin, next).toBe(new URL(page.url()).origin);
    await expect(form.button).toBeVisible();
  }
  const form = await SignInPage.open(page, `?next=${encodeURIComponent("//elsewhere.example/")}`);
  await form.signIn(person);
  await expect(page).toHaveURL("/");
});

test("the sign-in that the form speaks to refuses to lead elsewhere too", async ({ request, baseURL, rows }) => {
  const person = await rows.person({ role: "associate", place: await rows.place() });
  for (const callbackUrl of ELSEWHERE.slice(0, 4)) {
    const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
    const { email, password } = person;
    const answer = await request.post("/api/auth/callback/credentials", {
      form: { email, password, csrfToken, callbackUrl },
      maxRedirects: 0,
    });
    expect(answer.status(), callbackUrl).toBe(302);
    const landing = new URL(answer.headers().location ?? "", baseURL);
    expect(landing.origin, callbackUrl).toBe(new URL(baseURL ?? "").origin);
  }
});

test("signing in works without scripts, wrong password and all", async ({ otherBrowser, rows }) => {
  const person = await rows.person({ role: "associate", place: await rows.place() });
  const page = await otherBrowser({ javaScriptEnabled: false });
  const form = await SignInPage.openWithoutScripts(page, "?next=%2Fcases%3Ftab%3Dall");
  await form.attempt({ email: person.email, password: "not their password" });
  await expect(form.problem).toHaveText(DO_NOT_FIT);

  const again = await SignInPage.openWithoutScripts(page, "?next=%2Fcases%3Ftab%3Dall");
  const queue = await again.signIn(person);
  await expect(page).toHaveURL("/cases?tab=all");
  await expect(queue.title).toHaveText("Cases");
});

test("whoever is signed in already does not meet the form", async ({ page, login }) => {
  await login("associate");
  await visit(page, "/sign-in?next=%2Fpatients");
  await expect(page).toHaveURL("/patients");
});
