import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { UploadDrop } from '@/ui/upload-drop';
import { addAttachment, attachmentsQuery, removeAttachment } from '../api/attachments';
import { draftTexts as texts } from '../draft-texts';
import { formatLength } from '../lib/file-kind';
import lists from './lists.module.css';

const limits = { endings: ['.docx', '.xlsx', '.pdf', '.doc', '.xls', '.pptx', '.zip', '.jpg', '.jpeg', '.png'], megabytes: 100 };

/** What goes along with the document that is being drafted. */
export function DraftAttachments({ workItemId }: { workItemId: string }) {
  const attachments = useQuery(attachmentsQuery(workItemId));
  const [role, setRole] = useState('');
  const changes = [attachmentsQuery(workItemId).queryKey];
  const add = useCommand({
    run: (body: { file: string; role: string }, key) => addAttachment(workItemId, body, key),
    changes,
    onDone: (row) => {
      setRole('');
      showToast({ text: texts.attached(row.fileName) });
    },
  });
  const remove = useCommand({ run: (id: string, key) => removeAttachment(workItemId, id, key), changes });
  if (attachments.isPending) return <SkeletonRows rows={2} />;
  if (attachments.isError) return <ErrorState error={attachments.error} onRetry={() => void attachments.refetch()} />;
  return (
    <>
      <Text size="sm" c="dimmed">
        {texts.attachmentsHint}
      </Text>
      {attachments.data.length > 0 && (
        <ul className={lists.list} aria-label={texts.attachments}>
          {attachments.data.map((row) => (
            <li key={row.id} className={lists.row}>
              <div className={lists.main}>
                <Text fw={600}>{row.role}</Text>
                <Text size="sm" c="dimmed">{`${row.fileName} · ${formatLength(row.length)}`}</Text>
              </div>
              <Button size="compact-sm" variant="default" disabled={remove.isPending} aria-label={texts.removeAttachment(row.fileName)} onClick={() => remove.mutate(row.id)}>
                {texts.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {(add.error ?? remove.error) !== null && <ErrorState error={add.error ?? remove.error} />}
      <Group grow mt="xs">
        <TextInput label={texts.role} placeholder={texts.defaultRole} maxLength={100} value={role} onChange={(event) => setRole(event.currentTarget.value)} />
      </Group>
      <div style={{ marginTop: 8 }}>
        <UploadDrop label={texts.addAttachment} limits={limits} onUploaded={({ token }) => add.mutate({ file: token, role: role.trim() === '' ? texts.defaultRole : role.trim() })} />
      </div>
    </>
  );
}
