import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { visit } from "../pages/visit";

const others = (page: Page) => page.getByRole("status", { name: "Who else is here" });

test("two people on one case see each other, who writes, and what has changed", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const colleague = await rows.person({ role: "supervisor", place });
  const desk = await otherBrowser();
  await login(colleague, desk);
  const { reference } = await rows.case(place, me, { owner: me });

  await CasePage.open(page, reference);
  await expect(others(page)).toHaveText("");
  const theirs = await CasePage.open(desk, reference);
  await expect(others(page)).toContainText(`${colleague.name} is here.`);
  await expect(others(desk)).toContainText(`${me.name} is here.`);

  await theirs.note.fill("Rang the ward about the night.");
  await expect(others(page)).toContainText(`${colleague.name} is writing.`);
  await theirs.addNoteButton.click();
  const changed = page.getByText(`Changed a moment ago by ${colleague.name}.`);
  await expect(changed).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("Rang the ward about the night.")).toBeVisible();
  await expect(changed).toBeHidden();

  await visit(page, "/cases?tab=open");
  const row = page.getByRole("row").filter({ hasText: reference });
  await expect(row).toContainText(/is (here|writing)\./);
  await desk.close();
  await expect(row).not.toContainText(/is (here|writing)\./);
});

test("the live stream is nobody's without a sign-in, and tells nothing of another site's case", async ({
  request,
  login,
  page,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const other = await rows.place();
  const { id } = await rows.case(other, await rows.person({ role: "associate", place: other }));
  const mine = await rows.case(place, me);
  const address = (caseId: string) => `/api/live?tab=${id}&since=2026-01-01T00:00:00.000Z&case=${caseId}`;
  expect((await request.get(address(mine.id))).status()).toBe(204);
  for (const asked of [address(id), "/api/live", "/api/live?tab=x"]) {
    const answer = await page.request.get(asked);
    expect(answer.status(), asked).toBe(204);
    expect(answer.headers()["cache-control"]).toContain("no-store");
  }
});
