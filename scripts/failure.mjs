/**
 * A failure that the person who gave the command can do something about: its message is one sentence for them.
 * Anything else that is thrown is a defect and keeps its stack.
 */
export class Failure extends Error {
  /** @param {string} sentence @param {string} [output] what a child process printed, shown above the sentence */
  constructor(sentence, output = "") {
    super(sentence);
    this.name = "Failure";
    this.output = output;
  }
}

/** @param {unknown} error */
export function reportFailure(error) {
  if (!(error instanceof Failure)) {
    console.error(error);
    return;
  }
  if (error.output.trim() !== "") process.stderr.write(`${error.output.trimEnd()}\n\n`);
  process.stderr.write(`${error.message}\n`);
}
