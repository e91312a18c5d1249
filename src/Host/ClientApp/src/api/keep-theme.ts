import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { command, readVersioned } from './client';
import type { components } from './schema';

/** Keeps the chosen theme with the account, for the person's other devices. The page has it already, so a refusal may be forgotten. */
export function useKeepTheme(): (theme: components['schemas']['PageTheme']) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (theme) => {
      try {
        const { data, etag } = await readVersioned('/api/account/profile', {});
        await command('put', '/api/account/profile', { body: { email: data.email, phone: data.phone, preferences: { ...data.preferences, theme } }, ifMatch: etag ?? '' });
        await queries.invalidateQueries({ queryKey: ['account', 'profile'] });
      } catch {
        // Chosen again on another device, if it matters.
      }
    },
    [queries],
  );
}
