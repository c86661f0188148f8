import type { Locator, Page } from "@playwright/test";
import { StaffPage } from "./shell";
import { visit } from "./visit";

export class QueuePage extends StaffPage {
  static async open(page: Page, query = ""): Promise<QueuePage> {
    await visit(page, `/cases${query}`);
    return new QueuePage(page);
  }

  get rows(): Locator {
    return this.page
      .getByRole("main")
      .getByRole("row")
      .filter({ has: this.page.getByRole("cell") });
  }

  get chips(): Locator {
    return this.page.getByRole("list", { name: "Filters" }).getByRole("listitem");
  }

  get pager(): Locator {
    return this.page.getByRole("navigation", { name: "Pages of cases" });
  }

  tab(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
  }

  column(name: string): Locator {
    return this.page.getByRole("columnheader", { name });
  }

  link(about: string): Locator {
    return this.rows.getByRole("link", { name: about });
  }

  /** The box that selects a row. */
  box(reference: string): Locator {
    return this.page.getByRole("checkbox", { name: `Select ${reference}`, exact: true });
  }

  async openFilter(): Promise<Locator> {
    await this.page.getByRole("main").getByText("Filter", { exact: true }).click();
    return this.page.getByRole("main").locator("form", { has: this.page.getByRole("button", { name: "Show" }) });
  }

  async removeChip(label: string): Promise<void> {
    await this.page.getByRole("link", { name: `Remove filter: ${label}` }).click();
  }

  /** The references on this page, from the top. */
  references(): Promise<string[]> {
    return this.rows
      .getByRole("cell")
      .filter({ hasText: /^PR-\d\d-\d{6}-\d$/ })
      .allInnerTexts();
  }
}
