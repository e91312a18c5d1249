import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { newKey } from '@/api/client';
import { hasCode } from '@/api/errors';
import { keyFor, type Intent } from '@/api/intent';
import type { components } from '@/api/schema';
import type { UploadedFile } from '@/api/upload';
import { today } from '@/lib/dates';
import { showToast } from '@/ui/toasts';
import { findDuplicates, propose, registerIncoming } from './api/reception';
import { bodyOf, emptyFields, fieldsOf, problemsOf, sameDocument, type DuplicateRow, type Fields, type Problems, type Proposal } from './registration';
import { texts } from './texts';

/** A document on its way into the register. */
export interface Entry {
  id: string;
  /** The document first, then what goes with it. Empty for a dispatch, which brings its own. */
  files: readonly Pick<UploadedFile, 'token' | 'name'>[];
  dispatchId: string | null;
  isReading: boolean;
  hasReadFailed: boolean;
  proposal: Proposal | null;
  fields: Fields;
  isDespiteDuplicate: boolean;
  isSaving: boolean;
  error: unknown;
  done: components['schemas']['ReceivedDocument'] | null;
}

/** An entry with what is known about it at the moment. */
export interface Checked {
  entry: Entry;
  problems: Problems;
  duplicates: readonly DuplicateRow[];
  /** Nothing is missing and a duplicate has been confirmed: it may be registered. */
  isComplete: boolean;
}

const newEntry: Entry = {
  id: '',
  files: [],
  dispatchId: null,
  isReading: false,
  hasReadFailed: false,
  proposal: null,
  fields: emptyFields,
  isDespiteDuplicate: false,
  isSaving: false,
  error: null,
  done: null,
};

/** What arrived by the axis, with the fields that came with it. */
export function entryOfDispatch(dispatchId: string, fields: Fields, proposal: Proposal | null): Entry {
  return { ...newEntry, id: dispatchId, dispatchId, fields, proposal };
}

/** The documents that văn thư is about to register, until they are in the book. */
export function useReception(first: readonly Entry[] = []) {
  const queries = useQueryClient();
  const [entries, setEntries] = useState(first);
  const [registerName, setRegisterName] = useState<string | null>(null);
  /** Those that wait for the answer whether a register may be opened. */
  const [asking, setAsking] = useState<readonly string[] | null>(null);
  const intents = useRef(new Map<string, Intent>());
  const checked = useChecked(entries);

  const change = (id: string, next: Partial<Entry>) => setEntries((all) => all.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const remove = (id: string) => setEntries((all) => all.filter((one) => one.id !== id));

  const read = async (id: string, token: string) => {
    try {
      const proposal = await propose(token);
      setEntries((all) => all.map((one) => (one.id === id ? { ...one, proposal, isReading: false, fields: fieldsOf(proposal, one.fields) } : one)));
    } catch {
      // The document can be registered all the same, by what văn thư types.
      change(id, { isReading: false, hasReadFailed: true });
    }
  };
  const addFile = (file: Entry['files'][number]) => {
    const id = crypto.randomUUID();
    setEntries((all) => [...all, { ...newEntry, id, files: [file], isReading: true }]);
    void read(id, file.token);
  };
  /** Makes it an attachment of the entry before it. */
  const attach = (id: string, to: string) => {
    const files = entries.find((one) => one.id === id)?.files ?? [];
    setEntries((all) => all.filter((one) => one.id !== id).map((one) => (one.id === to ? { ...one, files: [...one.files, ...files] } : one)));
  };
  const detach = (id: string, token: string) => {
    const file = entries.find((one) => one.id === id)?.files.find((one) => one.token === token);
    if (file === undefined) return;
    setEntries((all) => all.map((one) => (one.id === id ? { ...one, files: one.files.filter((other) => other.token !== token) } : one)));
    addFile(file);
  };

  /** One after the other, in their order, so that the numbers follow it. Stops where a register is missing. */
  const register = async (ids: readonly string[], mayOpenRegister = false) => {
    setAsking(null);
    for (const [place, id] of ids.entries()) {
      const entry = entries.find((one) => one.id === id);
      if (entry === undefined) continue;
      const body = bodyOf(entry.fields, { files: entry.files.map((file) => file.token), dispatchId: entry.dispatchId, registerName, isDespiteDuplicate: entry.isDespiteDuplicate, mayOpenRegister });
      const key = keyFor(intents.current.get(id) ?? null, body, newKey);
      change(id, { isSaving: true, error: null });
      try {
        const done = await registerIncoming(body, key);
        intents.current.delete(id);
        change(id, { isSaving: false, done });
        showToast({ text: texts.registeredToast(done.arrivalNumber) });
      } catch (error) {
        intents.current.set(id, { key, variables: body, error });
        const isMissing = hasCode(error, 'register.missing') && !mayOpenRegister;
        change(id, { isSaving: false, error: isMissing ? null : error });
        if (isMissing) {
          setAsking(ids.slice(place));
          break;
        }
      }
    }
    await Promise.all([['incoming'], ['dispatches'], ['registers'], ['duplicates']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };

  return { checked, registerName, setRegisterName, asking, stopAsking: () => setAsking(null), change, remove, addFile, attach, detach, register, clearDone: () => setEntries((all) => all.filter((one) => one.done === null)) };
}

export type Reception = ReturnType<typeof useReception>;

function useChecked(entries: readonly Entry[]): readonly Checked[] {
  const sketches = entries
    .filter((entry) => entry.done === null && !entry.isReading && (entry.fields.number !== '' || entry.fields.subject !== ''))
    .map(({ id, files, fields: { number, symbol, issuedOn, senderAgencyId, senderName, subject } }) => ({
      id,
      sketch: { number, symbol, issuedOn, senderAgencyId, senderName, subject, files: files.slice(0, 1).map((file) => file.token) },
    }));
  // As text, because equal sketches are new objects at every key.
  const [settled] = useDebouncedValue(JSON.stringify(sketches), 300);
  const asked = JSON.parse(settled) as typeof sketches;
  const found = useQueries({ queries: asked.map(({ sketch }) => ({ queryKey: ['duplicates', sketch], queryFn: ({ signal }: { signal: AbortSignal }) => findDuplicates(sketch, signal) })) });
  const now = today();
  return entries.map((entry) => {
    const problems = problemsOf(entry.fields, now);
    // One that was registered a moment ago would find itself.
    const duplicates = entry.done === null ? (found[asked.findIndex((one) => one.id === entry.id)]?.data ?? []) : [];
    const isConfirmed = sameDocument(duplicates) === undefined || entry.isDespiteDuplicate;
    return { entry, problems, duplicates, isComplete: entry.done === null && !entry.isReading && !entry.isSaving && isConfirmed && Object.keys(problems).length === 0 };
  });
}
