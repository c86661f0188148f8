import { type BrowserContext, expect } from "@playwright/test";

/** Hears everything that a page should never do: say an error, break its content policy, ask another host, open a dialog. */
export class Watch {
  private readonly problems: string[] = [];
  private readonly tolerated: RegExp[] = [];

  constructor(private readonly origin: string) {}

  async over(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        console.error(`content policy: ${violatedDirective} refused ${blockedURI}`);
      });
    });
    context.on("console", (message) => {
      if (message.type() === "error") this.problems.push(`console: ${message.text()} ${message.location().url}`);
    });
    context.on("weberror", (problem) => this.problems.push(`uncaught: ${problem.error().message}`));
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== this.origin) this.problems.push(`another host: ${request.url()}`);
    });
    context.on("dialog", async (dialog) => {
      this.problems.push(`dialog: ${dialog.type()} ${dialog.message()}`);
      await dialog.dismiss();
    });
  }

  /** For what a test brings about on purpose, such as a refused sign-in or a dead network. */
  tolerate(...patterns: RegExp[]): void {
    this.tolerated.push(...patterns);
  }

  verify(): void {
    const untold = this.problems.filter((problem) => !this.tolerated.some((pattern) => pattern.test(problem)));
    expect(untold, "what the browser said while the page was used").toEqual([]);
  }
}
