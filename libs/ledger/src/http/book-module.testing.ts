import { MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { chart } from '../book.testing';
import { LedgerModule } from '../ledger.module';
import { ledgerMigrations } from '../migrations';

/** A service that is nothing but a book. */
@Module({
  imports: [
    PlatformModule.forRoot({ service: 'contributions', migrations: ledgerMigrations }),
    MessagingModule.forRoot({ service: 'contributions' }),
    LedgerModule.forRoot({ book: 'contributions', chart }),
  ],
})
export class BookModule {}

export const posting = (account: string, amount: string, more = {}) => ({ account, amount, currency: 'EUR', ...more });
export const entry = (postings: object[], more = {}) => ({
  reason: 'Régularisation',
  reference: 'OD-1',
  postings,
  ...more,
});
export const donation = (to: string, amount: string, more = {}) =>
  entry([posting('opening', amount), posting(`income:${to}`, `-${amount}`, { dimensions: { agreement: to } })], more);
export const moved = (from: string, to: string, amount: string, more = {}) =>
  entry([posting(from, amount), posting(to, `-${amount}`)], more);
