import './words';
import '../../styles/forms.css';
import { Anchor, Stack } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay, formatMoment } from '../../money/format';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { NotFound } from '../../states/system-page';
import { EntryActs } from './entry-acts';
import { EntryLines } from './entry-lines';
import { useEntryPeople } from './entry-people';
import { EntryState } from './entry-state';
import { type Book, isBook, type JournalEntry, useJournalEntry } from './journal-api';

/** One manual entry, whole: its lines, why, who prepared and approved it, what it takes back or what takes it back. */
export default function JournalEntryPage() {
  const { livre, piece = '' } = useParams({ strict: false }) as { livre?: string; piece?: string };
  return isBook(livre) ? <Opened key={piece} book={livre} id={piece} /> : <NotFound />;
}

function Opened({ book, id }: { book: Book; id: string }) {
  const { t } = useTranslation('journalEntries');
  const query = useJournalEntry(book, id);
  // An id that is none is refused before it is looked up.
  if (query.error instanceof Problem && [400, 404].includes(query.error.status)) return <NotFound />;
  return (
    <Stack gap="md">
      <Link to="/regularisations" search={{ onglet: 'operations' }} className="plain-link muted">
        ← {t('back')}
      </Link>
      <Loaded query={query} skeleton={<BlockSkeleton height={420} />}>
        {(entry) => <Content book={book} entry={entry} />}
      </Loaded>
    </Stack>
  );
}

function Content({ book, entry }: { book: Book; entry: JournalEntry }) {
  const { t } = useTranslation('journalEntries');
  const { t: common } = useTranslation();
  return (
    <>
      <PageHeading
        title={entry.reason}
        subtitle={[t('one'), common(`context.${book}`), entry.reference].filter(Boolean).join(' · ')}
      >
        <EntryState entry={entry} />
      </PageHeading>
      <section className="card padded" aria-label={t('one')} data-testid="journal-entry">
        <Facts book={book} entry={entry} />
        <EntryActs book={book} entry={entry} />
      </section>
      <EntryLines postings={entry.postings} />
    </>
  );
}

function Facts({ book, entry }: { book: Book; entry: JournalEntry }) {
  const { t } = useTranslation('journalEntries');
  const language = useLanguage();
  const { prepared, approved, declined } = useEntryPeople(entry);
  const { valueDate, accountingDate, status, at, declineReason, reverses, reversedBy } = entry;
  return (
    <dl className="facts">
      <Fact label={t('date')}>{formatDay(valueDate, language)}</Fact>
      <Fact label={t('accountingDate')}>{accountingDate ? formatDay(accountingDate, language) : t('notPosted')}</Fact>
      <Fact label={t(`at.${status}`)}>{formatMoment(at, language)}</Fact>
      <Fact label={t('who.prepared')}>{prepared}</Fact>
      {approved && <Fact label={t('who.approved')}>{approved}</Fact>}
      {declined && <Fact label={t('who.declined')}>{declined}</Fact>}
      {declineReason && <Fact label={t('declineReasonIs')}>{declineReason}</Fact>}
      {reverses && (
        <Fact label={t('reverses')}>
          <Other book={book} id={reverses} />
        </Fact>
      )}
      {reversedBy && (
        <Fact label={t(`reversed.${reversedBy.status}`)}>
          <Other book={book} id={reversedBy.id} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The entry at the other end of a reversal. */
function Other({ book, id }: { book: Book; id: string }) {
  const { t } = useTranslation('journalEntries');
  const language = useLanguage();
  const { data } = useJournalEntry(book, id);
  return (
    <Anchor
      underline="always"
      renderRoot={(props) => (
        <Link to="/regularisations/operations/$livre/$piece" params={{ livre: book, piece: id }} {...props} />
      )}
    >
      {data ? t('openOther', { day: formatDay(data.valueDate, language), reason: data.reason }) : '…'}
    </Anchor>
  );
}
