import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DateText } from '@/ui/date-text';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { endOtherSessions, endSession, sessionsQuery, type SessionRow } from '../api/account';
import { texts } from '../texts';
import classes from './account.module.css';
import { ConfirmEnd } from './confirm-end';

/** Phiên đăng nhập: where the account is signed in; a strange one is ended here. */
export function SessionsTab() {
  const queries = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const [ending, setEnding] = useState<SessionRow | 'others' | null>(null);
  const end = useMutation({
    mutationFn: async (what: SessionRow | 'others') => {
      if (what === 'others') return texts.endedOthers((await endOtherSessions()).ended);
      await endSession(what.id);
      return texts.ended(what.device);
    },
    onSuccess: (text) => {
      showToast({ text });
      setEnding(null);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  if (sessions.data === undefined) return sessions.isError ? <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} /> : <SkeletonRows />;
  return (
    <section className={classes.panel}>
      <p>{texts.sessionsAbout}</p>
      <ul className={classes.list}>
        {sessions.data.map((session) => (
          <li key={session.id}>
            <div className={classes.grow}>
              <b>{session.device}</b> {session.current && <span className={classes.state}>{texts.current}</span>}
              <div className={classes.quiet}>
                {texts.lastSeen} <DateText value={session.lastSeenAt} withTime /> · {texts.started} <DateText value={session.startedAt} withTime />
                {session.ipAddress !== null && ` · ${texts.address} ${session.ipAddress}`}
              </div>
            </div>
            {!session.current && (
              <Button variant="default" size="compact-md" aria-label={texts.endTitle(session.device)} onClick={() => setEnding(session)}>
                {texts.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.data.length > 1 && (
        <Button variant="default" mt="xs" onClick={() => setEnding('others')}>
          {texts.endOthers}
        </Button>
      )}
      {ending !== null && (
        <ConfirmEnd
          title={ending === 'others' ? texts.endOthersTitle : texts.endTitle(ending.device)}
          isBusy={end.isPending}
          error={end.error}
          onConfirm={() => end.mutate(ending)}
          onClose={() => {
            end.reset();
            setEnding(null);
          }}
        />
      )}
    </section>
  );
}
