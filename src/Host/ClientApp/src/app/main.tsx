import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/vi';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from '@/api/query-client';
import { ConfirmDialog } from '@/features/session/components/confirm-dialog';
import { SessionEndedDialog } from '@/features/session/components/session-ended-dialog';
import { Toasts } from '@/ui/toasts';
import { BelowInterruptions } from './below-interruptions';
import './fonts.css';
import { createRouter } from './router';
import { theme } from './theme';
import './theme.css';

const queries = createQueryClient();
const router = createRouter(queries);
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.nonce ?? '';
const root = document.getElementById('root');
// The scroll lock below dialogs writes a style element of its own and asks this package for the nonce.
setNonce(nonce);
if (root === null) throw new Error('The page lacks its root element.');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <DatesProvider settings={{ locale: 'vi', firstDayOfWeek: 1, weekendDays: [0, 6] }}>
        <QueryClientProvider client={queries}>
          <BelowInterruptions>
            <RouterProvider router={router} />
          </BelowInterruptions>
          <SessionEndedDialog />
          <ConfirmDialog />
          <Toasts />
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  </StrictMode>,
);
