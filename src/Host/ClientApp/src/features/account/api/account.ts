import { queryOptions } from '@tanstack/react-query';
import { command, read, readVersioned } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Profile = Schemas['Profile'];
export type SessionRow = Schemas['SessionRow'];
export type Preferences = Schemas['PreferencesView'];
export type MailMode = Schemas['MailMode'];

export const profileQuery = queryOptions({
  queryKey: ['account', 'profile'],
  queryFn: ({ signal }) => readVersioned('/api/account/profile', { signal }),
});

export function saveProfile(profile: Schemas['ProfileBody'], etag: string) {
  return command('put', '/api/account/profile', { body: profile, ifMatch: etag });
}

export const preferencesQuery = queryOptions({
  queryKey: ['account', 'notifications'],
  queryFn: ({ signal }) => read('/api/account/notifications', { signal }),
});

export function savePreferences(preferences: Preferences) {
  return command('put', '/api/account/notifications', { body: preferences });
}

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: ({ signal }) => read('/api/account/sessions', { signal }),
});

export function endSession(id: string) {
  return command('delete', '/api/account/sessions/{id}', { path: { id } });
}

/** All but this one. */
export function endOtherSessions() {
  return command('delete', '/api/account/sessions', {});
}

export const secondFactorQuery = queryOptions({
  queryKey: ['account', 'second-factor'],
  queryFn: ({ signal }) => read('/api/account/second-factor', { signal }),
});

export function beginSecondFactor(password: string) {
  return command('post', '/api/account/second-factor', { body: { password } });
}

export function enableSecondFactor(code: string) {
  return command('post', '/api/account/second-factor/confirm', { body: { code } });
}

export function renewRecoveryCodes(code: string) {
  return command('post', '/api/account/second-factor/recovery-codes', { body: { code } });
}

export function disableSecondFactor(password: string, code: string) {
  return command('post', '/api/account/second-factor/disable', { body: { password, code } });
}
