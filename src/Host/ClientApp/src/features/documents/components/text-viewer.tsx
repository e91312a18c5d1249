import { useEffect, useState } from 'react';
import { Text } from '@mantine/core';
import { ErrorState } from '@/ui/error-state';
import { texts } from '../texts';
import { PaperLoading } from './paper-loading';
import { useFile } from './use-file';
import classes from './viewer.module.css';

const most = 2 * 1024 * 1024;

/** A plain text; the browser's own search works in it. */
export function TextViewer({ address, fileName }: { address: string; fileName: string }) {
  const { file, part, error, retry } = useFile(address);
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    void file?.slice(0, most).text().then(setText);
  }, [file]);
  if (error !== null) return <ErrorState error={error} onRetry={retry} />;
  if (file === null || text === null) return <PaperLoading part={part} />;
  return (
    // What scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.alone} tabIndex={0} role="region" aria-label={texts.document(fileName)}>
      {file.size > most && <Text size="sm">{texts.tooLongText}</Text>}
      <div className={`${classes.sheet ?? ''} ${classes.textSheet ?? ''}`}>{text}</div>
    </div>
  );
}
