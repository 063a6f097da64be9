import { addWords } from '../../i18n/i18n';
import en from './words/en.json';
import fr from './words/fr.json';

declare module '../../i18n/i18n' {
  interface Words {
    journalEntries: typeof fr;
  }
}

addWords('journalEntries', { fr, en });
