import { expect, type Locator, type Page } from "@playwright/test";
import { CasePage } from "./case";
import { StaffPage } from "./shell";
import { visit } from "./visit";

export class MyDayPage extends StaffPage {
  static async open(page: Page): Promise<MyDayPage> {
    await visit(page, "/");
    return new MyDayPage(page);
  }

  async openCase(reference: string): Promise<CasePage> {
    await this.card("My open cases").getByRole("row").filter({ hasText: reference }).getByRole("link").click();
    await this.page.waitForURL(`/cases/${reference}`);
    return new CasePage(this.page);
  }
}

export class ManagerDayPage extends StaffPage {
  static async open(page: Page): Promise<ManagerDayPage> {
    await visit(page, "/");
    return new ManagerDayPage(page);
  }

  /** How many cases each week had, of all kinds together, oldest first. */
  async weeks(): Promise<Locator> {
    const chart = this.card("Cases per week, by kind");
    await chart.getByRole("button", { name: "Table" }).click();
    await expect(chart.getByRole("columnheader").last()).toHaveText("Together");
    return chart.getByRole("row").locator("td:last-child");
  }
}
