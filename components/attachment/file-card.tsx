import { Card, CardBody, CardHeader, CardList } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import type { CaseFiles } from "@/lib/attachment/types";
import { FileDrop } from "./file-drop";
import { FileLine } from "./file-line";
import { RemovedFiles } from "./removed-files";

type FileCardProps = { caseId: string; files: CaseFiles; zone: string; now: string };

/** The files of a case, and the way to add to them. */
export function FileCard({ caseId, files: { rows, removed, limitMb, may }, zone, now }: FileCardProps) {
  return (
    <Card aria-labelledby="files">
      <CardHeader id="files" title="Files" count={rows.length} />
      {rows.length === 0 ? (
        <p className="px-3.5 pt-3 text-muted last:pb-3">
          No files on this case. Letters, photographs and e-mails that belong to it go here.
        </p>
      ) : (
        <CardList>
          {rows.map((file) => (
            <FileLine key={file.id} file={file} mayChange={may.void} zone={zone} now={now} />
          ))}
        </CardList>
      )}
      {may.attach ? (
        <CardBody className={rows.length > 0 ? "border-t" : undefined}>
          <FileDrop caseId={caseId} limitMb={limitMb} />
        </CardBody>
      ) : null}
      {removed.length > 0 ? (
        <Disclosure summary="Removed files" aside={removed.length} className="border-t px-3.5 py-1.5">
          <RemovedFiles files={removed} zone={zone} now={now} />
        </Disclosure>
      ) : null}
    </Card>
  );
}
