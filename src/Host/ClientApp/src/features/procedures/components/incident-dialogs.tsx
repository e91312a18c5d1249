import { command, read } from '@/api/client';
import { FieldsDialog, type Field } from '@/ui/fields-dialog';
import { showToast } from '@/ui/toasts';
import { pickOf, type Incident, type Orphan } from '../api/procedures';
import { texts } from '../incident-texts';

export type IncidentAction = 'retry' | 'reassign' | 'skip';

const changes = [['incidents'], ['instances']];
const reason: Field = { name: 'reason', label: texts.reason, kind: 'area', isRequired: true };

/** Asks before an incident is dealt with, and says what came of it. */
export function IncidentDialog({ incident, action, onClose }: { incident: Incident; action: IncidentAction; onClose: () => void }) {
  const { id, step } = incident;
  const name = incident.document ?? `«${incident.subject ?? incident.instanceName ?? id}»`;
  const path = { id };
  const common = { verb: texts[action], changes, onClose };
  if (action === 'retry')
    return (
      <FieldsDialog
        {...common}
        title={texts.retryTitle(step, name)}
        note={texts.retryNote}
        fields={[reason]}
        run={(given, key) => command('post', '/api/incidents/{id}/retry', { path, body: { reason: given.reason }, key })}
        onDone={(answer) => showToast(answer.incidents > 0 ? { text: texts.retriedAgain(step), tone: 'failed' } : { text: texts.retried(step) })}
      />
    );
  if (action === 'reassign')
    return (
      <FieldsDialog
        {...common}
        title={texts.reassignTitle(step, name)}
        note={texts.reassignNote}
        fields={[
          {
            name: 'to',
            label: texts.toPerson,
            kind: 'search',
            isRequired: true,
            queryKey: ['incidents', id, 'candidates'],
            find: async (text, signal) => (await read('/api/incidents/{id}/candidates', { path, query: { text }, signal })).map(pickOf),
          },
          reason,
        ]}
        run={(given, key) => command('post', '/api/incidents/{id}/reassign', { path, body: { toPersonId: given.to ?? '', reason: given.reason }, key })}
        done={() => texts.reassigned(step)}
      />
    );
  return (
    <FieldsDialog
      {...common}
      title={texts.skipTitle(step, name)}
      isDangerous
      note={texts.skipNote}
      initial={{ outcome: incident.outcomes.length === 1 ? (incident.outcomes[0]?.code ?? '') : '' }}
      fields={[{ name: 'outcome', label: texts.outcome, kind: 'choice', isRequired: true, choices: incident.outcomes.map((outcome) => ({ value: outcome.code, label: outcome.text })) }, reason]}
      run={(given, key) => command('post', '/api/incidents/{id}/skip', { path, body: { outcome: given.outcome, reason: given.reason }, key })}
      done={() => texts.skipped(step)}
    />
  );
}

/** Gives work that nobody holds any more to somebody. */
export function MoveDialog({ work, onClose }: { work: Orphan; onClose: () => void }) {
  const path = { id: work.workItemId };
  return (
    <FieldsDialog
      title={texts.moveTitle(work.title, work.subject)}
      verb={texts.move}
      changes={changes}
      fields={[
        {
          name: 'to',
          label: texts.toPerson,
          kind: 'search',
          isRequired: true,
          queryKey: ['incidents', work.workItemId, 'candidates'],
          find: async (text, signal) => (await read('/api/admin/work-items/{id}/candidates', { path, query: { text }, signal })).map(pickOf),
        },
        reason,
      ]}
      run={(given, key) =>
        command('post', '/api/admin/work-items/{id}/reassign', { path, body: { toPersonId: given.to ?? '', reason: given.reason ?? '' }, key, ifMatch: `"${work.rowVersion}"` })
      }
      done={() => texts.moved(work.title)}
      onClose={onClose}
    />
  );
}
