import type { Day } from '@abonde/calendar';
import { decimalsOf, Money } from '@abonde/money';
import type { Address } from '../beneficiaries/bank-details';

export const fileVersions = ['pain.001.001.03', 'pain.001.001.09'] as const;
export type FileVersion = (typeof fileVersions)[number];

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
}

export interface PaymentBlock {
  id: string;
  /** SEPA credit transfer; otherwise the international form. */
  sepa: boolean;
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

/** Latin characters every bank takes: accents fall, what has no equivalent becomes a space. */
export function bankText(text: string, longest: number): string {
  const letters = text
    .replace(/[œŒ]/g, 'oe')
    .replace(/[æÆ]/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/[’‘`´]/g, "'");
  const plain = letters
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9/?:().,'+ -]/g, ' ');
  return plain.replace(/\s+/g, ' ').trim().slice(0, longest).trim();
}
