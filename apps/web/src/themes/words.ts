import { addWords } from '../i18n/i18n';
import en from './en.json';
import fr from './fr.json';

declare module '../i18n/i18n' {
  interface Words {
    themes: typeof fr;
  }
}

addWords('themes', { fr, en });
