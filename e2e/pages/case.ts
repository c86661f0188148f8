import type { Locator, Page } from "@playwright/test";
import { Choice, StaffPage } from "./shell";
import { visit } from "./visit";

export class CasePage extends StaffPage {
  static async open(page: Page, reference: string): Promise<CasePage> {
    await visit(page, `/cases/${reference}`);
    return new CasePage(page);
  }

  get words(): Locator {
    return this.page.getByRole("region", { name: "Their words" }).getByRole("blockquote");
  }

  get timeline(): Locator {
    return this.page.getByRole("region", { name: "What happened" }).locator("ol");
  }

  get note(): Locator {
    return this.page.getByLabel("Note, staff only");
  }

  get addNoteButton(): Locator {
    return this.page.getByRole("button", { name: "Add note" });
  }

  get noteForm(): Locator {
    return this.page.getByRole("region", { name: "What happened" }).locator("form");
  }

  async addNote(text: string): Promise<void> {
    await this.note.fill(text);
    await this.addNoteButton.click();
  }

  async openEscalate(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Escalate" }).click();
    return this.dialog;
  }

  async escalate(reason: string): Promise<void> {
    const dialog = await this.openEscalate();
    await dialog.getByLabel("Why does it need a supervisor?").fill(reason);
    await dialog.getByRole("button", { name: "Escalate", exact: true }).click();
  }

  async openAssign(): Promise<AssignDialog> {
    await this.page.getByRole("button", { name: "Assign" }).click();
    return new AssignDialog(this.dialog);
  }

  async openChange(): Promise<ChangeCaseDialog> {
    await this.page.getByRole("button", { name: "Change details" }).click();
    return new ChangeCaseDialog(this.dialog);
  }

  get requests(): Locator {
    return this.card("Requests to units");
  }

  request(question: string): Locator {
    return this.requests.getByRole("listitem").filter({ hasText: question });
  }

  async openAsk(): Promise<AskUnitDialog> {
    await this.requests.getByRole("button", { name: "Ask a unit" }).click();
    return new AskUnitDialog(this.dialog);
  }

  async openAddIssue(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Add issue" }).click();
    return this.dialog;
  }
}

export class AskUnitDialog {
  constructor(readonly root: Locator) {}

  get unit(): Locator {
    return this.root.getByLabel("Which unit?");
  }

  get question(): Locator {
    return this.root.getByLabel("What do you ask?");
  }

  get due(): Locator {
    return this.root.getByLabel("By when?");
  }

  get preview(): Locator {
    return this.root.getByRole("region", { name: /will see$/ });
  }

  quick(name: string): Locator {
    return this.root.getByRole("button", { name });
  }

  share(name: string): Locator {
    return this.root.getByRole("checkbox", { name });
  }

  async ask(): Promise<void> {
    await this.root.getByRole("button", { name: "Ask", exact: true }).click();
  }
}

export class AssignDialog {
  constructor(readonly root: Locator) {}

  person(name: string): Locator {
    return this.root.getByRole("radio", { name });
  }

  async assignTo(name: string): Promise<void> {
    await this.person(name).check();
    await this.root.getByRole("button", { name: /^Assign/ }).click();
  }
}

export class ChangeCaseDialog {
  constructor(readonly root: Locator) {}

  get about(): Locator {
    return this.root.getByLabel("What is it about?");
  }

  get conflict(): Locator {
    return this.root.getByRole("alert");
  }

  kind(name: string): Choice {
    return new Choice(this.root, "What is it?", name);
  }

  severity(name: string): Choice {
    return new Choice(this.root, "How serious is it?", name);
  }

  difference(label: string): Locator {
    return this.conflict.getByRole("row", { name: new RegExp(`^${label} `) });
  }

  async save(): Promise<void> {
    await this.root.getByRole("button", { name: /^Save/ }).click();
  }
}
