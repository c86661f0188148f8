import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { uniqueWord } from "../rows";

test("what is written in a note is found at once, marked, and not by who may not see it", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const { reference, about } = await rows.case(place, me);
  const word = uniqueWord();
  const shown = await CasePage.open(page, reference);
  await shown.addNote(`The family asked for ${word}, twice.`);
  await expect(shown.timeline).toContainText(word);
  await page.keyboard.press("/");
  await page.keyboard.type(`${word.toUpperCase()} family -nothing`);
  await page.keyboard.press("Enter");
  const found = shown.card("Written in cases");
  await expect(found.getByText(word, { exact: true })).toBeVisible();
  await found.getByRole("link", { name: about, exact: true }).click();
  await expect(shown.title).toHaveText(about);

  await login("associate");
  await page.goto(`/search?q=${word}`);
  await expect(page.getByText("Nothing fits", { exact: true })).toBeVisible();
});
