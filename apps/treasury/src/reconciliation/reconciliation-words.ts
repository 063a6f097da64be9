import { formatMoney, type Language, Money, type MoneyJson } from '@abonde/money';
import type { ListedItemDto, ReconciliationDto } from './reconciliation.dto';

export interface Section {
  title: string;
  items: ListedItemDto[];
  /** Of all there are, listed or not. */
  count: number;
  total: { label: string; value: MoneyJson } | null;
  /** Said where there is nothing to list. */
  none: string;
  /** Said where not all are listed. */
  beyond: string;
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
    undoing: 'Rapprochements en cours d’annulation',
    open: 'Mouvements sans explication',
    total: 'Total',
    none: 'Néant',
    beyond: 'Seuls les premiers sont imprimés : le fichier CSV les donne tous.',
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
    undoing: 'Matches being undone',
    open: 'Entries without explanation',
    total: 'Total',
    none: 'None',
    beyond: 'Only the first ones are printed: the CSV file has them all.',
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
  const { unmatchedTotal: open } = statement;
  const whole = (title: string, items: ListedItemDto[]): Section => ({
    ...{ title, items, count: items.length, total: null, none: said.none, beyond: said.beyond },
  });
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
      whole(said.inTransit, statement.inTransit),
      whole(said.awaiting, statement.awaitingConfirmation),
      whole(said.undoing, statement.beingUndone),
      {
        ...whole(said.open, statement.unmatched),
        count: open.count,
        total: { label: said.total, value: open.amount },
      },
    ],
    columns: said.columns,
  };
}
