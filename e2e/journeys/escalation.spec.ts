import { expect, test } from "../fixtures";
import { EscalationsPage, MatrixPage } from "../pages/escalation";
import { visit } from "../pages/visit";

test("a supervisor takes over what was escalated", async ({ page, login, rows }) => {
  const { place, ...me } = await login("supervisor");
  const dana = await rows.person({ role: "associate", place });
  const given = await rows.case(place, dana, { owner: dana });
  await rows.escalation(place, given, dana, "The family asks for an answer today.");
  const board = await EscalationsPage.open(page);
  await expect(board.waiting(1, given.reference)).toContainText("The family asks for an answer today.");
  await board.takeOver(given.reference);
  await expect(board.waiting(1, given.reference)).toHaveCount(0);
  expect(await rows.count("Case", '"id" = $1 AND "ownerId" = $2', given.id, me.id)).toBe(1);
});

test("whoever raised an escalation takes it back, and says why", async ({ page, login, rows }) => {
  const me = await login("associate");
  const given = await rows.case(me.place, me, { owner: me });
  await rows.escalation(me.place, given, me);
  await visit(page, `/cases/${given.reference}`);
  const escalation = page.getByRole("region", { name: "Escalated, waits for an answer" });
  await escalation.getByRole("button", { name: /^Take it back/ }).click();
  const dialog = page.getByRole("dialog", { name: "Take the escalation back" });
  await dialog.getByRole("button", { name: "Take it back" }).click();
  await expect(dialog).toContainText("A reason is needed");
  await dialog.getByLabel("Why do you take it back?").fill("It was the wrong case.");
  await dialog.getByRole("button", { name: "Take it back" }).click();
  await expect(escalation).toBeHidden();
  await expect(page.getByText("took the escalation back")).toBeVisible();
  expect(await rows.count("Escalation", `"caseId" = $1 AND "endedAs" = 'withdrawn'`, given.id)).toBe(1);
});

test("a matrix that points at nobody is refused beside the field, and saved once it does not", async ({
  page,
  login,
  rows,
}) => {
  const { place } = await login("administrator");
  const manager = await rows.person({ role: "manager", place });
  const matrix = await MatrixPage.open(page);
  await matrix.save();
  const late = matrix.row(2);
  await expect(late).toContainText("Nobody is a supervisor of this site.");
  await late.getByLabel("To", { exact: true }).selectOption(manager.name);
  await page.getByRole("button", { name: "Preview the last 90 days" }).click();
  await expect(page.getByText("No case would have gone another way.")).toBeVisible();
  await matrix.save();
  await expect(matrix.row(4)).toContainText("Nobody is a supervisor of this site.");
  await matrix.row(4).getByLabel("To", { exact: true }).selectOption("manager");
  await matrix.save();
  await expect(page.getByText("Version 1 for", { exact: false })).toBeVisible();
});
