import { expect, test } from "../fixtures";
import { visit } from "../pages/visit";

test("approved letters are printed into one file with their addresses, and recorded as posted at once", async ({
  page,
  login,
  rows,
}) => {
  const { place } = await login("supervisor");
  const dana = await rows.person({ role: "associate", place });
  const patient = await rows.patient(place, { address: "7 Mill Lane\nSpringfield" });
  const given = await rows.case(place, dana, { patient, owner: dana });
  const letter = await rows.letter(place, given, dana, "for_approval");
  const homeless = await rows.case(place, dana, { patient: await rows.patient(place), owner: dana });
  await rows.letter(place, homeless, dana, "approved");
  await visit(page, `/cases/${given.reference}/letters/${letter.id}`);
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("approved this letter")).toBeVisible();

  await visit(page, "/letters/outgoing");
  await page.getByLabel("All 2", { exact: true }).check();
  await page.getByRole("button", { name: "Print 2 for posting" }).click();
  const batch = page.getByRole("region", { name: "Printed for posting" });
  await expect(batch.getByRole("region", { name: "Left out" })).toContainText(homeless.reference);
  const file = batch.getByRole("link", { name: "Download PDF" });
  await expect(file).toBeVisible({ timeout: 30_000 });
  const answer = await page.request.get((await file.getAttribute("href")) ?? "");
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await batch.getByRole("button", { name: "Record as posted" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Proof for all of them").fill("RR 9");
  await dialog.getByRole("button", { name: "Record as posted" }).click();
  await expect(batch.getByText("Posted", { exact: true })).toBeVisible();
  await expect(batch).toContainText("RR 9");
});
