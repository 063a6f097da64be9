import type { Day } from '@abonde/calendar';
import type { Money } from '@abonde/money';
import { camtEntry } from './camt-entry';
import { accountIdentifier, amountOf, dayOf, periodOf, signed } from './camt-fields';
import {
  malformed,
  normaliseIdentifier,
  type StatementEvent,
  type StatementFormat,
  type StatementHeader,
  type TextReader,
  unsupported,
} from './statement';
import { XmlFragments } from './xml-fragments.reader';
import { find, firstText, textOf, type XmlNode } from './xml-node';

const containers: Record<string, { format: StatementFormat; message: string; statement: string }> = {
  '052': { format: 'camt.052', message: 'BkToCstmrAcctRpt', statement: 'Rpt' },
  '053': { format: 'camt.053', message: 'BkToCstmrStmt', statement: 'Stmt' },
  '054': { format: 'camt.054', message: 'BkToCstmrDbtCdtNtfctn', statement: 'Ntfctn' },
};
const namespacePattern = /^urn:iso:std:iso:20022:tech:xsd:camt\.(05[234])\.001\.(\d{2})$/;

/** Which statement format a document element announces. @throws {StatementRefused} UNSUPPORTED_FORMAT */
function camtFormat(namespace: string): { format: StatementFormat; message: string; statement: string } {
  const [, kind = '', version = ''] = namespacePattern.exec(namespace) ?? [];
  const container = containers[kind];
  if (!container)
    throw unsupported(`${namespace || 'A document without namespace'} is not a camt.052, 053 or 054 message`);
  if (Number(version) < 2 || Number(version) > 13)
    throw unsupported(`${container.format}.001.${version}: versions 02 to 13 are read`);
  return container;
}

/** Balances of one statement: many banks give a few, a hostile file as many as it holds. */
const mostBalances = 1_000;

interface Balance {
  code: string;
  amount: Money;
  day: Day | null;
}

/** What is kept of a statement before its first entry, beside its balances. */
const headerParts = new Set(['Acct', 'Id', 'FrToDt', 'ElctrncSeqNb', 'LglSeqNb']);

/** Parts of a statement before its first entry. */
interface Pending {
  nodes: Map<string, XmlNode>;
  balances: Balance[];
}

/**
 * Reads camt statements from chunks of text; what was read so far is taken with {@link take}.
 * A statement sent in pages (interim balances) comes out as one.
 */
export class CamtReader implements TextReader {
  private readonly xml = new XmlFragments(4, {
    root: (_name, namespace) => this.root(namespace),
    open: (path) => this.opened(path),
    close: (path) => this.closed(path),
    fragment: (node, path) => this.part(node, path),
  });
  private container?: (typeof containers)[string];
  private pending?: Pending;
  private current?: StatementHeader;
  private page?: StatementHeader;
  /** Of the page: the account's, or that of its first entry. */
  private currency: string | null = null;
  private started = false;
  private events: StatementEvent[] = [];

  get format(): StatementFormat | undefined {
    return this.container?.format;
  }

  write(chunk: string): void {
    this.xml.write(chunk);
  }

  /** Events since the last call, in the order of the file. */
  take(): StatementEvent[] {
    const events = this.events;
    this.events = [];
    return events;
  }

  /** @throws {StatementRefused} when the file stops early or holds no statement */
  end(): void {
    this.xml.end();
    this.finish();
    if (!this.started) throw malformed('The file holds no statement', this.xml.where());
  }

  private root(namespace: string): void {
    this.container = camtFormat(namespace);
  }

  private opened(path: readonly string[]): void {
    if (this.isStatement(path)) this.pending = { nodes: new Map(), balances: [] };
  }

  private isStatement(path: readonly string[]): boolean {
    return path.length === 3 && path[1] === this.container?.message && path[2] === this.container?.statement;
  }

