import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BulkBar } from "@/components/bulk/bulk-bar";
import { SelectingRows } from "@/components/bulk/selecting";
import { ToastProvider } from "@/components/ui/toast";

test("where it is told how many are selected stands there while none are", () => {
  const html = renderToStaticMarkup(
    <ToastProvider>
      <SelectingRows matching="tab=open" page={["a", "b"]} most={500}>
        <BulkBar
          matching="tab=open"
          total={{ count: 2, isCapped: false }}
          given={{ tags: [], today: "2026-05-12" }}
          mayAssign
          exporting={null}
        />
      </SelectingRows>
    </ToastProvider>,
  );
  expect(html).toMatch(/<p role="status" class="sr-only"><\/p>/);
  expect(html).not.toContain("Selected cases");
});
