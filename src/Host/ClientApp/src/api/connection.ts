import { createStore } from '@/lib/store';

/** False from the first request without an answer until the next one with an answer. */
export const reachable = createStore(true);
