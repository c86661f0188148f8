import { expect, test } from "../fixtures";
import { visit } from "../pages/visit";

test("a manager plans an action from a case, tries it, makes it, and another manager verifies it", async ({
  page,
  login,
  rows,
}) => {
  const person = await login("manager");
  const given = await rows.case(person.place, person, { about: "The clinic had moved" });
  await visit(page, `/cases/${given.reference}`);
  await page.getByRole("link", { name: "Improve from this" }).click();
  await page.getByLabel("Title").fill("Call before a clinic is moved");
  await page.getByRole("button", { name: "Plan the action" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("things need a look");
  await page.getByLabel("What is to change?").fill("Each patient is called by noon of the day before.");
  await page.getByLabel("Owner").selectOption({ label: person.name });
  await page.getByText("Goes down").click();
  await page.getByLabel("Due").fill("9999-12-31");
  await page.getByRole("button", { name: "Plan the action" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Choose a day of the next 5 years.");
  await page.getByLabel("Due").fill(`${new Date().getFullYear() + 1}-01-05`);
  await page.getByRole("button", { name: "Plan the action" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Call before a clinic is moved");
  await expect(page.getByRole("region", { name: "Cases it comes from" })).toContainText(given.reference);
  const address = page.url();
  await page.getByRole("button", { name: "Edit…" }).click();
  const edit = page.getByRole("dialog", { name: "Edit this action" });
  await edit.getByLabel("Title").fill("");
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(edit.getByRole("alert")).toBeVisible();
  await edit.getByLabel("Title").fill("Call before a clinic is moved, by noon");
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Call before a clinic is moved, by noon");

  await page.getByRole("button", { name: "Start the work" }).click();
  const cycles = page.getByRole("region", { name: "Plan, do, study, act" });
  await cycles.getByRole("button", { name: "Begin a cycle" }).click();
  const begin = page.getByRole("dialog", { name: "Begin a cycle" });
  await begin.getByLabel("Plan").fill("Call ten people.");
  await begin.getByRole("button", { name: "Begin the cycle" }).click();
  await expect(cycles).toContainText("Under way");
  await cycles.getByRole("button", { name: "Say what came of it" }).click();
  const decide = page.getByRole("dialog", { name: "What came of this cycle" });
  await decide.getByLabel("Do: what was done?").fill("Ten were called.");
  await decide.getByLabel("Study: what was found?").fill("Nine had not known.");
  await decide.getByText("Adopt the change").click();
  await decide.getByRole("button", { name: "End the cycle" }).click();
  await expect(cycles).toContainText("Nine had not known.");
  await page.getByRole("button", { name: "The change is made" }).click();
  const made = new Date(Date.now() - 80 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("On which day was it made?").fill(made);
  await page.getByRole("dialog").getByRole("button", { name: "Record the change" }).click();
  await expect(page.getByText("Waits to be verified")).toBeVisible();
  await expect(page.getByRole("button", { name: "Verify the effect" })).toBeHidden();

  await login(await rows.person({ role: "manager", place: person.place }));
  await visit(page, new URL(address).pathname);
  await page.getByRole("button", { name: "Verify the effect" }).click();
  const verify = page.getByRole("dialog", { name: "Verify the effect" });
  await verify.getByLabel("What did the study find?").fill("Fewer issues since.");
  await verify.getByText("Effective", { exact: true }).click();
  await verify.getByRole("button", { name: "Record the verdict" }).click();
  await expect(verify).toContainText("Say in a sentence what people told us.");
  await verify.getByLabel("You said").fill("You came to a clinic that had moved.");
  await verify.getByLabel("We did").fill("We ring before a clinic is moved.");
  await verify.getByRole("button", { name: "Record the verdict" }).click();
  await expect(page.getByText("Fewer issues since.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Cases received, before and after" })).toContainText(
    "No whole week has passed since the change.",
  );

  await expect
    .poll(() => rows.count("Letter", `"caseId" = $1 AND "kind" = 'change'`, given.id), { timeout: 30_000 })
    .toBe(1);
  await page.getByRole("link", { name: "On the wall" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You said, we did");
  await expect(page.getByRole("listitem").filter({ hasText: "You came to a clinic" })).toContainText("We ring before");
  await visit(page, "/improvement?tab=done");
  await expect(page.getByRole("row", { name: /Call before a clinic is moved/ })).toContainText("Effective");
});

test("whoever owns an action that is late finds it in My day, and does it from there", async ({
  page,
  login,
  rows,
}) => {
  const person = await login("associate");
  await rows.improvement(person.place, person, { state: "doing", dueOn: "2020-01-05" });
  await visit(page, "/");
  const card = page.getByRole("region", { name: "Improvement actions to do" });
  await expect(card).toContainText("days late");
  await card.getByRole("link", { name: "Call before a clinic is moved" }).click();
  await page.getByRole("button", { name: "The change is made" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Record the change" }).click();
  await expect(page.getByText("Waits to be verified")).toBeVisible();
  await visit(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(card).toBeHidden();
});
