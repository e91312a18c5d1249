import { Button, Checkbox, Group, NativeSelect, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { preferencesQuery, savePreferences, type MailMode, type Preferences } from '../api/account';
import { texts } from '../texts';
import classes from './account.module.css';

const halfHours = Array.from({ length: 48 }, (_, half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
const modes = Object.entries(texts.modes).map(([value, label]) => ({ value, label }));

/** Thông báo: for which notices mail is sent, when not, and the morning digest. */
export function NotificationsTab() {
  const preferences = useQuery(preferencesQuery);
  if (preferences.data === undefined) return preferences.isError ? <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} /> : <SkeletonRows />;
  return <PreferencesForm key={preferences.dataUpdatedAt} saved={preferences.data} />;
}

function PreferencesForm({ saved }: { saved: Preferences }) {
  const queries = useQueryClient();
  const [wanted, setWanted] = useState(saved);
  const save = useMutation({
    mutationFn: () => savePreferences(wanted),
    onSuccess: (answer) => {
      queries.setQueryData(preferencesQuery.queryKey, answer);
      showToast({ text: texts.saved });
    },
  });
  const setMode = (kind: string, mode: MailMode) => setWanted({ ...wanted, mail: wanted.mail.map((choice) => (choice.kind === kind ? { ...choice, mode } : choice)) });
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm" className={classes.form}>
        <h2 className={classes.heading}>{texts.mail}</h2>
        {wanted.mail.map(({ kind, name, mode }) => (
          <div key={kind} className={classes.kinds}>
            <span>{name}</span>
            <NativeSelect aria-label={name ?? kind} data={modes} value={mode} onChange={(event) => setMode(kind, event.currentTarget.value as MailMode)} />
          </div>
        ))}
        <Checkbox label={texts.digest} checked={wanted.morningDigest} onChange={(event) => setWanted({ ...wanted, morningDigest: event.currentTarget.checked })} />
        <h2 className={classes.heading}>{texts.quiet}</h2>
        <Checkbox
          label={texts.hasQuiet}
          description={texts.quietAbout}
          checked={wanted.quietFrom !== null}
          onChange={(event) => setWanted({ ...wanted, ...(event.currentTarget.checked ? { quietFrom: '20:00:00', quietTo: '06:30:00' } : { quietFrom: null, quietTo: null }) })}
        />
        {wanted.quietFrom !== null && (
          <Group gap="sm">
            <ClockField label={texts.quietFrom} value={wanted.quietFrom} onChange={(quietFrom) => setWanted({ ...wanted, quietFrom })} />
            <ClockField label={texts.quietTo} value={wanted.quietTo ?? ''} onChange={(quietTo) => setWanted({ ...wanted, quietTo })} />
          </Group>
        )}
        {save.isError && <ErrorState error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {texts.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A browser's own clock field follows the language of the machine: "08:00 PM". */
function ClockField({ label, value, onChange }: { label: string; value: string; onChange: (time: string) => void }) {
  const shown = value.slice(0, 5);
  return <NativeSelect label={label} data={halfHours.includes(shown) ? halfHours : [shown, ...halfHours]} value={shown} onChange={(event) => onChange(event.currentTarget.value)} />;
}
