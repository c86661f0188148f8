import type { Locator, Page } from "@playwright/test";
import { StaffPage } from "./shell";
import { visit } from "./visit";

export class EscalationsPage extends StaffPage {
  static async open(page: Page): Promise<EscalationsPage> {
    await visit(page, "/escalations");
    return new EscalationsPage(page);
  }

  waiting(level: number, reference: string): Locator {
    return this.card(`Level ${level}`).getByRole("listitem").filter({ hasText: reference });
  }

  async takeOver(reference: string): Promise<void> {
    await this.page.getByRole("button", { name: `Take over ${reference}`, exact: true }).click();
  }
}

export class MatrixPage extends StaffPage {
  static async open(page: Page): Promise<MatrixPage> {
    await visit(page, "/admin/escalation");
    return new MatrixPage(page);
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: "Save matrix" }).click();
  }

  row(number: number): Locator {
    return this.page.getByRole("group", { name: `Row ${number}`, exact: true });
  }
}
