import { Button, Group } from '@mantine/core';
import { showToast } from '@/ui/toasts';
import { texts } from '../texts';
import classes from './account.module.css';

/** Shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    showToast({ text: texts.copied });
  };
  return (
    <>
      <h2 className={classes.heading}>{texts.recoveryTitle}</h2>
      <p>{texts.recoveryAbout}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs" mt="sm">
        <Button onClick={onDone}>{texts.keptThem}</Button>
        <Button variant="default" onClick={() => void copy()}>
          {texts.copy}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {texts.print}
        </Button>
      </Group>
    </>
  );
}
