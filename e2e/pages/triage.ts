import type { Locator, Page } from "@playwright/test";
import { AssignDialog } from "./case";
import { StaffPage } from "./shell";
import { visit } from "./visit";

export class TriagePage extends StaffPage {
  static async open(page: Page): Promise<TriagePage> {
    await visit(page, "/triage");
    return new TriagePage(page);
  }

  unassigned(reference: string): Locator {
    return this.card("Nobody has it yet").getByRole("listitem").filter({ hasText: reference });
  }

  escalated(reference: string): Locator {
    return this.page
      .getByRole("region", { name: "Escalated", exact: true })
      .getByRole("listitem")
      .filter({ hasText: reference });
  }

  async assign(reference: string, name: string): Promise<void> {
    await this.unassigned(reference).getByRole("button", { name: "Assign" }).click();
    await new AssignDialog(this.dialog).assignTo(name);
  }

  async answer(reference: string, text: string): Promise<void> {
    const item = this.escalated(reference);
    await item.getByText("Answer and send back", { exact: true }).click();
    await item.getByLabel("Your answer").fill(text);
    await item.getByRole("button", { name: "Send back with this answer" }).click();
  }
}
