import { expect, type Locator, type Page } from "@playwright/test";
import { MyDayPage } from "./my-day";
import { StaffPage } from "./shell";
import { visit } from "./visit";

/** What a unit is asked, as its responder reads it. */
export class RequestPage extends StaffPage {
  static async open(page: Page, id: string): Promise<RequestPage> {
    await visit(page, `/requests/${id}`);
    return new RequestPage(page);
  }

  get answer(): Locator {
    return this.page.getByLabel("Your answer");
  }

  get sendButton(): Locator {
    return this.page.getByRole("button", { name: "Send answer" });
  }

  get saved(): Locator {
    return this.card("Answer")
      .getByRole("status")
      .filter({ hasText: /^Saved/ });
  }

  get shared(): Locator {
    return this.card("What is shared with you");
  }

  async returnWith(reason: string): Promise<void> {
    await this.page.getByRole("button", { name: "Not for us" }).click();
    await this.dialog.getByLabel("Why is it not for you?").fill(reason);
    await this.dialog.getByRole("button", { name: "Return it" }).click();
  }
}

/** Answers what stands open for a responder's unit, from My day. */
export async function answerFromMyDay(page: Page, question: string, answer: string): Promise<void> {
  const day = await MyDayPage.open(page);
  await day.card("Asked of your unit").getByRole("link", { name: question }).click();
  const request = new RequestPage(page);
  await expect(request.title).toHaveText(question);
  await request.answer.fill(answer);
  await request.sendButton.click();
  await expect(request.card("Answered")).toContainText(answer);
}
