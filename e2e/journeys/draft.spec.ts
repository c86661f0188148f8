import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";
import { SignInPage } from "../pages/sign-in";
import { reload } from "../pages/visit";

const WORDS = "Nobody came when I rang.\nNot once, all night.\n\n«Warum?» she asked. 🌙";

async function fillEveryField(form: NewCasePage, patient: string): Promise<void> {
  await form.channel("Letter").choose();
  await form.kind("Grievance").choose();
  await form.reporter("Representative").choose();
  await form.choosePatient(patient, patient);
  await form.reporterName.fill("María José Ñíguez");
  await form.reporterContact.fill("after 17:00, 020 7946 0000");
  await form.words.fill(WORDS);
  await form.chooseUnit("Ward 2");
  await form.severity("High").choose();
  await form.wanted.fill("A call back,\nand a bell that works.");
}

async function expectEveryField(form: NewCasePage, patient: string): Promise<void> {
  await expect(form.words).toHaveValue(WORDS);
  await expect(form.channel("Letter").radio).toBeChecked();
  await expect(form.kind("Grievance").radio).toBeChecked();
  await expect(form.reporter("Representative").radio).toBeChecked();
  await expect(form.form).toContainText(patient);
  await expect(form.reporterName).toHaveValue("María José Ñíguez");
  await expect(form.reporterContact).toHaveValue("after 17:00, 020 7946 0000");
  await expect(form.where.locator("option:checked")).toHaveText("Ward 2");
  await expect(form.severity("High").radio).toBeChecked();
  await expect(form.wanted).toHaveValue("A call back,\nand a bell that works.");
}

test("what was typed comes back after a reload and after signing out, until it is discarded", async ({
  page,
  rows,
}) => {
  const place = await rows.place();
  const person = await rows.person({ role: "associate", place });
  const { name } = await rows.patient(place);
  await (await SignInPage.open(page)).signIn(person);
  const form = await NewCasePage.open(page);
  await fillEveryField(form, name);
  await expect(form.saved).toBeVisible();
  await reload(page);
  await expectEveryField(form, name);
  await expect(form.saved).toBeVisible();

  await form.signOut();
  await new SignInPage(page).signIn(person);
  await NewCasePage.open(page);
  await expectEveryField(form, name);

  await form.page.getByRole("button", { name: "Discard draft" }).click();
  await form.expectEmpty();
  await reload(page);
  await form.expectEmpty();
  expect(await rows.count("Draft", '"personId" = $1', person.id)).toBe(0);
});

test("another person at the same site does not see it", async ({ page, otherBrowser, rows, login }) => {
  const place = await rows.place();
  await login(await rows.person({ role: "associate", place }));
  const form = await NewCasePage.open(page);
  await form.words.fill(WORDS);
  await expect(form.saved).toBeVisible();

  const colleague = await otherBrowser();
  await login(await rows.person({ role: "associate", place }), colleague);
  const theirs = await NewCasePage.open(colleague);
  await theirs.expectEmpty();
});

test("what was saved is there when the page is left by a link and opened again", async ({ page, login }) => {
  await login("associate");
  const form = await NewCasePage.open(page);
  await form.words.fill(WORDS);
  await expect(form.saved).toBeVisible();
  await page.getByRole("link", { name: "Patients", exact: true }).click();
  await expect(form.title).toHaveText("Patients");
  await form.newCase.click();
  await expect(form.words).toHaveValue(WORDS);
  await page.goBack();
  await page.goBack();
  await expect(form.title).toHaveText("New case");
  await expect(form.words).toHaveValue(WORDS);
});

test("leaving the page in the middle of a word keeps the word", async ({ page, login }) => {
  await login("associate");
  const form = await NewCasePage.open(page);
  await form.words.pressSequentially("They said that the corri");
  await page.getByRole("link", { name: "Patients", exact: true }).click();
  await expect(form.title).toHaveText("Patients");
  await form.newCase.click();
  await expect(form.title).toHaveText("New case");
  await expect(form.words).toHaveValue("They said that the corri");
});

test("reloading in the middle of a word keeps the word", async ({ page, login }) => {
  await login("associate");
  const form = await NewCasePage.open(page);
  await form.words.pressSequentially("They said that the corri");
  await reload(page);
  await expect(form.words).toHaveValue("They said that the corri");
});

