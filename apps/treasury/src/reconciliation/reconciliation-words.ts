import { formatMoney, type Language, Money, type MoneyJson } from '@abonde/money';
import type { ListedItemDto, ReconciliationDto } from './reconciliation.dto';

export interface Section {
  title: string;
  items: ListedItemDto[];
  /** Said where there is nothing to list. */
  none: string;
}

/** The statement in the words of its readers: the same on paper, in a file and on screen. */
export interface PrintedStatement {
  title: string;
  subtitle: string;
  figures: { label: string; value: MoneyJson }[];
  sections: Section[];
  columns: { date: string; label: string; amount: string; currency: string };
}

const words = {
  fr: {
    title: 'État de rapprochement bancaire',
    account: 'Compte',
    asOf: 'au',
    bank: 'Solde selon la banque',
    ledger: 'Solde selon le journal',
    difference: 'Écart entre la banque et le journal',
    between: 'Virements internes en attente de contrepartie',
    unexplained: 'Inexpliqué',
    inTransit: 'Ordres émis que la banque n’a pas encore débités',
    awaiting: 'Encaissements rapprochés en attente de confirmation',
    open: 'Mouvements sans explication',
    none: 'Néant',
    columns: { date: 'Date', label: 'Libellé', amount: 'Montant', currency: 'Devise' },
  },
  en: {
    title: 'Bank reconciliation statement',
    account: 'Account',
    asOf: 'as of',
    bank: 'Balance according to the bank',
    ledger: 'Balance according to the journal',
    difference: 'Difference between bank and journal',
    between: 'Internal transfers waiting for their counterpart',
    unexplained: 'Unexplained',
    inTransit: 'Orders sent that the bank has not debited yet',
    awaiting: 'Receipts matched that wait for confirmation',
    open: 'Entries without explanation',
    none: 'None',
    columns: { date: 'Date', label: 'Label', amount: 'Amount', currency: 'Currency' },
  },
} as const;

export function printedDay(day: string, language: Language): string {
  return language === 'fr' ? day.split('-').reverse().join('/') : day;
}

export function printedAmount(amount: MoneyJson, language: Language): string {
  return formatMoney(Money.of(amount), language);
}

export function printed(statement: ReconciliationDto, language: Language): PrintedStatement {
  const said = words[language];
  return {
    title: said.title,
    subtitle: `${said.account} ${statement.account} – ${statement.accountName}, ${said.asOf} ${printedDay(statement.asOf, language)}`,
    figures: [
      { label: said.bank, value: statement.bankBalance },
      { label: said.ledger, value: statement.ledgerBalance },
      { label: said.difference, value: statement.difference },
      { label: said.between, value: statement.internalTransfers },
      { label: said.unexplained, value: statement.unexplainedAmount },
    ],
    sections: [
      { title: said.inTransit, items: statement.inTransit, none: said.none },
      { title: said.awaiting, items: statement.awaitingConfirmation, none: said.none },
      { title: said.open, items: statement.unmatched, none: said.none },
    ],
    columns: said.columns,
  };
}
