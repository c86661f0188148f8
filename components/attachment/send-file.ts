import type { AttachedFile } from "@/lib/attachment/types";
import type { ActionResult } from "@/lib/shared/result";

type Sending = { caseId: string; idempotencyKey: string; file: File; onShare: (share: number) => void };

const NOT_SENT =
  "This file could not be sent. Check that you are online and that the file is still where it was, then try again.";

/** Sends a file to its case. */
export function sendFile({ caseId, idempotencyKey, file, onShare }: Sending) {
  const address = new URLSearchParams({ caseId, idempotencyKey, name: file.name });
  return sendTo<AttachedFile>(`/api/files?${address}`, { file, onShare });
}

/** Sends a file as it is. XMLHttpRequest and not fetch, which cannot say how far it has come. */
export function sendTo<T>(address: string, { file, onShare }: Pick<Sending, "file" | "onShare">) {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
  const result = new Promise<ActionResult<T> | "cancelled">((resolve) => {
    const fail = () => resolve({ ok: false, code: "UNEXPECTED", message: NOT_SENT });
    request.onload = () => {
      const answer: unknown = request.response;
      if (isResult<T>(answer)) resolve(answer);
      else fail();
    };
    request.onerror = fail;
    request.onabort = () => resolve("cancelled");
  });
  request.send(file);
  return { result, cancel: () => request.abort() };
}

// Our own route answers in no other shape; a proxy in between may.
function isResult<T>(answer: unknown): answer is ActionResult<T> {
  return typeof answer === "object" && answer !== null && "ok" in answer;
}
