import { readFile } from "node:fs/promises";
import { expect, test } from "../fixtures";
import { visit } from "../pages/visit";

test("what the queue shows is taken out as a file, with its filters, columns and order", async ({
  page,
  login,
  rows,
}) => {
  const person = await login("supervisor");
  const given = await rows.case(person.place, person, { about: "=Écoute" });
  await visit(page, "/cases?tab=open&sort=reference&order=asc");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export 1 case" });
  await dialog.getByText("CSV", { exact: true }).click();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^Cases .*\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  expect(text).toContain(`${given.reference},`);
  expect(text).toContain("'=Écoute");
  await expect(dialog).toBeHidden();

  await visit(page, "/exports");
  await expect(page.getByRole("region", { name: "Your exports" }).getByText("1 case, CSV")).toBeVisible();

  await visit(page, `/cases/${given.reference}`);
  await page.getByRole("button", { name: "Print case file" }).click();
  const print = page.getByRole("dialog", { name: `Print ${given.reference}` });
  await expect(print.getByRole("radio", { name: "Without internal notes", exact: true })).toBeChecked();
  const pdf = print.getByRole("link", { name: "Open PDF" });
  await expect(pdf).toHaveAttribute("href", /notes=no$/);
  const answer = await page.request.get((await pdf.getAttribute("href")) ?? "");
  expect(answer.headers()["content-disposition"]).toMatch(/^inline;.*without-internal-notes\.pdf/);
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await visit(page, `/cases/${given.reference}`);
  await expect(page.getByText("printed the case file without internal notes")).toBeVisible();
});
