import { addWords } from '../../i18n/i18n';
import en from './en.json';
import fr from './fr.json';

declare module '../../i18n/i18n' {
  interface Words {
    inbox: typeof fr;
  }
}

addWords('inbox', { fr, en });
