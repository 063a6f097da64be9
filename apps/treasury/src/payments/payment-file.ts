import type { Day } from '@abonde/calendar';
import { decimalsOf, Money } from '@abonde/money';
import type { Address, RegulatoryReporting } from '../beneficiaries/bank-details';

export const fileVersions = ['pain.001.001.03', 'pain.001.001.09'] as const;
export type FileVersion = (typeof fileVersions)[number];

/** Who bears the banks' charges of an international transfer: shared, or all by us (`OUR` on paper, `DEBT` in ISO 20022). */
export const chargeBearers = ['SHAR', 'DEBT'] as const;
export type ChargeBearer = (typeof chargeBearers)[number];

export interface Transfer {
  endToEndId: string;
  instructionId: string;
  uetr: string;
  amount: Money;
  creditor: { name: string; country: string; address: Address };
  account: { iban: string } | { other: string };
  bic: string | null;
  /** What the beneficiary reads. */
  remittance: string;
  /** ISO 20022 external purpose code. */
  purpose: string | null;
  regulatory: RegulatoryReporting | null;
}

export interface PaymentBlock {
  id: string;
  /** SEPA credit transfer; otherwise the international form. */
  sepa: boolean;
  /** International transfers only. */
  urgent: boolean;
  chargeBearer: ChargeBearer;
  executionDay: Day;
  transfers: Transfer[];
}

export interface PaymentFile {
  messageId: string;
  /** UTC, to the second: `2026-02-20T09:00:00`. */
  createdAt: string;
  initiator: string;
  debtor: {
    name: string;
    country: string;
    town: string;
    account: { iban: string } | { other: string };
    bic: string | null;
    currency: string;
  };
  blocks: PaymentBlock[];
}

/** The control sum adds figures of any currency, exactly as ISO 20022 asks. */
export function controlSum(transfers: readonly Transfer[]): string {
  const decimals = Math.max(0, ...transfers.map(({ amount }) => decimalsOf(amount.currency)));
  const scaled = transfers.map(({ amount }) => amount.minor * 10n ** BigInt(decimals - decimalsOf(amount.currency)));
  const digits = scaled
    .reduce((sum, value) => sum + value, 0n)
    .toString()
    .padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** SEPA: euros, from and to IBANs of its countries. */
export function isSepa(
  amount: Money,
  from: string | null,
  to: string | null,
  sepaIban: (iban: string) => boolean,
): boolean {
  return amount.currency === 'EUR' && from !== null && to !== null && sepaIban(from) && sepaIban(to);
}

/** Block ids: the message id's 32 characters, a hyphen and two more make the 35 that ISO 20022 allows. */
export const MOST_BLOCKS = 36 * 36 - 1;

type Placed = { transfer: Transfer; sepa: boolean; executionDay: Day };

/** One block for each day of execution and form of transfer, ids unique by their place in the message. */
export function blocksOf(
  messageId: string,
  placed: readonly Placed[],
  { urgent, chargeBearer }: { urgent: boolean; chargeBearer: ChargeBearer },
): PaymentBlock[] {
  const blocks = new Map<string, PaymentBlock>();
  for (const { transfer, sepa, executionDay } of placed) {
    const key = `${executionDay} ${sepa ? 'SEPA' : transfer.amount.currency}`;
    const id = `${messageId}-${(blocks.size + 1).toString(36).toUpperCase()}`;
    const block = blocks.get(key) ?? { id, sepa, urgent: urgent && !sepa, chargeBearer, executionDay, transfers: [] };
    block.transfers.push(transfer);
    blocks.set(key, block);
  }
  return [...blocks.values()];
}
