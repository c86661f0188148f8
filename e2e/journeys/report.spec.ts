import { readFile } from "node:fs/promises";
import { expect, test } from "../fixtures";
import { visit } from "../pages/visit";

test("a manager makes a report, sees what its figures are counted from, takes it out and has it made again", async ({
  page,
  login,
  rows,
}) => {
  const person = await login("manager");
  const given = await rows.case(person.place, person, { about: "The wait" });
  const today = new Date().toISOString().slice(0, 10);
  await visit(page, "/reports");
  await page.getByRole("link", { name: "New report" }).first().click();
  await page.getByLabel("Which report").selectOption({ label: "Annual complaints report" });
  await page.getByLabel("First day").fill(`${today.slice(0, 8)}01`);
  await page.getByLabel("Last day").fill(today);
  await page.getByLabel("For publication").uncheck();
  await page.getByRole("button", { name: "Make the report" }).click();

  const counts = page.getByRole("region", { name: "How many", exact: true });
  await expect(counts).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText("This time was not over when it was counted")).toBeVisible();
  const download = page.waitForEvent("download");
  await counts.getByRole("link", { name: "Cases behind Complaints received" }).click();
  const file = await download;
  expect(await readFile(await file.path(), "utf8")).toContain(`${given.reference},`);
  const pdf = await page.request.get(
    (await page.getByRole("link", { name: "PDF of this report" }).getAttribute("href")) ?? "",
  );
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");

  await page.getByRole("button", { name: "Make it again…" }).click();
  const dialog = page.getByRole("dialog", { name: "Make this report again" });
  await dialog.getByRole("button", { name: "Make it again" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Choose at least one person.");
  await dialog.getByLabel(person.name).check();
  await dialog.getByRole("button", { name: "Make it again" }).click();
  await expect(dialog).toBeHidden();
  await visit(page, "/reports");
  const schedules = page.getByRole("region", { name: "Made again by itself" });
  await expect(schedules).toContainText(person.name);
  await schedules.getByRole("button", { name: /^Stop making/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop", exact: true }).click();
  await expect(schedules).toBeHidden();
});
