import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";
import { QueuePage } from "../pages/queue";

test("whoever works at two sites chooses one, and its units and patients follow", async ({ page, login, rows }) => {
  const { place: first, ...me } = await login("associate");
  const second = await rows.place();
  await rows.grant(me, "associate", second);
  await rows.unit(second, "Rooftop Garden");
  const [here, there] = [await rows.patient(first), await rows.patient(second)];
  const form = await NewCasePage.open(page);
  const site = page.getByLabel("At which site?");
  await site.selectOption(first.name);
  await form.patientSearch.fill(there.name);
  await expect(page.getByText("Nobody fits.")).toBeVisible();
  await form.patientSearch.fill("");
  await form.choosePatient(here.name, here.name);
  await expect(form.where.getByRole("option", { name: "Rooftop Garden" })).toHaveCount(0);

  await site.selectOption(second.name);
  await expect(form.patientSearch).toBeVisible();
  await form.choosePatient(there.name, there.name);
  await form.fill("The plants are dead.");
  await form.chooseUnit("Rooftop Garden");
  await expect(form.saved).toBeVisible();
  await form.page.reload();
  await expect(form.form).toContainText(there.name);
  await expect(form.where.locator("option:checked")).toHaveText("Rooftop Garden");
  await expect(site.locator("option:checked")).toHaveText(second.name);
  await form.logCase();
  await expect(page.getByRole("complementary", { name: "About this case" })).toContainText(second.name);
  expect(await rows.count("Case", '"siteId" = $1 AND "patientId" = $2', second.id, there.id)).toBe(1);

  const elsewhere = await rows.case(first, me);
  const queue = await QueuePage.open(page, "?tab=all");
  await expect(queue.rows).toHaveCount(2);
  const filter = await queue.openFilter();
  await filter.getByText("Site", { exact: true }).first().click();
  await filter.getByRole("checkbox", { name: first.name }).check();
  await filter.getByRole("button", { name: "Show" }).click();
  await expect(queue.chips).toHaveText([new RegExp(`^Site is ${first.name}`)]);
  await expect(queue.rows).toHaveCount(1);
  await expect(queue.link(elsewhere.about)).toBeVisible();
});

test("a role at one site gives nothing at the other", async ({ page, login, rows }) => {
  const { place: first, ...me } = await login("supervisor");
  const second = await rows.place();
  await rows.grant(me, "auditor", second);
  const stranger = await rows.person({ role: "associate", place: second });
  const mine = await rows.case(first, me);
  const read = await rows.case(second, stranger);
  const shown = await CasePage.open(page, read.reference);
  await expect(shown.title).toHaveText(read.about);
  await expect(page.getByRole("main").getByRole("button")).toHaveText(["Print case file"]);
  await CasePage.open(page, mine.reference);
  const assign = await shown.openAssign();
  await expect(assign.person(me.name)).toBeVisible();
  await expect(assign.person(stranger.name)).toHaveCount(0);

  await NewCasePage.open(page);
  await expect(page.getByLabel("At which site?")).toHaveCount(0);
});
