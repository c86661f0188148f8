import type { Locator, Page } from "@playwright/test";
import { CasePage } from "./case";
import { Choice } from "./shell";
import { visit } from "./visit";

/** The billing side of a case's page. */
export class BillingPage extends CasePage {
  static override async open(page: Page, reference: string): Promise<BillingPage> {
    await visit(page, `/cases/${reference}`);
    return new BillingPage(page);
  }

  get billing(): Locator {
    return this.card("Billing dispute");
  }

  get plan(): Locator {
    return this.billing.getByRole("region", { name: "Payment plan" });
  }

  charge(description: string): Locator {
    return this.billing
      .getByRole("table", { name: "Disputed charges" })
      .getByRole("row")
      .filter({ hasText: description });
  }

  get totals(): Locator {
    return this.billing.getByRole("table", { name: "Disputed charges" }).getByRole("row", { name: /^Total/ });
  }

  async openDialog(button: string): Promise<Locator> {
    await this.page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
    return this.dialog;
  }

  async send(button: string): Promise<void> {
    await this.dialog.getByRole("button", { name: button, exact: true }).click();
  }

  outcome(name: string): Choice {
    return new Choice(this.dialog, "What was decided?", name);
  }

  get sum(): Locator {
    return this.dialog.getByRole("status").last();
  }
}
