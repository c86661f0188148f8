import { RelativeTime } from "@/components/ui/time";
import type { FileRow } from "@/lib/attachment/types";

type RemovedFilesProps = { files: FileRow[]; zone: string; now: string };

/** That they were there, who took them off, and why. They are kept with the case and opened by nobody. */
export function RemovedFiles({ files, zone, now }: RemovedFilesProps) {
  return (
    <ul className="grid gap-2.5 text-sm">
      {files.map(({ id, name, voided }) => (
        <li key={id}>
          <bdi className="wrap-anywhere">{name}</bdi>
          {voided ? (
            <>
              <span className="block text-muted">
                Removed by {voided.by.name}, <RelativeTime iso={voided.at} zone={zone} now={now} />
              </span>
              <span dir="auto" className="block max-w-prose wrap-anywhere whitespace-pre-wrap">
                {voided.reason}
              </span>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
