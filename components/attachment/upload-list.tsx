import { CircleAlert, Info } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/attachment/labels";
import type { Upload } from "./use-uploads";

type UploadListProps = { uploads: Upload[]; onRetry: (id: string) => void; onDismiss: (id: string) => void };

/** Files on their way, each with how far it has come or why it went no further. */
export function UploadList({ uploads, onRetry, onDismiss }: UploadListProps) {
  return (
    <ul aria-label="Files on their way" className="divide-y divide-line rounded-lg border">
      {uploads.map((upload) => (
        <li key={upload.id} className="grid gap-1.5 px-3.5 py-2.5">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <bdi className="min-w-0 flex-1 basis-40 font-medium wrap-anywhere">{upload.file.name}</bdi>
            <span className="text-sm text-muted tabular-nums">{formatBytes(upload.file.size)}</span>
            <Deeds upload={upload} onRetry={onRetry} onDismiss={onDismiss} />
          </div>
          <State upload={upload} />
        </li>
      ))}
    </ul>
  );
}

type DeedsProps = Pick<UploadListProps, "onRetry" | "onDismiss"> & { upload: Upload };

function Deeds({ upload: { id, file, progress }, onRetry, onDismiss }: DeedsProps) {
  const isUnderWay = progress.step === "waiting" || progress.step === "sending";
  const leave = isUnderWay ? "Cancel" : "Dismiss";
  return (
    <>
      {progress.step === "failed" && progress.mayRetry ? (
        <Button size="s" aria-label={`Try again: ${file.name}`} onClick={() => onRetry(id)}>
          Try again
        </Button>
      ) : null}
      <Button size="s" variant="quiet" aria-label={`${leave}: ${file.name}`} onClick={() => onDismiss(id)}>
        {leave}
      </Button>
    </>
  );
}

function State({ upload: { file, progress } }: { upload: Upload }) {
  switch (progress.step) {
    case "waiting":
      return <p className="text-sm text-muted">Waits for its turn.</p>;
    case "sending":
      return (
        <div className="flex items-center gap-2.5 text-sm text-muted">
          <Progress
            aria-label={`How much of ${file.name} is sent`}
            max={100}
            value={Math.round(progress.share * 100)}
            className="flex-1"
          />
          <span className="tabular-nums">
            {progress.share < 1 ? `${Math.floor(progress.share * 100)}%` : "Being checked…"}
          </span>
        </div>
      );
    case "failed":
      return (
        <p role="alert" className="flex items-start gap-1.5 text-sm font-medium text-late">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>Not attached. {progress.message}</span>
        </p>
      );
    case "done":
      return (
        <p role="status" className="flex items-start gap-1.5 text-sm">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <span>Attached. {progress.remark}</span>
        </p>
      );
    default:
      return progress satisfies never;
  }
}
