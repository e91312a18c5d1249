import { Button, Code, Group, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '@/api/client';
import type { components } from '@/api/schema';
import { ErrorState } from '@/ui/error-state';
import { texts as uiTexts } from '@/ui/texts';
import { texts } from './texts';

/** Walks the chain of hashes on the server and says what it found. */
export function VerifyDialog({ total, onClose }: { total: number; onClose: () => void }) {
  const [seq, setSeq] = useState('');
  const [hash, setHash] = useState('');
  const verify = useMutation({
    mutationFn: () => read('/api/audit/verification', { query: { anchorSeq: seq.trim() === '' ? undefined : Number(seq), anchorHash: hash.trim() === '' ? undefined : hash.trim() } }),
  });
  return (
    <Modal opened onClose={onClose} title={texts.verifyTitle} size="lg" closeButtonProps={{ 'aria-label': uiTexts.close }}>
      <Stack gap="sm">
        <Text>{texts.verifyLead}</Text>
        <TextInput label={texts.anchorSeq} description={texts.anchorHint} inputMode="numeric" value={seq} onChange={(event) => setSeq(event.currentTarget.value)} />
        <TextInput label={texts.anchorHash} value={hash} onChange={(event) => setHash(event.currentTarget.value)} />
        <div aria-live="polite">
          {verify.isPending && (
            <>
              <Text mb={4}>{texts.running(total)}</Text>
              <Progress value={100} animated aria-label={texts.running(total)} />
            </>
          )}
          {verify.isError && <ErrorState error={verify.error} />}
          {verify.data !== undefined && <Verdict verdict={verify.data} />}
        </div>
        <Group justify="flex-end">
          <Button loading={verify.isPending} onClick={() => verify.mutate()}>
            {texts.start}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Verdict({ verdict }: { verdict: components['schemas']['AuditVerdict'] }) {
  const fault = verdict.break;
  const Icon = fault === null ? IconShieldCheck : IconAlertTriangle;
  return (
    <Group align="flex-start" gap="sm" wrap="nowrap">
      <Icon size={20} aria-hidden color={fault === null ? 'var(--lt-good-text)' : 'var(--lt-late-text)'} />
      <Stack gap={4} style={{ minWidth: 0 }}>
        <Text fw={600}>{fault === null ? texts.whole(verdict.checked) : texts.broken(verdict.checked)}</Text>
        {fault !== null && (
          <Text>
            {fault.detail} {texts.brokenNext}
          </Text>
        )}
        <Text size="sm">{texts.lastHash}</Text>
        <Code style={{ overflowWrap: 'anywhere' }}>{verdict.lastHash}</Code>
      </Stack>
    </Group>
  );
}
