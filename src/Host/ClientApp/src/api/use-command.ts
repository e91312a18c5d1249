import { useMutation, useQueryClient, type QueryKey, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { newKey } from './client';
import { keyFor, type Intent } from './intent';

interface CommandSettings<V, A> {
  /** Sends it; the key goes to the server as it is. */
  run: (variables: V, key: string) => Promise<A>;
  /** What must be read again afterwards; it is read again after a refusal too, which may tell of somebody else's change. */
  changes?: readonly QueryKey[];
  onDone?: (answer: A, variables: V) => void;
}

/** A mutation with one idempotency key per intent: pressing the button again after a lost connection sends the same key, so nothing is done twice. */
export function useCommand<V, A>({ run, changes = [], onDone }: CommandSettings<V, A>): UseMutationResult<A, Error, V> {
  const queries = useQueryClient();
  const last = useRef<Intent | null>(null);
  return useMutation<A, Error, V>({
    mutationFn: async (variables) => {
      const key = keyFor(last.current, variables, newKey);
      last.current = { key, variables, error: null };
      try {
        return await run(variables, key);
      } catch (error) {
        last.current = { key, variables, error };
        throw error;
      }
    },
    onSuccess: (answer, variables) => {
      last.current = null;
      onDone?.(answer, variables);
    },
    onSettled: () => Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
