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

test("a manager says how many patients of a group there were, and each has its rate", async ({ page, login, rows }) => {
  const place = await rows.place();
  await login(await rows.person({ role: "manager", place }));
  await rows.write(
    `INSERT INTO "RollupGroupMonth"
      ("siteId", "month", "split", "group", "kind", "received", "inTime", "missed", "found", "upheld", "answers", "satisfied", "days", "cases")
     SELECT $1, '2025-03-01', 'language', g, 'complaint', n, 0, 0, 0, 0, 0, 0, '{}', '{}' FROM (VALUES ('en', 40), ('es', 20)) v (g, n)`,
    [place.id],
  );
  await page.goto(`/insights/fairness?split=language&half=2025-1&site=${place.id}`);
  const spanish = page.getByLabel("Spanish", { exact: true });
  await spanish.fill("-3");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(
    page.getByRole("alert").getByText("Write a whole number in digits, such as 1234 or 1,234."),
  ).toBeVisible();
  await spanish.fill("1,000");
  await page.getByLabel("English", { exact: true }).fill("9000");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("2 groups saved.", { exact: true })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Spanish 20 20\.00 20 in 1,000 patients/ })).toBeVisible();
});
