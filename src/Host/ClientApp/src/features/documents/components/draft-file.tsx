import { Alert, Button, Group, Text } from '@mantine/core';
import { IconFileTypeDocx } from '@tabler/icons-react';
import { useState } from 'react';
import type { UploadedFile } from '@/api/upload';
import { explain } from '@/ui/error-state';
import { UploadDrop } from '@/ui/upload-drop';
import { proposeDraft, type DraftProposal } from '../api/drafting';
import { draftTexts as texts } from '../draft-texts';

export interface DraftFileValue {
  token: string;
  name: string;
  canBeIssued: boolean;
}

interface DraftFileProps {
  workItemId: string;
  file: DraftFileValue | null;
  onChange: (file: DraftFileValue | null, proposal: DraftProposal | null) => void;
}

const limits = { endings: ['.docx'], megabytes: 100 };

/** The draft as a Word file of one's own; its fields are read from it. */
export function DraftFile({ workItemId, file, onChange }: DraftFileProps) {
  const [isReading, setIsReading] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const take = async (uploaded: UploadedFile) => {
    setIsReading(true);
    setError(null);
    try {
      const proposal = await proposeDraft(workItemId, uploaded.token);
      onChange({ token: uploaded.token, name: uploaded.name, canBeIssued: proposal.canBeIssued }, proposal);
    } catch (failure) {
      setError(explain(failure).detail);
    } finally {
      setIsReading(false);
    }
  };
  if (file !== null)
    return (
      <>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <IconFileTypeDocx size={20} aria-hidden />
          <div style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
            <Text fw={600}>{texts.fileUsed(file.name)}</Text>
            <Text size="sm" c="dimmed">
              {`${texts.fileFilled} ${texts.fileKept}`}
            </Text>
          </div>
          <Button size="compact-sm" variant="default" onClick={() => onChange(null, null)}>
            {texts.fileRemove}
          </Button>
        </Group>
        {!file.canBeIssued && (
          <Alert color="yellow" mt="xs" role="alert">
            {texts.fileNoPlace}
          </Alert>
        )}
      </>
    );
  return (
    <>
      <UploadDrop label={texts.fileLabel} limits={limits} onUploaded={(uploaded) => void take(uploaded)} />
      <div aria-live="polite">
        {isReading && <Text size="sm">{texts.fileReading}</Text>}
        {error !== null && (
          <Text size="sm" c="var(--lt-late-text)" role="alert">
            {error}
          </Text>
        )}
      </div>
    </>
  );
}
