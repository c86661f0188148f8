import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";
import { RegisterPatientPage } from "../pages/patients";
import { reload } from "../pages/visit";

const UNREACHABLE = /The server cannot be reached/;

test.beforeEach(({ watch }) => watch.tolerate(/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/));

test("a case that cannot be sent stays on the page and is logged when the network is back", async ({
  page,
  context,
  login,
  rows,
}) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("The corridor was full of beds.");
  await expect(form.saved).toBeVisible();
  await context.setOffline(true);
  await form.logButton.click();
  await expect(form.problems).toContainText(UNREACHABLE);
  await expect(form.problems).toContainText("What you typed is still here");
  await expect(form.words).toHaveValue("The corridor was full of beds.");
  await expect(form.severity("Low").radio).toBeChecked();
  await context.setOffline(false);
  const logged = await form.logCase();
  await expect(logged.words).toHaveText("The corridor was full of beds.");
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(1);
});

test("a draft says that it is not saved, and is saved by itself when the network is back", async ({
  page,
  context,
  login,
}) => {
  await login("associate");
  const form = await NewCasePage.open(page);
  await expect(form.logButton).toBeVisible();
  await context.setOffline(true);
  await form.words.fill("The corridor was full of beds.");
  await expect(form.form.getByRole("status").filter({ hasText: UNREACHABLE })).toBeVisible();
  await context.setOffline(false);
  await expect(form.saved).toBeVisible({ timeout: 15_000 });
  await reload(page);
  await expect(form.words).toHaveValue("The corridor was full of beds.");
});

test("a note and a registration stay on the page too", async ({ page, context, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  await expect(shown.addNoteButton).toBeVisible();
  await context.setOffline(true);
  await shown.addNote("Rang the ward.");
  await expect(shown.problems).toContainText(UNREACHABLE);
  await expect(shown.note).toHaveValue("Rang the ward.");
  await context.setOffline(false);
  await shown.addNoteButton.click();
  await expect(shown.timeline).toContainText("Rang the ward.");

  const form = await RegisterPatientPage.open(page);
  await context.setOffline(true);
  await form.name.fill("Leocadia Finch");
  await form.send();
  await expect(form.problems).toContainText(UNREACHABLE);
  await expect(form.name).toHaveValue("Leocadia Finch");
  await context.setOffline(false);
  const patient = await form.register();
  await expect(patient.title).toHaveText("Leocadia Finch");
});

test("one press that cannot be sent says so and changes nothing", async ({ page, context, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { id, reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Take it" }).click();
  await expect(shown.news(UNREACHABLE)).toBeVisible();
  expect(await rows.count("Case", '"id" = $1 AND "ownerId" IS NULL', id)).toBe(1);
  await context.setOffline(false);
  await page.getByRole("button", { name: "Take it" }).click();
  await expect(shown.news(`${reference} is yours.`)).toBeVisible();
});

test("searching for a patient without a network says so and leaves the form usable", async ({
  page,
  context,
  login,
}) => {
  await login("associate");
  const form = await NewCasePage.open(page);
  await expect(form.logButton).toBeVisible();
  await context.setOffline(true);
  await form.patientSearch.fill("Lindqvist");
  await expect(form.form).toContainText(UNREACHABLE);
  await context.setOffline(false);
  await form.patientSearch.fill("");
  await form.fill("Nobody listens.");
  await form.logCase();
});

test("a case that was logged though no answer came, and was changed since, is told by its reference", async ({
  page,
  login,
  rows,
  watch,
}) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("The food was cold.");
  await expect(form.saved).toBeVisible();
  watch.tolerate(/ERR_FAILED/);
  await page.route("**/cases/new", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await form.logButton.click();
  await expect(form.problems).toContainText("The server cannot be reached");
  await page.unroute("**/cases/new");
  await form.words.fill("The food was cold, and the tea too.");
  await form.logButton.click();
  await expect(form.problems).toContainText(/already logged as PR-\d\d-\d{6}-\d/);
  await expect(form.words).toHaveValue("The food was cold, and the tea too.");
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(1);
});

test("a form pressed before its page listens sends nothing and keeps what is typed", async ({ page, login, watch }) => {
  watch.tolerate(/Failed to load resource/);
  await login("associate");
  await page.route("**/*.js", (route) => route.abort());
  await page.goto("/cases/new");
  const form = new NewCasePage(page);
  await form.words.fill("Nobody came when I rang.");
  await form.logButton.click();
  await expect(form.words).toHaveValue("Nobody came when I rang.");
  await expect(page).toHaveURL("/cases/new");
});
