import { expect, test } from "../fixtures";
import { uniqueWord } from "../rows";

test("what a manager publishes is found by a word of it, read, and still there in its first version", async ({
  page,
  login,
  rows,
  otherBrowser,
}) => {
  const place = await rows.place();
  // Who runs the system sees no case, and finds articles all the same.
  const [manager, administrator] = [
    await rows.person({ role: "manager", place }),
    await rows.person({ role: "administrator", place }),
  ];
  const [word, title] = [uniqueWord(), `Parking ${uniqueWord()}`];
  await login(manager);
  await page.goto("/knowledge");
  await page.getByRole("link", { name: "Write an article" }).click();
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByLabel("Text", { exact: true }).fill(`Ask for a pass.\n\n- At the ${word} desk\n- Or by phone`);
  await page.getByLabel("About", { exact: true }).selectOption({ label: "Getting here and around" });
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByText("Version 1, published by")).toBeVisible();

  const desk = await otherBrowser();
  await login(administrator, desk);
  await desk.goto("/");
  await desk.keyboard.press("/");
  await desk.keyboard.type(word.toLowerCase());
  await desk.keyboard.press("Enter");
  const found = desk.getByRole("region", { name: "Knowledge" });
  await expect(found.getByText(word, { exact: true })).toBeVisible();
  await found.getByRole("link", { name: title }).click();
  await expect(desk.getByRole("listitem").filter({ hasText: `At the ${word} desk` })).toBeVisible();

  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Text", { exact: true }).fill("Nobody needs a pass.");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.getByRole("button", { name: "Publish version 2" }).click();
  await expect(page.getByText("Version 2, published by")).toBeVisible();
  await desk.reload();
  await expect(desk.getByText("Nobody needs a pass.", { exact: true })).toBeVisible();
  await desk.getByRole("link", { name: "Version 1", exact: true }).click();
  await expect(desk.getByText("This is version 1, which was replaced", { exact: true })).toBeVisible();
  await expect(desk.getByRole("listitem").filter({ hasText: `At the ${word} desk` })).toBeVisible();
});
