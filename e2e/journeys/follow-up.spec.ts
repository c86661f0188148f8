import { dayIn } from "@/lib/shared/dates";
import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { MyDayPage } from "../pages/my-day";
import { visit } from "../pages/visit";

test("a promise that is found in a call is kept, and calls that fail three times become a letter", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  const given = await rows.case(place, me, { owner: me, patient });

  const shown = await CasePage.open(page, given.reference);
  await page.keyboard.press("l");
  await shown.contact("How did it end?", "Talked").choose();
  await shown.logContact("She is calm. We will call you tomorrow.");
  const entry = shown.timeline.getByRole("listitem").filter({ hasText: "Sounds like a promise" }).first();
  await entry.getByRole("button", { name: "Keep it in the ledger", exact: true }).click();
  await expect(shown.dialog.getByLabel("What was promised?")).toHaveValue("We will call you tomorrow.");
  await expect(shown.dialog.getByLabel("By which day?")).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
  await shown.dialog.getByRole("button", { name: "Keep it in the ledger", exact: true }).click();
  const ledger = shown.card("Follow-ups and promises");
  await expect(ledger).toContainText("Due tomorrow");
  await expect(shown.timeline).not.toContainText("Sounds like a promise");

  await page.keyboard.press("f");
  await shown.dialog.getByLabel("What is to be said or done?").fill("Tell her what the ward says.");
  await shown.dialog.getByLabel("On which day?").fill(todayIn("Europe/London"));
  await shown.dialog.getByRole("button", { name: "Plan it" }).click();
  await expect(ledger).toContainText("Due today");

  await visit(page, "/follow-ups");
  const list = page.getByRole("region", { name: "Call list for today" });
  for (const [outcome, told] of [
    ["No answer", 1],
    ["Busy", 2],
    ["Message left", 3],
  ] as const) {
    await list.getByRole("button", { name: `${outcome}: ${patient.name}` }).click();
    await expect(list.getByRole("list", { name: "Attempts" }).getByRole("listitem")).toHaveCount(told);
  }
  const day = await MyDayPage.open(page);
  await expect(day.card("Promises to keep")).toContainText("We will call you tomorrow.");
  await expect(day.card("Calls to make")).toContainText("Three attempts failed: write a letter");
  await day.card("Calls to make").getByRole("button", { name: "Write a letter" }).click();
  await expect(day.card("Calls to make")).not.toContainText("Three attempts failed");
  await expect(day.card("Calls to make")).toContainText("Letter");

  await CasePage.open(page, given.reference);
  await ledger.getByRole("button", { name: "Kept: We will call you tomorrow." }).click();
  await shown.dialog.getByLabel("How was it kept?").fill("Rang her.");
  await shown.dialog.getByRole("button", { name: "It was kept" }).click();
  await expect(shown.timeline).toContainText("kept a promise");
  await expect(ledger).not.toContainText("Due tomorrow");
});

function todayIn(zone: string): string {
  return dayIn(new Date(), zone).toISOString().slice(0, 10);
}
