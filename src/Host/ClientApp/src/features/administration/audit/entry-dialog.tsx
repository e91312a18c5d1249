import { Anchor, Code, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { components } from '@/api/schema';
import { formatMoment } from '@/lib/dates';
import { texts as uiTexts } from '@/ui/texts';
import { actions, subjects, texts } from './texts';

/** All that one entry says. */
export function EntryDialog({ entry, onClose }: { entry: components['schemas']['AuditEntry']; onClose: () => void }) {
  const data = entry.data ?? null;
  return (
    <Modal opened onClose={onClose} title={texts.entry(Number(entry.seq))} size="lg" closeButtonProps={{ 'aria-label': uiTexts.close }}>
      <Stack gap="xs">
        <Fact name={texts.at}>{formatMoment(entry.at ?? '')}</Fact>
        <Fact name={texts.who}>{entry.actorName}</Fact>
        {(entry.actingAs ?? null) !== null && <Fact name={texts.actingAs}>{entry.actingAs}</Fact>}
        <Fact name={texts.what}>
          {actions[entry.action] ?? entry.action} <Code>{entry.action}</Code>
        </Fact>
        <Fact name={texts.on}>
          {subjects[entry.subjectKind] ?? entry.subjectKind} <Code style={{ overflowWrap: 'anywhere' }}>{entry.subjectId}</Code>
        </Fact>
        {(entry.dossierId ?? null) !== null && (
          <Anchor component={Link} to={`/ho-so/${entry.dossierId}`}>
            {texts.dossier}
          </Anchor>
        )}
        <Fact name={texts.data}>{data === null ? texts.noData : null}</Fact>
        {data !== null && <Code block>{pretty(data)}</Code>}
        <Fact name={texts.previousHash}>
          <Code style={{ overflowWrap: 'anywhere' }}>{entry.previousHash}</Code>
        </Fact>
        <Fact name={texts.hash}>
          <Code style={{ overflowWrap: 'anywhere' }}>{entry.hash}</Code>
        </Fact>
      </Stack>
    </Modal>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Text component="div">
      <Text span c="dimmed">
        {name}:{' '}
      </Text>
      {children}
    </Text>
  );
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
