import { expect, test } from "../fixtures";
import { IssuesPage } from "../pages/issues";
import { reload, visit } from "../pages/visit";

test("a letter is written from its case, checked, returned, mended, compared, approved by somebody else and sent, and its case answered by it and closed", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  const given = await rows.case(place, me, { patient, owner: me, kind: "grievance", state: "response_drafted" });
  const shown = new IssuesPage(page);
  await visit(page, `/cases/${given.reference}`);
  await page.getByRole("button", { name: "Write letter" }).click();
  await page.getByRole("dialog").getByLabel("What is it for?").selectOption({ label: "Answer" });
  await page.getByRole("dialog").getByRole("button", { name: "Begin letter" }).click();
  const text = page.getByLabel("Text of the letter");
  await expect(text).toHaveValue(new RegExp(`Dear ${patient.name},[^]*${given.reference}[^]*\\{\\{answer 1\\}\\}`));
  const checks = page.getByRole("region", { name: "Beside the letter" });
  await expect(checks.getByRole("region", { name: "Not filled in yet" })).toContainText("{{answer 1}}");
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await expect(page.getByRole("region", { name: /^News/ })).toContainText(/not filled in yet: .*\{\{answer 1\}\}/);

  await rows.write(`UPDATE "Issue" SET "finding" = 'upheld', "answer" = 'Sorry.' WHERE "id" = $1`, [given.issueId]);
  const written = `Dear ${patient.name},\n\n## ${given.about}\n\nYou were right. We are sorry. We uphold this.`;
  await text.fill(written);
  await expect(page.getByRole("status").filter({ hasText: /^Saved/ })).toBeVisible();
  await reload(page);
  await expect(text).toHaveValue(written);
  await checks.getByText("Preview", { exact: true }).click();
  await expect(checks.getByRole("heading", { name: given.about })).toBeVisible();
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await expect(page.getByText(`${me.name} asks for approval`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);

  const desk = await otherBrowser();
  await login(await rows.person({ role: "supervisor", place }), desk);
  await visit(desk, "/");
  await desk.getByRole("region", { name: "Letters for approval" }).getByRole("link").click();
  await desk.getByRole("button", { name: "Return" }).click();
  await desk.getByRole("dialog").getByLabel("What is to be done?").fill("Say who they can call.");
  await desk.getByRole("dialog").getByRole("button", { name: "Return letter" }).click();
  await expect(desk.getByText("returned this letter")).toBeVisible();

  await reload(page);
  await page.getByRole("region", { name: "Beside the letter" }).getByText("Comments (1)").click();
  await expect(page.getByText("Say who they can call.")).toBeVisible();
  await text.press("Control+End");
  await text.pressSequentially("\n\nCall Dana.");
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await expect(page.getByText(`${me.name} asks for approval`)).toBeVisible();

  await reload(desk);
  const compared = desk.getByRole("region", { name: /^What changed since/ });
  await expect(compared.getByRole("insertion").filter({ hasText: "Call Dana." })).toBeVisible();
  await desk.getByRole("button", { name: "Approve" }).click();
  await expect(desk.getByText("approved this letter")).toBeVisible();
  await visit(page, `/cases/${given.reference}`);
  await page.getByRole("main").getByRole("link", { name: "Send the letter" }).click();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Proof").fill("RR 123");
  await page.getByRole("dialog").getByRole("button", { name: "Send letter" }).click();
  await expect(page.getByRole("region", { name: "How it was sent" })).toContainText("RR 123");
  await visit(desk, `/cases/${given.reference}`);
  await expect(desk.getByRole("region", { name: "Letters" })).toContainText("Sent");

  await page.getByRole("button", { name: "It came back" }).click();
  await page.getByRole("dialog").getByLabel("Why did it come back?").fill("Moved, no address.");
  await page.getByRole("dialog").getByRole("button", { name: "Write down" }).click();
  await expect(page.getByText("Nobody has had this letter yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
  await reload(desk);
  await expect(desk.getByRole("region", { name: "Letters" })).toContainText("Moved, no address.");

  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Proof").fill("RR 124");
  await page.getByRole("dialog").getByRole("button", { name: "Send letter" }).click();
  await page.getByRole("link", { name: "Go to the case" }).click();
  await expect(page.getByRole("region", { name: "Letters" })).toContainText("Sent");
  await expect(page.getByRole("region", { name: "Answered" })).toContainText("They were given the answer by letter");
  await shown.close({
    outcome: "Settled, and they are satisfied",
    summary: "They are content.",
    hasChanged: "No, because",
    lesson: "A slip.",
  });
  await expect(shown.closing).toContainText("They were told by letter");
});
