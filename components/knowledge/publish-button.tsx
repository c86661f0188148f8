"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DeedButton } from "@/components/form/deed-button";
import { publishArticleAction } from "@/lib/knowledge/actions";
import { newId } from "@/lib/shared/ids";

type PublishProps = { articleId: string; revision: number; version: number };

/** Makes the draft on the screen the version that everybody reads. */
export function PublishButton({ articleId, revision, version }: PublishProps) {
  const router = useRouter();
  const [versionId] = useState(newId);
  return (
    <DeedButton
      variant="primary"
      action={publishArticleAction}
      fields={{ articleId, versionId, revision: String(revision) }}
      done={`Version ${version} is published.`}
      onEnd={(isDone) => (isDone ? router.push(`/knowledge/${articleId}`) : undefined)}
    >
      Publish version {version}
    </DeedButton>
  );
}
