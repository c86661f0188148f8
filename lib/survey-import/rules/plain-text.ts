/** Those that no text holds: all but tab, the ends of lines and pages, the old mark of a file's end, and escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const ODD = /[\u0000-\u0008\u000e-\u0019\u001c-\u001f\u007f]/gu;
const MOST_ODD = 0.01;

/** Whether what a file begins with was written as text: a stray sign of another program may stand in it, a NUL never does. */
export function isPlainText(text: string): boolean {
  if (text.includes("\0")) return false;
  return (text.match(ODD)?.length ?? 0) <= text.length * MOST_ODD;
}