  private part(node: XmlNode, path: readonly string[]): void {
    if (!this.isStatement(path.slice(0, 3))) return;
    if (node.name === 'Ntry') return this.entry(node);
    if (!this.pending) return;
    if (node.name === 'Bal') this.balance(node, this.pending.balances);
    else if (headerParts.has(node.name) && !this.pending.nodes.has(node.name)) this.pending.nodes.set(node.name, node);
  }

  private balance(node: XmlNode, balances: Balance[]): void {
    if (balances.length >= mostBalances)
      throw malformed(`A statement has more than ${mostBalances} balances`, this.xml.where());
    balances.push(balanceOf(node));
  }

  private entry(node: XmlNode): void {
    this.begin();
    const { entry, status } = camtEntry(node, this.currency, this.page?.to ?? null);
    this.currency ??= entry.amount.currency;
    this.events.push(status === 'BOOK' ? { kind: 'entry', entry } : { kind: 'aside', status, entry });
  }

  private closed(path: readonly string[]): void {
    if (this.isStatement(path)) this.begin();
  }

  /** The header is complete at the first entry, or at the end of a statement without entries. */
  private begin(): void {
    if (!this.pending) return;
    const header = headerOf(this.pending);
    this.pending = undefined;
    this.page = header;
    this.currency = header.currency || null;
    this.started = true;
    if (this.current && continues(this.current, header)) {
      this.current = { ...this.current, closing: header.closing, to: header.to ?? this.current.to };
      return;
    }
    this.finish();
    this.current = header;
    this.events.push({ kind: 'statement', header });
  }

  private finish(): void {
    if (this.current) this.events.push({ kind: 'end', closing: this.current.closing, to: this.current.to });
    this.current = undefined;
  }
}

function balanceOf(node: XmlNode): Balance {
  const element = find(node, 'Amt');
  if (!element) throw malformed('A balance has no amount', 'Bal');
  return {
    code: firstText(node, ['Tp', 'CdOrPrtry', 'Cd'], ['Tp', 'CdOrPrtry', 'Prtry']) ?? '',
    amount: signed(amountOf(element), textOf(node, 'CdtDbtInd'), 'Bal/CdtDbtInd'),
    day: dayOf(find(node, 'Dt')),
  };
}

function headerOf({ nodes, balances }: Pending): StatementHeader {
  const account = nodes.get('Acct');
  const identifier = accountIdentifier(account);
  if (!identifier) throw malformed('A statement names no account', 'Acct/Id');
  const opening =
    balances.find(({ code }) => code === 'OPBD') ??
    balances.find(({ code }) => code === 'PRCD') ??
    interim(balances)[0];
  const closing = balances.filter(({ code }) => code === 'CLBD').at(-1) ?? interim(balances).at(-1);
  const stated = periodOf(nodes.get('FrToDt'));
  const currency = textOf(account, 'Ccy') ?? closing?.amount.currency ?? opening?.amount.currency ?? '';
  for (const { amount, code } of [opening, closing].filter((balance) => balance !== undefined)) {
    if (amount.currency !== currency)
      throw malformed(`A balance ${code} in ${amount.currency} of an account in ${currency}`, 'Bal');
  }
  return {
    account: normaliseIdentifier(identifier),
    currency,
    reference: nodes.get('Id')?.text.trim() ?? '',
    number: ['ElctrncSeqNb', 'LglSeqNb', 'Id'].map((name) => nodes.get(name)?.text.trim()).find(Boolean) ?? '',
    from: stated.from ?? opening?.day ?? closing?.day ?? null,
    to: stated.to ?? closing?.day ?? null,
    periodStated: stated.from !== null,
    opening: opening?.amount ?? null,
    closing: closing?.amount ?? null,
  };
}

function interim(balances: readonly Balance[]): Balance[] {
  return balances.filter(({ code }) => code === 'ITBD');
}

/** The next page of a statement: same account, same statement, opening where the last page stopped. */
function continues(previous: StatementHeader, next: StatementHeader): boolean {
  return (
    previous.account === next.account &&
    previous.reference === next.reference &&
    previous.number === next.number &&
    previous.closing !== null &&
    next.opening !== null &&
    previous.closing.equals(next.opening)
  );
}
