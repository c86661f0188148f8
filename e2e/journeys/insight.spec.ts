import { readFile } from "node:fs/promises";
import { expect, test } from "../fixtures";
import { visit } from "../pages/visit";

test("insights are given a target, asked for one unit, read as a table, and lead to the cases behind a week", async ({
  page,
  login,
  rows,
}) => {
  const place = await rows.place();
  const me = await rows.person({ role: "manager", place });
  const unit = await rows.unit(place, "Day Clinic");
  const weeksAgo = (weeks: number) => new Date(Date.now() - weeks * 7 * 86_400_000);
  await rows.case(place, me, { about: "The first of all", unit, receivedAt: weeksAgo(4) });
  await rows.case(place, me, { about: "Waited two hours", unit, receivedAt: weeksAgo(2) });
  await rows.case(place, me, { about: "Nobody called back", receivedAt: weeksAgo(2) });
  await rows.countDays();
  await login(me);

  await page.goto("/insights");
  const inTime = page.getByRole("region", { name: "Answered in time per month" });
  await inTime.getByRole("button", { name: "Set a target: Answered in time" }).click();
  await page.getByLabel("Target, at least this many per cent").fill("many");
  await page.getByLabel("Who asks for it, or where it comes from").fill("The board asks for it.");
  await page.getByRole("button", { name: "Set target" }).click();
  await expect(page.getByRole("dialog").getByText("Write a number in digits").first()).toBeVisible();
  await page.getByLabel("Target, at least this many per cent").fill("90");
  await page.getByRole("button", { name: "Set target" }).click();
  await expect(inTime.getByText("Target of this site: at least 90%.")).toBeVisible();

  await page.goto("/");
  await page.getByRole("link", { name: "All insights" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Insights" })).toBeVisible();
  await page.getByLabel("Unit", { exact: true }).selectOption("Day Clinic");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/unit=/);

  const card = page.getByRole("region", { name: "Concerns, complaints and grievances per week in Day Clinic" });
  await expect(card.getByText("trial limits")).toBeVisible();
  await card.getByRole("application").focus();
  await page.keyboard.press("ArrowRight");
  await expect(card.getByRole("status")).toContainText(/^Week of .*: \d/);
  await card.getByRole("button", { name: "Table", exact: true }).click();
  const week = card.getByRole("row").filter({ has: page.getByRole("cell", { name: "1", exact: true }) });
  await week.getByRole("link").click();
  await expect(page.getByRole("link", { name: "Waited two hours" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Nobody called back" })).toHaveCount(0);
});

test("a bar of what people raise opens its cases", async ({ page, login, rows }) => {
  await login(await rows.demo("manager"));
  await visit(page, "/insights");
  const card = page.getByRole("region", { name: "What people raise", exact: true });
  await card.locator(".recharts-bar-rectangle").first().click();
  await expect(page).toHaveURL(/\/cases\?.*cause=/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a chart is saved as a picture and as numbers that say what they count, and is printed as it is shown", async ({
  page,
  login,
  rows,
}) => {
  await login(await rows.demo("manager"));
  await visit(page, "/insights");
  const name = "Concerns, complaints and grievances per week";
  const card = page.getByRole("region", { name, exact: true });
  const saved = async (as: "PNG" | "CSV") => {
    const download = page.waitForEvent("download");
    await card.getByRole("button", { name: `Save as ${as}: ${name}` }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`concerns-complaints-and-grievances-per-week.${as.toLowerCase()}`);
    return readFile(await file.path());
  };
  const picture = await saved("PNG");
  expect(picture.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  // Its width and height, in its header.
  expect(Math.min(picture.readUInt32BE(16), picture.readUInt32BE(20))).toBeGreaterThan(300);
  const [head, ...lines] = (await saved("CSV")).toString("utf8").trim().split("\r\n");
  expect(head).toMatch(/^\uFEFF?Week of,Count,.*,Of,What this counts$/);
  expect(lines).toHaveLength(52);
  for (const line of lines)
    expect(line).toMatch(/ · Concerns, complaints and grievances · .*Counted: cases received\. /);

  await page.emulateMedia({ media: "print" });
  await expect(card.locator("svg.recharts-surface")).toBeVisible();
  await expect(card.getByRole("button", { name: /^Save as/ })).toHaveCount(0);
  await expect(page.getByText(/Printed by .* on /)).toBeVisible();
});
