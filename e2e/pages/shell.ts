import { expect, type Locator, type Page } from "@playwright/test";

/** What every page of somebody signed in has around it. */
export class StaffPage {
  constructor(readonly page: Page) {}

  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  get newCase(): Locator {
    return this.page.getByRole("banner").getByRole("link", { name: "New case" });
  }

  get searchBox(): Locator {
    return this.page.getByRole("searchbox", { name: "Find cases, patients, knowledge" });
  }

  get bell(): Locator {
    return this.page.getByRole("banner").getByRole("link", { name: /^Notifications/ });
  }

  get accountButton(): Locator {
    return this.page.getByRole("button", { name: /^Account of / });
  }

  /** The lines at the top of a form that say what stands in the way. */
  get problems(): Locator {
    return this.page.getByRole("main").getByRole("alert");
  }

  /** What is said at the foot of the page when something is done. */
  news(text: string | RegExp): Locator {
    return this.page.getByRole("region", { name: /^News/ }).getByText(text);
  }

  card(name: string): Locator {
    return this.page.getByRole("region", { name });
  }

  async search(text: string): Promise<void> {
    await this.searchBox.fill(text);
    await this.searchBox.press("Enter");
  }

  async chooseAppearance(name: "As the system" | "Light" | "Dark"): Promise<void> {
    await this.accountButton.click();
    await this.page.getByRole("menuitemradio", { name }).click();
  }

  async signOut(): Promise<void> {
    await this.accountButton.click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
    await this.page.waitForURL(/\/sign-in$/);
  }
}

/** One of a few choices that all are in sight. A pointer meets the words of a choice, not the radio button behind them. */
export class Choice {
  readonly radio: Locator;
  private readonly words: Locator;

  constructor(within: Locator | Page, legend: string, name: string) {
    const group = within.getByRole("group", { name: legend });
    this.radio = group.getByRole("radio", { name, exact: true });
    this.words = group.getByText(name, { exact: true });
  }

  async choose(): Promise<void> {
    await this.words.click();
    await expect(this.radio).toBeChecked();
  }
}
