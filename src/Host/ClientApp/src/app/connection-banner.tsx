import { Button } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { reachable } from '@/api/connection';
import { useStore } from '@/lib/store';
import classes from './shell.module.css';
import { texts } from './texts';

/** Stays until the server answers again. */
export function ConnectionBanner() {
  const queries = useQueryClient();
  const isReachable = useStore(reachable);
  const { online } = useNetwork();
  if (isReachable && online) return null;
  return (
    <div className={classes.banner} role="alert">
      <span>{texts.unreachable}</span>
      <Button size="compact-sm" variant="default" onClick={() => void queries.refetchQueries({ type: 'active' })}>
        {texts.tryNow}
      </Button>
    </div>
  );
}
