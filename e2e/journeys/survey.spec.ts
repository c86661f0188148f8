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
  await phone.getByRole("button", { name: "English", exact: true }).click();
  await phone.getByRole("button", { name: "Send my answers" }).click();
  await expect(phone.getByRole("alert")).toContainText("Nothing is answered yet.");
  await phone.getByLabel("Is there anything else you want us to know?").fill("The night staff frightened her.");
  for (const question of ["Did you feel listened to?", "Did we explain what happened, in words you could follow?"]) {
    await phone.getByRole("group", { name: question }).getByText("1", { exact: true }).click();
  }
  await phone.getByRole("button", { name: "Español", exact: true }).click();
  await phone.getByRole("button", { name: "No me envíen más encuestas" }).click();
  await expect(phone.getByRole("status")).toContainText("No le enviaremos más encuestas.");
  await phone.getByRole("button", { name: "English", exact: true }).click();
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

test("a manager writes a survey of the site's own, translates it and lets it be sent", async ({
  page,
  login,
  rows,
}) => {
  const place = await rows.place();
  await login(await rows.person({ role: "manager", place }));
  await page.goto("/surveys");
  await page.getByRole("button", { name: "New survey" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Our HCAHPS");
  await dialog.getByRole("button", { name: "Make survey" }).click();
  await expect(dialog.getByRole("alert")).toContainText("This names HCAHPS.");
  await dialog.getByLabel("Name").fill("On our ward");
  await dialog.getByLabel("Begin with").selectOption("csat");
  await dialog.getByRole("button", { name: "Make survey" }).click();
  await expect(page.getByRole("heading", { name: "On our ward" })).toBeVisible();

  await page.getByRole("button", { name: "Add a question" }).click();
  const added = page.getByRole("group", { name: "Question 2" });
  await added.getByLabel("What is asked").fill("Were we kind?");
  await added.getByLabel("Answered", { exact: true }).selectOption("choice");
  await added.getByLabel("Answers", { exact: true }).fill("Yes\nNo");
  // Nothing that is not saved is published, or lost by a link.
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(dialog).toContainText("is not in the draft yet");
  await dialog.getByRole("button", { name: "Back to the draft" }).click();
  await page.getByRole("link", { name: "Translation" }).click();
  await expect(dialog).toContainText("What you typed is not saved");
  await dialog.getByRole("button", { name: "Stay here" }).click();
  await expect(dialog).toBeHidden();
  // Nor by a command, or by going back.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "What would you like to do?" }).fill("triage");
  await expect(page.getByRole("option", { name: "Triage" }).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("What you typed is not saved");
  await dialog.getByRole("button", { name: "Stay here" }).click();
  await expect(dialog).toBeHidden();
  // What the test has for this waits for a page that does not come.
  await page.evaluate(() => history.back());
  await expect(dialog).toContainText("What you typed is not saved");
  await dialog.getByRole("button", { name: "Stay here" }).click();
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Translation" }).click();
  await expect(page.getByText("3 missing, so it cannot be published")).toBeVisible();
  for (const [label, words] of [
    ["Question 2 in Spanish", "¿Fuimos amables?"],
    ["Question 2: answer 1 in Spanish", "Sí"],
    ["Question 2: answer 2 in Spanish", "No"],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(words);
  await page.getByRole("button", { name: "Save translation" }).click();
  await expect(page.getByText("whole", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Version 1", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Spanish" }).click();
  await expect(page.getByRole("group", { name: "¿Fuimos amables?" })).toBeVisible();

  await page.goto("/surveys");
  await page.getByRole("button", { name: /^Change what/ }).click();
  await dialog.getByLabel("Send surveys").check();
  await dialog.getByLabel("Which").selectOption({ label: "On our ward" });
  await dialog.getByLabel("When").selectOption("both");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/On our ward, 3 days after either/)).toBeVisible();
});
