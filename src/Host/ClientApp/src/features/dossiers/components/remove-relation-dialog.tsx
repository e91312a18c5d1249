import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { ErrorState } from '@/ui/error-state';
import { showToast } from '@/ui/toasts';
import { useRemoveRelation, type RelationRow } from '../api/relations';
import { texts } from '../texts';

export function RemoveRelationDialog({ dossierId, relation, onClose }: { dossierId: string; relation: RelationRow; onClose: () => void }) {
  const remove = useRemoveRelation(dossierId, () => {
    showToast({ text: texts.removed(relation.other.number) });
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={texts.removeTitle(relation.other.number)} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack gap="sm">
        <Text>{texts.removeDetail}</Text>
        {remove.isError && <ErrorState error={remove.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button data-autofocus loading={remove.isPending} onClick={() => remove.mutate({ fromId: relation.fromId, toId: relation.toId, kind: relation.kind })}>
            {texts.remove}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
