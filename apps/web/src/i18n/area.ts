import { createContext } from 'react';
import type { Words } from './i18n';

/** Whose page is shown: where two areas put a same thing in different words, its own come first. */
export const AreaContext = createContext<keyof Words | undefined>(undefined);
