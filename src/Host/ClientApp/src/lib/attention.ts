import { createStore } from './store';

/** How many notices wait to be read; stands before the title of the browser tab. */
export const attention = createStore(0);
