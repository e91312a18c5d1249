import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { EmptyState } from '@/ui/empty-state';
import { texts } from '../texts';

/** In place of a file that cannot be shown: why, and the way to it. */
export function Unreadable({ isBroken, fileName, downloadHref }: { isBroken: boolean; fileName: string; downloadHref: string }) {
  return (
    <EmptyState
      title={isBroken ? texts.broken : texts.cannotShow}
      action={
        <Button component="a" href={downloadHref} download={fileName} variant="default" mt="xs" leftSection={<IconDownload size={16} aria-hidden />}>
          {texts.download}
        </Button>
      }
    >
      {isBroken ? texts.brokenHint : texts.cannotShowHint(fileName)}
    </EmptyState>
  );
}
