import { expect, test } from "../fixtures";

const FILE = [
  "Response ID;Date;Ward;Answer;Comment",
  "r1;01/05/2026;;1;Kind staff",
  "r2;13/05/2026;;4;Nobody came",
  "r3;05/13/2026;;1;",
  "r4;02/05/2026;;7;",
].join("\r\n");

test("a manager maps a file, looks at what would be imported, imports it and takes it back", async ({
  page,
  login,
  rows,
  request,
}) => {
  const place = await rows.place();
  await login(await rows.person({ role: "manager", place }));
  await page.goto("/surveys");
  await page.getByRole("link", { name: "Import results" }).click();
  await page.getByLabel("File", { exact: true }).setInputFiles({
    ...{ name: "answers.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) },
  });
  await page.getByRole("button", { name: "Send and look at its columns" }).click();
  await expect(page.getByLabel("What Date is", { exact: true })).toHaveValue("day");
  await page.getByLabel("Whose survey").fill("Outpatients");
  await page.getByRole("button", { name: "Check every line" }).click();
  await expect(page.getByRole("alert").getByText("Choose how the days are written.", { exact: false })).toBeVisible();
  await expect(page.getByLabel("Whose survey")).toHaveValue("Outpatients");
  await page.getByLabel("How its days are written").selectOption("dmy");
  await page.getByRole("button", { name: "Check every line" }).click();
  await expect(page.getByText("Line 4", { exact: true })).toBeVisible();
  await expect(page.getByText("This is no day written as day/month/year.", { exact: false })).toBeVisible();
  const rejects = page.getByRole("link", { name: "Download all as CSV" });
  const [download] = await Promise.all([page.waitForEvent("download"), rejects.click()]);
  expect(download.suggestedFilename()).toBe("Rejected of answers.csv");
  const address = (await rejects.getAttribute("href")) ?? "";
  expect((await request.get(address)).status()).toBe(401);

  await page.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(page.getByRole("button", { name: "Take this import back…" })).toBeVisible();
  await page.goto("/surveys");
  const figures = page.getByRole("region", { name: "Friends and Family (imported), Outpatients" });
  await expect(figures.getByRole("row", { name: /^Positive/ })).toContainText("50%");
  await page.goBack();
  await page.getByRole("button", { name: "Take this import back…" }).click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("This import was taken back.", { exact: false })).toBeVisible();
});
