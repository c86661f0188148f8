import { expect, type Locator } from "@playwright/test";
import { CasePage } from "./case";
import { Choice } from "./shell";
import { visit } from "./visit";

type Coding = { category: string; stage: string; staffGroup: string; harm: string };
type Decision = { finding: string; answer: string; whatChanged?: string };
type Closing = { outcome: string; summary: string; hasChanged: "Yes, this changed" | "No, because"; lesson: string };

/** The issues of a case, from the first word to the closing. */
export class IssuesPage extends CasePage {
  get issues(): Locator {
    return this.card("Issues");
  }

  async take(): Promise<void> {
    await this.page.getByRole("button", { name: "Take it" }).click();
    await expect(this.page.getByRole("button", { name: "Take it" })).toHaveCount(0);
  }

  async reopenPage(reference: string): Promise<void> {
    await visit(this.page, `/cases/${reference}`);
  }

  async addIssue(summary: string, severity: "Low" | "Medium" | "High"): Promise<void> {
    const dialog = await this.openAddIssue();
    await dialog.getByLabel("What do they raise?").fill(summary);
    await new Choice(dialog, "How serious is it?", severity).choose();
    await dialog.getByRole("button", { name: "Add issue" }).click();
    await expect(dialog).toBeHidden();
    await expect(this.issues).toContainText(summary);
  }

  async code(position: number, { category, stage, staffGroup, harm }: Coding): Promise<void> {
    await this.issues.getByRole("button", { name: `Code issue ${position}` }).click();
    await new Choice(this.dialog, "Category", category).choose();
    await new Choice(this.dialog, "Stage of care", stage).choose();
    await new Choice(this.dialog, "Staff group", staffGroup).choose();
    await new Choice(this.dialog, "Harm, as they tell it", harm).choose();
    await this.dialog.getByRole("button", { name: "Save coding" }).click();
    await expect(this.dialog).toBeHidden();
  }

  async decide(position: number, { finding, answer, whatChanged = "" }: Decision): Promise<void> {
    await this.issues.getByRole("button", { name: `Finding and answer, issue ${position}` }).click();
    await new Choice(this.dialog, "Finding", finding).choose();
    await this.dialog.getByLabel("What are they told?").fill(answer);
    await this.dialog.getByLabel("What changed because of it?").fill(whatChanged);
    await this.dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(this.dialog).toBeHidden();
    await expect(this.issues).toContainText(answer);
  }

  async readBack(channel: string, remark: string): Promise<void> {
    await this.issues.getByRole("button", { name: "Read back" }).click();
    await this.dialog.getByLabel("How did you speak?").selectOption(channel);
    await this.dialog.getByLabel("What they said to it").fill(remark);
    await this.dialog.getByRole("button", { name: "They agree" }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** Asks a unit by tomorrow. */
  async ask(unit: string, question: string): Promise<void> {
    const dialog = await this.openAsk();
    await dialog.unit.selectOption({ label: unit });
    await dialog.question.fill(question);
    await dialog.quick("Tomorrow").click();
    await dialog.ask();
    await expect(dialog.root).toBeHidden();
    await expect(this.request(question)).toContainText(unit);
  }

  async tellAnswer(channel: string): Promise<void> {
    await this.otherStep("They have the answer");
    await this.dialog.getByLabel("How were they told?").selectOption(channel);
    await this.dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  async close({ outcome, summary, hasChanged, lesson }: Closing): Promise<void> {
    await this.page.getByRole("main").getByRole("button", { name: "Close", exact: true }).click();
    await this.dialog.getByLabel("How did it end?").selectOption(outcome);
    await this.dialog.getByLabel("The outcome, in a sentence or two").fill(summary);
    await new Choice(this.dialog, "Did something change because of it?", hasChanged).choose();
    await this.dialog.getByLabel("What changed, or why nothing did").fill(lesson);
    await this.dialog.getByRole("button", { name: "Close case" }).click();
    await expect(this.dialog).toBeHidden();
  }

  get closing(): Locator {
    return this.card("How it was closed");
  }
}
