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
    return this.page.locator("form").filter({ has: this.note });
  }

  get contactForm(): Locator {
    return this.page.locator("form").filter({ has: this.page.getByLabel("What was said?") });
  }

  get privilegedForm(): Locator {
    return this.page.locator("form").filter({ has: this.page.getByLabel("Privileged note", { exact: true }) });
  }

  face(name: "Internal note" | "Contact" | "Privileged note"): Locator {
    return this.page.getByRole("tab", { name });
  }

  contact(legend: string, name: string): Choice {
    return new Choice(this.contactForm, legend, name);
  }

  async logContact(said: string): Promise<void> {
    await this.contactForm.getByLabel("What was said?").fill(said);
    await this.contactForm.getByRole("button", { name: "Log contact" }).click();
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

  /** A step from the menu of those that are not the usual next one. */
  async otherStep(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^(Other steps|Next step)/ }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }

  get kindCard(): Locator {
    return this.page.getByRole("region", { name: "What kind it is" });
  }

  async openKind(): Promise<KindDialog> {
    await this.page.getByRole("button", { name: "What kind is it?" }).click();
    return new KindDialog(this.dialog);
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

export class KindDialog {
  constructor(readonly root: Locator) {}

  fact(label: string): Locator {
    return this.root.getByRole("checkbox", { name: label });
  }

  settled(name: string): Choice {
    return new Choice(this.root, "Was it settled on the spot?", name);
  }

  async save(): Promise<void> {
    await this.root.getByRole("button", { name: /^Save/ }).click();
  }

  async choose(kind: string, reason = ""): Promise<void> {
    await this.root.getByText("Choose another kind yourself").click();
    await new Choice(this.root, "What is it?", kind).choose();
    await this.root.getByLabel("Why?").fill(reason);
    await this.root.getByRole("button", { name: /^(Change the kind|Propose the lower kind)$/ }).click();
  }
}
