import { expect, test } from "../fixtures";
import { StaffPage } from "../pages/shell";
import { visit } from "../pages/visit";

test("somebody sets when they are away; a supervisor is warned, and hands their cases over", async ({
  page,
  login,
  rows,
  otherBrowser,
}) => {
  const { place, ...dana } = await login("associate");
  const [ana, sam] = [
    await rows.person({ role: "associate", place }),
    await rows.person({ role: "supervisor", place }),
  ];
  const [one, two] = [await rows.case(place, dana, { owner: dana }), await rows.case(place, dana, { owner: dana })];
  const until = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);

  await visit(page, "/account");
  const account = new StaffPage(page);
  await page.getByRole("button", { name: "Set an absence" }).click();
  await account.dialog.getByLabel("Last day away").fill("2020-01-01");
  await account.dialog.getByRole("button", { name: "Set absence" }).click();
  await expect(account.dialog.getByText("The last day lies before the first. Check both.").last()).toBeVisible();
  await account.dialog.getByLabel("Last day away").fill(until);
  await account.dialog.getByLabel("Who covers?").selectOption(ana.name);
  await account.dialog.getByRole("button", { name: "Set absence" }).click();
  await expect(account.card("When you are away")).toContainText(`covered by ${ana.name}`);

  const desk = await otherBrowser();
  await login({ ...sam, place }, desk);
  const free = await rows.case(place, dana);
  await visit(desk, `/cases/${free.reference}`);
  const shown = new StaffPage(desk);
  await desk.getByRole("main").getByRole("button", { name: "Assign" }).click();
  await shown.dialog.getByRole("radio", { name: dana.name }).check();
  await expect(shown.dialog.getByRole("button", { name: "Assign although away" })).toBeVisible();
  await desk.keyboard.press("Escape");

  await visit(desk, "/triage");
  await desk.getByRole("link", { name: `Hand over cases of ${dana.name}` }).click();
  await expect(shown.title).toContainText(dana.name);
  await desk.getByRole("button", { name: "All", exact: true }).click();
  await desk.getByRole("checkbox", { name: one.about }).uncheck();
  await desk.getByRole("checkbox", { name: ana.name }).check();
  await desk.getByLabel("Why?").fill("On leave.");
  await desk.getByRole("button", { name: "Hand over 1 case", exact: true }).click();
  await expect(shown.news(`1 case of ${dana.name} handed over to ${ana.name}.`)).toBeVisible();
  await desk.getByRole("button", { name: "Undo" }).click();
  await expect(desk.getByRole("checkbox", { name: two.about })).toBeVisible();

  await desk.getByRole("button", { name: "All", exact: true }).click();
  await desk.getByRole("checkbox", { name: ana.name }).check();
  await desk.getByLabel("Why?").fill("On leave.");
  await desk.getByRole("button", { name: "Hand over 2 cases", exact: true }).click();
  await expect(desk.getByText("has no open case here")).toBeVisible();

  await login({ ...ana, place }, page);
  await visit(page, "/");
  await expect(account.card("Handed over to you")).toContainText(
    `2 cases handed over to you by ${sam.name}: On leave.`,
  );
  await account
    .card("Handed over to you")
    .getByRole("button", { name: /^Seen: 2 cases/ })
    .click();
  await expect(account.card("Handed over to you")).toBeHidden();
});
