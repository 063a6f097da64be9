import { malformed, StatementRefused } from '../statements/statement';
import { XmlFragments } from '../statements/xml-fragments.reader';
import { all, firstText, textOf, type XmlNode } from '../statements/xml-node';
import { type LevelStatus, type StatusReason, StatusReportRefused, type TransactionStatus } from './payment-status';

export type StatusEvent =
  | { kind: 'header'; messageId: string; originalMessageId: string }
  | { kind: 'level'; level: LevelStatus }
  | { kind: 'transaction'; transaction: TransactionStatus };

const namespacePattern = /^urn:iso:std:iso:20022:tech:xsd:(pain\.002\.001\.(\d{2}))$/;
/** Between these the elements read here neither moved nor changed their names. */
const [first, last] = [3, 12];
const GROUP = 'OrgnlGrpInfAndSts';
const BLOCK = 'OrgnlPmtInfAndSts';
/** Reasons of one status: a bank gives a few, a hostile file as many as it holds. */
const mostReasons = 100;

/**
 * Reads a customer payment status report (pain.002) from chunks of text; what was read so far is taken with {@link take}.
 * A level's own status comes out when the level ends: banks may write it after the transactions it stands above.
 */
export class PaymentStatusReader {
  private readonly xml = new XmlFragments(4, {
    root: (_name, namespace) => this.root(namespace),
    open: (path) => this.opened(path),
    close: (path) => this.closed(path),
    fragment: (node, path) => this.part(node, path),
  });
  private events: StatusEvent[] = [];
  private level: LevelStatus = { block: null, status: null, reasons: [] };
  private messageId = '';
  private originalMessageId?: string;
  format?: string;

  /** @throws {StatusReportRefused} `UNSUPPORTED_FORMAT` @throws {StatementRefused} with the place, to be told {@link asStatusReport} */
  write(chunk: string): void {
    this.xml.write(chunk);
  }

  take(): StatusEvent[] {
    const events = this.events;
    this.events = [];
    return events;
  }

  /** @throws {StatementRefused} when the file stops early or names no file of ours */
  end(): void {
    this.xml.end();
    if (!this.originalMessageId) throw malformed('The report names no message of ours', `${GROUP}/OrgnlMsgId`);
  }

  private root(namespace: string): void {
    const [, format, version] = namespacePattern.exec(namespace) ?? [];
    if (format && Number(version) >= first && Number(version) <= last) {
      this.format = format;
      return;
    }
    const found = namespace || 'A document without namespace';
    throw new StatusReportRefused(
      'UNSUPPORTED_FORMAT',
      'Not a payment status report',
      `${found} is not a pain.002 message of version 03 to ${last}.`,
    );
  }

  private opened(path: readonly string[]): void {
    if (path.length === 3) this.level = { block: null, status: null, reasons: [] };
  }

  private closed(path: readonly string[]): void {
    const [, , name] = path;
    if (path.length !== 3 || (name !== GROUP && name !== BLOCK)) return;
    if (name === GROUP) this.header();
    if (name === BLOCK && this.level.block === null)
      throw malformed('A block says not which it is', `${BLOCK}/OrgnlPmtInfId`);
    this.events.push({ kind: 'level', level: this.level });
  }

  private header(): void {
    if (!this.originalMessageId) throw malformed('The report names no message of ours', `${GROUP}/OrgnlMsgId`);
    this.events.push({ kind: 'header', messageId: this.messageId, originalMessageId: this.originalMessageId });
  }

  private part(node: XmlNode, path: readonly string[]): void {
    const [, , parent] = path;
    const text = node.text.trim() || null;
    if (parent === 'GrpHdr' && node.name === 'MsgId') this.messageId = text ?? '';
    if (parent === GROUP && node.name === 'OrgnlMsgId' && text) this.originalMessageId = text;
    if (parent === GROUP && node.name === 'GrpSts') this.level.status = checkedStatus(text);
    if (parent === BLOCK && node.name === 'OrgnlPmtInfId') this.level.block = text;
    if (parent === BLOCK && node.name === 'PmtInfSts') this.level.status = checkedStatus(text);
    if (node.name === 'StsRsnInf') this.level.reasons = added(this.level.reasons, node);
    if (parent === BLOCK && node.name === 'TxInfAndSts') this.transaction(node);
  }

  private transaction(node: XmlNode): void {
    const status = textOf(node, 'TxSts');
    const transaction = {
      endToEndId: textOf(node, 'OrgnlEndToEndId'),
      instructionId: textOf(node, 'OrgnlInstrId'),
      uetr: textOf(node, 'OrgnlUETR'),
      block: this.level.block,
      status: status === null ? null : checkedStatus(status),
      reasons: all(node, 'StsRsnInf').slice(0, mostReasons).map(reasonOf),
    };
    if (!transaction.endToEndId && !transaction.instructionId && !transaction.uetr)
      throw malformed('A transaction has none of our references', 'TxInfAndSts/OrgnlEndToEndId');
    this.events.push({ kind: 'transaction', transaction });
  }
}

function added(reasons: StatusReason[], node: XmlNode): StatusReason[] {
  return reasons.length >= mostReasons ? reasons : [...reasons, reasonOf(node)];
}

function reasonOf(node: XmlNode): StatusReason {
  const words = all(node, 'AddtlInf').map(({ text }) => text.trim());
  return {
    code: firstText(node, ['Rsn', 'Cd'], ['Rsn', 'Prtry']),
    text: words.filter(Boolean).join(' ').slice(0, 500) || null,
  };
}

function checkedStatus(text: string | null): string {
  if (text && /^[A-Z]{4}$/.test(text)) return text;
  throw malformed(`${text ?? 'An empty text'} is not a status of four letters`, 'status');
}

/** The readers of statements speak of statements; this file isn't one. */
export function asStatusReport(error: unknown): unknown {
  if (!(error instanceof StatementRefused)) return error;
  const code = error.code === 'UNSUPPORTED_FORMAT' ? 'UNSUPPORTED_FORMAT' : 'MALFORMED_STATUS_REPORT';
  return new StatusReportRefused(code, 'Malformed payment status report', error.message, error.figures);
}
