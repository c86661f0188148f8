import { expect, test } from "../fixtures";
import { QueuePage } from "../pages/queue";
import type { Rows } from "../rows";

const DAY_MS = 86_400_000;

/** Six cases of one site that every view and filter tells apart. */
async function someCases(rows: Rows, role: "associate" | "auditor" = "associate") {
  const place = await rows.place();
  const me = await rows.person({ role, place });
  const other = await rows.person({ role: "associate", place });
  const [ward, clinic] = place.units;
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
  const make = (about: string, given: object) => rows.case(place, other, { about, ...given });
  await make("Mine, serious", { owner: me, severity: 3, unit: ward, receivedAt: ago(5) });
  await make("Mine, slight", { owner: me, severity: 1, kind: "compliment", receivedAt: ago(1) });
  await make("Theirs", { owner: other, unit: clinic, receivedAt: ago(3) });
  await make("Nobody's", { unit: clinic, severity: 3, receivedAt: ago(2) });
  await make("Done", { owner: me, state: "closed", receivedAt: ago(40) });
  const escalated = await make("Escalated", { owner: other, receivedAt: ago(4) });
  await rows.escalation(place, escalated, other);
  return { me, other, place };
}

test("each view holds as many rows as its tab says", async ({ page, login, rows }) => {
  const { me } = await someCases(rows);
  await login(me);
  const queue = await QueuePage.open(page);
  const views = { Mine: 2, Unassigned: 1, Escalated: 1, "Everything open": 5, Closed: 1, All: 6 };
  for (const [name, count] of Object.entries(views)) {
    await queue.tab(name).click();
    await expect(queue.tab(name)).toHaveAttribute("aria-current", "page");
    await expect(queue.tab(name)).toHaveText(`${name}${count}`);
    await expect(queue.rows).toHaveCount(count);
    await expect(queue.pager).toContainText(count === 1 ? "1 case" : `${count} cases`);
    await expect(queue.page.getByRole("main")).toContainText(`${count} in this view.`);
  }
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Cases/ })).toContainText("5");
});

test("filters come from the form, show as chips, add up and go again", async ({ page, login, rows }) => {
  const { me } = await someCases(rows);
  await login(me);
  const queue = await QueuePage.open(page, "?tab=open");
  const form = await queue.openFilter();
  await form.getByText("Severity", { exact: true }).first().click();
  await form.getByRole("checkbox", { name: "High" }).check();
  await form.getByText("Unit", { exact: true }).first().click();
  await form.getByRole("checkbox", { name: "Ward 2" }).check();
  await form.getByRole("button", { name: "Show" }).click();
  await expect(queue.chips).toHaveText([/Severity is High/, /Unit is Ward 2/]);
  await expect(queue.rows).toHaveCount(1);
  await expect(queue.link("Nobody's")).toBeVisible();
  await expect(page).toHaveURL(/severity=3/);

  await queue.removeChip("Unit is Ward 2");
  await expect(queue.chips).toHaveText([/Severity is High/]);
  await expect(queue.rows).toHaveCount(2);

  const chip = queue.chips.first();
  await chip.getByText("Severity is High", { exact: true }).click();
  await chip.getByRole("checkbox", { name: "Low" }).check();
  await chip.getByRole("button", { name: "Apply" }).click();
  await expect(queue.chips).toHaveText([/Severity is Low or High/]);
  await expect(queue.rows).toHaveCount(3);
  await queue.removeChip("Severity is Low or High");
  await expect(queue.rows).toHaveCount(5);
  await expect(queue.chips).toHaveCount(0);
  await expect(queue.tab("Everything open")).toHaveAttribute("aria-current", "page");
});

