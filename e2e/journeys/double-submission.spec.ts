import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";

test("a double click logs one case", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("The porter was rude.");
  await form.logButton.dblclick();
  await form.logged();
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(1);
});

test("Enter pressed twice quickly logs one case", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("The porter was rude.");
  await form.logButton.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await form.logged();
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(1);
});

test("Control+Enter pressed three times quickly logs one case", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("The porter was rude.");
  for (let press = 0; press < 3; press++) await page.keyboard.press("Control+Enter");
  await form.logged();
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(1);
});

test("going back and sending again logs nothing twice, and what is new is logged as new", async ({
  page,
  login,
  rows,
}) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("The porter was rude.");
  const first = (await form.logCase()).reference;
  await page.goBack();
  await expect(form.title).toHaveText("New case");
  await form.logButton.click();
  await expect(form.problems).toContainText("What they said is needed.");
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(1);

  await NewCasePage.open(page);
  await form.fill("And the soup was cold.");
  const second = await form.logCase();
  expect(second.reference).not.toBe(first);
  await expect(second.words).toHaveText("And the soup was cold.");
});

test("the same form sent by two tabs at once logs one case", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("The porter was rude.");
  const sent = page.waitForRequest(
    (request) => request.method() === "POST" && request.postData()?.includes("idempotencyKey") === true,
  );
  await form.logButton.click();
  const request = await sent;
  await form.logged();
  const again = () => page.request.fetch(request);
  const answers = await Promise.all([again(), again(), again()]);
  for (const answer of answers) expect(answer.ok()).toBe(true);
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(1);
});

test("a double click adds one note", async ({ page, login, rows }) => {
  const person = await login("associate");
  const { id, reference } = await rows.case(person.place, person);
  const shown = await CasePage.open(page, reference);
  await shown.note.fill("Rang the ward.");
  await shown.addNoteButton.dblclick();
  await expect(shown.timeline).toContainText("Rang the ward.");
  await expect(shown.note).toHaveValue("");
  expect(await rows.count("Note", '"caseId" = $1', id)).toBe(1);
});

test("a double click takes a case once", async ({ page, login, rows }) => {
  const person = await login("associate");
  const { id, reference } = await rows.case(person.place, person);
  const shown = await CasePage.open(page, reference);
  await shown.page.getByRole("button", { name: "Take it" }).dblclick();
  await expect(shown.news(`${reference} is yours.`)).toBeVisible();
  expect(await rows.count("Event", `"chain" = $1 AND "type" = 'case.assigned'`, `case:${id}`)).toBe(1);
});
