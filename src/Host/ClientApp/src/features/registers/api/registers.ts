import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';

export type Register = components['schemas']['RegisterView'];
export type Book = components['schemas']['PrintedBook'];

/** The books of the agency, the newest year first. */
export const registersQuery = queryOptions({
  queryKey: ['registers'],
  queryFn: ({ signal }) => read('/api/registers', { signal }),
});

const linesAtOnce = 200;

/** The whole book, for it is printed as a whole; `onProgress` gets how many lines are there. */
export function bookQuery(id: string, from: string, to: string, onProgress: (read: number, total: number) => void) {
  return queryOptions({
    queryKey: ['registers', id, 'book', from, to],
    queryFn: async ({ signal }) => {
      const lines: Book['lines'] = [];
      let after = 0;
      for (;;) {
        const page = await read('/api/registers/{id}/book', { path: { id }, query: { from: from || undefined, to: to || undefined, after, size: linesAtOnce }, signal });
        lines.push(...page.lines);
        onProgress(lines.length, page.total);
        if (page.next === null) return { ...page, lines };
        after = page.next;
      }
    },
  });
}

export function openRegister(body: components['schemas']['OpenBody'], key: string) {
  return command('post', '/api/registers', { body, key });
}

export function closeRegister(register: Register, key: string) {
  return command('post', '/api/registers/{id}/close', { path: { id: register.id }, key, ifMatch: `"${register.rowVersion}"` });
}
