import { expect, sessionCookie, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";
import { SignInPage } from "../pages/sign-in";

const SIGNED_OUT = /You have been signed out\. Sign in again, then repeat this/;

test("a note outlives the end of its session: signing in over the page sends it", async ({
  page,
  login,
  rows,
  watch,
}) => {
  watch.tolerate(/status of 401/);
  const person = await login("associate");
  const { reference, id } = await rows.case(person.place, person);
  const shown = await CasePage.open(page, reference);
  await shown.note.fill("Spoke to the daughter; ");
  await rows.endSessions(person);
  await shown.note.pressSequentially("she calls back at four.");
  await shown.addNoteButton.click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog.getByLabel("E-mail")).toHaveValue(person.email);
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(shown.problems).toContainText(SIGNED_OUT);
  await expect(shown.note).toHaveValue("Spoke to the daughter; she calls back at four.");
  expect(await rows.count("Note", '"caseId" = $1', id)).toBe(0);

  await shown.addNoteButton.click();
  await dialog.getByLabel("Password").fill("not the one");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("do not fit together");
  await dialog.getByLabel("Password").fill(person.password);
  await page.keyboard.press("Enter");
  await expect(shown.timeline).toContainText("Spoke to the daughter; she calls back at four.");
  await expect(dialog).toBeHidden();
  expect(await rows.count("Note", '"caseId" = $1', id)).toBe(1);
});

test("who comes back after signing out elsewhere finds the page covered, and then as it was", async ({
  page,
  login,
  rows,
  watch,
}) => {
  watch.tolerate(/status of 401/);
  const person = await login("associate");
  const shown = await CasePage.open(page, (await rows.case(person.place, person)).reference);
  const comeBack = () => page.evaluate(() => void document.dispatchEvent(new Event("visibilitychange")));
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  // Nothing is typed yet that would be saved: what the page sends is the question who is signed in.
  const firstAnswer = page.waitForResponse((response) => response.request().method() === "POST");
  await comeBack();
  await firstAnswer;
  await expect(shown.note).toBeVisible();
  await expect(dialog).toBeHidden();
  await shown.note.fill("Spoke to the daughter.");
  await rows.endSessions(person);
  await comeBack();
  await expect(dialog).toBeVisible();
  await expect(shown.note).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(dialog.getByLabel("Password")).toBeFocused();
  // However the dialog comes to be closed, nothing of the page is seen beneath it.
  await dialog.evaluate((element: HTMLDialogElement) => element.close());
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await expect(shown.note).toBeHidden();
  await dialog.getByLabel("Password").fill(person.password);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(shown.note).toBeFocused();
  await expect(shown.note).toHaveValue("Spoke to the daughter.");
});

test("a case can still be logged after signing out in another tab and in again", async ({ page, login, rows }) => {
  const person = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("They lost my hearing aid.");
  const tab = await page.context().newPage();
  const start = await CasePage.open(tab, "");
  await start.signOut();

  await form.logButton.click();
  await page.getByRole("dialog", { name: "Sign in again" }).getByRole("button", { name: "Close" }).click();
  await expect(form.problems).toContainText(SIGNED_OUT);
  await expect(form.words).toHaveValue("They lost my hearing aid.");
  await new SignInPage(tab).signIn(person);
  await form.logCase();
  expect(await rows.count("Case", '"siteId" = $1', person.place.id)).toBe(1);
});

test("after the session has ended a link leads to signing in, and from there to what it named", async ({
  page,
  login,
  rows,
}) => {
  const person = await login("associate");
  const shown = await CasePage.open(page, (await rows.case(person.place, person)).reference);
  await rows.endSessions(person);
  await page.getByRole("link", { name: "Patients", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await new SignInPage(page).signIn(person);
  await expect(page).toHaveURL("/patients");
  await expect(shown.title).toHaveText("Patients");
});

test("a draft that could not be saved says why, and goes on once signed in again", async ({ page, login, rows }) => {
  const person = await login("associate");
  const form = await NewCasePage.open(page);
  await expect(form.words).toBeVisible();
  await rows.endSessions(person);
  await form.words.fill("They lost my hearing aid.");
  await expect(form.form.getByRole("status").filter({ hasText: SIGNED_OUT })).toBeVisible();

  const cookie = await sessionCookie(await rows.session(person));
  await page.context().addCookies([{ ...cookie, url: new URL("/", page.url()).href }]);
  await form.words.press("End");
  await form.words.pressSequentially(" Twice.");
  await expect(form.saved).toBeVisible();
  await expect(form.form).not.toContainText(SIGNED_OUT);
});
