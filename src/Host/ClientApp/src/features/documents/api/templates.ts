import { queryOptions } from '@tanstack/react-query';
import { command, read, readVersioned } from '@/api/client';
import type { components } from '@/api/schema';

export type TemplateRow = components['schemas']['TemplateRow'];
export type TemplateBody = components['schemas']['TemplateBody'];

export const templatesQuery = queryOptions({ queryKey: ['templates'], queryFn: ({ signal }) => read('/api/templates', { signal }) });

export const templateQuery = (id: string) =>
  queryOptions({ queryKey: ['templates', id], queryFn: ({ signal }) => readVersioned('/api/templates/{id}', { path: { id }, signal }) });

export const templateFieldsQuery = queryOptions({ queryKey: ['template-fields'], queryFn: ({ signal }) => read('/api/templates/fields', { signal }), staleTime: Infinity });

export function fillTemplate(id: string, workItemId: string) {
  return read('/api/templates/{id}/filled', { path: { id }, query: { workItemId } });
}

export function createTemplate(body: TemplateBody, key: string) {
  return command('post', '/api/templates', { body, key });
}

export function changeTemplate(id: string, body: TemplateBody, ifMatch: string, key: string) {
  return command('put', '/api/templates/{id}', { path: { id }, body, ifMatch, key });
}

export function retireTemplate(id: string, ifMatch: string, key: string) {
  return command('delete', '/api/templates/{id}', { path: { id }, ifMatch, key });
}