test("signing out in the middle of a word keeps the word", async ({ page, rows }) => {
  const person = await rows.person({ role: "associate", place: await rows.place() });
  await (await SignInPage.open(page)).signIn(person);
  const form = await NewCasePage.open(page);
  await form.words.pressSequentially("They said that the corri");
  await form.signOut();
  await new SignInPage(page).signIn(person);
  await NewCasePage.open(page);
  await expect(form.words).toHaveValue("They said that the corri");
});

test("a logged case leaves no draft behind", async ({ page, login, rows }) => {
  const person = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("The lift is broken again.");
  await expect(form.saved).toBeVisible();
  await form.logCase();
  await NewCasePage.open(page);
  await form.expectEmpty();
  expect(await rows.count("Draft", '"personId" = $1', person.id)).toBe(0);
});

test("a note that is not added yet waits at its case, and only there", async ({ page, login, rows }) => {
  const person = await login("associate");
  const first = await rows.case(person.place, person);
  const second = await rows.case(person.place, person);
  const shown = await CasePage.open(page, first.reference);
  await shown.note.fill("Rang the ward, no answer yet.");
  await expect(shown.noteForm.getByRole("status").filter({ hasText: /^Saved/ })).toBeVisible();
  await reload(page);
  await expect(shown.note).toHaveValue("Rang the ward, no answer yet.");
  await CasePage.open(page, second.reference);
  await expect(shown.note).toHaveValue("");

  await CasePage.open(page, first.reference);
  await shown.addNoteButton.click();
  await expect(shown.timeline).toContainText("Rang the ward, no answer yet.");
  await expect(shown.note).toHaveValue("");
  await reload(page);
  await expect(shown.note).toHaveValue("");
});

test("a reason for escalating is kept when the dialog is closed, and when the page is loaded anew", async ({
  page,
  login,
  rows,
}) => {
  const person = await login("associate");
  const { reference } = await rows.case(person.place, person);
  const shown = await CasePage.open(page, reference);
  const dialog = await shown.openEscalate();
  const reason = dialog.getByLabel("Why does it need a supervisor?");
  await reason.fill("She is about to call the newspaper.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await shown.openEscalate();
  await expect(reason).toHaveValue("She is about to call the newspaper.");
  await expect.poll(() => rows.count("Draft", `"personId" = $1 AND "kind" = 'escalation'`, person.id)).toBe(1);
  await reload(page);
  await shown.openEscalate();
  await expect(reason).toHaveValue("She is about to call the newspaper.");
});

test("words that another tab saved are not overwritten until their person says so", async ({
  page,
  context,
  login,
}) => {
  await login("associate");
  const first = await NewCasePage.open(page);
  const second = await NewCasePage.open(await context.newPage());
  await first.words.fill("The food was cold.");
  await expect(first.saved).toBeVisible();

  await second.words.fill("The lift is broken.");
  await expect(second.elsewhere).toBeVisible();
  await expect(second.words).toHaveValue("The lift is broken.");
  await reload(second.page);
  await expect(second.elsewhere).toBeVisible();
  await expect(second.words).toHaveValue("The lift is broken.");

  const opened = context.waitForEvent("page");
  await second.form.getByRole("link", { name: "Show the other" }).click();
  await expect(new NewCasePage(await opened).words).toHaveValue("The food was cold.");

  await second.form.getByRole("button", { name: "Keep this one" }).click();
  await expect(second.saved).toBeVisible();
  await expect(second.elsewhere).toBeHidden();
  await first.words.fill("The food was cold again.");
  await expect(first.elsewhere).toBeVisible();
  await expect(first.words).toHaveValue("The food was cold again.");
});

test("logging the case of one tab leaves what another tab has saved", async ({ page, context, login, rows }) => {
  const person = await login("associate");
  const first = await NewCasePage.open(page);
  const second = await NewCasePage.open(await context.newPage());
  await second.words.fill("The lift is broken.");
  await expect(second.saved).toBeVisible();
  await first.fill("The food was cold.");
  await expect(first.elsewhere).toBeVisible();
  await first.logCase();
  expect(await rows.count("Draft", '"personId" = $1', person.id)).toBe(1);
  await NewCasePage.open(page);
  await expect(first.words).toHaveValue("The lift is broken.");
});
