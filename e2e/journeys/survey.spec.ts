import { expect, test } from "../fixtures";

test("who raised a case answers by a link, without scripts, once, and a low score is decided about", async ({
  page,
  login,
  rows,
  otherBrowser,
}) => {
  const place = await rows.place();
  const supervisor = await rows.person({ role: "supervisor", place });
  const given = await rows.case(place, supervisor, { state: "closed" });
  const link = `/survey/${await rows.survey(place, given.id, supervisor)}`;

  const phone = await otherBrowser({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await phone.goto(`${link}?lang=es`);
  await expect(phone.getByRole("heading", { name: "¿Cómo atendimos lo que nos contó?" })).toBeVisible();
  await phone.getByRole("link", { name: "English", exact: true }).click();
  await phone.getByRole("button", { name: "Send my answers" }).click();
  await expect(phone.getByRole("alert")).toContainText("Nothing is answered yet.");
  await phone.getByLabel("Is there anything else you want us to know?").fill("The night staff frightened her.");
  for (const question of ["Did you feel listened to?", "Did we explain what happened, in words you could follow?"]) {
    await phone.getByRole("group", { name: question }).getByText("1", { exact: true }).click();
  }
  await phone.getByRole("group", { name: "Something you raised" }).getByText("No", { exact: true }).click();
  await phone.getByRole("button", { name: "Send my answers" }).click();
  await expect(phone.getByRole("heading", { name: "Thank you" })).toBeVisible();
  await phone.goto(link);
  await expect(phone.getByRole("heading", { name: "Thank you" })).toBeVisible();
  await phone.goto("/survey/nobody-knows-this");
  await expect(phone.getByRole("heading", { name: "This survey is not open" })).toBeVisible();

  await login(supervisor);
  await page.goto(`/cases/${given.reference}`);
  const survey = page.getByRole("region", { name: "Survey", exact: true });
  await expect(survey.getByText("The night staff frightened her.", { exact: true })).toBeVisible();
  await expect(survey.getByRole("button", { name: "Reopen to answer it" })).toBeVisible();
  await expect(async () => {
    await page.goto("/triage");
    await expect(page.getByText("Listened to: 1 of 5. Explained: 1 of 5.")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.goto("/surveys");
  await expect(page.getByText("1 of 1, 95% interval 20 to 100%")).toBeVisible();
});
