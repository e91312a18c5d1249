import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';

export type Arrived = components['schemas']['ReceivedDispatchRow'];
export type Sent = components['schemas']['SentDispatchRow'];

/** Arrived, neither registered nor refused. */
export const arrivedQuery = queryOptions({
  queryKey: ['dispatches', 'arrived'],
  queryFn: ({ signal }) => read('/api/dispatches/incoming', { query: { statusCode: '01', size: 200 }, signal }),
});

export const listSent = (filter: string, text: string) => (page: number, signal: AbortSignal) =>
  read('/api/dispatches/sent', { query: { filter: filter || undefined, text: text || undefined, page: page, size: 100 }, signal });

const refusedCode = '02';

export const refuseDispatch = (id: string, reason: string, key: string) => command('post', '/api/dispatches/{id}/receipts', { path: { id }, body: { statusCode: refusedCode, reason }, key });

export const resendDispatch = (id: string, key: string) => command('post', '/api/dispatches/{id}/resend', { path: { id }, key });
