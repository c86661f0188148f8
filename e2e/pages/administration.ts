import type { Locator, Page } from "@playwright/test";
import { StaffPage } from "./shell";
import { visit } from "./visit";

export class SitesPage extends StaffPage {
  static async open(page: Page): Promise<SitesPage> {
    await visit(page, "/admin/sites");
    return new SitesPage(page);
  }

  async addSite({ name, timeZone, country }: { name: string; timeZone: string; country: string }): Promise<void> {
    await this.page.getByRole("button", { name: "Add a site" }).click();
    await this.dialog.getByLabel("Name", { exact: true }).fill(name);
    await this.dialog.getByLabel("Time zone").selectOption(timeZone);
    await this.dialog.getByLabel("Country").selectOption(country);
    await this.dialog.getByRole("button", { name: "Add site" }).click();
  }

  async addUnit(site: string, name: string): Promise<void> {
    await this.card(site).getByLabel("Add a unit").fill(name);
    await this.card(site).getByRole("button", { name: "Add", exact: true }).click();
  }

  async renameUnit(site: string, name: string, next: string): Promise<void> {
    await this.card(site)
      .getByRole("button", { name: `Change ${name}`, exact: true })
      .click();
    await this.dialog.getByLabel("Name", { exact: true }).fill(next);
    await this.dialog.getByRole("button", { name: "Rename unit" }).click();
  }

  async closeUnit(site: string, name: string, lastDay: string): Promise<void> {
    await this.card(site)
      .getByRole("button", { name: `Change ${name}`, exact: true })
      .click();
    await this.dialog.getByLabel("Last day it was open").fill(lastDay);
    await this.dialog.getByRole("button", { name: "Save last day" }).click();
  }
}

export class PeoplePage extends StaffPage {
  static async open(page: Page): Promise<PeoplePage> {
    await visit(page, "/admin/people");
    return new PeoplePage(page);
  }

  person(name: string): Locator {
    return this.card(name);
  }

  async openAdd(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Add a person" }).click();
    return this.dialog;
  }

  async press(name: string, button: string): Promise<void> {
    await this.person(name).getByRole("button", { name: button }).click();
  }
}

export class AccountPage extends StaffPage {
  static async open(page: Page): Promise<AccountPage> {
    await visit(page, "/account");
    return new AccountPage(page);
  }

  get sessions(): Locator {
    return this.card("Where you are signed in").getByRole("listitem");
  }

  async changePassword({ current, next }: { current: string; next: string }): Promise<void> {
    await this.page.getByLabel("Password now").fill(current);
    await this.page.getByLabel("New password", { exact: true }).fill(next);
    await this.page.getByLabel("New password, once more").fill(next);
    await this.page.getByRole("button", { name: "Change password" }).click();
  }
}
