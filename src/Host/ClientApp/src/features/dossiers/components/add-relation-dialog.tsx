import { NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '@/ui/error-state';
import { FormDialog } from '@/ui/form-dialog';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { foundDocumentsQuery, useAddRelation, type DocumentHit, type RelationKind } from '../api/relations';
import { texts } from '../texts';

const kinds = Object.entries(texts.relationKinds).map(([value, label]) => ({ value, label }));

/** Finds another document and says how this dossier relates to it. */
export function AddRelationDialog({ dossierId, onClose }: { dossierId: string; onClose: () => void }) {
  const [text, setText] = useState('');
  const [searched] = useDebouncedValue(text.trim(), 250);
  const [kind, setKind] = useState<RelationKind>('related');
  const [chosen, setChosen] = useState<DocumentHit | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const found = useQuery(foundDocumentsQuery(searched));
  const add = useAddRelation(dossierId, () => {
    showToast({ text: texts.added(chosen?.number ?? '') });
    onClose();
  });
  const submit = () => {
    setIsAsked(true);
    if (chosen !== null) add.mutate({ documentId: chosen.documentId, kind });
  };
  return (
    <FormDialog title={texts.addRelation} verb={texts.add} isBusy={add.isPending} error={add.error} size="lg" onSubmit={submit} onClose={onClose}>
      <NativeSelect label={texts.relationKind} data={kinds} value={kind} onChange={(event) => setKind(event.currentTarget.value as RelationKind)} />
      <TextInput
        label={texts.findDocument}
        description={texts.findHint}
        data-autofocus
        value={text}
        error={isAsked && chosen === null ? texts.chooseFirst : null}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(null);
        }}
      />
      {searched.length >= 2 && found.isPending && <SkeletonRows rows={3} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.length === 0 && <Text role="status">{texts.nothingFound}</Text>}
      {found.data !== undefined && found.data.length > 0 && (
        <Radio.Group aria-label={texts.chosen} value={chosen?.documentId ?? ''} onChange={(id) => setChosen(found.data.find((hit) => hit.documentId === id) ?? null)}>
          <Stack gap="xs">
            {found.data.map((hit) => (
              <Radio key={hit.documentId} value={hit.documentId} label={`${hit.number} ${hit.subject}`} description={hit.place ?? undefined} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </FormDialog>
  );
}
