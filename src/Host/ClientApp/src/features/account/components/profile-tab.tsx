import { Button, Group, NativeSelect, Stack, TextInput, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { profileQuery, saveProfile, type Profile } from '../api/account';
import { texts } from '../texts';
import classes from './account.module.css';

type Theme = NonNullable<Profile['preferences']['theme']>;
const themes = Object.entries(texts.themes).map(([value, label]) => ({ value, label }));

export function ProfileTab() {
  const profile = useQuery(profileQuery);
  if (profile.data === undefined) return profile.isError ? <ErrorState error={profile.error} onRetry={() => void profile.refetch()} /> : <SkeletonRows />;
  const { data, etag } = profile.data;
  return (
    <>
      <section className={classes.panel}>
        <dl className={classes.facts}>
          <dt>{texts.fullName}</dt>
          <dd>{data.fullName}</dd>
          <dt>{texts.userName}</dt>
          <dd>{data.userName}</dd>
          <dt>{texts.positions}</dt>
          <dd>
            {data.positions.length === 0 ? texts.noPositions : data.positions.map((held) => <div key={held.positionId}>{[held.title, held.unitName, held.agencyName].filter(Boolean).join(', ')}</div>)}
          </dd>
        </dl>
        <span className={classes.quiet}>{texts.nameFrom}</span>
      </section>
      <ProfileForm key={etag} profile={data} etag={etag ?? ''} />
    </>
  );
}

function ProfileForm({ profile, etag }: { profile: Profile; etag: string }) {
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const [email, setEmail] = useState(profile.email ?? '');
  const [phone, setPhone] = useState(profile.phone ?? '');
  const [theme, setTheme] = useState<Theme>(profile.preferences.theme ?? 'system');
  const save = useMutation({
    mutationFn: () => saveProfile({ email: email.trim() === '' ? null : email.trim(), phone: phone.trim() === '' ? null : phone.trim(), preferences: { ...profile.preferences, theme } }, etag),
    onSuccess: () => {
      setColorScheme(theme === 'system' ? 'auto' : theme);
      showToast({ text: texts.saved });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: profileQuery.queryKey }),
  });
  return (
    <form
      className={classes.panel}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm" className={classes.form}>
        <TextInput label={texts.email} description={texts.emailHint} type="email" autoComplete="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <TextInput label={texts.phone} type="tel" autoComplete="tel" value={phone} onChange={(event) => setPhone(event.currentTarget.value)} />
        <NativeSelect label={texts.appearance} data={themes} value={theme} onChange={(event) => setTheme(event.currentTarget.value as Theme)} />
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
