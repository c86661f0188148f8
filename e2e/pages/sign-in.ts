import type { Locator, Page } from "@playwright/test";
import { StaffPage } from "./shell";
import { visit } from "./visit";

type Credentials = { email: string; password: string };

export class SignInPage {
  constructor(readonly page: Page) {}

  static async open(page: Page, query = ""): Promise<SignInPage> {
    await visit(page, `/sign-in${query}`);
    return new SignInPage(page);
  }

  static async openWithoutScripts(page: Page, query = ""): Promise<SignInPage> {
    await page.goto(`/sign-in${query}`);
    return new SignInPage(page);
  }

  get email(): Locator {
    return this.page.getByLabel("E-mail");
  }

  get password(): Locator {
    return this.page.getByLabel("Password");
  }

  get button(): Locator {
    return this.page.getByRole("button", { name: "Sign in" });
  }

  get problem(): Locator {
    return this.page.getByRole("main").getByRole("alert");
  }

  async attempt({ email, password }: Credentials): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.button.click();
  }

  async signIn(credentials: Credentials): Promise<StaffPage> {
    await this.attempt(credentials);
    await this.page.waitForURL((url) => url.pathname !== "/sign-in");
    return new StaffPage(this.page);
  }
}
