import { Failure } from "./failure.mjs";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const LABEL_WIDTH = 36;
const PLAIN_NEWS_EVERY_MS = 15_000;

/**
 * Shows each step as a line with its time. On a terminal the line moves while the step is under way;
 * elsewhere a long step says now and then that it is still alive.
 * @typedef {ReturnType<typeof createSteps>} Steps
 */
export function createSteps({ stream = process.stdout, isStopping = () => false } = {}) {
  /**
   * @template T
   * @param {{ doing: string, done: string }} words
   * @param {(say: (words: string, mark?: string) => void) => Promise<T> | T} work may say otherwise how it ended
   * @returns {Promise<T>}
   */
  return async function step({ doing, done }, work) {
    const startedAt = Date.now();
    let [words, mark] = [done, "✓"];
    const write = (text) => isStopping() || stream.write(text);
    const stopShowing = stream.isTTY ? spin(write, doing, startedAt) : speakUp(write, doing, startedAt);
    try {
      const result = await work((otherWords, otherMark = mark) => {
        [words, mark] = [otherWords, otherMark];
      });
      stopShowing();
      write(`${mark} ${words.padEnd(LABEL_WIDTH)} ${seconds(startedAt)}\n`);
      return result;
    } catch (error) {
      stopShowing();
      const isLong = error instanceof Failure && error.output !== "";
      if (isLong || !(error instanceof Failure)) write(`✗ ${doing.padEnd(LABEL_WIDTH)} ${seconds(startedAt)}\n`);
      throw error;
    }
  };
}

const seconds = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;

function spin(write, doing, startedAt) {
  let frame = 0;
  const draw = () => {
    const elapsed = Math.floor((Date.now() - startedAt) / 1000);
    write(`\r\u001b[K${FRAMES[frame++ % FRAMES.length]} ${doing}${elapsed > 0 ? `  ${elapsed} s` : ""}`);
  };
  draw();
  const timer = setInterval(draw, 100);
  timer.unref();
  return () => {
    clearInterval(timer);
    write("\r\u001b[K");
  };
}

function speakUp(write, doing, startedAt) {
  const say = () => write(`… ${doing}, ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
  const first = setTimeout(say, 1_500);
  const timer = setInterval(say, PLAIN_NEWS_EVERY_MS);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
