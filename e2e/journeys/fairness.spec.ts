import { expect, test } from "../fixtures";

/** In the middle of the half-year before this one. */
function lastHalf(): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() < 6 ? -3 : 3, 1, 12));
}

test("what people say of themselves is counted by group, small groups stay hidden, and staff are not offered", async ({
  page,
  login,
  rows,
}) => {
  const place = await rows.place();
  const me = await rows.person({ role: "manager", place });
  const [ana, jo] = [await rows.patient(place, { name: "Ana Flores" }), await rows.patient(place)];
  for (let made = 0; made < 12; made++) await rows.case(place, me, { patient: ana, receivedAt: lastHalf() });
  for (let made = 0; made < 3; made++) await rows.case(place, me, { patient: jo, receivedAt: lastHalf() });
  await login(me);

  await page.goto(`/patients/${ana.id}`);
  await page.getByRole("button", { name: "Change details" }).click();
  await page.getByLabel("Sex").selectOption("Female");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Sex, as they describe it")).toBeVisible();
  await rows.countDays();

  await page.goto("/insights");
  await page.getByRole("link", { name: "Fairness" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Fairness" })).toBeVisible();
  await expect(page.getByLabel("Compare by").getByRole("option")).toHaveText([
    ...["Language", "Age", "Sex", "Ethnicity", "Unit"],
  ]);
  // Two groups, one of them small: to show one would tell the other.
  await page.getByLabel("Compare by").selectOption("Sex");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/split=sex/);
  await expect(page.getByText("There are too few cases in this time to show any group.")).toBeVisible();

  await page.getByLabel("Compare by").selectOption("Language");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("row", { name: /^Not known 15 / })).toBeVisible();
});
