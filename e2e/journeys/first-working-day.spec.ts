import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { tabTo } from "../pages/keyboard";
import { ManagerDayPage, MyDayPage } from "../pages/my-day";
import { LoggedCasePage, NewCasePage } from "../pages/new-case";
import { SignInPage } from "../pages/sign-in";
import { TriagePage } from "../pages/triage";
import { visit } from "../pages/visit";

const WORDS = "My father waited five hours in the corridor, and nobody told us why.";

test("what an associate logs is assigned, escalated, answered and counted", async ({
  page,
  otherBrowser,
  rows,
  login,
}) => {
  test.slow();
  const place = await rows.place();
  const clerk = await rows.person({ role: "associate", place });
  const owner = await rows.person({ role: "associate", place });
  const supervisor = await rows.person({ role: "supervisor", place });
  const manager = await rows.person({ role: "manager", place });
  const patient = await rows.patient(place, { name: `Théodore Lindqvist-${owner.name.slice(6)}` });

  const managerPage = await otherBrowser();
  await login(manager, managerPage);
  const before = await ManagerDayPage.open(managerPage);
  await expect((await before.weeks()).last()).toHaveText("0");

  const reference = await logByKeyboard(page, clerk, { typed: patient.name.slice(0, 18), unit: "Ward 2" });

  const supervisorPage = await otherBrowser();
  await login(supervisor, supervisorPage);
  const triage = await TriagePage.open(supervisorPage);
  await expect(triage.unassigned(reference)).toContainText(patient.name);
  await triage.assign(reference, owner.name);
  await expect(triage.news(`${reference} is now with ${owner.name}.`)).toBeVisible();
  await expect(triage.unassigned(reference)).toHaveCount(0);

  const ownerPage = await otherBrowser();
  await login(owner, ownerPage);
  const day = await MyDayPage.open(ownerPage);
  const owned = await day.openCase(reference);
  await owned.escalate("The family asks for an answer today.");
  await expect(owned.card("Escalated, waits for an answer")).toContainText("The family asks for an answer today.");
  await expect(owned.page.getByRole("button", { name: "Escalate" })).toHaveCount(0);

  const decisions = await TriagePage.open(supervisorPage);
  await expect(decisions.escalated(reference)).toContainText("The family asks for an answer today.");
  await decisions.answer(reference, "I call them at noon. Please find the bed log.");
  await expect(decisions.escalated(reference)).toHaveCount(0);

  const answered = await CasePage.open(ownerPage, reference);
  await expect(answered.timeline).toContainText("I call them at noon. Please find the bed log.");
  await expect(answered.card("Escalated, waits for an answer")).toHaveCount(0);

  await rows.countDays();
  const after = await ManagerDayPage.open(managerPage);
  await expect((await after.weeks()).last()).toHaveText("1");
});

/** The whole of a call with both hands on the keyboard, from signing in to signing out. */
async function logByKeyboard(
  page: Page,
  clerk: { email: string; password: string },
  { typed, unit }: { typed: string; unit: string },
): Promise<string> {
  const { keyboard } = page;
  const signIn = await SignInPage.open(page);
  await expect(signIn.email).toBeFocused();
  await keyboard.type(clerk.email);
  await keyboard.press("Tab");
  await keyboard.type(clerk.password);
  await keyboard.press("Enter");
  await page.waitForURL("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Robin");

  const form = new NewCasePage(page);
  await expect(async () => {
    await keyboard.press("c");
    await expect(form.title).toHaveText("New case", { timeout: 1_000 });
  }).toPass();
  await expect(form.title).toBeFocused();
  await tabTo(page, form.channel("Phone").radio);
  await keyboard.press("ArrowRight");
  await expect(form.channel("In person").radio).toBeChecked();
  await tabTo(page, form.kind("Inquiry").radio);
  for (let step = 0; step < 4; step++) await keyboard.press("ArrowRight");
  await expect(form.kind("Complaint").radio).toBeChecked();
  await tabTo(page, form.reporter("Patient").radio);
  await tabTo(page, form.patientSearch);
  await keyboard.type(typed);
  await expect(form.patientFound).toHaveCount(1);
  await keyboard.press("Enter");
  await expect(form.changePatient).toBeFocused();
  await tabTo(page, form.words);
  await keyboard.type(WORDS);
  await tabTo(page, form.where);
  await keyboard.type(unit);
  await expect(form.where.locator("option:checked")).toHaveText(unit);
  await tabTo(page, form.severity("Low").radio);
  await keyboard.press("ArrowLeft");
  await expect(form.severity("High").radio).toBeChecked();
  await tabTo(page, form.wanted);
  await keyboard.type("An apology.");
  await keyboard.press("Control+Enter");

  const logged = await form.logged();
  const { reference } = logged;
  await expect(logged.notice).toContainText(reference);
  const size = await logged.notice
    .getByText(reference)
    .locator("..")
    .evaluate((line) => getComputedStyle(line).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(28);

  await visit(page, "/");
  await expect(async () => {
    await keyboard.press("/");
    await expect(logged.searchBox).toBeFocused({ timeout: 200 });
  }).toPass();
  await keyboard.type(reference.toLowerCase().replaceAll("-", " "));
  await keyboard.press("Enter");
  await page.waitForURL(`/cases/${reference}`);
  const found = new LoggedCasePage(page);
  await expect(found.words).toHaveText(WORDS);

  await tabTo(page, found.accountButton);
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "My account" })).toBeFocused();
  await keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await keyboard.press("Enter");
  await page.waitForURL("/sign-in");
  return reference;
}
