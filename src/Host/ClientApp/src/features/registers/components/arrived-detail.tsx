import { Button, Group, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf } from '@/api/client';
import { agenciesQuery } from '@/api/organisation';
import { useCommand } from '@/api/use-command';
import { DateText } from '@/ui/date-text';
import { ReasonDialog } from '@/ui/reason-dialog';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { refuseDispatch, type Arrived } from '../api/dispatches';
import { proposeFromDispatch } from '../api/reception';
import { emptyFields, fieldsOf, type Fields, type Proposal } from '../registration';
import { texts } from '../texts';
import { titleOf } from '../titles';
import { entryOfDispatch, useReception, type Entry } from '../use-reception';
import classes from './arrived-tab.module.css';
import { OpenRegisterDialog } from './open-register-dialog';
import { Done, RegistrationEnd } from './registration-card';
import { RegistrationForm } from './registration-form';

/** One document that arrived: its file, the fields to register it, and the way to refuse it. */
export function ArrivedDetail({ row, onGone }: { row: Arrived; onGone: () => void }) {
  const versionNo = row.issuedVersionNo;
  const agencies = useQuery(agenciesQuery);
  const proposal = useQuery({
    queryKey: ['dispatches', 'proposal', row.documentId, versionNo],
    queryFn: ({ signal }) => proposeFromDispatch(row.documentId, versionNo ?? 0, signal),
    enabled: versionNo !== null,
    staleTime: Infinity,
    retry: false,
  });
  const isReading = agencies.isPending || (versionNo !== null && proposal.isPending);
  // What the sender's system says of the document counts more than what is read from the file.
  const given = { ...emptyFields, ...axisFields(row), senderAgencyId: agencies.data?.find((agency) => agency.name === row.sender)?.id ?? null };
  const fields = proposal.data === undefined ? given : { ...fieldsOf(proposal.data, given), ...axisFields(row), senderAgencyId: given.senderAgencyId };
  return (
    <div className={classes.detail}>
      <Text fw={600} size="lg">
        {row.subject}
      </Text>
      <Text c="dimmed">
        {titleOf(row)} · {row.sender} · {texts.sentAt} <DateText value={row.sentAt} withTime />
        {row.responseForNumber !== null && ` · ${texts.answers(row.responseForNumber)}`}
      </Text>
      {versionNo === null ? (
        <Text>{texts.fileNotReady}</Text>
      ) : (
        <Group>
          <Button
            component="a"
            variant="default"
            href={addressOf('/api/documents/{id}/versions/{versionNo}/content', { path: { id: row.documentId, versionNo }, query: { inline: true } })}
            target="_blank"
            rel="noopener"
            leftSection={<IconExternalLink size={16} aria-hidden />}
          >
            {texts.viewFile}
          </Button>
        </Group>
      )}
      <Text size="sm" c="dimmed">
        {texts.fromAxis}
      </Text>
      {isReading ? <SkeletonRows rows={4} /> : <Registration row={row} first={entryOfDispatch(row.id, fields, proposal.data === undefined ? null : onlyRead(proposal.data))} onGone={onGone} />}
    </div>
  );
}

function Registration({ row, first, onGone }: { row: Arrived; first: Entry; onGone: () => void }) {
  const reception = useReception([first]);
  const checked = reception.checked[0];
  const [isRefusing, setIsRefusing] = useState(false);
  if (checked === undefined) return null;
  const { entry } = checked;
  if (entry.done !== null) return <Done done={entry.done} />;
  return (
    <>
      <RegistrationForm fields={entry.fields} proposal={entry.proposal} problems={checked.problems} onChange={(change) => reception.change(entry.id, { fields: { ...entry.fields, ...change }, error: null })} />
      <RegistrationEnd checked={checked} reception={reception}>
        <Button variant="default" onClick={() => setIsRefusing(true)}>
          {texts.refuse}
        </Button>
      </RegistrationEnd>
      <OpenRegisterDialog reception={reception} />
      {isRefusing && <RefuseDialog row={row} onClose={() => setIsRefusing(false)} onDone={onGone} />}
    </>
  );
}

function RefuseDialog({ row, onClose, onDone }: { row: Arrived; onClose: () => void; onDone: () => void }) {
  const refuse = useCommand({
    run: (reason: string, key) => refuseDispatch(row.id, reason, key),
    changes: [['dispatches']],
    onDone: () => {
      showToast({ text: texts.refused(titleOf(row)) });
      onDone();
    },
  });
  return (
    <ReasonDialog
      title={texts.refuseTitle(titleOf(row))}
      verb={texts.refuse}
      isDangerous
      minLength={{ characters: 10, problem: texts.refuseShort }}
      phrases={texts.refusePhrases}
      isBusy={refuse.isPending}
      error={refuse.error}
      onConfirm={(reason) => refuse.mutate(reason)}
      onClose={onClose}
    />
  );
}

/** What the axis did not bring; the evidence of the rest would only repeat what is certain. */
function onlyRead(proposal: Proposal): Proposal {
  return { ...proposal, number: null, symbol: null, issuedOn: null, sender: null, typeCode: null, subject: null, urgency: null };
}

function axisFields(row: Arrived): Pick<Fields, 'number' | 'symbol' | 'issuedOn' | 'senderName' | 'typeCode' | 'subject' | 'urgency'> {
  const { symbol, typeCode, subject, urgency } = row;
  return { number: row.number === null ? '' : String(row.number), symbol, issuedOn: row.issuedOn ?? '', senderName: row.sender, typeCode, subject, urgency };
}
