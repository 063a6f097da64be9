import type { NoticeKind } from './notice';

type Language = 'fr' | 'en';

export interface Mail {
  subject: string;
  text: string;
}

/** What is said of each act. Neither a city nor an amount nor a name: a mail travels in the open. */
const said: Record<NoticeKind, Record<Language, string>> = {
  CASE_OPENED: { fr: 'Un dossier d’urgence a été ouvert.', en: 'An emergency case has been opened.' },
  PROPOSALS_CALLED: {
    fr: 'Votre proposition est demandée pour un dossier d’urgence.',
    en: 'Your proposal is asked for an emergency case.',
  },
  SIGNATURE_ASKED: {
    fr: 'Une proposition d’aide attend votre signature.',
    en: 'A proposal of aid awaits your signature.',
  },
  DECISION_ASKED: {
    fr: 'Une proposition d’aide, signée par ses deux auteurs, attend votre décision.',
    en: 'A proposal of aid, signed by both its authors, awaits your decision.',
  },
  AID_GRANTED: { fr: 'Une aide d’urgence a été accordée.', en: 'An emergency aid has been granted.' },
  AID_REFUSED: { fr: 'Une aide d’urgence a été refusée.', en: 'An emergency aid has been refused.' },
  PROPOSAL_RETURNED: {
    fr: 'Une proposition d’aide vous est renvoyée, avec son motif.',
    en: 'A proposal of aid is sent back to you, with the reason.',
  },
  AID_CANCELLED: { fr: 'Une aide accordée a été abandonnée.', en: 'A granted aid has been given up.' },
  PAYMENT_FAILED: { fr: 'Le paiement d’une aide a échoué.', en: 'The payment of an aid has failed.' },
  AID_PAID: { fr: 'Une aide d’urgence a été versée.', en: 'An emergency aid has been paid.' },
  APPEAL_OPENED: { fr: 'Un appel aux dons a été ouvert.', en: 'An appeal for donations has been opened.' },
  REPORT_DUE: {
    fr: 'Le compte rendu d’une aide est bientôt attendu.',
    en: 'The report on an aid is due soon.',
  },
  REPORT_OVERDUE: {
    fr: 'Le compte rendu d’une aide n’est pas arrivé à sa date.',
    en: 'The report on an aid has not come by its date.',
  },
  REPORT_RECEIVED: { fr: 'Le compte rendu d’une aide est arrivé.', en: 'The report on an aid has come.' },
  CASE_CLOSED: { fr: 'Un dossier d’urgence a été clos.', en: 'An emergency case has been closed.' },
  FUND_SHORT: {
    fr: 'Une correction d’intérêts reprend au fonds plus qu’il ne lui reste.',
    en: 'A correction of interest takes more from the fund than it has left.',
  },
  DONOR_REPORT_DUE: {
    fr: 'Un rapport promis à un bailleur est bientôt attendu.',
    en: 'A report promised to a donor is due soon.',
  },
  DONOR_REPORT_OVERDUE: {
    fr: 'Un rapport promis à un bailleur n’est pas parti à sa date.',
    en: 'A report promised to a donor has not gone by its date.',
  },
};

const affairs = {
  fund: { fr: 'Fonds d’urgence', en: 'Emergency fund' },
  agreements: { fr: 'Conventions', en: 'Agreements' },
} as const;

const around: Record<Language, { open: string; close: string }> = {
  fr: {
    open: 'Le détail se lit, après connexion, à cette adresse :',
    close: 'Ce message ne contient volontairement ni montant ni nom de ville. Merci de ne pas y répondre.',
  },
  en: {
    open: 'Sign in to read the details at this address:',
    close: 'This message deliberately holds no amount and no name of a city. Please do not reply to it.',
  },
};

/** @param url absolute address of the sheet */
export function mailOf(kind: NoticeKind, language: Language, url: string): Mail {
  const { open, close } = around[language];
  const title = affairs[kind.startsWith('DONOR_') ? 'agreements' : 'fund'][language];
  const sentence = said[kind][language];
  const subject = `${title}${language === 'fr' ? ' : ' : ': '}${lowered(sentence)}`;
  return { subject, text: `${sentence}\n\n${open}\n${url}\n\n${close}\n` };
}

/** Milliseconds before a mail that could not be sent is tried again: doubled each time, an hour at most. */
export function backoff(attempts: number): number {
  return Math.min(3_600_000, 2_000 * 2 ** Math.min(attempts, 12));
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
