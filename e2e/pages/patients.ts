import type { Locator, Page } from "@playwright/test";
import { StaffPage } from "./shell";
import { visit } from "./visit";

export class PatientsPage extends StaffPage {
  static async open(page: Page, query = ""): Promise<PatientsPage> {
    await visit(page, `/patients${query}`);
    return new PatientsPage(page);
  }

  get query(): Locator {
    return this.page.getByLabel("Name, record number or date of birth");
  }

  get found(): Locator {
    return this.page
      .getByRole("main")
      .getByRole("row")
      .filter({ has: this.page.getByRole("cell") });
  }

  async look(text: string): Promise<void> {
    await this.query.fill(text);
    await this.page.getByRole("button", { name: "Search" }).click();
    await this.page.waitForURL(/\/patients\?q=/);
  }

  async open(name: string): Promise<PatientPage> {
    await this.found.getByRole("link", { name }).click();
    await this.page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
    return new PatientPage(this.page);
  }
}

export class PatientPage extends StaffPage {
  static async open(page: Page, id: string): Promise<PatientPage> {
    await visit(page, `/patients/${id}`);
    return new PatientPage(page);
  }

  get id(): string {
    return new URL(this.page.url()).pathname.slice("/patients/".length);
  }

  async openChange(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Change details" }).click();
    return this.dialog;
  }
}

export class RegisterPatientPage extends StaffPage {
  static async open(page: Page, query = ""): Promise<RegisterPatientPage> {
    await visit(page, `/patients/new${query}`);
    return new RegisterPatientPage(page);
  }

  get name(): Locator {
    return this.field("Name");
  }

  field(label: string): Locator {
    return this.page.getByRole("main").getByLabel(label, { exact: true });
  }

  async send(): Promise<void> {
    await this.page.getByRole("button", { name: "Register patient" }).click();
  }

  async register(): Promise<PatientPage> {
    await this.send();
    await this.page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
    return new PatientPage(this.page);
  }
}
