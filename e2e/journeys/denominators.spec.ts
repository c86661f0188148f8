import { expect, test } from "../fixtures";

test("a manager says how many patients there were, by hand and then from a file", async ({ page, login, rows }) => {
  const place = await rows.place();
  await login(await rows.person({ role: "manager", place }));
  await page.goto("/insights/denominators?year=2025");
  const march = page.getByLabel("Whole site, March 2025", { exact: true });
  await march.fill("0");
  await page.getByRole("button", { name: "Save Whole site", exact: true }).click();
  await expect(page.getByRole("alert").getByText("Of 0 no rate can be told.")).toBeVisible();
  await march.fill("412");
  // What is typed and not saved is not lost by a look at another year.
  await page.getByRole("link", { name: "2024", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stay here" }).click();
  await page.getByRole("button", { name: "Save Whole site", exact: true }).click();
  await expect(page.getByText("Whole site: 1 month saved.", { exact: true })).toBeVisible();

  await page.getByLabel("File", { exact: true }).setInputFiles({
    ...{ name: "months.csv", mimeType: "text/csv" },
    buffer: Buffer.from("month;value\r\n2025-03;420\r\nsoon;7\r\n"),
  });
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page.getByText("Line 2: Encounters, whole site, March 2025: replaces 412 by 420")).toBeVisible();
  await expect(page.getByText("Line 3: “soon” is no month. Write it as 2026-03.")).toBeVisible();
  await page.getByRole("button", { name: "Import this value" }).click();
  await expect(page.getByText("Imported: 0 added, 1 replaced, 1 line left out.", { exact: true })).toBeVisible();
  await expect(march).toHaveValue("420");
});
