import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount, formatDay } from '../../money/format';
import { useSession } from '../../session/session';
import { mayOpen } from '../page';
import { debitsOf } from './entry-amounts';
import { useEntryPeople } from './entry-people';
import { type Book, journal, JOURNAL, type JournalEntry } from './journal-api';

interface Props {
  book: Book;
  entry: JournalEntry;
}

/** What waits is approved, or put aside; what is posted is taken back by its opposite. */
export function EntryActs({ book, entry }: Props) {
  if (entry.status === 'PREPARED') return <Decide book={book} entry={entry} />;
  return entry.status === 'POSTED' ? <Reverse book={book} entry={entry} /> : null;
}

function Decide({ book, entry }: Props) {
  const { t } = useTranslation('journalEntries');
  const { data: person } = useSession();
  const { own } = useEntryPeople(entry);
  const facts = useFacts(book, entry);
  const [asked, setAsked] = useState<'approve' | 'decline'>();
  const close = () => setAsked(undefined);
  const approve = useAct({
    send: (id: string, headers) => journal.approve(book, id, headers),
    refresh: [JOURNAL],
    done: () => ({ title: t('act.approved') }),
  });
  const decline = useAct({
    send: (reason: string, headers) => journal.decline(book, entry.id, reason, headers),
    refresh: [JOURNAL],
    done: () => ({ title: t('act.declined') }),
  });
  const controls = mayOpen(person, ['finance-controller']);
  const obstacle = !controls ? t('obstacle.controller') : own ? t('obstacle.own') : undefined;
  return (
    <>
      <Group gap="xs" mt="md">
        <ActButton because={obstacle} onClick={() => setAsked('approve')} data-testid="approve">
          {t('act.approve')}
        </ActButton>
        {(controls || own) && (
          <Button variant="subtle" onClick={() => setAsked('decline')}>
            {t(own ? 'act.withdraw' : 'act.decline')}
          </Button>
        )}
      </Group>
      <ConfirmAct
        opened={asked === 'approve'}
        close={close}
        title={t('act.approveTitle')}
        facts={facts}
        act={t('act.approve')}
        pending={approve.isPending}
        confirm={() => approve.mutate(entry.id, { onSettled: close })}
      >
        <Text size="sm">{t('act.approveEffect')}</Text>
      </ConfirmAct>
      <ConfirmAct
        opened={asked === 'decline'}
        close={close}
        title={t('act.declineTitle')}
        facts={facts}
        act={t(own ? 'act.withdraw' : 'act.decline')}
        reason={t('act.declineReason')}
        pending={decline.isPending}
        confirm={(reason) => decline.mutate(reason, { onSettled: close })}
      />
    </>
  );
}

function Reverse({ book, entry }: Props) {
  const { t } = useTranslation('journalEntries');
  const { data: person } = useSession();
  const facts = useFacts(book, entry);
  const [asked, setAsked] = useState(false);
  const close = () => setAsked(false);
  const reverse = useAct({
    send: (reason: string, headers) => journal.reverse(book, entry.id, reason, headers),
    refresh: [JOURNAL],
    done: () => ({ title: t('act.reversed'), text: t('entry.preparedText') }),
  });
  const may = mayOpen(person, ['finance-officer', 'finance-controller']);
  const obstacle = entry.reversedBy ? t('obstacle.reversed') : may ? undefined : t('obstacle.finance');
  return (
    <Group mt="md">
      <ActButton variant="default" because={obstacle} onClick={() => setAsked(true)} data-testid="reverse">
        {t('act.reverse')}
      </ActButton>
      <ConfirmAct
        opened={asked}
        close={close}
        title={t('act.reverseTitle')}
        facts={facts}
        act={t('act.reverse')}
        reason={t('act.reverseReason')}
        pending={reverse.isPending}
        confirm={(reason) => reverse.mutate(reason, { onSettled: close })}
      >
        <Text size="sm">{t('act.reverseEffect')}</Text>
      </ConfirmAct>
    </Group>
  );
}

function useFacts(book: Book, entry: JournalEntry) {
  const { t } = useTranslation('journalEntries');
  const { t: common } = useTranslation();
  const language = useLanguage();
  return [
    { label: t('reason'), value: entry.reason },
    { label: t('book'), value: common(`context.${book}`) },
    { label: t('amount'), value: formatAmount(debitsOf(entry), language) },
    { label: t('date'), value: formatDay(entry.valueDate, language) },
  ];
}
