import { expect, test, vi } from "vitest";
import { readScanReply } from "@/lib/platform/clamd";

test.each([
  ["stream: OK\0", { outcome: "clean" }],
  ["stream: OK", { outcome: "clean" }],
  ["stream: Eicar-Test-Signature FOUND\0", { outcome: "infected", finding: "Eicar-Test-Signature" }],
  ["stream: Win.Test(aa:12) UNOFFICIAL FOUND\0", { outcome: "infected", finding: "Win.Test(aa:12) UNOFFICIAL" }],
  ["INSTREAM size limit exceeded. ERROR\0", { outcome: "unanswered" }],
  ["stream: OK, I think\0", { outcome: "unanswered" }],
  ["UNKNOWN COMMAND\0", { outcome: "unanswered" }],
  ["", { outcome: "unanswered" }],
])("the scanner's reply %j", (reply, verdict) => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(readScanReply(reply)).toEqual(verdict);
});
