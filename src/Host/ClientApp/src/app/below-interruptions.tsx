import { createTheme, Drawer, MantineThemeProvider, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { wantedConfirmation } from '@/api/confirm-gate';
import { endedSession } from '@/api/session-gate';
import { useStore } from '@/lib/store';

const untouched = createTheme({});
const deafToEscape = createTheme({
  components: {
    Modal: Modal.extend({ defaultProps: { closeOnEscape: false } }),
    Drawer: Drawer.extend({ defaultProps: { closeOnEscape: false } }),
  },
});

/** Escape closes every open dialog, also those below another. While somebody signs in again or enters a code, the key is for that dialog alone: what was written below stays. */
export function BelowInterruptions({ children }: { children: ReactNode }) {
  const confirmation = useStore(wantedConfirmation);
  const ended = useStore(endedSession);
  return <MantineThemeProvider theme={confirmation === null && ended === null ? untouched : deafToEscape}>{children}</MantineThemeProvider>;
}
