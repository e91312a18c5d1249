import { Button, Text } from '@mantine/core';
import { texts } from '../texts';
import type { Entry } from '../use-reception';
import classes from './registration-card.module.css';

/** What goes with the document; each can become a document of its own again. */
export function AttachedFiles({ files, onDetach }: { files: Entry['files']; onDetach: (token: string) => void }) {
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={texts.attachments}>
      {files.map((file) => (
        <li key={file.token} className={classes.files}>
          <Text size="sm">{file.name}</Text>
          <Button size="compact-sm" variant="subtle" onClick={() => onDetach(file.token)}>
            {texts.detach}
          </Button>
        </li>
      ))}
    </ul>
  );
}
