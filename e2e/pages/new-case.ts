import { expect, type Locator, type Page } from "@playwright/test";
import { CasePage } from "./case";
import { Choice, StaffPage } from "./shell";
import { visit } from "./visit";

export class NewCasePage extends StaffPage {
  static async open(page: Page, query = ""): Promise<NewCasePage> {
    await visit(page, `/cases/new${query}`);
    return new NewCasePage(page);
  }

  get form(): Locator {
    return this.page.getByRole("region", { name: "What they tell you" });
  }

  get words(): Locator {
    return this.page.getByLabel("What do they say?");
  }

  get wanted(): Locator {
    return this.page.getByLabel("What would they like to happen?");
  }

  get where(): Locator {
    return this.page.getByLabel("Where?");
  }

  get reporterName(): Locator {
    return this.page.getByLabel("Their name");
  }

  get reporterContact(): Locator {
    return this.page.getByLabel("How to reach them");
  }

  get patientSearch(): Locator {
    return this.page.getByRole("combobox", { name: "Which patient is it about?" });
  }

  get patientFound(): Locator {
    return this.page.getByRole("listbox", { name: "Patients found" }).getByRole("option");
  }

  get changePatient(): Locator {
    return this.form.getByRole("button", { name: /^Change/ });
  }

  get logButton(): Locator {
    return this.page.getByRole("button", { name: "Log case" });
  }

  get saved(): Locator {
    return this.page.getByRole("status").filter({ hasText: /^Saved \d\d:\d\d$/ });
  }

  /** What is said where another tab has saved other words. */
  get elsewhere(): Locator {
    return this.form.getByRole("status").filter({ hasText: "Another tab has saved other words" });
  }

  get duplicates(): Locator {
    return this.page
      .getByRole("complementary", { name: "Beside the form" })
      .getByRole("link", { name: /opens in a new tab/ });
  }

  channel(name: string): Choice {
    return new Choice(this.page, "How did it reach us?", name);
  }

  kind(name: string): Choice {
    return new Choice(this.page, "What is it?", name);
  }

  reporter(name: string): Choice {
    return new Choice(this.page, "Who is speaking?", name);
  }

  severity(name: string): Choice {
    return new Choice(this.page, "How serious does it sound?", name);
  }

  /** The little that a case needs. */
  async fill(words: string): Promise<void> {
    await this.kind("Complaint").choose();
    await this.words.fill(words);
    await this.severity("Low").choose();
  }

  async choosePatient(typed: string, name: string): Promise<void> {
    await this.patientSearch.fill(typed);
    await this.patientFound.filter({ hasText: name }).click();
  }

  /** As a hand does: the select takes the focus from what was typed before. */
  async chooseUnit(name: string): Promise<void> {
    await this.where.focus();
    await this.where.selectOption({ label: name });
  }

  async logCase(): Promise<LoggedCasePage> {
    await this.logButton.click();
    return this.logged();
  }

  async logged(): Promise<LoggedCasePage> {
    await this.page.waitForURL(/\/cases\/PR-\d\d-\d{6}-\d\?logged=1$/);
    return new LoggedCasePage(this.page);
  }

  async expectEmpty(): Promise<void> {
    await expect(this.words).toHaveValue("");
    await expect(this.wanted).toHaveValue("");
    await expect(this.form.getByRole("radio", { checked: true })).toHaveCount(2);
  }
}

export class LoggedCasePage extends CasePage {
  get notice(): Locator {
    return this.page.getByRole("status").filter({ hasText: "Their reference is" });
  }

  get reference(): string {
    return new URL(this.page.url()).pathname.slice("/cases/".length);
  }
}