test("a link with filters shows what it says, and Clear takes all away", async ({ page, login, rows }) => {
  const { me, other } = await someCases(rows);
  await login(me);
  const from = new Date(Date.now() - 4.5 * DAY_MS).toISOString().slice(0, 10);
  const queue = await QueuePage.open(page, `?tab=all&owner=${other.id}&kind=complaint&from=${from}`);
  await expect(queue.chips).toHaveText([
    /Kind is Complaint/,
    new RegExp(`Owner is ${other.name}`),
    new RegExp(`Received from ${from}`),
  ]);
  await expect(queue.rows).toHaveCount(2);
  await page.getByRole("link", { name: "Clear", exact: true }).click();
  await expect(queue.rows).toHaveCount(6);

  await QueuePage.open(page, "?tab=mine&kind=inquiry");
  await expect(page.getByText("No case fits these filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(queue.rows).toHaveCount(2);
});

test("the table sorts by its headers, both ways", async ({ page, login, rows }) => {
  const { me } = await someCases(rows);
  await login(me);
  const queue = await QueuePage.open(page, "?tab=open");
  await expect(queue.column("Received")).toHaveAttribute("aria-sort", "descending");
  await expect(queue.rows.first()).toContainText("Mine, slight");
  await queue.column("Received").getByRole("link").click();
  await expect(queue.column("Received")).toHaveAttribute("aria-sort", "ascending");
  await expect(queue.rows.first()).toContainText("Mine, serious");
  await queue.column("Severity").getByRole("link").click();
  await expect(queue.column("Severity")).toHaveAttribute("aria-sort", "descending");
  await expect(queue.rows.last()).toContainText("Mine, slight");
});

test("a long queue is paged forward and back without losing or repeating a case", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const same = new Date(Date.now() - DAY_MS);
  for (let count = 0; count < 115; count++) {
    // Groups of equal instants, so that an order by time alone would stumble at the edge of a page.
    const receivedAt = new Date(same.getTime() - Math.floor(count / 20) * 60_000);
    await rows.case(place, me, { owner: me, receivedAt });
  }
  const queue = await QueuePage.open(page);
  await expect(queue.tab("Mine")).toContainText("99+");
  const seen: string[][] = [];
  for (const size of [50, 50, 15]) {
    await expect(queue.pager).toContainText(`Shows ${size} of 115 cases`);
    seen.push(await queue.references());
    if (size === 50) await turn(queue, "Next");
  }
  expect(new Set(seen.flat()).size).toBe(115);
  await expect(queue.pager.getByRole("link", { name: "Next" })).toHaveCount(0);

  await turn(queue, "Previous");
  await expect(queue.rows).toHaveCount(50);
  expect(await queue.references()).toEqual(seen[1]);
  await turn(queue, "Previous");
  await expect(queue.rows).toHaveCount(50);
  expect(await queue.references()).toEqual(seen[0]);
  await expect(queue.pager.getByRole("link", { name: "Previous" })).toHaveCount(0);
});

async function turn(queue: QueuePage, name: "Next" | "Previous"): Promise<void> {
  const before = queue.page.url();
  await queue.pager.getByRole("link", { name }).click();
  await queue.page.waitForURL((url) => url.href !== before);
}

test("J and K move from row to row, Enter opens, and going back returns to the queue", async ({
  page,
  login,
  rows,
}) => {
  const { me } = await someCases(rows);
  await login(me);
  const queue = await QueuePage.open(page, "?tab=open");
  await expect(queue.rows).toHaveCount(5);
  // K stays on the first row however often it is pressed.
  await expect(async () => {
    await page.keyboard.press("k");
    await expect(queue.link("Mine, slight")).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press("j");
  await expect(queue.link("Nobody's")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(queue.link("Theirs")).toBeFocused();
  await page.keyboard.press("k");
  await expect(queue.link("Nobody's")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(queue.title).toHaveText("Nobody's");
  await page.goBack();
  await expect(page).toHaveURL("/cases?tab=open");
  await expect(queue.rows).toHaveCount(5);
});

test("a click beside the link opens the row too", async ({ page, login, rows }) => {
  const { me } = await someCases(rows);
  await login(me);
  const queue = await QueuePage.open(page, "?tab=unassigned");
  await queue.rows.first().getByRole("cell").last().click();
  await expect(queue.title).toHaveText("Nobody's");
});

test("whoever only reads has no view of their own and no way to log", async ({ page, login, rows }) => {
  const { me } = await someCases(rows, "auditor");
  await login(me);
  const queue = await QueuePage.open(page);
  await expect(queue.tab("Mine")).toHaveCount(0);
  await expect(queue.tab("Everything open")).toHaveAttribute("aria-current", "page");
  await expect(queue.newCase).toHaveCount(0);
});
