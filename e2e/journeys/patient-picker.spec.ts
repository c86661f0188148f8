import { expect, test } from "../fixtures";
import { NewCasePage } from "../pages/new-case";
import { uniqueWord } from "../rows";

test("arrows move through the patients found, Enter chooses, Escape closes", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const family = uniqueWord();
  for (const first of ["Ada", "Bea", "Cleo"]) await rows.patient(place, { name: `${first} ${family}` });
  const form = await NewCasePage.open(page);
  const option = (first: string) => form.patientFound.filter({ hasText: first });
  await form.patientSearch.fill(family);
  await expect(form.patientFound).toHaveCount(3);
  await expect(option("Ada")).toHaveAttribute("aria-selected", "false");
  await page.keyboard.press("Enter");
  await expect(form.patientFound).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  await expect(option("Ada")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(option("Bea")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(option("Cleo")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(form.patientFound).toHaveCount(0);
  await expect(form.patientSearch).toHaveValue(family);

  await form.patientSearch.fill(`bea ${family}`);
  await expect(option("Bea")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(option("Bea")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(form.form).toContainText(`Bea ${family}`);
  await expect(form.changePatient).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.patientSearch).toBeFocused();

  await form.patientSearch.fill(family);
  await expect(form.patientFound).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(form.form).toContainText(`Ada ${family}`);
});

test("Enter before anybody is found does not log the case", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const { name } = await rows.patient(place);
  const form = await NewCasePage.open(page);
  await form.fill("They shouted at her.");
  await form.patientSearch.fill(name);
  await page.keyboard.press("Enter");
  await expect(form.patientFound.or(form.changePatient)).toBeVisible();
  await expect(form.title).toHaveText("New case");
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(0);
});

test("Enter does not take somebody from a list that belongs to an earlier text", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const [first, second] = [uniqueWord(), uniqueWord()];
  await rows.patient(place, { name: `Ada ${first}` });
  await rows.patient(place, { name: `Bea ${second}` });
  const form = await NewCasePage.open(page);
  await form.patientSearch.fill(first);
  await expect(form.patientFound).toHaveCount(1);
  await form.patientSearch.fill(second);
  await page.keyboard.press("Enter");
  await expect(
    form.patientFound
      .or(form.form)
      .filter({ hasText: `Bea ${second}` })
      .first(),
  ).toBeVisible();
  await expect(form.form).not.toContainText(`Ada ${first}`);
});
