import type { APIRequestContext, Locator } from "@playwright/test";
import { newId } from "@/lib/shared/ids";
import type { CasePage } from "./case";

type Sending = {
  caseId: string;
  cookie: string;
  origin: string;
  name: string;
  bytes?: Buffer;
  headers?: Record<string, string>;
};

type Answer = {
  ok: boolean;
  code?: string;
  message?: string;
  fieldErrors?: { file?: string[] };
  data?: { attachmentId: string; name: string; remark: string | null };
};

/** Sends a file as the page does. */
export async function sendFile(request: APIRequestContext, sending: Sending): Promise<Answer> {
  const { caseId, cookie, origin, name, bytes = Buffer.from("Dear ward\n"), headers } = sending;
  const answer = await request.post("/api/files", {
    params: { caseId, idempotencyKey: newId(), name },
    headers: { "content-type": "application/octet-stream", origin, cookie, ...headers },
    data: bytes,
    maxRedirects: 0,
  });
  return (await answer.json()) as Answer;
}

type Given = { name: string; mimeType: string; buffer: Buffer };

/** The files of a case. */
export class FileCard {
  readonly root: Locator;

  constructor(private readonly shown: CasePage) {
    this.root = shown.card("Files");
  }

  /** The files that are on the case. */
  get links(): Locator {
    return this.root.locator("a[href^='/api/files/']").filter({ hasText: /./ });
  }

  get underWay(): Locator {
    return this.root.getByRole("list", { name: "Files on their way" });
  }

  row(name: string): Locator {
    return this.underWay.getByRole("listitem").filter({ hasText: name });
  }

  async choose(...files: Given[]): Promise<void> {
    const opened = this.shown.page.waitForEvent("filechooser");
    await this.root.getByRole("button", { name: "Choose files" }).click();
    await (await opened).setFiles(files);
  }
}

export function aTextFile(name: string, text: string): Given {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}

export function aFile(name: string, buffer: Buffer): Given {
  return { name, mimeType: "application/octet-stream", buffer };
}
