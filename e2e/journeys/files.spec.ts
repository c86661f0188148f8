import { readFile } from "node:fs/promises";
import { newId } from "@/lib/shared/ids";
import { LETTER_PDF, PNG, SAMPLES, SVG } from "@/tests/support/sample-files";
import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { aFile, aTextFile, FileCard } from "../pages/files";

const REFUSED = /status of 422/;

/** How many points of a picture are dark. Runs in the browser. */
function countInk(canvas: Element): number {
  const { width, height } = canvas as HTMLCanvasElement;
  const points = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
  return points.filter((value, index) => index % 4 === 3 && value > 128 && (points[index - 1] ?? 255) < 128).length;
}

test("three files are attached at once, seen, opened, described and removed", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { id, reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  const files = new FileCard(shown);
  await expect(files.root).toContainText("No files on this case");
  await expect(files.root).toContainText("Up to 25 MB each: PDF, images");

  await files.choose(aFile("ward.png", PNG), aTextFile("letter.txt", "Dear ward\n"), aFile("scan.pdf", LETTER_PDF));
  await expect(shown.news("3 files attached.")).toBeVisible();
  await expect(files.links).toHaveCount(3);
  await expect(files.root).toContainText(`Plain text, 10 bytes, from ${me.name}`);
  await files.root.getByRole("button", { name: "Look at ward.png" }).click();
  const picture = shown.dialog.getByRole("img", { name: "Image: ward.png" });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);
  await page.keyboard.press("Escape");
  await files.root.getByRole("button", { name: "Look at scan.pdf" }).click();
  await expect(shown.dialog.getByText("Page 1 of 1", { exact: true })).toBeVisible();
  const drawn = shown.dialog.getByRole("img", { name: "Page 1 of scan.pdf, as a picture. Its words are below." });
  await expect.poll(() => drawn.evaluate(countInk)).toBeGreaterThan(100);
  await shown.dialog.getByText("Words of page 1", { exact: true }).click();
  await expect(shown.dialog.getByText("Dear ward", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(shown.timeline).toContainText("attached a file");
  await expect(shown.timeline).toContainText("letter.txt");
  expect(await rows.count("Event", `"chain" = $1 AND "type" = 'file.attached'`, `case:${id}`)).toBe(3);

  const download = page.waitForEvent("download");
  await files.root.getByRole("link", { name: "letter.txt", exact: true }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("letter.txt");
  expect(await readFile(await saved.path(), "utf8")).toBe("Dear ward\n");

  await files.root.getByRole("button", { name: "Describe letter.txt" }).click();
  await shown.dialog.getByLabel("In a line").fill("The daughter’s letter");
  await shown.dialog.getByRole("button", { name: "Save" }).click();
  await expect(shown.dialog).toBeHidden();
  await expect(files.root).toContainText("The daughter’s letter");

  await files.root.getByRole("button", { name: "Remove letter.txt" }).click();
  await shown.dialog.getByRole("button", { name: "Remove file" }).click();
  await expect(shown.dialog.getByLabel("Why does it not belong here?")).toHaveAccessibleDescription(/is needed/);
  await shown.dialog.getByLabel("Why does it not belong here?").fill("It is another patient’s.");
  await shown.dialog.getByRole("button", { name: "Remove file" }).click();
  await expect(files.links).toHaveCount(2);
  await files.root.getByText("Removed files").click();
  await expect(files.root).toContainText("It is another patient’s.");
  await expect(shown.timeline).toContainText("removed a file");
});

test("what cannot be kept says why beside its name, and what was typed elsewhere stays", async ({
  page,
  login,
  rows,
  watch,
}) => {
  watch.tolerate(REFUSED);
  const { place, ...me } = await login("associate");
  const { id, reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  await shown.note.fill("Half a note");
  const files = new FileCard(shown);
  await files.choose(
    aTextFile("empty.pdf", ""),
    aFile("large.pdf", Buffer.alloc(26_000_000, "a")),
    aFile("drawing.svg", SVG),
    aFile("drawing.png", SVG),
    aTextFile("tool.pdf", "MZ\u0090\u0000\u0003\u0000"),
  );
  await expect(files.row("empty.pdf")).toContainText("Not attached. This file is empty (0 bytes).");
  await expect(files.row("large.pdf")).toContainText("This file is 26.0 MB; the limit is 25 MB.");
  await expect(files.row("drawing.svg")).toContainText("This is an SVG drawing, which can hold scripts.");
  await expect(files.row("drawing.png")).toContainText("This is an SVG drawing, which can hold scripts.");
  await expect(files.row("tool.pdf")).toContainText(/program|are not taken/);
  await expect(shown.note).toHaveValue("Half a note");
  for (const name of ["empty.pdf", "large.pdf", "drawing.svg", "drawing.png", "tool.pdf"]) {
    await files.underWay.getByRole("button", { name: `Dismiss: ${name}` }).click();
  }
  await expect(files.underWay).toHaveCount(0);
  expect(await rows.count("Attachment", '"caseId" = $1', id)).toBe(0);
});

test("a mislabelled file, one with folders in its name, a large one and a twin are kept, and told", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const { id, reference } = await rows.case(place, me);
  const files = new FileCard(await CasePage.open(page, reference));
  await files.choose(aFile("photo.pdf", PNG));
  await expect(files.row("photo.pdf")).toContainText(
    "Attached. Its name ends in .pdf, but by its content it is a PNG image; it is kept as that.",
  );
  await files.choose(aFile("copy.png", PNG));
  await expect(files.row("copy.png")).toContainText("Attached. The same file is on this case already, as “photo.pdf”.");
  const large = Buffer.concat([SAMPLES.pdf, Buffer.alloc(24_900_000, "%")]);
  await files.choose(aFile("scan.pdf", large));
  await expect(files.links.filter({ hasText: "scan.pdf" })).toBeVisible();
  const kept = await rows.read<{ name: string; kind: string; bytes: number }>(
    'SELECT "name", "kind", "bytes" FROM "Attachment" WHERE "caseId" = $1 ORDER BY "uploadedAt"',
    [id],
  );
  expect(kept).toEqual([
    { name: "photo.pdf", kind: "png", bytes: PNG.length },
    { name: "copy.png", kind: "png", bytes: PNG.length },
    { name: "scan.pdf", kind: "pdf", bytes: large.length },
  ]);
  const address = await files.links.filter({ hasText: "photo.pdf" }).getAttribute("href");
  const answer = await page.request.get(address ?? "");
  expect(answer.headers()["content-disposition"]).toBe(
    "attachment; filename=\"photo.pdf.png\"; filename*=UTF-8''photo.pdf.png",
  );
  expect(answer.headers()["content-type"]).toBe("image/png");
});

test("the server judges too, whoever sends by hand", async ({ page, login, rows, baseURL }) => {
  const { place, ...me } = await login("associate");
  const { id: caseId, reference } = await rows.case(place, me);
  await CasePage.open(page, reference);
  const send = async (name: string, data: Buffer, key = newId()) => {
    const params = { caseId, idempotencyKey: key, name };
    const headers = { origin: baseURL ?? "", "content-type": "application/octet-stream" };
    const answer = await page.request.post("/api/files", { params, headers, data });
    return { status: answer.status(), text: await answer.text() };
  };
  expect(await send("a.txt", Buffer.alloc(0))).toMatchObject({ status: 422, text: expect.stringMatching(/0 bytes/) });
  const large = await send("a.txt", Buffer.alloc(26_000_000, "a"));
  expect(large).toMatchObject({ status: 422, text: expect.stringMatching(/limit is 25 MB/) });
  expect(await send("a.svg", SVG)).toMatchObject({ status: 422, text: expect.stringMatching(/SVG/) });
  expect(await send("a.txt", Buffer.from("x"), "no key")).toMatchObject({ status: 422 });
  expect(await rows.count("Attachment", '"caseId" = $1', caseId)).toBe(0);
  const key = newId();
  const kept = await send("../../etc/passwd", Buffer.from("root:x:0:0\n"), key);
  expect(kept).toMatchObject({ status: 200, text: expect.stringMatching(/"name":"passwd"/) });
  expect((await send("../../etc/passwd", Buffer.from("root:x:0:0\n"), key)).text).toBe(kept.text);
  expect(await rows.count("Attachment", '"caseId" = $1', caseId)).toBe(1);
});

test("files are dragged onto the page and pasted into it", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  const files = new FileCard(await CasePage.open(page, reference));
  const fire = (kind: "drop" | "paste", name: string) =>
    page.evaluate(
      ([type, title]) => {
        const carried = new DataTransfer();
        carried.items.add(new File([`Dear ${title}`], title, { type: "text/plain" }));
        const init = { bubbles: true, cancelable: true };
        const event =
          type === "drop"
            ? new DragEvent("drop", { ...init, dataTransfer: carried })
            : new ClipboardEvent("paste", { ...init, clipboardData: carried });
        document.querySelector("h1")?.dispatchEvent(event);
      },
      [kind, name] as const,
    );
  await fire("drop", "dragged.txt");
  await expect(files.links.filter({ hasText: "dragged.txt" })).toBeVisible();
  await fire("paste", "pasted.txt");
  await expect(files.links.filter({ hasText: "pasted.txt" })).toBeVisible();
});

test("a file that a dead network holds up waits, and is sent again once", async ({
  page,
  context,
  login,
  rows,
  watch,
}) => {
  watch.tolerate(/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/);
  const { place, ...me } = await login("associate");
  const { id, reference } = await rows.case(place, me);
  const files = new FileCard(await CasePage.open(page, reference));
  await context.setOffline(true);
  await files.choose(aTextFile("letter.txt", "Dear ward\n"));
  await expect(files.row("letter.txt")).toContainText("This file could not be sent.");
  await context.setOffline(false);
  await files.row("letter.txt").getByRole("button", { name: "Try again: letter.txt" }).click();
  await expect(files.links.filter({ hasText: "letter.txt" })).toBeVisible();
  expect(await rows.count("Attachment", '"caseId" = $1', id)).toBe(1);
});

test("whoever only reads opens files, and neither adds nor removes", async ({ page, login, rows, otherBrowser }) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  const mine = new FileCard(await CasePage.open(page, reference));
  await mine.choose(aTextFile("letter.txt", "Dear ward\n"));
  await expect(mine.links).toHaveCount(1);
  const other = await otherBrowser();
  await login(await rows.person({ role: "auditor", place }), other);
  const files = new FileCard(await CasePage.open(other, reference));
  await expect(files.root.getByRole("button")).toHaveCount(0);
  const download = other.waitForEvent("download");
  await files.links.click();
  expect((await download).suggestedFilename()).toBe("letter.txt");
});
