/** Why a bank says so: an ISO 20022 external code, or the bank's own, with its words. */
export interface StatusReason {
  code: string | null;
  text: string | null;
}

export interface TransactionStatus {
  /** What we called the transfer. */
  endToEndId: string | null;
  instructionId: string | null;
  uetr: string | null;
  /** Block it is told under. */
  block: string | null;
  /** External code: ACCP, ACSC, ACSP, PDNG, RJCT, …; null where only the level above says it. */
  status: string | null;
  reasons: StatusReason[];
}

/** What stands above transactions: of a block, or of the whole message when `block` is null. */
export interface LevelStatus {
  block: string | null;
  status: string | null;
  reasons: StatusReason[];
}

/** What a bank's status makes of an order: only a rejection changes its state. */
export function isRejection(status: string | null): boolean {
  return status === 'RJCT' || status === 'CANC';
}

/** `AC04 Compte clos; AM05`: what people read. */
export function reasonText(status: string, reasons: readonly StatusReason[]): string {
  const told = reasons.map(({ code, text }) => [code, text].filter(Boolean).join(' ')).filter(Boolean);
  return told.length > 0 ? told.join('; ') : status;
}

/** `AC04; AM05`: what events carry. The words of a bank may name persons and accounts. */
export function reasonCodes(status: string, reasons: readonly StatusReason[]): string {
  return reasons.flatMap(({ code }) => code ?? []).join('; ') || status;
}

/** A file that isn't a status report of ours, or that contradicts what was sent. */
export class StatusReportRefused extends Error {
  readonly status = 422;
  constructor(
    readonly code:
      | 'UNSUPPORTED_FORMAT'
      | 'MALFORMED_STATUS_REPORT'
      | 'UNKNOWN_PAYMENT_FILE'
      | 'UNKNOWN_PAYMENT_ORDER'
      | 'UNKNOWN_PAYMENT_BLOCK',
    readonly title: string,
    detail: string,
    readonly figures: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'StatusReportRefused';
  }
}

/** How much a status says; one that says less than what is known came late. */
const said: Readonly<Record<string, number>> = {
  ...{ RCVD: 1, ACTC: 2, ACCP: 3, PDNG: 3, ACWC: 4, ACWP: 4, ACSP: 5, ACSC: 6, ACCC: 7, RJCT: 8, CANC: 8 },
};
/** Codes of the external list that are not named above. */
const UNNAMED = 5;

/** Whether a report's status is news: banks send several reports of one file, and they may be imported in any order. */
export function isNews(
  known: { status: string | null; reasons: readonly StatusReason[] },
  told: { status: string; reasons: readonly StatusReason[] },
): boolean {
  if (known.status === null) return true;
  if (known.status === told.status) return JSON.stringify(known.reasons) !== JSON.stringify(told.reasons);
  return (said[told.status] ?? UNNAMED) >= (said[known.status] ?? UNNAMED);
}

/** What is said of each of a file's orders, the most precise level first: its transaction, its block, the whole message. */
export class Statuses {
  private readonly levels = new Map<string | null, LevelStatus>();
  private readonly transactions = new Map<string, Pick<TransactionStatus, 'status' | 'reasons'>>();

  level(level: LevelStatus): void {
    this.levels.set(level.block, level);
  }

  transaction(order: string, { status, reasons }: TransactionStatus): void {
    this.transactions.set(order, { status, reasons });
  }

  get group(): string | null {
    return this.levels.get(null)?.status ?? null;
  }

  /** Null where the report doesn't speak of it; `PART` says that some of what stands below was turned down, not which. */
  of(order: { id: string; block: string | null }): { status: string; reasons: readonly StatusReason[] } | null {
    const told = [this.transactions.get(order.id), this.levels.get(order.block), this.levels.get(null)];
    const found = told.find((level) => level?.status && level.status !== 'PART');
    return found?.status ? { status: found.status, reasons: found.reasons } : null;
  }
}
